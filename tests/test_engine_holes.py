"""Every way in which a first prototype let something through: each is a deny or a refusal, in both engines."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from servers import Server

from pykiro_opa import gate
from pykiro_opa.catalogue.rules import rule_names
from pykiro_opa.changes import Change, Command, FileChange
from pykiro_opa.decisions import believe
from pykiro_opa.engines.binding import open_runtime, open_wrapper
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical, seal
from pykiro_opa.guardrails import load

CHECKOUT = Path(__file__).parents[1]
SEED = (CHECKOUT / "examples/seed/.kiro/kiro.json").read_bytes()


@pytest.fixture(scope="module", params=[open_runtime, open_wrapper], ids=["slim", "wrapper"])
def runtime(request):
    """What opens a binding to wasmtime; a hole in either is a hole."""
    return request.param


@pytest.fixture(scope="module")
def embedded(runtime):
    return EmbeddedEngine(runtime=runtime)


@pytest.fixture(scope="module")
def server(opa, tmp_path_factory):
    with Server(opa, tmp_path_factory.mktemp("opa")) as running:
        yield running


@pytest.fixture(scope="module")
def guardrails(embedded):
    return load([(".kiro/kiro.json", SEED)], embedded.regex_is_valid)


@pytest.fixture(scope="module")
def harmless(guardrails):
    return harmless_event(guardrails)


def harmless_event(guardrails):
    """An event that the guardrails allow: only what is broken below may stop it."""
    change = Change(
        "task",
        "tool_call",
        root="/w",
        files=(FileChange("app.py", before=b"a = 1\n", after=b"a = 2\n"),),
        commands=(Command("aws s3 cp x s3://logs-staging/x"),),
        read=lambda _: None,
    )
    return gate.event_of(change, guardrails)


def stopped(engine, event, guardrails) -> str:
    """The rule or error that stops the event; "" where it is allowed."""
    try:
        decision = believe(engine.ask(canonical(event), guardrails), event)
    except EngineError as error:
        return f"refused: {error}"
    return "" if decision.effect == "allow" else decision.findings[0]["rule"]


def edited(document, path, value):
    """A copy of a document with one place set, or removed where `value` is `REMOVED`."""
    changed = copy.deepcopy(document)
    place = changed
    for step in path[:-1]:
        place = place[step]
    if value is REMOVED:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return changed


REMOVED = object()
WORKSPACE = ("workspace",)
ENTRIES = ("workspace", "entries")
GUARDRAILS = {
    "no origin at all": lambda _: {},
    "no built-in origin": lambda all_: edited(all_, ("builtin",), REMOVED),
    "an origin nobody expects": lambda all_: {**all_, "other": all_["workspace"]},
    "an expected origin is missing": lambda all_: edited(all_, WORKSPACE, REMOVED),
    "guardrails are text": lambda _: "oops",
    "guardrails are a list": lambda _: ["oops"],
    "guardrails are null": lambda _: None,
    "an origin is text": lambda all_: edited(all_, WORKSPACE, "oops"),
    "the built-in origin is text": lambda all_: edited(all_, ("builtin",), "oops"),
    "entries are text": lambda all_: edited(all_, ENTRIES, "oops"),
    "a list is text": lambda all_: edited(all_, (*ENTRIES, "patterns"), "oops"),
    "a list is missing": lambda all_: edited(all_, (*ENTRIES, "patterns"), REMOVED),
    "a list is emptied": lambda all_: edited(all_, (*ENTRIES, "patterns"), []),
    "an entry is text": lambda all_: edited(all_, (*ENTRIES, "patterns", 0), "oops"),
    "an entry lacks its pointer": lambda all_: edited(all_, (*ENTRIES, "patterns", 0, "pointer"), REMOVED),
    "an entry lacks its message": lambda all_: edited(all_, (*ENTRIES, "files", 0, "message"), REMOVED),
    "an entry lacks its matcher": lambda all_: edited(all_, (*ENTRIES, "files", 0, "matcher"), REMOVED),
    "an entry's matcher is unknown": lambda all_: edited(all_, (*ENTRIES, "files", 0, "matcher"), "magic"),
    "an entry's regex is a number": lambda all_: edited(all_, (*ENTRIES, "files", 0, "regex"), 1),
    "an entry's effect is unknown": lambda all_: edited(all_, (*ENTRIES, "files", 0, "effect"), "allow"),
    "an entry's stages are text": lambda all_: edited(all_, (*ENTRIES, "files", 0, "stages"), "task"),
    "an ARN has five fields": lambda all_: edited(all_, (*ENTRIES, "resources", 0, "fields", 5), REMOVED),
    "the format is another": lambda all_: edited(all_, ("workspace", "format"), 2),
    "the count is another": lambda all_: edited(all_, ("workspace", "counts", "files"), 2),
    "the content is another": lambda all_: edited(all_, ("workspace", "about", "content"), "x"),
    "the counter went back": lambda all_: edited(all_, ("workspace", "about", "counter"), -1),
    "a setting is unknown": lambda all_: edited(all_, ("builtin", "settings", "unresolved"), "ignore"),
    "a built-in setting is null": lambda all_: edited(all_, ("builtin", "settings", "unresolved"), None),
    "an action that is not loaded": lambda all_: edited(all_, (*ENTRIES, "actions", 0, "name"), "no_such_action"),
}
EVENTS = {
    "files hold text": (("files",), ["x"]),
    "files are text": (("files",), "x"),
    "files are missing": (("files",), REMOVED),
    "files are null": (("files",), None),
    "calls are text": (("calls",), "x"),
    "calls are an object": (("calls",), {}),
    "a call is null": (("calls", 0), None),
    "a call has no resources": (("calls", 0, "resources"), REMOVED),
    "a resource is text": (("calls", 0, "resources", 0), "arn"),
    "a level is unknown": (("calls", 0, "level"), "none"),
    "folded is a number": (("files", 0, "runs", 0, "folded"), 1),
    "folded is missing": (("files", 0, "runs", 0, "folded"), REMOVED),
    "a run's kind is unknown": (("files", 0, "runs", 0, "kind"), "poem"),
    "runs are text": (("files", 0, "runs"), "x"),
    "a path is a number": (("files", 0, "path"), 1),
    "a path is null": (("files", 0, "path"), None),
    "a place is missing": (("files", 0, "at"), REMOVED),
    "a program is a number": (("commands", 0, "program"), 1),
    "words are null": (("commands", 0, "words"), None),
    "the stage is unknown": (("stage",), "someday"),
    "the stage is missing": (("stage",), REMOVED),
    "the version is another": (("version",), 2),
    "expected is text": (("context", "expected"), "x"),
    "expected is empty": (("context", "expected"), []),
    "the context is missing": (("context",), REMOVED),
}


def test_the_event_is_allowed_as_long_as_nothing_is_broken(harmless, guardrails, embedded, server):
    assert "" == stopped(embedded, harmless, guardrails.text)
    assert "" == stopped(server.engine(guardrails.text), harmless, guardrails.text)


@pytest.mark.parametrize("hole", GUARDRAILS)
def test_broken_guardrails_are_never_silence(hole, harmless, guardrails, embedded, server):
    broken = canonical(GUARDRAILS[hole](json.loads(guardrails.text)))

    assert stopped(embedded, harmless, broken)
    assert stopped(server.engine(broken), harmless, broken)


@pytest.mark.parametrize("hole", EVENTS)
def test_a_broken_event_is_never_silence(hole, harmless, guardrails, embedded, server):
    event = broken_event(harmless, hole)

    assert _deny(embedded, event, guardrails.text)
    assert _deny(server.engine(guardrails.text), event, guardrails.text)


def broken_event(harmless, hole):
    event = seal({"context": {}, **edited(harmless, *EVENTS[hole])})
    return {**event, "context": {"expected": [], **event["context"]}} if event["context"] == {} else event


def _deny(engine, event, guardrails) -> bool:
    """Whether the raw answer is no allow; `believe` would refuse some of them for other reasons."""
    try:
        answer = engine.ask(canonical(event), guardrails)
    except EngineError:
        return True
    return isinstance(answer, dict) and answer["effect"] == "deny"


@pytest.mark.parametrize(
    "regex", ["(", "(?<n>Dockerfile)", r"[\pL\pN]{500}|app.py", "a{1001}", "|".join("x" * 9 for _ in range(20_000))]
)
def test_a_regex_that_an_engine_refuses_fires(regex, harmless, guardrails, embedded, server):
    """As data it denies where it cannot be used; in kiro.json it is an error before that (test_guardrails_parsing)."""
    broken = json.loads(guardrails.text)
    broken["workspace"]["entries"]["files"][0] |= {"regex": regex, "prefix": "", "needle": ""}
    one, other = embedded, server.engine(canonical(broken))

    usable = embedded.regex_is_valid([regex])[0]

    assert stopped(one, harmless, canonical(broken)) or usable
    # Go's engine takes some that Wasm's does not; where it does, they match what they say
    assert stopped(other, harmless, canonical(broken)) or "app.py" not in regex


THROWING = """# METADATA
# title: Throws
# description: A rule that fails in a builtin.
package kiro.rules.custom.throws

