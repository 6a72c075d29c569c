"""How many spellings of a forbidden command pass: techniques x commands, each proven effective by running it.

    python benchmarks/respelling.py [--proven FILE] [--show] [TEXT]

Each spelling runs in a throw-away folder with a home of its own and stubs (respell/throwaway.py) and counts only if
what it did is seen there. Those whose technique stands in respell/blind/ and respell/unseen/ were written before their
author had looked at the extractor. FILE keeps what was proven between runs; TEXT narrows to the spellings whose name holds it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from respell import spelling, throwaway
from respell.judging import Judge
from respell.techniques import Technique, techniques
from respell.victims import VICTIMS, Victim

FOLDER = Path(__file__).resolve().parent / "respell"
FIRST = FOLDER / "first.json"
_STOPPED = ("deny", "needs-approval")
KINDS = {
    "written before a look at the extractor": "blind",
    "written after one": "seen",
    "of a later author, before a look": "unseen",
    "written after the fixes for those": "unseen2",
    "written after the fixes for those, too": "unseen3",
    "of another author, after the fixes for those": "unseen4",
}


class Spelling(NamedTuple):
    name: str
    text: str
    technique: Technique
    victim: Victim


class Measured(NamedTuple):
    spelling: Spelling
    effect: str
    proven: bool

    @property
    def passed(self) -> bool:
        return self.effect not in _STOPPED


def main() -> None:
    arguments = _arguments()
    known = json.loads(arguments.proven.read_text()) if arguments.proven and arguments.proven.exists() else {}
    results = {}
    with tempfile.TemporaryDirectory() as name:
        like = Path(name) / "pattern"
        like.mkdir()
        throwaway.pattern(like)
        for title, kind in KINDS.items():
            results[kind] = _measured(spellings(FOLDER / kind, arguments.text), like, known)
            _report(f"Spellings {title}", results[kind], show=arguments.show)
        equivalents = _measured(spellings(FOLDER / "equivalents", arguments.text), like, known)
        _report("Other programs that do the same, counted apart", equivalents, show=arguments.show)
    _compare([one for kind in results.values() for one in kind])
    if arguments.proven:
        arguments.proven.write_text(json.dumps(known, indent=0, sort_keys=True))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proven", type=Path, metavar="FILE")
    parser.add_argument("--show", action="store_true", help="show the texts of what passes or has no effect")
    parser.add_argument("text", nargs="?", default="")
    return parser.parse_args()


def spellings(folder: Path, part: str = "") -> list[Spelling]:
    """Victim by victim, so that each one's guardrails are loaded once."""
    rows = list(techniques(folder))
    found = (
        Spelling(f"{victim.name}:{row.name}", spelling.filled(row.template, victim.words), row, victim)
        for victim in VICTIMS
        for row in rows
        if row.is_for(victim.name)
    )
    return [one for one in found if part in one.name]


def _measured(given: list[Spelling], like: Path, known: dict[str, bool]) -> list[Measured]:
    judges: dict[str, Judge] = {}
    measured = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        untouched = Path(name) / "untouched"
        for number, one in enumerate(given):
            key = f"{one.name} {one.text}"
            folder = untouched
            if key not in known or one.technique.files or one.technique.links:
                folder = Path(name) / str(number)
            if not folder.exists():
                throwaway.prepare(folder, like, one.technique, one.victim.words)
            if one.victim.name not in judges:
                judges[one.victim.name] = Judge(one.victim)
            # Judged first, since running it may change what is there.
            effect = judges[one.victim.name].effect(one.text, folder / "work")
            if key not in known:
                known[key] = throwaway.has_effect(folder, one.text, one.victim.has_run)
            measured.append(Measured(one, effect, known[key]))
            if folder != untouched:
                shutil.rmtree(folder, ignore_errors=True)
    return measured


def _report(title: str, measured: list[Measured], *, show: bool) -> None:
    counted = [one for one in measured if one.proven]
    print(f"\n{title}: {len(counted)} proven effective, {len(measured) - len(counted)} without effect here")
    if not counted:
        return
    print(f"  effects: {dict(Counter(one.effect for one in counted))}")
    for name in ("family", "command"):
        every, passed = Counter(_group(one, name) for one in counted), Counter()
        passed.update(_group(one, name) for one in counted if one.passed)
        print(f"  passed by {name}: " + ", ".join(f"{key} {passed[key]} of {every[key]}" for key in every))
    print(f"  passed: {_rate(counted)}")
    for one in measured:
        if one.passed and one.proven:
            print(f"  PASSED {one.spelling.name}" + (f"\n{one.spelling.text}\n" if show else ""))
        elif show and not one.proven:
            print(f"  NO EFFECT {one.spelling.name}\n{one.spelling.text}\n")


def _group(one: Measured, name: str) -> str:
    return one.spelling.victim.name if name == "command" else one.spelling.technique.name.split("/")[0]


def _rate(counted: list[Measured]) -> str:
    passed = sum(one.passed for one in counted)
    return f"{passed} of {len(counted)} ({100 * passed / max(1, len(counted)):.2f} %)"


def _compare(measured: list[Measured]) -> None:
    counted = [one for one in measured if one.proven]
    print(f"\nAll spellings, now: {_rate(counted)} passed")
    earlier = json.loads(FIRST.read_text())
    for title, name in (
        ("First measurement", "first"),
        ("First measurement of later techniques", "unseen_after_the_first_fixes"),
        ("First measurement of a later author's", "unseen"),
        ("First measurement of the same author's second set", "unseen2"),
        ("First measurement of the same author's third set", "unseen3"),
        ("First measurement of another author's set", "unseen4"),
    ):
        row = earlier[name]
        share = 100 * row["passed"] / row["spellings"]
        print(f"{title}: {row['passed']} of {row['spellings']} passed ({share:.2f} %), {row['when']}")


if __name__ == "__main__":
    sys.exit(main())
