"""Replaying decision logs: a real sidecar writes them, fresh evaluation is the oracle."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from generation import change_events
from generation.seeds import seeded
from hypothesis import given
from hypothesis import strategies as st
from sidecars import serving, wait_for
from workspace import CHECKOUT, SEED, run

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import EngineError, InputError
from pykiro_opa.events import canonical, new_event
from pykiro_opa.guardrails import load
from pykiro_opa.replay import judging, replay
from pykiro_opa.replay import run as running
from pykiro_opa.replay.outcome import CUT_OFF, EDITED, FOREIGN, THIN

EVENTS = 1000
NEW = {
    "deny": {"commands": ["git push"], "files": ["src/**"], "actions": ["s3:*"], "patterns": ["production"]},
    "requireApproval": {"resources": ["arn:aws:iam::*:role/*"]},
}


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine()


@pytest.fixture(scope="module")
def old(embedded):
    return load([(".kiro/kiro.json", SEED.encode())], embedded.regex_is_valid)


@pytest.fixture(scope="module")
def new(embedded):
    return load([(".kiro/kiro.json", json.dumps({"guardrails": NEW}).encode())], embedded.regex_is_valid)


@pytest.fixture(scope="module")
def recorded(old, opa, tmp_path_factory):
    """A full log, and the decisions that were made while it was written."""
    words = change_events.Vocabulary([json.loads(SEED), {"guardrails": NEW}])
    events = []

    @seeded(EVENTS // 8, times=1)
    @given(st.data())
    def draw(data):
        events.extend(data.draw(words.events) for _ in range(8))

    draw()
    with serving(old, opa, tmp_path_factory.mktemp("served"), inputs="full") as (url, log):
        engine = ServerEngine(url, deadline=60)
        decisions = [gate.decide_event(event, old, engine) for event in events[:EVENTS]]
        wait_for(lambda: log.read_bytes().count(b"\n") == EVENTS)
    return log, events[:EVENTS], decisions


def test_a_full_log_replayed_is_what_fresh_evaluation_says_row_by_row(recorded, new, embedded):
    log, events, decisions = recorded

    outcome = replay([str(log)], new, processes=2)

    assert len(outcome.rows) == len(events) == EVENTS
    for number, (row, event, before) in enumerate(zip(outcome.rows, events, decisions, strict=True), 1):
        fresh = gate.decide_event(event, new, embedded)
        assert row.where == f"{log}:{number}"
        assert (row.digest, row.stage) == (fresh.document["digest"], event["stage"])
        assert (row.before, row.after) == (before.effect, fresh.effect)
        assert row.findings_before == judging._findings(before.findings)
        assert row.findings_after == judging._findings(fresh.findings)
    found = outcome.summary
    assert found.changed == sum(row.before != row.after for row in outcome.rows) == sum(found.changes.values())
    # Guardrails that change nothing would compare nothing.
    assert found.changed > EVENTS // 20
    assert found.other_reasons > 0
    assert set(found.left_out.values()) == {0}


def test_the_same_guardrails_change_nothing(recorded, old):
    outcome = replay([str(recorded[0])], old, processes=1)

    assert (outcome.summary.replayed, outcome.summary.changed, outcome.summary.other_reasons) == (EVENTS, 0, 0)


def test_the_revision_in_the_log_is_that_of_the_decisions(recorded):
    log, _, decisions = recorded
    entry = json.loads(log.read_bytes().partition(b"\n")[0])
    assert entry["result"]["revision"] == decisions[0].document["revision"]


COMMANDS = ("git status", "git push", "aws s3 rm s3://data-production/key", "echo FROM x > Dockerfile", "$TOOL --now")


@pytest.fixture(scope="module")
def lines(old, embedded):
    """Entries as OPA writes them; those of a real one are above."""
    written = []
    for command in COMMANDS:
        change = Change("task", "command", root="/w", commands=(Command(command),), read=lambda _: None)
        event = gate.event_of(change, old)
        decision = gate.decide_event(event, old, embedded)
        entry = {"decision_id": "d", "path": "kiro/main/decision", "timestamp": "2026-01-01T00:00:00Z", "input": event}
        written.append(canonical({**entry, "result": dict(decision.document)}) + b"\n")
    return written


def counted(path, guardrails):
    summary = replay([str(path)], guardrails).summary
    return summary.replayed, {reason: number for reason, number in summary.left_out.items() if number}


def thin(line):
    entry = json.loads(line)
    entry["input"] = {"stage": entry["input"]["stage"], "source": {}, "context": {}}
    return json.dumps(entry).encode() + b"\n"


def edited(line, **fields):
    entry = json.loads(line)
    entry["input"].update(fields)
    return json.dumps(entry).encode() + b"\n"


def test_every_line_without_a_row_is_counted(lines, new, tmp_path):
    log = tmp_path / "log"
    foreign = [b"hello\n", b"[]\n", b"\n", b"\xff\xfe\n", b'{"path": "kiro/main/decision"}\n', b'{"path": "x", "decision_id": "y"}\n',
               b"[" * 100_000 + b"\n"]  # fmt: skip
    others = [
        thin(lines[0]),
        edited(lines[1], stage="spec", digest="0" * 64),
        edited(lines[2], files="x"),
        b'{"path": "kiro/ma',
    ]
    log.write_bytes(b"".join([*lines, *foreign, *others]))

    assert counted(log, new) == (5, {FOREIGN: 7, THIN: 2, EDITED: 1, CUT_OFF: 1})


@pytest.mark.parametrize("field", ["digest", "request"])
def test_an_event_that_was_edited_is_not_judged(lines, new, tmp_path, field):
    log = tmp_path / "log"
    log.write_bytes(lines[0] + edited(lines[1], **{field: "0" * 64}))
    assert counted(log, new) == (1, {EDITED: 1})


def test_a_rotated_log_is_read_and_one_that_is_cut_off_up_to_there(lines, new, tmp_path):
    packed = gzip.compress(b"".join(lines))
    whole, cut = tmp_path / "a.gz", tmp_path / "b.gz"
    whole.write_bytes(packed)
    cut.write_bytes(packed[:-20])
    assert counted(whole, new) == (5, {})
    replayed, left_out = counted(cut, new)
    assert replayed >= 1
    assert left_out == {CUT_OFF: 1}


def test_several_logs_are_one_in_their_order(lines, new, tmp_path):
    for name, some in (("a", lines[:2]), ("b", lines[2:])):
        (tmp_path / name).write_bytes(b"".join(some))
    found = replay([str(tmp_path / "a"), str(tmp_path / "b")], new)
    assert [row.where.rpartition("/")[2] for row in found.rows] == ["a:1", "a:2", "b:1", "b:2", "b:3"]


def test_progress_adds_up_to_the_size(recorded, new):
    log, seen = recorded[0], []
    replay([str(log)], new, seen.append, processes=1)
    assert sum(seen) == log.stat().st_size


def test_a_decision_that_opa_did_not_make_counts_as_none(lines, new, tmp_path):
    entry = json.loads(lines[0])
    del entry["result"]
    (tmp_path / "log").write_text(json.dumps({**entry, "error": {"message": "x"}}) + "\n")
    row = replay([str(tmp_path / "log")], new).rows[0]
    assert (row.before, row.findings_before) == ("none", ())
    assert row.changed


def test_an_answer_that_cannot_be_believed_is_a_deny(lines, new):
    class Silent:
        name = "silent"

        def ask(self, event, guardrails):
            return None

    from pykiro_opa.replay.log import Line

    row = judging.judge(Line("log", 1, lines[0], whole=True), new, Silent())
    assert (row.after, row.findings_after) == ("deny", (("deny", "gate/engine", "builtin", ""),))


def test_a_log_without_events_says_what_to_do(lines, new, tmp_path):
    log = tmp_path / "log"
    log.write_bytes(b"".join(thin(line) for line in lines))
    with pytest.raises(
        InputError, match=r"no decision with its event \(5 thin\): start the sidecar with `--log-inputs full`"
    ):
        replay([str(log)], new)
    log.write_bytes(b"")
    with pytest.raises(InputError, match=r"\(no lines\)"):
        replay([str(log)], new)
    with pytest.raises(InputError, match="cannot be read: No such file"):
        replay([str(tmp_path / "none")], new)


def test_a_process_that_is_killed_is_an_error_and_leaves_no_other(recorded, new, monkeypatch):
    monkeypatch.setattr(running, "_taken", _kill_children_first(running._taken))
    with pytest.raises(EngineError, match="ended before its answer"):
        replay([str(recorded[0])], new, processes=2)
    assert multiprocessing.active_children() == []


def _kill_children_first(real):
    def taken(worker):
        for child in multiprocessing.active_children():
            os.kill(child.pid, signal.SIGKILL)
            child.join()
        with suppress(EOFError):
            while True:
                worker.recv()
        return real(worker)

    return taken


def test_the_command_says_what_would_change(recorded, new, tmp_path):
    log = recorded[0]
    (tmp_path / "new.json").write_text(json.dumps({"guardrails": NEW}))
    expected = replay([str(log)], new)

    done = run("replay", str(log), "--config", "new.json", "--format", "json", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["summary"] == expected.summary.document
    assert len(found["rows"]) == expected.summary.changed
    # Nobody looks at a terminal here.
    assert "replaying" not in done.stderr

    text = run("replay", str(log), "--config", "new.json", "--processes", "1", folder=tmp_path).stdout
    assert text.startswith(f"{expected.summary.changed} of {EVENTS} decisions would change\n")
    listed = run("replay", str(log), "--config", "new.json", "--all", "--format", "json", folder=tmp_path).stdout
    assert len(json.loads(listed)["rows"]) == EVENTS


def test_the_command_tells_what_it_left_out_and_refuses_a_thin_log(lines, tmp_path):
    (tmp_path / "new.json").write_text(json.dumps({"guardrails": NEW}))
    log = tmp_path / "log"
    log.write_bytes(b"".join([*lines, b"x\n", lines[0][:50]]))
    done = run("replay", "log", "--config", "new.json", folder=tmp_path)
    assert done.returncode == 0
    assert "note: 1 of the lines are no decisions of a sidecar" in done.stderr
    assert "note: 1 of the lines are cut off" in done.stderr
    log.write_bytes(thin(lines[0]))
    done = run("replay", "log", "--config", "new.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("error: `log`: no decision with its event (1 thin)")


def test_progress_is_shown_on_a_terminal_alone(lines, tmp_path):
    (tmp_path / "log").write_bytes(b"".join(lines))
    (tmp_path / "new.json").write_text(json.dumps({"guardrails": NEW}))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pykiro_opa", "replay", "log", "--config", "new.json"]
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        own = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        done = subprocess.run(command, cwd=tmp_path, env=own, stdout=subprocess.PIPE, stderr=theirs, check=True)
        os.close(theirs)
        shown = terminal.read(65536)
    assert b"replaying" in shown
    assert b"replaying" not in done.stdout


def test_text_of_a_log_moves_no_cursor(lines, tmp_path):
    entry = json.loads(lines[0])
    event = new_event(entry["input"]["stage"], entry["input"]["source"], {"expected": [], "actor": "a\x1b[2Jb"}, {})
    (tmp_path / "log").write_bytes(canonical({**entry, "input": event}) + b"\n")
    (tmp_path / "new.json").write_text(json.dumps({"guardrails": NEW}))
    done = run("replay", "log", "--config", "new.json", "--all", folder=tmp_path)
    assert "\x1b" not in done.stdout
    assert "a\\x1b[2Jb" in done.stdout