evaluated := to_number("x") == 1

findings contains {"effect": "deny"} if false
"""
SILENT = """package kiro.rules.custom.silent

findings contains {"effect": "deny", "message": "x"} if to_number(input.stage) == 1
"""


@pytest.fixture(scope="module")
def with_rule(opa, tmp_path_factory):
    """A copy of the library with one more rule, or one less, as a Wasm module and as a server's bundle."""

    def make(name, source):
        folder = tmp_path_factory.mktemp("library")
        shutil.copytree(CHECKOUT / "policies", folder / "policies")
        rule = folder / "policies/kiro/rules" / name
        if source is None:
            shutil.rmtree(rule)
        else:
            rule.mkdir(parents=True)
            (rule / "one.rego").write_text(source)
        module = folder / "out"
        built = folder / "bundle.tar.gz"
        ignored = [part for name in ("examples.json", "*_test.rego", "schemas") for part in ("--ignore", name)]
        subprocess.run(
            [opa, "build", "-t", "wasm", "-e", "kiro/main/decision", "-e", "kiro/check/regex/valid", *ignored, "-o", built,
             "policies"],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip
        module.mkdir()
        subprocess.run(["tar", "xzf", built, "-C", module, "/policy.wasm"], check=True, capture_output=True)
        return str(module / "policy.wasm"), str(folder / "policies")

    return make


@pytest.mark.parametrize("source", [THROWING, SILENT], ids=["throws", "is silent"])
def test_a_rule_that_gives_no_answer_denies(source, with_rule, harmless, guardrails, opa, tmp_path, runtime):
    wasm, policies = with_rule("custom/one", source)

    assert stopped(EmbeddedEngine(wasm, runtime=runtime), harmless, guardrails.text)
    with Server(opa, tmp_path, policies=policies) as running:
        assert stopped(running.engine(guardrails.text), harmless, guardrails.text)


@pytest.mark.parametrize("rule", rule_names())
def test_a_library_in_which_a_rule_is_missing_denies(rule, with_rule, harmless, guardrails, opa, tmp_path, runtime):
    wasm, policies = with_rule(rule, None)

    assert stopped(EmbeddedEngine(wasm, runtime=runtime), harmless, guardrails.text)
    with Server(opa, tmp_path, policies=policies) as running:
        assert stopped(running.engine(guardrails.text), harmless, guardrails.text)


def test_a_builtin_that_can_fail_is_refused_outside_the_safe_library(tmp_path):
    """What Wasm would pass over in silence inside a rule never gets that far: the lint refuses it."""
    regal = CHECKOUT / ".tools/bin/regal"
    rule = tmp_path / "policies/kiro/rules/custom/throws"
    rule.mkdir(parents=True)
    (rule / "throws.rego").write_text(
        "# METADATA\n# title: T\n# description: T.\npackage kiro.rules.custom.throws\n\nevaluated := true\n\n"
        'findings contains {"effect": "deny"} if to_number(input.stage) == 1\n'
    )
    shutil.copytree(CHECKOUT / ".regal", tmp_path / ".regal")

    done = subprocess.run([regal, "lint", "policies"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "to_number" in done.stdout
