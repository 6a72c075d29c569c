"""Real merged pull requests: what stops them is known, judged by reading them, and hardly ever anything but a gain.

`merged/stops.tsv` holds every stop with its rules and a judgement: gain (of write or above, of trust, or a condition
that gave way), forbidden (what the seed's own lists name), or other (neither: a false stop).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from merged.replay import replay, rows

STOPS = Path(__file__).parent / "merged/stops.tsv"


def _judged() -> dict[str, dict[str, str]]:
    header, *lines = STOPS.read_text(encoding="utf-8").splitlines()
    found = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
    return {one["commit"]: one for one in found}


@pytest.mark.long
def test_every_stop_of_a_merged_pull_request_is_known(corpora):
    found = rows(corpora, "modernisation-platform")
    stops = {}
    for one in replay(found):
        rules = {item["rule"] for item in one.decision.findings if item["effect"] in ("deny", "needs-approval")}
        if rules:
            stops[one.commit[:12]] = " ".join(sorted(rules))

    assert {commit: one["rules"] for commit, one in _judged().items()} == stops
    assert len(found) == 300


def test_at_most_one_in_fifty_is_stopped_for_anything_but_a_gain_or_what_is_forbidden():
    judged = _judged()

    assert {one["judgement"] for one in judged.values()} <= {"gain", "forbidden", "other"}
    assert sum(one["judgement"] == "other" for one in judged.values()) <= 6
    assert all(one["why"] for one in judged.values())
