"""A rule of a team's own in both engines: what it finds, and that nothing it does wrong is ever an allow.

One rule plays every part, told by the tool that the event names, so that the library is compiled once.
"""

from __future__ import annotations

import re
import subprocess
import tarfile

import pytest
from sidecars import serving, wait_for

from pykiro_opa import gate
from pykiro_opa.bundles import archive
from pykiro_opa.changes import Change
from pykiro_opa.engines import custom_modules
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import ConfigurationError, EngineError
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.custom_rules import rules_of
from pykiro_opa.guardrails.result import CustomRule
from pykiro_opa.replay import replay

KIRO = [(".kiro/kiro.json", b'{"guardrails": {}}')]
PUPPET = """package kiro.custom.workspace.puppet

import data.kiro.lib.strict

default evaluated := true

evaluated := false if input.source.tool == "does not say yes"

evaluated := "true" if input.source.tool == "says yes as a text"

findings := _findings if not input.source.tool in {"is undefined", "throws in what it found"}

findings := {x | x := _thrown} if input.source.tool == "throws in what it found"

_findings := {} if input.source.tool == "found an object"

_findings := [] if input.source.tool == "found an array"

_findings := "x" if input.source.tool == "found a text"

_findings := null if input.source.tool == "found null"

_findings := {"x"} if input.source.tool == "found a text in a set"

_findings := {null} if input.source.tool == "found null in a set"

_findings := {{}} if input.source.tool == "found an empty finding"

_findings := {{"effect": "approved"}} if input.source.tool == "approves"

_findings := {{"effect": "allow", "origin": "builtin"}} if input.source.tool == "allows"

_findings := {{"effect": "deny", "message": "m"}} if input.source.tool == "denies"

_findings := {{"effect": "needs-approval", "message": "m"}} if input.source.tool == "asks"

_findings := {{"effect": "notice", "message": "m", "evidence": _places}} if input.source.tool == "tells"

_findings := {_thrown} if input.source.tool == "throws"

_findings := {strict.number(input.stage)} if input.source.tool == "throws where no number is"

_findings := {strict.matches("(", input.stage)} if input.source.tool == "throws in a regex"

_findings := {_two} if input.source.tool == "says two things at once"

_findings := {{input.stage: x | x := [1, 2][_]}} if input.source.tool == "says two things of a key"

_findings := {_slow} if input.source.tool == "is slow"

_findings := set() if input.source.tool == "finds nothing"

_places := [{"path": "a", "line": 3, "text": "PASSWORD=hunter2"}]

_thrown := strict.lowercase(input.version)

_two := 1 if input.version == 1

_two := 2 if input.version == 1

_ten := [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

_slow := {"effect": "notice"} if {
	every a, _ in _ten {
		every b, _ in _ten {
			every c, _ in _ten {
				every d, _ in _ten {
					every e, _ in _ten {
						every f, _ in _ten {
							every g, _ in _ten {
								every h, _ in _ten {
									every i, _ in _ten {
										[a, b, c, d, e, f, g, h, i] != input.files
									}
								}
							}
						}
					}
				}
			}
		}
	}
}
"""
STOPS = (
    "throws", "throws in what it found", "throws where no number is", "throws in a regex", "says two things at once",
    "says two things of a key",
)  # fmt: skip
SILENT = (
    "does not say yes", "says yes as a text", "is undefined", "no part", "found an object", "found an array",
    "found a text", "found null",
)  # fmt: skip
DENIES = (
    "found a text in a set", "found null in a set", "found an empty finding", "approves", "allows", "denies",
)  # fmt: skip


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine(deadline=60)


@pytest.fixture(scope="module")
def guardrails(embedded):
    """Those of a workspace with the puppet, as the command line would compile them."""
    from pykiro_opa.custom.checking import check

    found = load(KIRO, embedded.regex_is_valid, rules={"puppet.rego": PUPPET.encode()})
    check(found.rules)
    return found


@pytest.fixture(scope="module")
def engines(embedded, guardrails, opa, tmp_path_factory):
    with serving(guardrails, opa, tmp_path_factory.mktemp("s")) as (url, _):
        yield embedded, ServerEngine(url, deadline=60)


def event_of(part, guardrails):
    change = Change("task", "tool_call", root="/w", host="kiro", tool=part, read=lambda _: None)
    return gate.event_of(change, guardrails)


def decided(part, guardrails, engines):
    event = event_of(part, guardrails)
    return [gate.decide_event(event, guardrails, engine) for engine in engines]


@pytest.mark.parametrize("part", STOPS)
def test_a_rule_that_throws_stops_the_decision_in_both_engines(part, guardrails, engines):
    event = event_of(part, guardrails)
    for engine in engines:
        with pytest.raises(EngineError) as caught:
            gate.decide_event(event, guardrails, engine)
        (line,) = caught.value.diagnostics()
        assert line.endswith(
            "a rule of a team's own may have ended it (`custom/workspace/puppet`): see docs/custom-rules.md"
        )


