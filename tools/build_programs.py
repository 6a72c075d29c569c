"""Write which programs have a row in which table of the shell evaluator. `--check` only compares.

    python tools/build_programs.py [--check]

The tables are large, and a hook loads those alone that speak of the program at hand: their names are in this index.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

SHELL = "pykiro_opa.facts.shell"
INDEX = "pykiro_opa/facts/shell/programs/index.py"
_HEAD = '''"""Which programs have a row in which table, so that no other table is loaded. Made by tools/build_programs.py."""

from __future__ import annotations
'''


def main(arguments: list[str] | None = None) -> int:
    """Write or check; 0 for done and equal, 1 with one line on stderr for a difference."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare; write nothing")
    parser.add_argument("--root", metavar="DIR", type=Path, default=REPOSITORY, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    path, built = chosen.root / INDEX, index()
    if not chosen.check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(built, encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != built:
        print(
            f"build_programs: `{INDEX}` differs from the tables: run `python tools/build_programs.py`", file=sys.stderr
        )
        return 1
    return 0


def index() -> str:
    """The module; a row may be of a program with subcommands (`aws rds-data execute-statement`)."""
    found = [_HEAD]
    for name in ("texts", "queries"):
        rows = import_module(f"{SHELL}.programs.{name}").ROWS
        found.append(f"{name.upper()} = {_set((row.partition(' ')[0] for row in rows), '')}  # fmt: skip")
    found.append("EFFECTS = {")
    for name in sorted(path.stem for path in _effects().glob("[!_]*.py")):
        rows = import_module(f"{SHELL}.files.effects.{name}").ROWS
        found.append(f'    "{name}": {_set(rows, "    ")},')
    return "\n".join([*found, "}  # fmt: skip\n"])


def _effects() -> Path:
    return Path(import_module(f"{SHELL}.files.effects").__path__[0])


def _set(programs: Iterable[str], indent: str) -> str:
    names = ", ".join(f'"{name}"' for name in sorted(set(programs)))
    lines = textwrap.wrap(names, 116 - len(indent), break_on_hyphens=False, break_long_words=False)
    return "\n".join(
        ["frozenset((", *(f"{indent}    {line}" for line in lines[:-1]), f"{indent}    {lines[-1]},", f"{indent}))"]
    )


if __name__ == "__main__":
    sys.exit(main())
