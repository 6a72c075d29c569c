"""Extending only tightens: parent and child in all value combinations of every key, and no verdict milder than the parent's.

Keys and values come from the schema, changes from the examples of the rules: a new key is covered by being in the
schema, or this says what is missing.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from generation.sharing import SOURCE, resolving, shared
from servers import Server
from test_examples import CASES, change_of

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command
from pykiro_opa.decisions import held, worst
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import FACT_KINDS, canonical, seal
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.settings import NOT_JUDGED
from pykiro_opa.guardrails.shapes import flaws

SCHEMA = json.loads((Path(__file__).parents[1] / "policies/schemas/guardrails.v1.json").read_bytes())
KEYS = SCHEMA["$defs"]["guardrails"]["properties"]
CHILD_ONLY = ("mode", "origin", "extends")  # what no bundle has, or what its own manifest says
SEVERITY = ("allow", "needs-approval", "deny")
STRENGTH = ("notice", "needs-approval", "deny")
ABSENT = object()


def resolved(part):
    while "$ref" in part:
        inner = SCHEMA
        for step in part["$ref"].removeprefix("#/").split("/"):
            inner = inner[step]
        part = {**inner, **{key: value for key, value in part.items() if key != "$ref"}}
    return part


def first_examples():
    """The first bad example of each rule that is found at a tool call, by the rule's id."""
    found = {}
    for case in CASES:
        name, quality, example = case.values
        if quality == "bad" and name.startswith("rules/") and example.get("stage") is None:
            found.setdefault(name.removeprefix("rules/"), example)
    return found


EXAMPLES = first_examples()
# An entry of each list, with the change that it stops.
ENTRIES = {
    name: next(
        (example["guardrails"][effect][name][0], change_of(example))
        for example in EXAMPLES.values()
        for effect in ("deny", "requireApproval")
        if example["guardrails"].get(effect, {}).get(name)
    )
    for name in ("actions", "resources", "files", "commands", "patterns")
}
DATABASE = "aws {} rds delete-db-instance --db-instance-identifier {}"


def command(text) -> Change:
    return Change("task", "command", root="/workspace", commands=(Command(text),), read=lambda _path: None)


# What tells one value of a key from another, beside the examples: an entry that depends on it, and a change.
PRODUCTION = {
    "names": (["live"], command(DATABASE.format("", "live-orders"))),
    "accounts": (["123456789012"], command("aws rds delete-db-cluster --db-cluster-identifier arn:aws:rds:eu-west-1:123456789012:cluster:test")),
    "profiles": (["blue-*"], command(DATABASE.format("--profile blue-1", "test"))),
}  # fmt: skip
OTHERS = {
    "approvals": [{}, {"required": 2, "expiresAfter": "1h"}, {"approvers": [{"id": "a", "github": "a"}]}],
    "practice": [{}],
    "credentials": [[]],
    "origin": ["workspace", "payments", "platform_2"],
}
CHANGES = [
    *map(change_of, EXAMPLES.values()),
    *(change for _, change in ENTRIES.values()),
    *(change for _, change in PRODUCTION.values()),
    command('aws s3api delete-bucket --bucket "$BUCKET"'),
]


def written(effect, name, **options):
    entry = ENTRIES[name][0]
    entry = {"match": entry} if isinstance(entry, str) else dict(entry)
    return {effect: {name: [{**entry, **options}]}}


def fragments(key):
    """Groups of guardrails that differ in this key alone; every value is tried against every other of its group."""
    part = resolved(KEYS[key])
    if key == "extends":
        return []
    if "enum" in part:
        return [[{}, *({key: value} for value in part["enum"])]]
    if key in OTHERS:
        return [[{}, *({key: value} for value in OTHERS[key])]]
    if key in ("deny", "requireApproval"):
        (other,) = {"deny", "requireApproval"} - {key}
        return [
            [
                {}, {key: {name: []}}, written(key, name), written(other, name), written(key, name, stages=["spec"]),
                written(key, name, **{"except": ["**"]}),
            ]
            for name in part["properties"]
        ]  # fmt: skip
    if key == "production":
        demand = {"requireApproval": {"actions": ["delete_production_database"]}}
        return [
            [demand, {**demand, key: {}}, {**demand, key: {name: []}}, {**demand, key: {name: PRODUCTION[name][0]}}]
            for name in part["properties"]
        ]
    if part.get("type") == "object":
        return [
            [{}, {key: {}}, *({key: {name: value}} for value in resolved(inner)["enum"])]
            for name, inner in part["properties"].items()
        ]
    raise AssertionError(f"`{key}` is in the schema, and nobody says here which values it has")


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine(deadline=60)


@pytest.fixture(scope="module")
def server(opa, tmp_path_factory):
    with Server(opa, tmp_path_factory.mktemp("opa")) as running:
        yield SimpleNamespace(ask=running.queried)


