"""How many cells of the fail-closed matrix were tried; conftest prints it at the end of a run."""

from __future__ import annotations

from collections import Counter

_TRIED: Counter[str] = Counter()


def tried(matrix: str, number: int = 1) -> None:
    _TRIED[matrix] += number


def counted() -> dict[str, int]:
    """How many cells this process tried of each matrix."""
    return dict(_TRIED)


def summary() -> list[str]:
    """One line for each matrix and one for all; none where no test of a matrix ran."""
    if not _TRIED:
        return []
    lines = [f"  {number:6} {matrix}" for matrix, number in sorted(_TRIED.items())]
    return [f"fail-closed matrix: {_TRIED.total()} cells tried", *lines]
