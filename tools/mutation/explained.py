"""The mutants that no test can notice, each with the reason why; `explained.toml` names them by what they change."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mutants import Mutant

    Key = tuple[str, str, str]

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "explained.toml")


def explained(file: str = FILE) -> dict[Key, str]:
    """The reason for each mutant that is explained, by its key."""
    with open(file, "rb") as stream:
        groups = tomllib.load(stream).get("equivalent", [])
    found: dict[Key, str] = {}
    for group in groups:
        for text in group["mutants"]:
            key = (group["path"], group["where"], text)
            if key in found or not group["why"].strip():
                raise ValueError(f"{file}: {key} stands there twice, or has no reason")
            found[key] = group["why"]
    return found


def stale(reasons: dict[Key, str], mutants: Iterable[Mutant], root: str) -> list[Key]:
    """The keys that no mutant of the modules has any more: the code has changed, the explanation is to be looked at.

    So is that of a module that is gone, whatever the modules are.
    """
    known = list(mutants)
    paths = {mutant.path for mutant in known}
    keys = {mutant.key for mutant in known}
    return [key for key in reasons if key not in keys and (key[0] in paths or not _is_there(root, key[0]))]


def _is_there(root: str, path: str) -> bool:
    return os.path.exists(os.path.join(root, path))
