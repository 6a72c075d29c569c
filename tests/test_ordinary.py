"""The ordinary work of agents is not stopped, but for what an entry of the guardrails literally names."""

from __future__ import annotations

import pytest
from ordinary import COMMANDS, EDITS, TOOLS, judging


def test_there_are_enough_rows_and_none_twice():
    rows = [*COMMANDS, *map(str, EDITS), *map(str, TOOLS)]
    assert len(rows) == len(set(rows)) >= 300


@pytest.mark.parametrize("name", judging.CONFIGURATIONS)
def test_ordinary_work_is_not_stopped(name, tmp_path):
    stopped = list(judging.stops(tmp_path, judging.CONFIGURATIONS[name]))
    beyond = [one for one in stopped if any(rule not in judging.LITERAL for rule, _ in one.rules)]

    assert beyond == []
    assert len(stopped) <= 0.02 * (len(COMMANDS) + len(EDITS) + len(TOOLS)), stopped
