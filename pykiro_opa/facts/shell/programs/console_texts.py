"""Programs with a console of their own, one of whose orders starts a shell: debuggers and sqlite3."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def debugged(arguments: Sequence[str], stdin: str) -> list[str]:
    """`shell TEXT`, `!TEXT`, and Python behind `python`."""
    import re
    import shlex

    given = [*values(arguments, "-ex", "--eval-command", "--ex", "-o", "--one-line"), stdin]
    shells = [
        found
        for text in given
        for found in re.findall(r"^\s*(?:platform shell|shell|!|pipe[^|]*\|)\s*(.+)", text, re.MULTILINE)
    ]
    codes = [found for text in given for found in re.findall(r"^\s*(?:python|py|pi|script)\s+(.+)", text, re.MULTILINE)]
    blocks = [
        found
        for text in given
        for found in re.findall(r"^python\s*\n(.*?)(?:^end$|\Z)", text, re.MULTILINE | re.DOTALL)
    ]
    return shells + [f"python3 -c {shlex.quote(code)}" for code in (*codes, *blocks)]


def queried(arguments: Sequence[str], stdin: str) -> list[str]:
    """`.shell TEXT`, and where rows go to: `.once |TEXT`."""
    import re

    given = [*arguments, stdin]
    fed = [
        found
        for text in given
        for found in re.findall(r"^\s*\.(?:once|output)\s+[\"']?\|\s*([^\"'\n]+)", text, re.MULTILINE)
    ]
    edits = [found for text in given for found in re.findall(r"\bedit\([^,()]*,\s*'([^']+)'", text)]
    shells = [
        found for text in given for found in re.findall(r"^\s*\.(?:she?l?l?|syst?e?m?)\s+(.+)", text, re.MULTILINE)
    ]
    read = [
        found
        for text in given
        for found in re.findall(r"^\s*\.(?:import|read)\s+(?:-\w+\s+)*[\"']?\|\s*([^\"'\n]+)", text, re.MULTILINE)
    ]
    return [*shells, *(f"echo {UNKNOWN} | {found}" for found in fed), *edits, *read]
