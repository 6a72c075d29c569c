"""The lines of a decision log, plain or as OPA packs those it rotates; nothing of them is believed here."""

from __future__ import annotations

import gzip
import os
import zlib

from ..errors import InputError
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

LONGEST = 256 * 1024 * 1024  # an event of 20 MB of added text is written in 40 MB at most, and its answer is smaller
_PACKED = b"\x1f\x8b"


class Line(Value):
    """A line by its file and number (from 1); `whole` is false of one that was still being written, or cut off."""

    __slots__ = ("file", "number", "content", "whole")

    file: str
    number: int
    content: bytes
    whole: bool

    def __init__(self, file: str, number: int, content: bytes, *, whole: bool) -> None:
        self._set(file=file, number=number, content=content, whole=whole)


def size(paths: Sequence[str]) -> int:
    """The bytes of all files. Raises InputError where one cannot be read."""
    total = 0
    for path in paths:
        with _opened(path) as stream:
            total += os.fstat(stream.fileno()).st_size
    return total


def lines(paths: Sequence[str], progress: Callable[[int], None]) -> Iterator[Line]:
    """All lines in order; `progress` is told how many bytes more were read. Raises InputError."""
    for path in paths:
        with _opened(path) as raw:
            stream: BinaryIO = raw
            if raw.peek(2)[:2] == _PACKED:  # type: ignore[attr-defined]
                stream = gzip.GzipFile(fileobj=raw)  # type: ignore[assignment]
            told = 0
            for line in _of(path, stream):
                yield line
                at = raw.tell()
                progress(at - told)
                told = at


def _of(path: str, stream: BinaryIO) -> Iterator[Line]:
    number = 0
    while True:
        number += 1
        try:
            content = stream.readline(LONGEST)
        except (EOFError, OSError, zlib.error):  # a packed log that was cut off
            yield Line(path, number, b"", whole=False)
            return
        if not content:
            return
        yield Line(path, number, content, whole=content.endswith(b"\n"))


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise InputError(f"`{path}`: cannot be read: {error.strerror}; name a log of the sidecar") from None
