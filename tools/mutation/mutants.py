"""A mutant: one small fault put into a source, named by what it changes and not by where that stands today."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

_LONGEST = 160


class Mutant(NamedTuple):
    """Bytes `start` to `end` of the file `path` replaced by `new`, inside the rule or function `where`."""

    path: str
    where: str
    start: int
    end: int
    new: bytes
    text: str = ""

    def apply(self, source: bytes) -> bytes:
        return source[: self.start] + self.new + source[self.end :]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.path, self.where, self.text

    def __str__(self) -> str:
        return f"{self.path}: {self.where}: {self.text}"


def named(mutants: list[Mutant], source: bytes) -> list[Mutant]:
    """The mutants of a source in their order, without those that say the same, each with its text."""
    seen: set[bytes] = {source}
    count: Counter[tuple[str, str]] = Counter()
    found = []
    for mutant in sorted(mutants, key=lambda one: (one.start, one.end, one.new)):
        content = mutant.apply(source)
        if content in seen:
            continue
        seen.add(content)
        text = _described(mutant, source)
        count[mutant.where, text] += 1
        number = count[mutant.where, text]
        found.append(mutant._replace(text=text if number == 1 else f"{text} ({number})"))
    return found


def _described(mutant: Mutant, source: bytes) -> str:
    """The lines touched before and after, white space collapsed; of long ones what stands around the difference."""
    first = source.rfind(b"\n", 0, mutant.start) + 1
    last = source.find(b"\n", mutant.end)
    last = len(source) if last < 0 else last
    before = " ".join(source[first:last].decode().split())
    after = " ".join((source[first : mutant.start] + mutant.new + source[mutant.end : last]).decode().split())
    if len(before) > _LONGEST:
        head = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(after))
        cut = max(0, head - _LONGEST // 2)
        before, after = before[cut : cut + _LONGEST], after[cut : cut + _LONGEST]
    return f"{before} -> {after or '(nothing)'}"