@pytest.mark.parametrize("part", SILENT)
def test_a_rule_that_is_undefined_or_answers_otherwise_denies(part, guardrails, engines):
    one, other = decided(part, guardrails, engines)

    assert one.effect == "deny"
    assert one.findings[0]["message"] == "the rule `custom/workspace/puppet` gave no answer"
    assert canonical(one.document) == canonical(other.document)


@pytest.mark.parametrize("part", DENIES)
def test_a_finding_denies_unless_it_asks_or_tells(part, guardrails, engines):
    one, other = decided(part, guardrails, engines)

    assert one.effect == "deny"
    assert {finding["origin"] for finding in one.findings} == {"workspace"}
    assert {finding["rule"] for finding in one.findings} == {"custom/workspace/puppet"}
    assert canonical(one.document) == canonical(other.document)


@pytest.mark.parametrize(
    ("part", "effect"), [("asks", "needs-approval"), ("tells", "allow"), ("finds nothing", "allow")]
)
def test_what_it_says_is_what_it_counts_as(part, effect, guardrails, engines):
    one, other = decided(part, guardrails, engines)

    assert one.effect == effect
    assert canonical(one.document) == canonical(other.document)
    assert len(one.findings) == (part != "finds nothing")
    assert "hunter2" not in canonical(one.document).decode()


def test_a_slow_rule_ends_in_time_in_both_engines(guardrails, engines, opa, tmp_path):
    event = event_of("is slow", guardrails)
    with pytest.raises(EngineError, match=r"OPA did not answer in time|OPA ran out of memory") as stopped:
        gate.decide_event(event, guardrails, EmbeddedEngine(deadline=0.4))
    with serving(guardrails, opa, tmp_path) as (url, _), pytest.raises(EngineError, match="answer") as caught:
        gate.decide_event(event, guardrails, ServerEngine(url, deadline=1.5))
    assert stopped.value.exit_code == caught.value.exit_code == 4


NETWORK = """package kiro.custom.workspace.puppet

evaluated := true

findings contains {"effect": "deny"} if http.send({"method": "get", "url": "http://127.0.0.1:9/"}).status_code == 200
"""


def test_a_rule_that_wants_the_network_is_refused_and_gets_no_allow_where_it_runs(embedded, opa, tmp_path):
    """A server may be given a bundle that nobody here has checked."""
    guardrails = load(KIRO, embedded.regex_is_valid, rules={"puppet.rego": NETWORK.encode()})
    with pytest.raises(ConfigurationError, match=r"\.kiro/policies/puppet\.rego:5:41: `http\.send` is not for rules"):
        embedded.ask(b"{}", guardrails.text, guardrails.rules)
    with serving(guardrails, opa, tmp_path) as (url, _), pytest.raises(EngineError, match=r"http\.send"):
        gate.decide_event(event_of("x", guardrails), guardrails, ServerEngine(url, deadline=60))


def test_an_engine_that_lacks_the_rule_denies(embedded, guardrails, opa, tmp_path, monkeypatch):
    """Whichever engine was started without it: its answer names what is missing."""
    event = event_of("finds nothing", guardrails)
    answer = embedded.ask(canonical(event), guardrails.text)
    assert [finding["message"] for finding in answer["findings"]] == [
        "the rule `custom/workspace/puppet` gave no answer"
    ]
    monkeypatch.setattr(archive, "rules_bundle", lambda *_, **__: None)
    with serving(guardrails, opa, tmp_path) as (url, _):
        served = gate.decide_event(event, guardrails, ServerEngine(url, deadline=60))
    assert canonical(answer["findings"]) == canonical(list(served.findings))


def test_an_engine_with_a_rule_that_no_guardrails_name_denies(embedded, guardrails):
    bare = load(KIRO, embedded.regex_is_valid)
    answer = embedded.ask(canonical(event_of("finds nothing", bare)), bare.text, guardrails.rules)

    assert answer["effect"] == "deny"
    assert answer["findings"][0]["message"] == "the rule `custom/workspace/puppet` is loaded, and no guardrails name it"


def test_guardrails_are_those_of_their_rules(embedded, guardrails):
    other = load(KIRO, embedded.regex_is_valid, rules={"puppet.rego": PUPPET.encode() + b"\n"})
    bare = load(KIRO, embedded.regex_is_valid)

    assert len({found.origins for found in (guardrails, other, bare)}) == 3
    assert len({found.expected for found in (guardrails, other, bare)}) == 3
    assert guardrails.documents["workspace"]["rules"][-1] == "custom/workspace/puppet"
    assert "custom/workspace/puppet" not in guardrails.documents["builtin"]["rules"]


def test_a_replay_judges_by_the_rules_on_all_cores(embedded, guardrails, opa, tmp_path):
    bare = load(KIRO, embedded.regex_is_valid)
    event = event_of("denies", bare)
    with serving(bare, opa, tmp_path, inputs="full") as (url, log):
        for _ in range(70):  # more than one process is given at once
            gate.decide_event(event, bare, ServerEngine(url, deadline=60))
        wait_for(lambda: log.read_bytes().count(b"\n") == 70)
        outcome = replay([str(log)], guardrails, processes=2)

    assert [(row.before, row.after) for row in outcome.rows] == [("allow", "deny")] * 70


