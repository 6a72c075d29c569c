"""The embedded engine against a small policy of its own; what the real policies say is tested elsewhere."""

import json
import subprocess
import tarfile

import pytest

from pykiro_opa.engines import custom_modules, embedded, open_engine, wheel
from pykiro_opa.engines.abi import Policy
from pykiro_opa.engines.binding import open_runtime, open_wrapper
from pykiro_opa.engines.data import data_document
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.machine import UnusableError
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.engines.slim import SlimRuntime
from pykiro_opa.engines.wrapper import WrapperRuntime
from pykiro_opa.errors import EngineError, UsageError
from pykiro_opa.guardrails.result import CustomRule

MAIN = """package kiro.main

decision := {"said": input.say, "named": data.kiro.actions.a.title, "guarded": data.kiro.guardrails} if input.say

decision := sum([product | some a in numbers.range(1, input.slow); some b in numbers.range(1, input.slow); product := a * b]) if input.slow

decision := count(numbers.range(1, input.large)) if input.large

decision := format_int(input.odd, 10) if input.odd
"""
REGEX = """package kiro.check.regex

valid := [regex.is_valid(pattern) | some pattern in input.patterns]
"""
LIBRARY = b'{"kiro":{"actions":{"a":{"title":"A"}}}}'


@pytest.fixture(scope="module")
def wasm(opa, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wasm")
    (folder / "main.rego").write_text(MAIN)
    (folder / "regex.rego").write_text(REGEX)
    entry_points = ["-e", "kiro/main/decision", "-e", "kiro/check/regex/valid"]
    subprocess.run([opa, "build", "-t", "wasm", *entry_points, "-o", "bundle.tar.gz", "."], cwd=folder, check=True)
    return unpacked(folder / "bundle.tar.gz")


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache") / "modules"


@pytest.fixture(params=[open_runtime, open_wrapper], ids=["slim", "wrapper"])
def runtime(request):
    """What opens a binding to wasmtime; everything here must be so in both."""
    return request.param


@pytest.fixture
def engine(wasm, cache, runtime):
    return EmbeddedEngine(str(wasm), str(cache), library=LIBRARY, runtime=runtime)


def unpacked(bundle):
    with tarfile.open(bundle) as archive:
        module = bundle.parent / "policy.wasm"
        module.write_bytes(archive.extractfile("/policy.wasm").read())
    return module


def ask(engine, guardrails=b'{"builtin":{}}', **event):
    return engine.ask(json.dumps(event).encode(), guardrails)


def test_the_answer_is_made_from_event_library_and_guardrails(engine):
    assert ask(engine, say="yes") == {"said": "yes", "named": "A", "guarded": {"builtin": {}}}


def test_an_undefined_decision_is_none(engine):
    assert ask(engine, nothing=1) is None


def test_an_event_that_is_not_json_has_no_decision(engine):
    assert engine.ask(b'{"say":', b"{}") is None


def test_other_guardrails_answer_the_next_question(engine):
    assert ask(engine, b'{"one":1}', say="x")["guarded"] == {"one": 1}
    assert ask(engine, b'{"two":2}', say="x")["guarded"] == {"two": 2}
    assert ask(engine, b'{"one":1}', say="x")["guarded"] == {"one": 1}


def test_many_questions_get_their_own_answers_and_the_memory_stays(engine, chance):
    ask(engine, say="x" * 20_000)
    held = engine._instance.machine.memory.size()
    for _ in range(300):
        said = [chance.choice(["a", "Ä€😀", "\0", "<&>\u2028", '"\\']) * chance.randrange(2000)]
        assert ask(engine, say=said)["said"] == said
    assert engine._instance.machine.memory.size() <= max(held, 4 * 2**20)


def test_a_question_that_takes_too_long_is_stopped_and_the_next_one_answered(wasm, cache, runtime):
    engine = EmbeddedEngine(str(wasm), str(cache), library=LIBRARY, deadline=0.3, runtime=runtime)
    with pytest.raises(EngineError, match="did not answer in time"):
        ask(engine, slow=20_000)
    assert ask(engine, say="still here")["said"] == "still here"


def test_a_question_that_needs_too_much_memory_is_refused(wasm, cache, runtime):
    engine = EmbeddedEngine(str(wasm), str(cache), library=LIBRARY, memory_limit=4 * 2**20, runtime=runtime)
    assert ask(engine, large=100) == 100
    with pytest.raises(EngineError, match="out of memory"):
        ask(engine, large=10**6)
    assert ask(engine, large=100) == 100


def test_an_instance_is_gone_before_the_next_one_starts(engine, monkeypatch):
    """Each may take all the memory that there is for one."""
    ask(engine, say=1)
    held, start = [], EmbeddedEngine._started
    monkeypatch.setattr(
        EmbeddedEngine, "_started", lambda self, *given: held.append(self._instance) or start(self, *given)
    )
    assert ask(engine, b'{"other":1}', say=2)["said"] == 2
    assert held == [None]


def test_a_binding_that_steps_aside_leaves_the_question_to_the_other(wasm, cache):
    class StepsAside(SlimRuntime):
        def start(self, _module, _memory_limit):
            raise UnusableError("unknown")

    engine = EmbeddedEngine(str(wasm), str(cache), library=LIBRARY, runtime=lambda: StepsAside(*wheel.find()))
    for said in ("one", "two"):
        assert ask(engine, say=said)["said"] == said
    assert isinstance(engine._compiled[0], WrapperRuntime)
    assert engine.warnings == []


def test_nesting_without_end_is_refused(engine):
    with pytest.raises(EngineError, match="nested too deeply"):
        engine.ask(b'{"say":' + b"[" * 200_000, b"{}")


def test_what_makes_opa_give_up_is_one_line_of_error(engine):
    with pytest.raises(EngineError, match=r"OPA gave up: .*string") as caught:
        engine.ask(b'{"say":"\\ud800"}', b"{}")
    assert "\n" not in str(caught.value)


def test_an_event_too_large_for_the_memory_is_refused_before_it_is_copied(engine):
    with pytest.raises(EngineError, match="too large for the embedded engine"):
        engine.ask(b" " * (65 * 2**20), b"{}")


def test_event_and_data_are_too_large_together_a_byte_above_the_limit(engine, monkeypatch):
    question, data = b'{"say":1}', data_document(LIBRARY, b"{}")
    monkeypatch.setattr(embedded, "_LARGEST_QUESTION", len(question) + len(data))
    assert engine.ask(question, b"{}")["said"] == 1
    monkeypatch.setattr(embedded, "_LARGEST_QUESTION", len(question) + len(data) - 1)
    with pytest.raises(EngineError, match=r"^the change is too large .*: use `pykiro-opa sidecar start`$"):
        engine.ask(question, b"{}")


def test_an_instance_that_was_stopped_answers_nothing_more(engine):
    ask(engine, say=1)
    used = engine._instance
    assert ask(engine, say=2)["said"] == 2
    assert engine._instance is used
    with pytest.raises(EngineError, match="OPA gave up"):
        engine.ask(b'{"say":"\\ud800"}', b'{"builtin":{}}')
    assert ask(engine, say=3)["said"] == 3
    assert engine._instance is not used


def test_a_cache_that_cannot_be_written_is_told_once(wasm, tmp_path, runtime):
    (tmp_path / "file").write_text("")
    engine = EmbeddedEngine(str(wasm), str(tmp_path / "file/modules"), library=LIBRARY, runtime=runtime)
    assert engine.warnings == []
    for guardrails in (b"{}", b'{"one":1}'):
        ask(engine, guardrails, say=1)
    (warning,) = engine.warnings
    assert warning.endswith("each run is slower")


def test_a_cache_that_can_be_written_is_no_warning(engine):
    ask(engine, say=1)
    assert engine.warnings == []


def test_what_is_given_where_nobody_says_how_much():
    address = "http://127.0.0.1:8181"
    for engine in (EmbeddedEngine(), ServerEngine(address), open_engine("embedded"), open_engine(address)):
        assert engine._deadline == 5.0
    assert EmbeddedEngine()._memory_limit == 512 * 2**20
    assert embedded._LARGEST_QUESTION == 64 * 2**20


def test_an_engine_gets_the_deadline_and_the_token_it_is_opened_with():
    server = open_engine("http://127.0.0.1:8181", token="t", deadline=2.5)
    assert (server._deadline, server._headers["Authorization"]) == (2.5, "Bearer t")
    assert open_engine("embedded", deadline=2.5)._deadline == 2.5


def test_guardrails_that_are_not_json_are_refused(engine):
    with pytest.raises(EngineError, match="cannot read the guardrails"):
        engine.ask(b'{"say":1}', b"{oops")


def test_an_empty_library_makes_json_all_the_same():
    assert json.loads(data_document(b'{"kiro":{}}\n', b"{}")) == {"kiro": {"guardrails": {}}}


def test_each_regular_expression_is_judged_by_opa(engine):
    patterns = ["a+", "(", "", "(?<n>x)", "\ud800", r"\d{2,3}", "(?=look)", "[ä-ö]"]
    assert engine.regex_is_valid(patterns) == [True, False, True, False, False, True, False, True]


@pytest.mark.parametrize("patterns", [[], ["\ud800"]])
def test_no_regular_expressions_that_opa_could_read_need_no_answers(patterns, engine, monkeypatch):
    monkeypatch.setattr(EmbeddedEngine, "_evaluate", lambda *_: pytest.fail("asked"))
    assert engine.regex_is_valid(patterns) == [False] * len(patterns)


@pytest.mark.parametrize("answer", [None, True, "ab", {"0": True, "1": True}, [], [True], [True] * 3])
def test_a_module_that_does_not_say_of_each_regular_expression_is_not_believed(answer, engine, monkeypatch):
    monkeypatch.setattr(EmbeddedEngine, "_evaluate", lambda *_: answer)
    with pytest.raises(EngineError, match=r"^the policy module did not say which regular expressions it can use$"):
        engine.regex_is_valid(["a", "b"])


def test_only_true_is_a_regular_expression_that_can_be_used(engine, monkeypatch):
    monkeypatch.setattr(EmbeddedEngine, "_evaluate", lambda *_: [True, 1, "true", None, False])
    assert engine.regex_is_valid(["a", "b", "c", "d", "e"]) == [True, False, False, False, False]


def test_a_regular_expression_alone_has_a_fifth_of_the_time(wasm, cache, monkeypatch):
    asked = []

    def stopped(_self, _loaded, entrypoint, question, seconds):
        asked.append((entrypoint, json.loads(question), seconds))
        raise embedded._StoppedError("late")

    monkeypatch.setattr(EmbeddedEngine, "_evaluate", stopped)
    engine = EmbeddedEngine(str(wasm), str(cache), library=LIBRARY, deadline=10.0)

    assert engine.regex_is_valid(["a", "b"]) == [False, False]
    assert asked == [
        ("kiro/check/regex/valid", {"patterns": ["a", "b"]}, 10.0),
        ("kiro/check/regex/valid", {"patterns": ["a"]}, 2.0),
        ("kiro/check/regex/valid", {"patterns": ["b"]}, 2.0),
    ]


def test_regular_expressions_that_break_the_check_together_are_judged_one_by_one(engine, monkeypatch):
    checked = []
    real = EmbeddedEngine._evaluate

    def breaks(self, loaded, entrypoint, question, seconds):
        patterns = json.loads(question)["patterns"]
        checked.append(patterns)
        if "evil" in patterns:
            # As a pattern does that exhausts the memory: a real one depends on the version of RE2.
            return real(self, loaded, entrypoint, b'"\\ud800"', seconds)
        return real(self, loaded, entrypoint, question, seconds)

    monkeypatch.setattr(EmbeddedEngine, "_evaluate", breaks)
    assert engine.regex_is_valid(["a", "evil", "b"]) == [True, False, True]
    assert checked == [["a", "evil", "b"], ["a"], ["evil"], ["b"]]


def test_a_module_that_is_not_there_is_not_taken_for_bad_regular_expressions(tmp_path, runtime):
    engine = EmbeddedEngine(str(tmp_path / "none.wasm"), str(tmp_path), runtime=runtime)
    with pytest.raises(EngineError, match=r"cannot read `.*none.wasm`: .*reinstall"):
        engine.regex_is_valid(["a"])


@pytest.mark.parametrize("content", [b"", b"not wasm", b"\0asm\1\0\0\0"])
def test_what_is_no_module_of_opa_is_refused(tmp_path, content, runtime):
    (tmp_path / "x.wasm").write_bytes(content)
    engine = EmbeddedEngine(str(tmp_path / "x.wasm"), str(tmp_path / "cache"), library=LIBRARY, runtime=runtime)
    with pytest.raises(EngineError, match="the policy module") as caught:
        ask(engine, say="x")
    assert "\n" not in str(caught.value)


def test_an_entry_point_that_is_missing_is_named(wasm, runtime):
    opened = runtime()
    policy = Policy(opened.start(opened.compile(wasm.read_bytes()), 2**24), b"{}")
    with pytest.raises(EngineError, match="no entry point `kiro/other`"):
        policy.evaluate("kiro/other", b"{}")
    assert policy.builtins() == []


def test_a_builtin_that_only_a_host_has_is_an_error_and_not_undefined(opa, tmp_path, runtime):
    (tmp_path / "main.rego").write_text("package kiro.main\n\ndecision := time.now_ns()\n")
    command = [opa, "build", "-t", "wasm", "-e", "kiro/main/decision", "-o", "b.tar.gz", "main.rego"]
    subprocess.run(command, cwd=tmp_path, check=True)
    engine = EmbeddedEngine(
        str(unpacked(tmp_path / "b.tar.gz")), str(tmp_path / "cache"), library=LIBRARY, runtime=runtime
    )
    with pytest.raises(EngineError, match="asks for the host builtin"):
        ask(engine, say="x")


def test_engines_are_opened_by_their_names(tmp_path):
    assert open_engine("embedded").name == "embedded"
    assert open_engine("http://127.0.0.1:8181").name == "http://127.0.0.1:8181"
    assert open_engine(f"unix:{tmp_path}/s").name == f"unix:{tmp_path}/s"
    with pytest.raises(UsageError, match="unknown engine `opa`: use"):
        open_engine("opa")


def test_the_module_of_the_package_denies_an_event_without_facts_or_guardrails(cache, runtime):
    decision = EmbeddedEngine(cache_dir=str(cache), runtime=runtime).ask(b"{}", b"{}")
    assert decision["effect"] == "deny"
    assert {finding["rule"] for finding in decision["findings"]} >= {"engine/event", "engine/configuration"}


class TestRules:
    """Rules of a team's own, whose modules are those of the library here: that they are compiled is another's test."""

    ONE = (CustomRule("a", "one", "x", ""),)
    TWO = (CustomRule("a", "two", "x", ""),)

    @pytest.fixture
    def asked(self, wasm, monkeypatch):
        """Whose modules were asked for."""
        found = []
        monkeypatch.setattr(custom_modules, "load", lambda rules, library: found.append(rules) or library)
        return found

    def test_a_module_is_asked_for_once_as_long_as_the_rules_are_the_same(self, engine, asked):
        for rules in (self.ONE, self.ONE, self.TWO, self.TWO, self.ONE):
            assert engine.ask(b'{"say":"x"}', b"{}", rules)["said"] == "x"

        assert asked == [self.ONE, self.TWO, self.ONE]

    def test_what_is_prepared_is_there_for_the_first_question(self, engine, asked):
        engine.prepare(self.ONE)
        assert asked == [self.ONE]
        engine.ask(b'{"say":"x"}', b"{}", self.ONE)
        assert asked == [self.ONE]

    def test_it_runs_where_the_library_runs(self, wasm, cache, runtime, asked):
        opened = []
        engine = EmbeddedEngine(str(wasm), str(cache), library=LIBRARY, runtime=lambda: opened.append(1) or runtime())
        engine.ask(b'{"say":"x"}', b"{}", self.ONE)

        assert opened == [1]

    def test_a_cache_that_cannot_be_used_is_told_once_for_a_module(self, wasm, tmp_path, runtime, asked):
        (tmp_path / "file").write_text("")
        engine = EmbeddedEngine(str(wasm), str(tmp_path / "file/cache"), library=LIBRARY, runtime=runtime)
        engine.ask(b'{"say":"x"}', b"{}", self.ONE)

        assert len(engine.warnings) == 1
        engine.ask(b'{"say":"y"}', b"{}", self.ONE)
        assert len(engine.warnings) == 1
