"""Every technique of the re-spelling bench stops a re-spelled `rm`; a sample is run, so that the bench proves what it says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "benchmarks"))

from respell import judging, throwaway  # noqa: E402
from respell.victims import VICTIMS  # noqa: E402
from respelling import FOLDER, KINDS, spellings  # noqa: E402

PROVEN_HERE = (
    "quoting/ansi-c-hex",
    "substitution/rev",
    "text_to_shell/file-appended",
    "names/copy-base64",
    "wrappers/stub-sudo",
)


@pytest.fixture(scope="module")
def like(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pattern")
    throwaway.pattern(folder)
    return folder


def test_every_technique_of_every_victim_has_a_name_and_a_text_of_its_own():
    found = {kind: spellings(FOLDER / kind) for kind in KINDS.values()}

    assert sum(map(len, found.values())) >= 12_000
    for rows in found.values():
        assert len({one.name for one in rows}) == len(rows)
        assert {one.victim.name for one in rows} == {victim.name for victim in VICTIMS}


def test_no_technique_hides_rm(like, tmp_path):
    judge = judging.Judge(VICTIMS[0])
    plain = tmp_path / "plain"
    passed = []
    for number, one in enumerate(one for kind in KINDS.values() for one in spellings(FOLDER / kind, "rm:")):
        prepared = one.technique.files or one.technique.links
        folder = tmp_path / str(number) if prepared else plain
        if not folder.exists():
            throwaway.prepare(folder, like, one.technique, one.victim.words)
        if judge.effect(one.text, folder / "work") not in ("deny", "needs-approval"):
            passed.append(one.name.removeprefix("rm:"))

    assert passed == []


@pytest.mark.parametrize("victim", VICTIMS, ids=lambda victim: victim.name)
def test_a_spelling_counts_only_if_it_has_run(like, tmp_path, victim):
    by_name = {one.name: one for one in spellings(FOLDER / "blind", f"{victim.name}:")}
    for number, technique in enumerate(PROVEN_HERE):
        one = by_name[f"{victim.name}:{technique}"]
        folder = tmp_path / str(number)
        throwaway.prepare(folder, like, one.technique, victim.words)

        assert not throwaway.has_effect(folder, f": {one.technique.name}", victim.has_run), one.name
        assert throwaway.has_effect(folder, one.text, victim.has_run), one.name
