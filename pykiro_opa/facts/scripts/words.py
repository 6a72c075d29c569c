"""Words that are not read by a shell, as the shell text that means them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def without_expressions(text: str) -> str:
    """CI replaces `${{ … }}` before the shell sees it: an unknown word, but for what `env` says."""
    pieces, at, end = [], 0, 0
    while (start := text.find("${{", at)) >= 0:
        end = text.find("}}", start) if end < start else end
        if end < 0:
            break
        inner = text[start + 3 : end].strip()
        if "\n" in inner:
            pieces.append(text[at : start + 3])
            at = start + 3
            continue
        named = inner.removeprefix("env.")
        name = named if named != inner and named.isidentifier() else "PYKIRO_EXPRESSION"
        pieces.append(f"{text[at:start]}${{{name}}}")
        at = end + 2
    return "".join(pieces) + text[at:]


def quoted(words: Iterable[object]) -> str:
    """An exec form (`["rm", "-rf", "x"]`) as shell text."""
    return " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in words)
