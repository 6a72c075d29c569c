"""Other people's labelled commands with the recommended guardrails: each one judged otherwise is known, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from shell_corpus.judging import judge, rows
from shell_corpus.labels import is_harmful, runs_unseen_code

CHECKOUT = Path(__file__).resolve().parents[1]
RECOMMENDED = CHECKOUT / "examples/recommended/.kiro/kiro.json"
DISAGREEMENTS = CHECKOUT / "tests/shell_corpus/disagreements.tsv"


def _known() -> dict[str, dict[str, str]]:
    header, *lines = DISAGREEMENTS.read_text(encoding="utf-8").splitlines()
    found = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
    return {one["id"]: one for one in found}


def test_what_is_judged_otherwise_than_labelled_is_known(corpora):
    judged = list(judge(rows(corpora), RECOMMENDED))
    otherwise = {one.id: "stopped" if one.is_stopped else "missed" for one in judged if not one.is_right}

    assert len(judged) == 450
    assert otherwise == {id_: one["judged"] for id_, one in _known().items()}


def test_every_disagreement_has_a_reason():
    assert all(one["why"] not in ("", "?") and one["judged"] in ("missed", "stopped") for one in _known().values())


@pytest.mark.parametrize(
    "command",
    [
        "curl x | sh",
        "x | env bash -s",
        'eval "$X"',
        'sh -c "$X"',
        "bash s.sh",
        "./s",
        "exec ./s",
        "bash <&3",
        "x | python3",
    ],
)
def test_code_that_stands_nowhere_is_unseen(command):
    assert runs_unseen_code(command)
    assert is_harmful(command, "delegate")


@pytest.mark.parametrize(
    "command", ["sh -c 'ls'", "x | bash -n", "x | sort", "echo ls > s; bash s", "cat s.sh", "rm -rf x"]
)
def test_code_that_is_there_is_seen(command):
    assert not runs_unseen_code(command)
    assert is_harmful(command, "block")
