"""Bundles that were fetched once, kept by the digest of their bytes, so that judging needs no network.

What is read is a file of this user's own whose digest is its name, or nothing; whoever reads it verifies who signed it.
Nothing is ever removed: a lock of another branch may pin it.
"""

from __future__ import annotations

import os

from ..errors import ConfigurationError
from ..events import sha256
from . import folders

_PREFIX = "sha256:"
_LARGEST = 32 * 1024 * 1024
_HEX = frozenset("0123456789abcdef")


def read(digest: str) -> bytes | None:
    """The bytes of `sha256:…`, None where they are not kept or are not those."""
    name = digest.removeprefix(_PREFIX)
    if len(name) != 64 or not _HEX.issuperset(name) or not folders.is_private(_folder()):
        return None
    data = folders.read_private(os.path.join(_folder(), name))
    return data if data is not None and len(data) <= _LARGEST and sha256(data) == name else None


def keep(data: bytes) -> str:
    """Keep some bytes and give back their digest. Raises ConfigurationError where that cannot be."""
    name = sha256(data)
    _write(name, data)
    return _PREFIX + name


def newest(source: str, key: str) -> str | None:
    """The digest of what was last taken from a source whose pin lets it move on, for who signs."""
    if not folders.is_private(_folder()):
        return None
    data = folders.read_private(os.path.join(_folder(), _place(source, key)))
    return None if data is None else data.decode("ascii", "replace")


def set_newest(source: str, key: str, digest: str) -> None:
    """Remember it. Raises ConfigurationError where that cannot be."""
    _write(_place(source, key), digest.encode())


def _folder() -> str:
    return os.path.join(folders.cache_folder(), "bundles")


def _place(source: str, key: str) -> str:
    name = f"{source}\n{key}"
    return f"newest-{sha256(name.encode('utf-8', 'surrogatepass'))}"


def _write(name: str, data: bytes) -> None:
    folder = _folder()
    try:
        folders.make_private(folder)
        folders.write_private(os.path.join(folder, name), data)
    except OSError as error:
        raise ConfigurationError(
            f"{folder}: bundles cannot be kept there: {error.strerror}; make room or mend it"
        ) from None
