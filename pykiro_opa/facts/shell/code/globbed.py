"""Patterns of files that code goes through: the names that they match now, and what is left where a text is taken off one."""

from __future__ import annotations

import re

from ....catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .surroundings import Surroundings

_BARE = re.compile(r"[*?./]*\*[*?./]*")


def with_names(patterns: Sequence[str], given: Surroundings) -> list[str]:
    """The patterns, and the names that they match now."""
    names = [name for one in patterns if UNKNOWN not in one for name in given.matching(one)]
    return list(dict.fromkeys([*names, *patterns]))


def says_nothing(path: str, patterns: Collection[str]) -> bool:
    """Whether it is one of these patterns that has lost all its letters."""
    return bool(patterns and path not in patterns and _BARE.fullmatch(path) and not any(map(_BARE.fullmatch, patterns)))