def test_in_a_container_it_decides_the_same(docker, guardrails, embedded, opa, tmp_path):
    with serving(guardrails, opa, tmp_path, docker=True) as (url, _):
        for part in ("denies", "asks", "tells", "is undefined"):
            one, other = decided(part, guardrails, (embedded, ServerEngine(url, deadline=60)))
            assert canonical(one.document) == canonical(other.document)


class TestKept:
    """The compiled module between runs."""

    @pytest.fixture
    def rules(self):
        return rules_of("workspace", {"puppet.rego": PUPPET.encode()})

    @pytest.fixture
    def built(self, monkeypatch, tmp_path):
        """How often something was compiled."""
        found = []
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
        monkeypatch.setattr(custom_modules, "_built", lambda rules: found.append(rules) or b"module %d" % len(found))
        return found

    def test_it_is_compiled_once_for_each_content(self, rules, built):
        other = rules_of("workspace", {"puppet.rego": PUPPET.encode() + b"\n"})
        first = custom_modules.load(rules, b"library")

        assert custom_modules.load(rules, b"library") == first
        assert len(built) == 1
        assert (
            len({custom_modules.load(*changed) for changed in ((other, b"library"), (rules, b"another"))} | {first})
            == 3
        )

    def test_the_same_text_of_another_rule_is_another_module(self, built):
        named = [CustomRule(origin, name, "x", "") for origin, name in (("a", "r"), ("b", "r"), ("a", "s"))]

        assert len({custom_modules.load([rule], b"library") for rule in named}) == 3

    def test_the_newest_16_are_kept_as_wasm_files(self, built, tmp_path):
        for number in range(17):
            custom_modules.load([CustomRule("a", "r", str(number), "")], b"library")
        kept = list((tmp_path / "c/pykiro-opa/custom").iterdir())

        assert len(kept) == 16
        assert all(re.fullmatch(r"[0-9a-f]{64}\.wasm", path.name) for path in kept)
        custom_modules.load([CustomRule("a", "r", "0", "")], b"library")
        assert len(built) == 18

    def test_other_functions_that_rules_call_are_another_module(self, rules, built, monkeypatch):
        first = custom_modules.load(rules, b"library")
        monkeypatch.setattr(custom_modules, "strict_text", lambda: "package kiro.lib.strict\n")

        assert custom_modules.load(rules, b"library") != first

    @pytest.mark.parametrize("fault", ["changed", "cut", "empty", "of another", "open", "a link", "in an open folder"])
    def test_what_is_not_surely_ours_is_compiled_anew(self, fault, rules, built, tmp_path):
        custom_modules.load(rules, b"library")
        (path,) = (tmp_path / "c/pykiro-opa/custom").iterdir()
        content = path.read_bytes()
        if fault in ("changed", "cut", "empty"):
            path.write_bytes({"changed": b"x" + content[1:], "cut": content[:-1], "empty": b""}[fault])
        elif fault == "of another":
            custom_modules.load(rules, b"another")
            (other,) = set(path.parent.iterdir()) - {path}
            path.write_bytes(other.read_bytes())
        elif fault == "open":
            path.chmod(0o644)
        elif fault == "a link":
            path.rename(tmp_path / "elsewhere")
            path.symlink_to(tmp_path / "elsewhere")
        else:
            path.parent.chmod(0o755)
        before = len(built)

        custom_modules.load(rules, b"library")
        assert len(built) == before + 1

    def test_where_nothing_can_be_kept_it_is_compiled_each_time(self, rules, built, tmp_path):
        (tmp_path / "c").write_text("no folder")

        assert custom_modules.load(rules, b"library") != custom_modules.load(rules, b"library")

    def test_what_wasm_does_not_have_is_named(self, opa, tmp_path):
        (tmp_path / "a.rego").write_text("package a\n\nimport rego.v1\n\nb := crypto.sha256(input.x)\n")
        subprocess.run([opa, "build", "-t", "wasm", "-e", "a/b", "a.rego"], cwd=tmp_path, check=True)
        with tarfile.open(tmp_path / "bundle.tar.gz") as bundle:
            module = bundle.extractfile("/policy.wasm").read()

        assert custom_modules.wanted_builtins(module) == ["crypto.sha256"]

    def test_one_that_wants_its_host_is_refused(self, rules, monkeypatch, tmp_path, opa):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
        monkeypatch.setattr(custom_modules, "wanted_builtins", lambda _: ["crypto.sha256"])
        with pytest.raises(ConfigurationError, match=r"Wasm does not have: crypto\.sha256; leave them out"):
            custom_modules.load(rules, b"library")
        assert not (tmp_path / "c/pykiro-opa/custom").exists()
