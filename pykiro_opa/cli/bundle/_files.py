"""Files that the commands read and write, each with its one line where that fails."""

from __future__ import annotations

import os

from ...bundles.inspection import LARGEST
from ...errors import InputError, UsageError
from ...signatures import PublicKey, read_public_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...bundles.shared import SharedBundle

_LARGEST_KEY = 64 * 1024


def read_file(path: str, most: int = LARGEST) -> bytes:
    """The content of a file, at most one byte more than `most`. Raises InputError."""
    try:
        with open(path, "rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise InputError(f"`{path}`: cannot be read: {error.strerror}") from None


def write_file(path: str, content: bytes, option: str) -> None:
    """Write a file; readers see the old content or the new one. Raises UsageError that names the option."""
    try:
        replace_file(path, content)
    except OSError as error:
        raise UsageError(f"`{option} {path}`: {error.strerror}; name a file in a folder you may write to") from None


def replace_file(path: str, content: bytes) -> None:
    """Write a file whole or not at all, and leave nothing else. Raises OSError."""
    draft = f"{path}.{os.getpid()}"
    with open(draft, "xb") as stream:
        try:
            stream.write(content)
            stream.flush()
            os.replace(draft, path)
        except OSError:
            os.unlink(draft)
            raise


def read_key(path: str) -> PublicKey:
    """The public key in a file. Raises InputError and ConfigurationError."""
    return read_public_key(read_file(path, _LARGEST_KEY), f"`{path}`")


def open_source(source: str) -> SharedBundle:
    """The shared bundle in a file, or at an address; nobody has checked who made it.

    Raises InputError and ConfigurationError.
    """
    from ...bundles.shared import open_shared

    return open_shared(source_content(source), key=None, what=f"`{source}`")


def source_content(source: str) -> bytes:
    """The bytes of a file, or of what is at an address. Raises InputError and ConfigurationError."""
    if "://" not in source:
        return read_file(source)
    from ...bundles.registries import fetch

    data = fetch(source, folder=os.getcwd()).data
    assert data is not None  # it was not known before
    return data
