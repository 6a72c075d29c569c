"""Whether something belongs to production, by the names the guardrails give and the usual names of what does not."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

PRODUCTION, OTHER, UNKNOWN = "production", "other", "unknown"
_OTHERS = frozenset(("dev", "development", "staging", "stage", "stg", "test", "testing", "sandbox", "qa", "local",
                     "preview", "demo", "ci", "nonprod"))  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+|\d+")


def environment(names: Iterable[str], production: Mapping[str, Any], profiles: Sequence[str] = ()) -> str:
    """production, other or unknown; what names both is production.

    `names` are resource names, addresses, paths or tags; `profiles` command-line profiles.
    """
    from fnmatch import fnmatchcase

    if any(fnmatchcase(profile, glob) for profile in profiles for glob in production["profiles"]):
        return PRODUCTION
    texts = [*names, *profiles]
    accounts = frozenset(production["accounts"])
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    wanted = {name.lower() for name in production["names"]}
    if words & accounts or any(_names(text, wanted) for text in texts):
        return PRODUCTION
    return OTHER if words & _OTHERS else UNKNOWN


def _names(text: str, wanted: set[str]) -> bool:
    """Whether a wanted name stands in the text as whole words."""
    words = [word.lower() for word in _WORD.findall(text)]
    for name in wanted:
        parts = [part.lower() for part in _WORD.findall(name)]
        if parts and any(words[at : at + len(parts)] == parts for at in range(len(words) - len(parts) + 1)):
            return True
    return False
