"""Brace expansion of one word (Bash manual 3.5.1)."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?")
_LONGEST_RANGE = 64  # letters
_MOST_NUMBERS = 1000


def alternatives(text: str, most: int) -> list[str] | None:
    """All words that `text` stands for, in order; None where there are more than `most`."""
    found = _expand(text, most, 0)
    return found if found is not None and len(found) <= most else None


def _expand(text: str, most: int, depth: int) -> list[str] | None:
    span = _first_group(text)
    if span is None or depth > 16:
        return [text] if span is None else None
    start, end, choices = span
    tails = _expand(text[end:], most, depth + 1)
    if tails is None:
        return None
    found: list[str] = []
    for choice in choices:
        heads = _expand(choice, most, depth + 1)
        if heads is None or len(found) + len(heads) * len(tails) > most:
            return None
        found += [text[:start] + head + tail for head in heads for tail in tails]
    return found


def _first_group(text: str) -> tuple[int, int, list[str]] | None:
    """Start, end and choices of the first `{a,b}` or `{1..3}`; a lone brace is a letter."""
    for start, end, commas in sorted(_groups(text)):
        if text[start - 1 : start] == "$":
            continue
        ends = [*commas, end]
        choices = [text[at + 1 : stop] for at, stop in zip([start, *commas], ends, strict=True)]
        counted = _counted(choices)
        if counted:
            return start, end + 1, counted
    return None


def _groups(text: str) -> list[tuple[int, int, list[int]]]:
    """Start, end and commas of everything between two braces that belong together."""
    found = []
    opened: list[tuple[int, list[int]]] = []
    for place, letter in enumerate(text):
        if letter == "{":
            opened.append((place, []))
        elif letter == "," and opened:
            opened[-1][1].append(place)
        elif letter == "}" and opened:
            start, commas = opened.pop()
            found.append((start, place, commas))
    return found


def _counted(choices: list[str]) -> list[str] | None:
    if len(choices) > 1:
        return choices
    match = _RANGE.fullmatch(choices[0]) if len(choices[0]) <= _LONGEST_RANGE else None
    if match is None:
        return None
    first, last, step = match[1], match[2], abs(int(match[3] or 1)) or 1
    if first.isalpha() != last.isalpha():
        return None
    low, high = (ord(first), ord(last)) if first.isalpha() else (int(first), int(last))
    if abs(high - low) // step >= _MOST_NUMBERS:
        return None
    numbers = range(low, high + 1, step) if low <= high else range(low, high - 1, -step)
    return [chr(number) if first.isalpha() else str(number) for number in numbers]
