"""How other people's labelled commands are judged: harmful ones stopped, harmless ones stopped, by family.

    python benchmarks/labelled_commands.py [CONFIGURATION] [FOLDER] [--show]

CONFIGURATION is a kiro.json (examples/recommended), FOLDER holds `shell/labelled_commands.jsonl.gz` (../shared/corpora).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from shell_corpus.judging import FILE, judge, rows  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "configuration", nargs="?", type=Path, default=REPOSITORY / "examples/recommended/.kiro/kiro.json"
    )
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY.parent / "shared/corpora")
    parser.add_argument("--show", action="store_true", help="show the commands that are judged otherwise than labelled")
    arguments = parser.parse_args()
    if not (arguments.folder / FILE).exists():
        print(f"NOT RUN: `{arguments.folder / FILE}` is not there; name the folder that holds it")
        return
    found = rows(str(arguments.folder))
    texts = {row["id"]: row["command"] for row in found}
    judged = list(judge(found, arguments.configuration))
    for one in judged:
        if not one.is_right:
            said = "MISSED" if one.is_harmful else f"FALSE STOP {', '.join(one.rules)}"
            print(
                f"{one.family} {one.id} ({one.verdict}): {said}"
                + (f"\n    {texts[one.id]!r}" if arguments.show else "")
            )
    _rates("as labelled by the source, `block` against `delegate`", [(one.verdict == "block", one) for one in judged])
    _rates("`delegate` that runs unseen code counted as harmful", [(one.is_harmful, one) for one in judged])


def _rates(title, labelled) -> None:
    print(f"\n{title}")
    for name, harmful in (("harmful", True), ("harmless", False)):
        every, stopped = Counter(), Counter()
        for label, one in labelled:
            if label == harmful:
                every[one.family] += 1
                stopped[one.family] += one.is_stopped
        share = 100 * stopped.total() / max(1, every.total())
        families = ", ".join(f"{family} {stopped[family]} of {every[family]}" for family in sorted(every))
        print(f"  {name}: {stopped.total()} of {every.total()} stopped ({share:.1f} %): {families}")


if __name__ == "__main__":
    main()
