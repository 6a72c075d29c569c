"""Added text as runs: the stretches in which a pattern is looked for (change event v1)."""

from __future__ import annotations

from .text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Run = dict[str, Any]

_PROSE = (".md", ".markdown", ".mdx", ".rst", ".txt", ".adoc")
_LISTS = (
    "requirements",
    "constraints",
    "cmakelists",
    "robots",
)  # for a program, as `.txt`; `requirements.md` is a spec's
# For prose alone, which imports `re`; a shell call has none.
_SETTING = r"\b[A-Za-z_]\w*=[^\s=].*"
_FENCE = r"^\s{0,3}(`{3,}|~{3,})"
_SPAN = r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)"


def fold(text: str) -> tuple[str, str]:
    """White space collapsed and stripped, and for each line the offset in the result at which it starts.

    The offsets are one text of numbers, divided by commas: as a list they were half the memory that OPA took for a
    large change.
    """
    folded: list[str] = []
    starts: list[int] = []
    length = 0
    for line in text.split("\n"):
        words = " ".join(line.split())
        starts.append(length + (1 if length and words else 0))
        if words:
            if length:
                folded.append(" ")
                length += 1
            folded.append(words)
            length += len(words)
    last = max(length - 1, 0)
    return "".join(folded), ",".join([str(min(start, last)) for start in starts])


def code_run(text: str, line: int) -> Run:
    """A run of code that starts at a line."""
    text = visible(text)
    folded, starts = fold(text.lower())
    return {"line": line, "kind": "code", "prohibits": False, "text": text, "folded": folded, "starts": starts}


def prose_run(text: str, line: int) -> Run:
    """A run of prose, which keeps its case; it says whether it forbids what it names."""
    from .prose.polarity import is_prohibition

    text = visible(text)
    folded, starts = fold(text)
    return {
        "line": line, "kind": "prose", "prohibits": is_prohibition(folded), "text": text, "folded": folded,
        "starts": starts,
    }  # fmt: skip


def is_prose(path: str) -> bool:
    """By name; a list for a program is none, whatever its name ends in."""
    name = path.rpartition("/")[2].lower()
    return name.endswith(_PROSE) and not (name.endswith(".txt") and name.startswith(_LISTS))


def runs(path: str, blocks: Iterable[tuple[int, list[str]]], whole: str) -> list[Run]:
    """The runs of a file's added blocks; `whole` is the new text, which tells where code blocks are."""
    if not is_prose(path):
        return [code_run("\n".join(lines), first) for first, lines in blocks]
    in_code = _code_lines(whole)
    return [run for first, lines in blocks for run in _prose_runs(first, lines, in_code)]


def _prose_runs(first: int, lines: list[str], in_code: frozenset[int]) -> list[Run]:
    """A block of a prose file: code blocks and spans are code, each paragraph or bullet is prose of its own.

    `NAME=value` is code wherever it stands: what a sentence says about it does not take the value away.
    """
    import re

    found: list[Run] = []
    for kind, start, part in _parts(first, lines, in_code):
        if kind == "code":
            found.append(code_run("\n".join(part), start))
            continue
        found.append(prose_run("\n".join(re.sub(_SPAN, " ", line) for line in part), start))
        for offset, line in enumerate(part):
            found += [code_run(span[2], start + offset) for span in re.finditer(_SPAN, line)]
            unspanned = re.sub(_SPAN, " ", line)
            found += [code_run(match[0], start + offset) for match in re.finditer(_SETTING, unspanned)]
    return [run for run in found if run["folded"]]


def _parts(first: int, lines: list[str], in_code: frozenset[int]) -> list[tuple[str, int, list[str]]]:
    parts: list[tuple[str, int, list[str]]] = []
    for offset, line in enumerate(lines):
        number = first + offset
        kind = "code" if number in in_code else "prose"
        starts_anew = kind == "prose" and _starts_paragraph(line)
        if parts and parts[-1][0] == kind and not starts_anew and (line.strip() or kind == "code"):
            parts[-1][2].append(line)
        else:
            parts.append((kind, number, [line]))
    return parts


def _starts_paragraph(line: str) -> bool:
    import re

    stripped = line.lstrip()
    return not stripped or stripped[0] in "#-*+>|" or bool(re.match(r"\d+[.)]\s", stripped))


def _code_lines(whole: str) -> frozenset[int]:
    """The numbers of the lines inside fenced code blocks, counted from 1."""
    import re

    inside: set[int] = set()
    fence = None
    for number, line in enumerate(whole.split("\n"), 1):
        match = re.match(_FENCE, line)
        if fence is None:
            if match:
                fence = match[1]
        elif match and match[1][0] == fence[0] and len(match[1]) >= len(fence):
            fence = None
        else:
            inside.add(number)
    return frozenset(inside)
