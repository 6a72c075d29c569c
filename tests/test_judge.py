"""The hook's judge inside this process: what it answers to a tool call, and what it does with whatever goes wrong."""

from __future__ import annotations

import faulthandler
import json
import os
import sys

import pytest
from generation.publishing import LOCK, bundle, keep, kiro, lock_of
from workspace import CONFIGURATION, Workspace

from pykiro_opa import isolation, judge
from pykiro_opa.engines import choice
from pykiro_opa.errors import ConfigurationError, InputError, UsageError

GUARDRAILS = {"guardrails": {"deny": {"commands": ["git push"]}, "requireApproval": {"commands": ["git tag"]}}}
SHADOW = {"guardrails": {**GUARDRAILS["guardrails"], "mode": "shadow"}}
COMPILER = "pykiro_opa.custom.opa"
NOTE = "pykiro-opa: note: "
ONLY_BUILTIN = f"{NOTE}there is no .kiro/kiro.json: only the built-in protections judge"


class LeftError(BaseException):
    """The end of a process that does not end here."""


@pytest.fixture
def left(monkeypatch) -> list[int]:
    """The exit codes of this process, none of which ends it; the first that is asked for counts."""
    codes: list[int] = []

    def leave(code):
        codes.append(code)
        raise LeftError

    monkeypatch.setattr(os, "_exit", leave)
    return codes


@pytest.fixture
def stdin():
    """A pipe in the place of stdin, whose other end it is given."""
    kept = os.dup(0)
    reading, writing = os.pipe()
    os.dup2(reading, 0)
    os.close(reading)
    yield writing
    os.dup2(kept, 0)
    os.close(kept)


def workspace(folder, guardrails=GUARDRAILS) -> Workspace:
    return Workspace(folder / "w", {CONFIGURATION: json.dumps(guardrails)} if guardrails else {})


def answer(command, space, monkeypatch, tool="execute_bash"):
    event = {"hook_event_name": "PreToolUse", "cwd": str(space.folder), "tool_name": tool}
    text = json.dumps({**event, "tool_input": {"command": command}}).encode()
    monkeypatch.setattr(judge, "_stdin", lambda: text)
    return judge.judge(["--root", str(space.folder)])


def test_what_is_allowed_is_allowed_in_silence(tmp_path, monkeypatch):
    assert answer("git status", workspace(tmp_path), monkeypatch) == (0, "")


@pytest.mark.parametrize(("command", "word"), [("git push", "DENY"), ("git tag", "NEEDS-APPROVAL")])
def test_what_is_not_is_blocked_with_its_reason(command, word, tmp_path, monkeypatch):
    code, text = answer(command, workspace(tmp_path), monkeypatch)

    assert code == 2
    assert text.startswith(f"pykiro-opa: {word}")
    assert command in text


@pytest.mark.parametrize("command", ["git push", "git tag"])
def test_shadow_mode_says_what_it_does_not_enforce(command, tmp_path, monkeypatch):
    space = workspace(tmp_path, SHADOW)
    _, enforced = answer(command, workspace(tmp_path / "enforced"), monkeypatch)

    assert answer(command, space, monkeypatch) == (0, f"pykiro-opa: SHADOW MODE, not enforced: {enforced}")
    assert answer("git status", space, monkeypatch) == (0, "")


