"""Bytes as text, where they are text."""

from __future__ import annotations

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY_PROBE = 8_000


def decode(content: bytes | None) -> str | None:
    """The text of a file with line feeds alone, undecodable bytes as U+FFFD; None for binary content and no file."""
    if content is None:
        return None
    if content.startswith(_UTF16):
        text = content.decode("utf-16", "replace")
    elif b"\0" in content[:_BINARY_PROBE]:
        return None
    else:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
