"""Checks that every part of `guardrails` shares: known keys, and texts that are fit to be shown and compared."""

from __future__ import annotations

import re

from .document import kind_of
from .problems import did_you_mean, shown
from .scanner import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .problems import Problems

LONGEST = 4096
_UNFIT = (
    (re.compile("\0"), "the text has a NUL; remove it"),
    (re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"), "the text has a control character; remove it"),
    (re.compile(r"[\ud800-\udfff]"), "the text has half of a surrogate pair; write the whole character"),
)


def check_keys(mapping: Mapping[str, Any], known: tuple[str, ...], pointer: str, problems: Problems) -> None:
    """Refuse every key that is not known."""
    for key in mapping:
        if key not in known:
            hint = did_you_mean(key, known)
            problems.add(f"{pointer}/{escape(key)}", f"unknown key `{shown(key)}`; {hint}", key=True)


def text_problem(value: object) -> str | None:
    """What is wrong with a value that should be a text of the user's, or None."""
    if not isinstance(value, str):
        return f"expected a string, found {kind_of(value)}"
    if not value.strip():
        return "the text is empty; write something or remove it"
    if len(value) > LONGEST:
        return f"the text has {len(value)} characters; write at most {LONGEST}"
    return next((problem for pattern, problem in _UNFIT if pattern.search(value)), None)
