"""The rules of the library, by name."""

from __future__ import annotations

from .library import part_of_library


def rule_names() -> list[str]:
    """`category/rule` of each, sorted."""
    found: list[str] = part_of_library("library")["rules"]
    return list(found)
