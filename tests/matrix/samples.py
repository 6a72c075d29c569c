"""What the matrix starts from, made from what is there: schemas, shapes and the examples of every rule and action."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from test_examples import CASES, change_of

from pykiro_opa import gate
from pykiro_opa.decisions import believe
from pykiro_opa.events import FACT_KINDS, canonical, fact_id, seal
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.loading import guardrails_of

if TYPE_CHECKING:
    from pykiro_opa.engines.embedded import EmbeddedEngine

POLICIES = Path(__file__).parents[2] / "policies"
SCHEMAS = POLICIES / "schemas"
LIBRARY = json.loads((POLICIES.parent / "pykiro_opa/catalogue/library.json").read_bytes())
SAMPLE_ORIGIN = "sample"


def schema(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SCHEMAS / f"{name}.v1.json").read_bytes())
    return document


def instance(part: Any, root: Any) -> Any:
    """A value that a schema allows, with every field it knows and one element in every list."""
    if "$ref" in part:
        target = root
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return instance(target, root)
    if "const" in part:
        return part["const"]
    if "enum" in part:
        return part["enum"][-1]
    if "examples" in part:
        return part["examples"][0]
    kind = part.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: instance(inner, root) for name, inner in part.get("properties", {}).items()}
    if kind == "array":
        items = part.get("prefixItems") or ([part["items"]] if "items" in part else [])
        return [instance(item, root) for item in items]
    return {"string": "x", "integer": 1, "boolean": False, "null": None}[kind]


class Base(NamedTuple):
    """An event with one harmless fact of each kind and the facts of a bad example of each rule and action.

    `found` is who found what in it: (origin, rule) of every finding that stops it. Each example has its own origin;
    the origin `sample` has an entry of every matcher, none of which fits the event.
    """

    event: dict[str, Any]
    guardrails: dict[str, Any]
    found: frozenset[tuple[str, str]]

    @property
    def text(self) -> bytes:
        return canonical(self.guardrails)

    @property
    def small(self) -> Base:
        """The harmless facts alone, under the origins `builtin` and `sample`: allowed, and quick to judge."""
        guardrails = {name: self.guardrails[name] for name in ("builtin", SAMPLE_ORIGIN)}
        milder = {**guardrails["builtin"]["settings"], "unresolved": "notice", "secrets": "notice"}
        guardrails["builtin"] = {**guardrails["builtin"], "settings": milder}
        expected = [list(origin) for origin in guardrails_of(guardrails).expected]
        event = {**self.event, "context": {**self.event["context"], "expected": expected}}
        return Base(seal({**event, **{kind: event[kind][:1] for kind in FACT_KINDS}}), guardrails, frozenset())


def base(engine: EmbeddedEngine) -> Base:
    """Raises AssertionError where a rule, an action or a matcher has no example to start from."""
    examples = dict(_examples(engine))
    documents = {"builtin": load([], engine.regex_is_valid).documents["builtin"]}
    documents |= {_origin(name): guardrails.documents["workspace"] for name, (_, guardrails) in examples.items()}
    documents[SAMPLE_ORIGIN] = _with_every_matcher(engine)
    guardrails = guardrails_of(documents)
    root = schema("change_event")
    event = instance(root, root) | {"stage": "task"}
    event["context"]["expected"] = [list(origin) for origin in guardrails.expected]
    for kind in FACT_KINDS:
        event[kind] = [{**fact, "id": fact_id(kind, fact)} for fact in event[kind]]
        event[kind] += [fact for other, _ in examples.values() for fact in other[kind]]
    event = seal(event)
    decision = believe(engine.ask(canonical(event), guardrails.text), event)
    found = stopping(decision.findings)
    for name in examples:
        assert any(_tells(finding, name) for finding in decision.findings), f"no example of {name} is found"
    return Base(event, documents, found)


def stopping(findings: Any) -> frozenset[tuple[str, str]]:
    return frozenset((one["origin"], one["rule"]) for one in findings if one["effect"] in ("deny", "needs-approval"))


def _examples(engine: EmbeddedEngine) -> Any:
    """For each rule and action its first bad example that is found at the stage `task`."""
    done: set[str] = set()
    for case in CASES:
        name, quality, example = case.values
        if quality == "good" or name in done:
            continue
        configuration = json.dumps({"guardrails": example["guardrails"]}).encode()
        guardrails = load([(".kiro/kiro.json", configuration)], engine.regex_is_valid)
        event = gate.event_of(change_of(example), guardrails, "task")
        if any(_tells(finding, name) for finding in gate.decide_event(event, guardrails, engine).findings):
            done.add(name)
            yield name, (event, guardrails)
    missing = {str(folder.relative_to(POLICIES / "kiro")) for folder in _folders()} - done
    assert not missing, f"no bad example is found at the stage `task`: {sorted(missing)}"


def _folders() -> list[Path]:
    return [folder for kind in ("rules/*/*", "actions/*") for folder in (POLICIES / "kiro").glob(kind)]


def rules() -> list[tuple[str, str]]:
    """Category and name of every rule directory."""
    return sorted((folder.parent.name, folder.name) for folder in (POLICIES / "kiro").glob("rules/*/*"))


def _tells(finding: Any, name: str) -> bool:
    kind, _, rest = name.partition("/")
    return finding["effect"] in ("deny", "needs-approval") and finding["rule" if kind == "rules" else "action"] == rest


def _origin(name: str) -> str:
    return name.replace("/", "_")


def _with_every_matcher(engine: EmbeddedEngine) -> dict[str, Any]:
    """A document with one entry of every matcher that the shapes know, made from those of the examples."""
    found: dict[tuple[str, str], Any] = {}
    for case in CASES:
        configuration = json.dumps({"guardrails": case.values[2]["guardrails"]}).encode()
        document = load([(".kiro/kiro.json", configuration)], engine.regex_is_valid).documents["workspace"]
        for name, entries in document["entries"].items():
            for entry in entries:
                found.setdefault((name, entry["matcher"]), {**entry, "except": ["^(?:never)$"], "stages": ["spec"]})
    matchers = LIBRARY["kiro"]["lib"]["guardrails"]["shapes"]["matchers"]
    wanted = {(name, matcher) for name, shapes in matchers.items() for matcher in shapes}
    assert wanted <= set(found), f"no example has an entry of {sorted(wanted - set(found))}"
    document["production"] = {"names": ["odd"], "accounts": ["123456789012"], "profiles": ["odd"]}
    document["entries"] = {name: [found[key] for key in sorted(found) if key[0] == name] for name in matchers}
    document["counts"] = {name: len(entries) for name, entries in document["entries"].items()}
    return document
