"""Inputs made of seeds: altered, spliced, and blown up, since much work for little text hides in repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LARGEST = 64 * 1024
SIZES = (60, 600, 6_000, LARGEST)
ODD = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\\u0000", "\u2028".encode(), "\ue000".encode(),
    "\U0001f600".encode(), "İ".encode(), b"\x1b[31m", b"\r", b"\r\n", b"\x85", b"\x0c", b"%00", b"%", b"<>&", b"9" * 5000, b"-1",
    b"1e999", b"NaN", b"1" * 30, b"0x", b"\\", b'"', b"'", b"`", b" ", b"\t", b"\n", b"{", b"}", b"[", b"]", b"(", b")", b",", b":",
)  # fmt: skip


def made(random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One input of at most 64 kB."""
    how = random.randrange(10)
    start = random.choice(seeds)
    if how < 5:
        found = start
        for _ in range(random.choice((1, 1, 2, 4, 12))):
            found = altered(random, found, tokens, seeds)
    elif how < 8:
        found = repeated(random, start, tokens)
    elif how < 9:
        found = nested(random, start, tokens)
    else:
        found = b"".join(random.choice(tokens) for _ in range(random.choice(SIZES) // 6))
    return found[:LARGEST]


def altered(random: Random, text: bytes, tokens: Sequence[bytes], seeds: Sequence[bytes]) -> bytes:
    """The text with one place changed."""
    first, last = _span(random, text)
    return random.choice(
        (
            lambda: text[:first] + random.choice(tokens) + text[last:],
            lambda: text[:first] + random.choice(ODD) + text[first:],
            lambda: text[:first] + random.choice(ODD) + text[last:],
            lambda: text[:first] + text[last:],
            lambda: text[:last] + text[first:],
            lambda: text[:first] + bytes([random.randrange(256)]) + text[first + 1 :],
            lambda: text[:first] + random.choice(seeds)[first:],
            lambda: text[:first],
            lambda: text[first:],
        )
    )()


def repeated(random: Random, text: bytes, tokens: Sequence[bytes]) -> bytes:
    """The text with a piece of it, or some tokens, many times over."""
    first, last = _span(random, text, most=24)
    piece = text[first:last] if random.randrange(2) else _tokens(random, tokens)
    times = random.choice(SIZES) // max(1, len(piece))
    if random.randrange(4):
        return text[:first] + piece * times + text[random.choice((first, last, len(text))) :]
    other = _tokens(random, tokens)
    numbered = (piece + str(at).encode() + other for at in range(random.choice(SIZES) // (len(piece) + len(other) + 4)))
    return text[:first] + b"".join(numbered) + text[last:]


def nested(random: Random, text: bytes, tokens: Sequence[bytes]) -> bytes:
    """Something opened many times, and perhaps closed as often."""
    opening, closing = random.choice(((b"{", b"}"), (b"[", b"]"), (b"(", b")"), (b'{"a":', b"}"), (b"$(", b")"), (b'"${', b'}"'),
                                      (b"[{", b"}]"), (b"- ", b""), (b"{{", b"}}"), (b"<", b">"), (b"`", b"`")))  # fmt: skip
    if not random.randrange(3):
        opening, closing = _tokens(random, tokens), _tokens(random, tokens)
    times = random.choice(SIZES) // (len(opening) + len(closing))
    first, last = _span(random, text)
    return text[:first] + opening * times + text[first:last] + closing * random.choice((0, times, times)) + text[last:]


def _tokens(random: Random, tokens: Sequence[bytes]) -> bytes:
    return (
        b"".join(random.choice(random.choice((tokens, tokens, ODD))) for _ in range(random.choice((1, 1, 2, 3))))
        or b"a"
    )


def _span(random: Random, text: bytes, most: int = 400) -> tuple[int, int]:
    first = random.randrange(len(text) + 1)
    return first, min(len(text), first + random.randrange(1, most))
