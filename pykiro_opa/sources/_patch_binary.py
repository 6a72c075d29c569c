"""`GIT binary patch`: the content it makes (git's base 85, zlib, and deltas)."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_SECTION = re.compile(r"^(diff --git .*?)\r?\n(?:(?!diff --git ).*\n)*?GIT binary patch\r?\n(literal|delta) \d+\r?\n"
                      r"((?:[A-Za-z]\S+\r?\n)+)", re.MULTILINE)  # fmt: skip
_LONGEST = 50 * 1024 * 1024


def sections(text: str) -> dict[str, tuple[str, str]]:
    """Kind and data of the first part of every binary section, by its header line."""
    return {header: (kind, data) for header, kind, data in _SECTION.findall(text)}


def content(header: str, known: Mapping[str, tuple[str, str]], before: bytes | None) -> bytes | None:
    """The new content; None where the patch does not hold it or it cannot be made."""
    if header not in known:
        return None
    import zlib

    kind, data = known[header]
    try:
        unpacked = zlib.decompressobj().decompress(_decoded(data), _LONGEST)
        return unpacked if kind == "literal" else _applied(unpacked, before or b"")
    except (ValueError, IndexError, zlib.error):
        return None


def _decoded(data: str) -> bytes:
    import base64

    found = b""
    for line in data.split():
        letter = line[0]
        length = ord(letter) - (ord("A") - 1 if letter.isupper() else ord("a") - 27)
        found += base64.b85decode(line[1:])[:length]
    return found


def _applied(delta: bytes, before: bytes) -> bytes:
    """Git's delta: two sizes, then copies out of the old content and insertions."""
    _, at = _size(delta, 0)
    _, at = _size(delta, at)
    found = bytearray()
    while at < len(delta):
        order = delta[at]
        at += 1
        if order & 0x80:
            offset = size = 0
            for bit in range(7):
                if order & (1 << bit):
                    if bit < 4:
                        offset |= delta[at] << (8 * bit)
                    else:
                        size |= delta[at] << (8 * (bit - 4))
                    at += 1
            found += before[offset : offset + (size or 0x10000)]
        else:
            found += delta[at : at + order]
            at += order
    return bytes(found)


def _size(delta: bytes, at: int) -> tuple[int, int]:
    size = shift = 0
    while True:
        byte = delta[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return size, at
