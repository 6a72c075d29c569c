"""The folder that a program is told to work in, by the options that say it: a program is one row."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.options import values
from .paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# program: the options, and whether they stand before the subcommand, behind which they mean another thing
_ROWS: dict[str, tuple[tuple[str, ...], bool]] = {
    "git": (("-C",), True),
    "go": (("-C",), False),
    "hg": (("--cwd",), True),
    "patch": (("-d", "--directory"), False),
    **dict.fromkeys(("poetry", "pdm"), (("-C", "--directory", "-p"), True)),
    **dict.fromkeys(("packer", "terraform", "tofu"), (("-chdir",), True)),
    "uv": (("--directory",), False),
}


def folder_of(program: str, arguments: Sequence[str]) -> str:
    """Empty where no option names one; one that is given several times counts from the folder before."""
    row = _ROWS.get(program)
    if row is None or not arguments:
        return ""
    names, is_before = row
    found = ""
    for value in values(_before(arguments) if is_before else arguments, *names):
        found = (
            value if not found else f"{found}/{value}" if UNKNOWN in value or UNKNOWN in found else join(found, value)
        )
    return found


def _before(arguments: Sequence[str]) -> Sequence[str]:
    """The options before the subcommand: a word behind a word is one."""
    index = 0
    while index < len(arguments) and arguments[index].startswith("-"):
        index += 2 if arguments[index] in ("-C", "-c", "-R", "-p", "--cwd", "--git-dir", "--work-tree") else 1
    return arguments[:index]
