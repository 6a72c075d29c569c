"""The fault matrix: whatever breaks, a request ends in the right decision or in a clear refusal, within its deadline."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from conftest import not_run
from faults import FAULTS, RIGHT, WITHOUT_REFUSAL, WRONG, Load, Scene, SmallDisk, described
from generation.seeds import TOLD

from pykiro_opa import sidecar

# Where nothing breaks for a client, only a machine that is busy with something else could make it wait.
PATIENCE = 30.0
# A refusal that names what happened; any other text would be one that nobody understands, or a bug of ours.
CLEAR = {"nothing listens there", "did not answer in time", "closed the connection", "broke the connection", "Resource temporarily unavailable"}  # fmt: skip


@pytest.fixture
def scene(opa, tmp_path, monkeypatch):
    disk = SmallDisk(tmp_path / "c", "16m")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "r"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    (tmp_path / "w").mkdir()
    made = Scene(tmp_path / "w", opa)
    made.disk = disk
    try:
        yield made
    finally:
        sidecar.stop(str(made.folder))
        disk.remove()


def endure(scene, name, clients, decisions, deadline):
    """Load before, during and after the fault: the outcomes, and the longest that a request took."""
    if name == "disk of the log full" and not scene.disk.mounted:
        not_run("a small file system", "this user cannot mount one")
    url = scene.start().url
    deadline = PATIENCE if name in WITHOUT_REFUSAL else deadline
    with Load(scene, url, clients, deadline) as load:
        load.until(decisions // 3)
        FAULTS[name](scene, load)
        load.until(max(decisions, load.decided + decisions // 3))
    outcomes = load.outcomes
    assert outcomes[WRONG] == 0
    assert set(outcomes) - {RIGHT} <= CLEAR, outcomes
    if name in WITHOUT_REFUSAL:
        assert set(outcomes) == {RIGHT}, outcomes
    # The deadline is the client's own; what is above it is this machine, on which many threads wait for two cores.
    assert load.slowest < deadline + 5
    # And afterwards everything is as before.
    with Load(scene, url, 4, 20) as after:
        after.until(len(scene.questions) * 2)
    assert set(after.outcomes) == {RIGHT}, after.outcomes
    return outcomes, load.slowest


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_under_load_makes_no_answer_wrong(scene, name):
    outcomes, slowest = endure(scene, name, clients=12, decisions=200, deadline=3.0)
    TOLD.append(f"fault `{name}`: {described(outcomes)}, slowest {slowest:.2f} s")


@pytest.mark.long
def test_a_hundred_thousand_decisions_under_faults_by_two_hundred_clients(scene):
    """The figures of docs/reliability.md."""
    wanted = int(os.environ.get("PYKIRO_FAULT_DECISIONS", "100000"))
    total = Counter()
    for name in FAULTS:
        # The deadline of the hook: with 200 clients on two cores everybody waits for some seconds.
        outcomes, slowest = endure(scene, name, clients=200, decisions=-(-wanted // len(FAULTS)), deadline=8.0)
        TOLD.append(f"200 clients, `{name}`: {described(outcomes)}, slowest {slowest:.2f} s")
        total += outcomes
    assert total[RIGHT] >= wanted
    assert total[WRONG] == 0


def test_a_wrong_answer_would_be_noticed(scene):
    """The matrix can fail: a question whose right answer is another is counted as wrong."""
    url = scene.start().url
    for question in scene.questions:
        question.right = "deny" if question.right == "allow" else "allow"
    with Load(scene, url, 2, 20) as load:
        load.until(len(scene.questions))
    assert set(load.outcomes) == {WRONG}
