"""Bytes as text, where they are text, and text without what nobody sees."""

from __future__ import annotations

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_BINARY_PROBE = 8_000
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MOST_CONTROLS = 20  # one in so many: what has more of them is no text
# Zero width, joiners, directions and soft hyphens: on a screen, words with them are words without.
_INVISIBLE = dict.fromkeys((
    0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
    *range(0xE0000, 0xE0080),
))  # fmt: skip


def decode(content: bytes | None) -> str | None:
    """The text of a file with line feeds alone, undecodable bytes as U+FFFD; None for binary content and no file.

    UTF-16 and UTF-32 are read without their mark too, and a NUL in a text hides nothing of it.
    """
    if content is None:
        return None
    text = _decoded(content)
    if text is None:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def visible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").replace("\0", "")
    if b"\0" not in content:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    probe = content[:_BINARY_PROBE]
    if b"\0" in probe:
        wide = _wide(probe)
        if wide is not None:
            return content.decode(wide, "replace").replace("\0", "")
        bare = probe.replace(b"\0", b"")
        controls = len(bare) - len(bare.translate(None, _CONTROLS))
        if controls * _MOST_CONTROLS > len(bare) or _is_foreign(bare):
            return None
    return content.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _wide(probe: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: most letters of most texts have NULs in the same places."""
    for width, encodings in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        even = len(probe) - len(probe) % width
        places = [probe[at:even:width].count(0) * 2 > even // width for at in range(width)]
        for encoding, letter in zip(encodings, (0, width - 1), strict=True):
            if even and places == [at != letter for at in range(width)]:
                return encoding
    return None


def _is_foreign(bare: bytes) -> bool:
    """Whether more than one byte in five is no UTF-8."""
    return bare.decode("utf-8", "replace").count("\ufffd") * 5 > len(bare)
