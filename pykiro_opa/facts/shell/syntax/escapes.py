"""Backslash escapes of `$'…'`, `echo -e` and `printf` (Bash manual 3.1.2.4)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_SIMPLE = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# Compiled when first used: most commands have no such text.
_ESCAPE = r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,4}|.)"


def ansi_c(text: str) -> str:
    """The text with its escapes replaced; an unknown one keeps its backslash."""
    import re

    return re.sub(_ESCAPE, _letter, text, flags=re.DOTALL)


def _letter(match: re.Match[str]) -> str:
    escape = match[1]
    if escape[0] in "xuU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if escape[0] in "01234567":
        return chr(int(escape, 8) & 0xFF)
    if escape in "\\'\"?":
        return escape
    return _SIMPLE.get(escape, match[0])
