"""Compiled guardrails in the cache that are not surely ours are never judged by, whatever is wrong with them.

What lies in the cache here forbids nothing, so that a verdict tells what was loaded.
"""

from __future__ import annotations

import json
import os

import pytest
from cells import tried
from conftest import not_run
from harms import FIXED, FOREIGN, HARMS, write
from scene import Scene
from workspace import CONFIGURATION

from pykiro_opa.engines import folders
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load

FORBIDDEN = ("evaluate", "--command", "git push --force origin main", "--format", "json")
DENY_COMMANDS = json.dumps({"guardrails": {"deny": {"commands": ["git push --force"]}}})


@pytest.fixture
def scene(warm_cache):
    made = Scene(warm_cache)
    made.write({CONFIGURATION: DENY_COMMANDS})
    assert 10 == made.cli(*FORBIDDEN).code
    yield made
    made.remove()


def entries_of(scene):
    return list((scene.home / "cache/pykiro-opa").glob("*/guardrails-*"))


def evil(path) -> bytes:
    """Guardrails that forbid nothing, as an entry of that name would hold them."""
    found = load([(CONFIGURATION, b'{"guardrails": {}}')], lambda patterns: [True] * len(patterns))
    about = canonical([found.origins, found.expected, found.production, found.shadow, found.shared, found.notes, []])
    return sealed(path, about + b"\n" + found.text)


def sealed(path, content) -> bytes:
    return content + folders._digest(path.name.removeprefix("guardrails-"), content)


def under_another_name(path, content):
    """An entry of other guardrails, whole, copied to where these are looked for."""
    write(path, evil(path.parent / ("guardrails-" + "0" * 64)))


OWN_HARMS = {
    **HARMS,
    "under another name": under_another_name,
    "rubbish with the right digest": lambda path, _content: write(path, sealed(path, b"rubbish" * 100)),
    "JSON of another shape with the right digest": lambda path, _content: write(
        path, sealed(path, b"[1,2,3,4,5,6,7]\n{}")
    ),
    "no guardrails with the right digest": lambda path, _content: write(path, sealed(path, b"null\nnull")),
}


def test_an_entry_of_the_user_alone_is_loaded_or_this_proves_nothing(scene):
    (path,) = entries_of(scene)
    write(path, evil(path))

    assert 0 == scene.cli(*FORBIDDEN).code


@pytest.mark.parametrize("harm", OWN_HARMS)
def test_what_is_not_surely_ours_is_compiled_anew_and_replaced(harm, scene):
    tried("guardrails in the cache")
    (path,) = entries_of(scene)
    right = path.read_bytes()
    OWN_HARMS[harm](path, evil(path))

    ended = scene.cli(*FORBIDDEN)

    assert (10, "") == (ended.code, ended.stderr)
    assert [] == scene.left()
    assert [right] == [entry.read_bytes() for entry in entries_of(scene)]


@pytest.mark.parametrize("harm", [*FIXED, *FOREIGN])
def test_what_cannot_be_replaced_is_not_loaded(harm, scene):
    if harm in FOREIGN and os.geteuid() != 0:
        not_run("files of another user", "only root can make one")
    tried("guardrails in the cache")
    (path,) = entries_of(scene)
    {**FIXED, **FOREIGN}[harm](path, evil(path))

    ended = scene.cli(*FORBIDDEN)

    assert (10, "") == (ended.code, ended.stderr)
    assert [] == scene.left()