class Extending:
    """Decides all changes under parent and child, in both engines."""

    def __init__(self, embedded, server) -> None:
        self._embedded = embedded
        self._server = server
        self._events = {}

    def guardrails(self, parent, child):
        file = json.dumps({"guardrails": {**child, "extends": [SOURCE]}}).encode()
        parent = {key: value for key, value in parent.items() if key not in CHILD_ONLY}
        return load(
            [(".kiro/kiro.json", file)], self._embedded.regex_is_valid, resolve=resolving(shared(parent, SOURCE))
        )

    def decide(self, parent, child):
        """The decision about all changes at once, the same in both engines, and its guardrails."""
        guardrails = self.guardrails(parent, child)
        event = self._event(guardrails)
        decision = gate.decide_event(event, guardrails, self._embedded)
        served = gate.decide_event(event, guardrails, self._server)
        assert canonical(decision.document) == canonical(served.document)
        return decision, guardrails

    def _event(self, guardrails):
        """The facts of every change, which depend on what counts as production alone."""
        key = canonical(guardrails.production)
        if key not in self._events:
            events = [gate.event_of(change, guardrails) for change in CHANGES]
            facts = {
                kind: list({one["id"]: one for event in events for one in event[kind]}.values()) for kind in FACT_KINDS
            }
            self._events[key] = seal({**events[0], **facts})
        return self._events[key]


@pytest.fixture(scope="module")
def extending(embedded, server):
    return Extending(embedded, server)


def of_parent(decision):
    return [finding for finding in decision.findings if finding["origin"] == "platform"]


def strengths(findings):
    found = {}
    for finding in findings:
        # Not the fact's id: what counts as production is part of a fact.
        subject = (*finding["subject"][:3], finding["guardrail"], canonical(finding["evidence"]))
        found[subject] = max(found.get(subject, 0), STRENGTH.index(finding["effect"]))
    return found


def never_milder(alone, after, shared_origins):
    """Every finding of the parent is there, at least as harsh, and so is what shadow mode leaves."""
    was, now = strengths(of_parent(alone)), strengths(of_parent(after))
    assert all(now.get(subject, -1) >= strength for subject, strength in was.items())
    least = SEVERITY.index(worst(of_parent(alone)))
    assert SEVERITY.index(after.effect) >= least
    assert SEVERITY.index(held(after, shared_origins)) >= least


@pytest.mark.parametrize("key", sorted(KEYS))
def test_no_value_of_the_child_makes_the_parent_milder(key, extending):
    for group in fragments(key):
        for parent in group:
            alone, _ = extending.decide(parent, {})
            for child in group:
                after, guardrails = extending.decide(parent, child)
                never_milder(alone, after, guardrails.shared)


@pytest.mark.parametrize("key", sorted(set(KEYS) - set(NOT_JUDGED) - set(CHILD_ONLY)))
def test_every_judged_key_of_a_parent_is_seen_in_what_it_finds(key, extending):
    """Or the test above would pass with nothing to compare."""
    for group in fragments(key):
        seen = {canonical(of_parent(extending.decide(parent, {})[0])) for parent in group}
        assert len(seen) > 1, group


@pytest.mark.parametrize("key", sorted(set(KEYS) - set(CHILD_ONLY)))
def test_every_value_of_a_key_is_one_that_a_bundle_can_hold(key):
    for group in fragments(key):
        for parent in group:
            assert list(flaws(shared(parent).document)) == []


def test_many_keys_at_once_make_the_parent_no_milder_either(extending, chance):
    """The combinations of several keys, drawn at random."""
    groups = [group for key in KEYS if key not in CHILD_ONLY for group in fragments(key)]
    for _ in range(40):
        parent, child = {}, {"mode": chance.choice(["shadow", "enforce"]), "origin": chance.choice(["a", "workspace"])}
        for side in (parent, child):
            for group in chance.sample(groups, 6):
                for name, value in chance.choice(group).items():
                    side[name] = {**side.get(name, {}), **value} if isinstance(value, dict) else value
        after, guardrails = extending.decide(parent, child)
        never_milder(extending.decide(parent, {})[0], after, guardrails.shared)


LEVELS = (ABSENT, "notice", "needs-approval", "deny")


def is_of_the_unnamed(finding):
    return finding["rule"] == "resources/protected" and finding["evidence"][0]["text"] == "arn:aws:s3:::*"


@pytest.mark.parametrize(("parents", "childs"), list(product(LEVELS, LEVELS)))
def test_what_a_parents_entry_says_of_an_unnamed_resource_is_not_the_childs_to_say(parents, childs, extending):
    """A resource that may be the one: an entry asks, as what is built in does, even where the child says `notice`."""
    parent = {"deny": {"resources": ["arn:aws:s3:::*-production"]}}
    parent |= {} if parents is ABSENT else {"unresolved": parents}
    child = {"deny": {"resources": ["arn:aws:s3:::*-production"]}}
    child |= {} if childs is ABSENT else {"unresolved": childs}

    decision, _ = extending.decide(parent, child)

    effects = {one["origin"]: one["effect"] for one in decision.findings if is_of_the_unnamed(one)}
    wanted = {level: "needs-approval" if level is ABSENT else level for level in (parents, childs)}
    assert effects == {"platform": wanted[parents], "workspace": wanted[childs]}


@pytest.mark.parametrize("origin", ["platform", "builtin"])
def test_a_child_cannot_take_the_parents_origin(origin, extending):
    with pytest.raises(ConfigurationError, match="origin"):
        extending.guardrails({"deny": {"files": ["a"]}}, {"origin": origin})
