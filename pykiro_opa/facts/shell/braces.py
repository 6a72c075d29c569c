"""Brace expansion of one word (Bash manual 3.5.1)."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?")


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
    for start, letter in enumerate(text):
        if letter != "{" or text[start - 1 : start] == "$":
            continue
        depth, last, choices = 0, start + 1, []
        for place in range(start, len(text)):
            if text[place] == "{":
                depth += 1
            elif text[place] == "," and depth == 1:
                choices.append(text[last:place])
                last = place + 1
            elif text[place] == "}":
                depth -= 1
                if depth == 0:
                    choices.append(text[last:place])
                    counted = _counted(choices)
                    if counted:
                        return start, place + 1, counted
                    break
    return None


def _counted(choices: list[str]) -> list[str] | None:
    if len(choices) > 1:
        return choices
    match = _RANGE.fullmatch(choices[0])
    if match is None:
        return None
    first, last, step = match[1], match[2], abs(int(match[3] or 1)) or 1
    if first.isalpha() != last.isalpha():
        return None
    low, high = (ord(first), ord(last)) if first.isalpha() else (int(first), int(last))
    numbers = range(low, high + 1, step) if low <= high else range(low, high - 1, -step)
    if len(numbers) > 1000:
        return None
    return [chr(number) if first.isalpha() else str(number) for number in numbers]
