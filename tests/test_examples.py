"""Every rule's and action's examples, through the whole pipeline, in the embedded engine and on real OPA."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from servers import Server

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command, FileChange, ToolCall
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.events import canonical, seal
from pykiro_opa.guardrails import load

POLICIES = Path(__file__).parents[1] / "policies/kiro"


def _cases():
    for kind in ("rules/*/*", "actions/*"):
        for folder in sorted(POLICIES.glob(kind)):
            examples = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
            name = str(folder.relative_to(POLICIES))
            for quality in ("good", "bad"):
                for case in examples[quality]:
                    yield pytest.param(name, quality, case, id=f"{name}: {case['title']}")


CASES = list(_cases())


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine()


@pytest.fixture(scope="module")
def server(opa, tmp_path_factory):
    """Real OPA with the library's bundle; each example's guardrails are put in by its data API."""
    with Server(opa, tmp_path_factory.mktemp("opa")) as running:
        yield running


def change_of(case):
    files = {
        file["path"]: FileChange(file["path"], before=_bytes(file["before"]), after=_bytes(file["after"]))
        for file in case["files"]
    }
    return Change(
        case.get("stage", "task"),
        "spec" if case.get("stage") == "spec" else "tool_call",
        root="/workspace",
        files=tuple(files.values()),
        commands=tuple(Command(text) for text in case["commands"]),
        tools=tuple(ToolCall(tool["server"], tool["name"], tool["arguments"]) for tool in case["tools"]),
        read=lambda path: files[path].after if path in files else None,
    )


@pytest.mark.parametrize(("name", "quality", "case"), CASES)
def test_an_example_gets_its_verdict_in_both_engines(name, quality, case, embedded, server):
    configuration = json.dumps({"guardrails": case["guardrails"]}).encode()
    guardrails = load([(".kiro/kiro.json", configuration)], embedded.regex_is_valid)
    event = gate.event_of(change_of(case), guardrails)

    decision = gate.decide_event(event, guardrails, embedded)

    assert case["effect"] == decision.effect, decision.findings
    assert (quality == "good") == (decision.effect == "allow")
    if quality == "bad":
        assert names(name, decision.findings), decision.findings
    served = gate.decide_event(event, guardrails, server.engine(guardrails.text))
    assert canonical(decision.document) == canonical(served.document)


def test_every_rule_and_action_has_good_and_bad_examples():
    for kind in ("rules/*/*", "actions/*"):
        for folder in POLICIES.glob(kind):
            examples = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
            assert {"good", "bad"} == set(examples)
            assert all(examples.values()), folder


def test_examples_survive_the_order_of_facts_and_entries(embedded):
    """The verdict depends on no order: facts and entries reversed give the same effect and rules."""
    for param in CASES:
        _, _, case = param.values
        configuration = json.dumps({"guardrails": case["guardrails"]}).encode()
        guardrails = load([(".kiro/kiro.json", configuration)], embedded.regex_is_valid)
        event = gate.event_of(change_of(case), guardrails)
        turned = seal({key: value[::-1] if isinstance(value, list) else value for key, value in event.items()})

        one, other = (gate.decide_event(each, guardrails, embedded) for each in (event, turned))

        assert one.effect == other.effect
        assert canonical(one.document["findings"]) == canonical(other.document["findings"])


def test_rego_tests_pass(opa):
    done = subprocess.run(
        [opa, "test", "--ignore", "schemas", "--ignore", "examples.json", "--fail-on-empty", "--timeout", "60s", str(POLICIES.parent)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def names(name, findings):
    kind, _, rest = name.partition("/")
    if kind == "rules":
        return any(finding["rule"] == rest for finding in findings)
    return any(finding["action"] == rest for finding in findings)


def _bytes(text):
    return None if text is None else text.encode()
