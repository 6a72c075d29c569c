"""Text tables that are looked up, not loaded: an index of keys in front, then one record a key.

    0000000042          the size of the index in bytes
    iam 0 17034         key, offset of its record behind the index, length
    …

A look-up reads the index (some kilobytes) and one record. `tools/build_catalogue.py` writes them.
"""

from __future__ import annotations

import os

from ..errors import ConfigurationError

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
_HEAD = 11


class Table:
    """One table of `tables/`; nothing is read before the first look-up."""

    __slots__ = ("_path", "_index")

    def __init__(self, name: str) -> None:
        self._path = os.path.join(_FOLDER, name)
        self._index = b""

    def record(self, key: str) -> str | None:
        """The record of a key, None where there is none."""
        found = self._indexed().find(b"\n%b " % key.encode("utf-8", "replace"))
        if found < 0 or " " in key or "\n" in key:
            return None
        line = self._index[found + 1 : self._index.index(b"\n", found + 1)]
        _, offset, length = line.split(b" ")
        return self._read(_HEAD + len(self._index) + int(offset), int(length)).decode()

    def keys(self) -> list[str]:
        """All keys, in the order of the table."""
        return [line.partition(b" ")[0].decode() for line in self._indexed().splitlines() if line]

    def _indexed(self) -> bytes:
        if not self._index:
            size = self._read(0, _HEAD)
            if not size.strip().isdigit():
                raise ConfigurationError(f"{self._path}: the catalogue is damaged; install pykiro-opa again")
            self._index = self._read(_HEAD, int(size))
        return self._index

    def _read(self, offset: int, length: int) -> bytes:
        try:
            file = os.open(self._path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
            try:
                data = os.pread(file, length, offset)
            finally:
                os.close(file)
        except OSError as error:
            raise ConfigurationError(
                f"{self._path}: cannot be read: {error.strerror}; install pykiro-opa again"
            ) from None
        if len(data) != length:
            raise ConfigurationError(f"{self._path}: the catalogue is cut off; install pykiro-opa again")
        return data


def packed(records: dict[str, str]) -> bytes:
    """The bytes of a table with these records, sorted by key."""
    index, body = [b"\n"], b""
    chunks = []
    offset = 0
    for key in sorted(records):
        data = records[key].encode()
        index.append(b"%b %d %d\n" % (key.encode(), offset, len(data)))
        chunks.append(data + b"\n")
        offset += len(data) + 1
    body = b"".join(chunks)
    joined = b"".join(index)
    return b"%010d\n" % len(joined) + joined + body
