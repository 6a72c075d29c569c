"""Which regular expressions the engine must be asked about, and what to say of one it refuses.

A regex that RE2 refuses is undefined in Wasm and would make its rule vanish, so none gets into a document unasked.
"""

from __future__ import annotations

import re

from ..errors import EngineError
from .problems import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from .problems import Problems

    RegexIsValid = Callable[[list[str]], list[bool]]

_SURE = 2000  # globs and ARNs of this length compile in RE2 whatever they hold; a test compiles the worst of them
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_BACK_REFERENCE = re.compile(r"\\[1-9]|\(\?P=|\\k<")
_LARGE_REPEAT = re.compile(r"\{(?:[0-9]*,)?[0-9]{4,}\}|\{[0-9]{4,},\}")


def check_expressions(
    documents: Sequence[tuple[Mapping[str, Any], Problems]],
    regex_is_valid: RegexIsValid,
    foreign: Sequence[tuple[Mapping[str, Any], Problems]] = (),
) -> None:
    """Ask the engine once about all regexes of all documents. Raises EngineError if it answers nonsense.

    Of `foreign` ones, which were compiled elsewhere, each regex is asked about, however sure those made here would be.
    """
    asked = [
        (pointer, regex, problems)
        for sure, group in ((_SURE, documents), (0, foreign))
        for document, problems in group
        for entries in document["entries"].values()
        for entry in entries
        for pointer, regex in _doubtful(entry, sure)
    ]
    if not asked:
        return
    answers = regex_is_valid([regex for _, regex, _ in asked])
    if len(answers) != len(asked):
        raise EngineError("the engine did not say of each regular expression whether it is valid")
    for (pointer, regex, problems), valid in zip(asked, answers, strict=True):
        if valid is not True:
            problems.add(pointer, f"`{shown(regex)}` is not RE2: {_why(regex)}")


def _doubtful(entry: Mapping[str, Any], sure: int) -> list[tuple[str, str]]:
    if entry["matcher"] == "regex":
        found = [(f"{entry['pointer']}/regex", entry["regex"])]
    elif entry["matcher"] == "arn":
        found = [(entry["pointer"], regex) for regex in entry["regexes"] if len(regex) > sure]
    else:
        found = [(entry["pointer"], regex) for regex in (entry.get("regex", ""),) if len(regex) > sure]
    return found + [(f"{entry['pointer']}/except", regex) for regex in entry["except"] if len(regex) > sure]


def _why(regex: str) -> str:
    if _LOOK_AROUND.search(regex):
        return "it has no look-ahead and no look-behind; write what should match instead"
    if _BACK_REFERENCE.search(regex):
        return "it has no back-references; write the alternatives out"
    if _LARGE_REPEAT.search(regex):
        return "it repeats at most 1000 times; write a smaller number"
    return "check brackets and escapes (https://github.com/google/re2/wiki/Syntax)"