def test_shadow_mode_is_not_that_of_shared_guardrails_and_says_whose_judge(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shared, source = bundle({"deny": {"commands": ["git push"]}}), "oci://registry.example/platform/guardrails:1"
    keep(shared)
    files = {CONFIGURATION: kiro([source], mode="shadow"), LOCK: lock_of({source: shared})}
    space = Workspace(tmp_path / "w", {path: content.decode() for path, content in files.items()})

    code, text = answer("git push", space, monkeypatch)
    assert code == 2
    assert "SHADOW MODE is not that of shared guardrails (platform): " in text
    assert "commands/prohibited" in text.partition("(platform): ")[2]


def test_without_guardrails_a_note_says_so(tmp_path, monkeypatch):
    space = workspace(tmp_path, None)
    code, text = answer("rm -rf ~/.kiro/hooks", space, monkeypatch)

    assert answer("git status", space, monkeypatch) == (0, ONLY_BUILTIN)
    assert code == 2
    assert text.startswith(f"{ONLY_BUILTIN}\npykiro-opa: ")


def test_what_hinders_the_cache_is_a_note_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    code, text = answer("git status", workspace(tmp_path, None), monkeypatch)
    first, *others = text.split("\n")

    assert code == 0
    assert first.startswith(f"{NOTE}the compiled policies cannot be kept")
    assert others == [ONLY_BUILTIN]


def test_guardrails_are_kept_for_the_next_call(tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    answer("git status", workspace(tmp_path), monkeypatch)

    assert len([path for path in cache.rglob("*") if path.is_file()]) == 2


def test_the_engine_is_chosen_by_guardrails_and_workspace_and_tells_of_it(tmp_path, monkeypatch, capfd):
    space = workspace(tmp_path)
    seen = []

    def choose(named, root, guardrails, embedded, say):
        say("a word")
        seen.append((named, root, len(guardrails.expected)))
        return embedded

    monkeypatch.setattr(choice, "choose", choose)

    assert answer("git push", space, monkeypatch)[0] == 2
    assert seen == [(None, os.path.realpath(space.folder), 2)]
    assert capfd.readouterr().err == f"{NOTE}a word\n"


def test_each_warning_is_a_note_on_a_line_of_its_own(tmp_path, monkeypatch):
    def choose(_named, _root, _guardrails, embedded, _say):
        embedded.warnings[:] = ["one", "two"]
        return embedded

    monkeypatch.setattr(choice, "choose", choose)

    assert answer("git status", workspace(tmp_path), monkeypatch) == (0, f"{NOTE}one\n{NOTE}two")


def test_a_call_may_have_64_mb():
    assert judge._LARGEST_CALL == 67_108_864


def test_the_root_is_resolved_once(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path)

    assert judge._root(["--root", "link"]) == os.path.realpath(tmp_path / "real")


@pytest.mark.parametrize("arguments", [[], ["--root"], ["--root", ".", "x"], ["--rot", "."], [".", "--root"]])
def test_another_command_line_is_refused(arguments):
    with pytest.raises(UsageError, match=r"^usage: pykiro-opa-hook --root FOLDER < tool-call\.json$"):
        judge._root(arguments)


def test_a_root_that_is_no_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "gone"):
        with pytest.raises(UsageError) as caught:
            judge._root(["--root", str(place)])
        assert str(caught.value) == f"`--root {place}`: there is no such folder; mend the hook's command line"


def test_all_of_stdin_is_read(stdin, monkeypatch):
    monkeypatch.setattr(judge, "_CHUNK", 2)
    os.write(stdin, b"all of it")
    os.close(stdin)

    assert judge._stdin() == b"all of it"


@pytest.mark.parametrize(("sent", "kept"), [(4, 4), (5, 5), (6, 6), (7, 6), (9, 6)])
def test_of_too_much_only_so_much_is_read_that_it_is_too_much(sent, kept, stdin, monkeypatch):
    monkeypatch.setattr(judge, "_LARGEST_CALL", 5)
    monkeypatch.setattr(judge, "_CHUNK", 1)
    os.write(stdin, b"x" * sent)
    os.close(stdin)

    assert judge._stdin() == b"x" * kept


def test_a_stdin_that_cannot_be_read_is_named(stdin):
    os.dup2(stdin, 0)  # the end of a pipe that writes
    os.close(stdin)

    with pytest.raises(InputError) as caught:
        judge._stdin()

    assert str(caught.value) == "stdin cannot be read: Bad file descriptor; mend the hook's command line"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ConfigurationError("a: b"), "pykiro-opa: blocked: a: b"),
        (ConfigurationError(["a: b", "c: d"]), "pykiro-opa: blocked: a: b\npykiro-opa: blocked: c: d"),
        (KeyboardInterrupt(), "pykiro-opa: blocked: interrupted"),
        (MemoryError(), "pykiro-opa: blocked: a bug of pykiro-opa: MemoryError: "),
        (SystemExit(0), "pykiro-opa: blocked: a bug of pykiro-opa: SystemExit: 0"),
        (ValueError("a\x1b[1m"), "pykiro-opa: blocked: a bug of pykiro-opa: ValueError: a\\x1b[1m"),
    ],
)
def test_whatever_goes_wrong_blocks_with_a_word(error, text, left, monkeypatch, capfd):
    monkeypatch.setattr(judge, "_leave_in_time", lambda: None)

    def fail(_):
        raise error

    monkeypatch.setattr(judge, "judge", fail)
    with pytest.raises(LeftError):
        judge.main([])

    assert left == [2]
    assert capfd.readouterr().err == f"{text}\n"


