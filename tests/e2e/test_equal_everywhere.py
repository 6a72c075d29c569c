"""The same event decided in this process, by OPA as a process and in a container, over a socket and over TCP.

Events are those of every example and of all real data: commands, specs, pull requests, policies and plans.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from generation.seeds import SEED
from merged.replay import rows
from sidecars import serving
from test_examples import CASES, change_of
from workspace import CHECKOUT, CONFIGURATION

from pykiro_opa import gate, sources
from pykiro_opa.changes import Change, FileChange
from pykiro_opa.engines import running
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Changes = Iterator[Callable[[], Change]]

RECOMMENDED = (CHECKOUT / "examples/recommended/.kiro/kiro.json").read_bytes()
KINDS = {
    "process, socket": {},
    "process, TCP": {"tcp": True},
    "container, socket": {"docker": True},
    "container, TCP": {"docker": True, "tcp": True},
}
_PATIENCE = 60.0
# One event in so many; all of them where it may take long.
SHARES = [60, pytest.param(1, marks=pytest.mark.long)]


def examples(_corpora: str) -> Changes:
    for case in CASES:
        yield lambda case=case: change_of(case.values[2])


def commands(corpora: str) -> Changes:
    read = sources.available()["command"].read
    for row in lines(Path(corpora) / "shell/labelled_commands.jsonl.gz"):
        if "command" in row:  # else it is the call of another tool
            yield lambda row=row: read(row["command"], corpora, bytes)


def specs(corpora: str) -> Changes:
    read = sources.available()["spec"].read
    folders = {path.parent for path in Path(corpora, "specs").rglob("*.md")}
    for folder in sorted(folders):
        yield lambda folder=folder: read(str(folder), corpora, bytes)


def pull_requests(corpora: str) -> Changes:
    for name in ("modernisation-platform", "full-stack-fastapi-template"):
        for row in rows(corpora, name):
            yield lambda row=row: changed({one["path"]: (one["before"], one["after"]) for one in row["files"]})


def policies(corpora: str) -> Changes:
    for row in lines(Path(corpora) / "iam/managed_policy_changes.jsonl.gz"):
        yield lambda row=row: changed({"policy.json": (json.dumps(row["before"]), json.dumps(row["after"]))})
    for row in lines(Path(corpora) / "iam/relative_permissiveness.jsonl.gz"):
        yield lambda row=row: changed({"policy.json": (json.dumps(row["first"]), json.dumps(row["second"]))})


def plans(corpora: str) -> Changes:
    read = sources.available()["plan"].read
    for row in lines(Path(corpora) / "iam/terraform_plan_updates.jsonl.gz"):
        yield lambda row=row: read("-", corpora, lambda: json.dumps(row["plan"]).encode())


SURFACES = (examples, commands, specs, pull_requests, policies, plans)


def lines(path: Path) -> Iterator[dict]:
    with gzip.open(path) as stream:
        yield from map(json.loads, stream)


def changed(files: dict[str, tuple[str | None, str | None]]) -> Change:
    """A pull request that changes these files from one text to another."""
    after = {path: None if new is None else new.encode() for path, (_, new) in files.items()}
    made = [
        FileChange(path, before=None if old is None else old.encode(), after=after[path])
        for path, (old, _) in files.items()
        if old != files[path][1]
    ]
    return Change("pull_request", "range", root="/workspace", files=tuple(made), read=after.get)


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine(deadline=_PATIENCE)


@pytest.fixture(scope="module")
def guardrails(embedded):
    return load([(CONFIGURATION, RECOMMENDED)], embedded.regex_is_valid)


@pytest.fixture(scope="module")
def decided(embedded, guardrails, corpora):
    """Each event of a share of a surface with its decision here, made once for all that are compared with it."""
    kept: dict[tuple[str, int], list] = {}

    def decide(surface, share):
        if (surface.__name__, share) not in kept:
            every = list(surface(corpora))
            chosen = every[SEED % min(share, len(every)) :: share]
            events = [gate.event_of(make(), guardrails) for make in chosen]
            kept[surface.__name__, share] = [
                (event, canonical(gate.decide_event(event, guardrails, embedded).document)) for event in events
            ]
        return kept[surface.__name__, share]

    return decide


@pytest.fixture(scope="module", params=KINDS)
def served(request, guardrails, opa, tmp_path_factory):
    options = KINDS[request.param]
    if "docker" in options:
        request.getfixturevalue("docker")
    folder = tmp_path_factory.mktemp("served")
    with serving(guardrails, opa, folder, **options) as (url, _):
        yield ServerEngine(url, running.running(str(folder))[1], deadline=_PATIENCE)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_it_is_the_same_decision(surface, share, served, decided, guardrails):
    differing = [
        event["request"]
        for event, expected in decided(surface, share)
        if canonical(gate.decide_event(event, guardrails, served).document) != expected
    ]

    assert decided(surface, share)
    assert differing == []