@pytest.mark.parametrize("said", [(0, ""), (0, "a note"), (2, "why")])
def test_the_answer_is_the_exit_code_and_what_is_said(said, left, monkeypatch, capfd):
    started = []
    monkeypatch.setattr(judge, "_leave_in_time", lambda: started.append(True))
    monkeypatch.setattr(judge, "judge", lambda arguments: said if arguments == ["x"] else None)
    with pytest.raises(LeftError):
        judge.main(["x"])

    assert (left, started) == ([said[0]], [True])
    assert capfd.readouterr().err == (f"{said[1]}\n" if said[1] else "")


def test_an_end_before_an_answer_blocks(left, monkeypatch, capfd):
    """What not even the handling of errors survives."""
    monkeypatch.setattr(judge, "_leave_in_time", lambda: None)
    monkeypatch.setattr(judge, "judge", lambda _: 1 / 0)
    monkeypatch.setattr(judge, "_failure", lambda _: 1 / 0)
    with pytest.raises(LeftError):
        judge.main([])

    assert left == [2]
    assert capfd.readouterr().err == "pykiro-opa: blocked: the hook ended early\n"


def test_a_reason_that_cannot_be_told_does_not_change_the_exit_code(left, monkeypatch):
    monkeypatch.setattr(judge, "_say", lambda _: 1 / 0)
    with pytest.raises(LeftError):
        judge._leave(2, "why")

    assert left == [2]


@pytest.mark.parametrize(("length", "said"), [(10_000, "x" * 10_000), (10_001, "x" * 10_000 + "\n… and more")])
def test_a_long_reason_is_cut(length, said, left, capfd):
    with pytest.raises(LeftError):
        judge._leave(2, "x" * length)

    assert capfd.readouterr().err == f"{said}\n"


def test_half_of_a_pair_in_a_reason_is_no_error(left, capfd):
    with pytest.raises(LeftError):
        judge._leave(2, "a\ud800b")

    assert left == [2]
    assert capfd.readouterr().err == "a?b\n"


def test_time_is_over_in_two_ways(left, monkeypatch, capfd):
    """One says why and blocks; another needs no Python that still runs."""
    monkeypatch.delitem(sys.modules, COMPILER, raising=False)
    signals, backstops = [], []
    monkeypatch.setattr(isolation, "leave_on_signals", lambda *given: signals.extend(given))
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda *args, **given: backstops.append((args, given)))

    judge._leave_in_time()
    deadline, say, only_leave = signals
    with pytest.raises(LeftError):
        say("it took too long")
    with pytest.raises(LeftError):
        only_leave()

    assert deadline == judge.DEADLINE == 8.0
    assert left == [2, 2]
    assert capfd.readouterr().err == "pykiro-opa: blocked: it took too long\n"
    monkeypatch.setitem(sys.modules, COMPILER, sys)
    with pytest.raises(LeftError):
        say("it took too long")
    assert "it took too long; it was compiling rules of a team's own: run" in capfd.readouterr().err
    assert backstops == [((9.0,), {"exit": True, "file": 2})]
