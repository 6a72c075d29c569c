"""Guardrails and rules as files of a folder: plain files alone, and only "there is none" is none.

Paths are encoded (`changes.encode_path`). Everything raises ConfigurationError where something cannot be read whole.
"""

from __future__ import annotations

import errno
import os

from .changes import decode_path, encode_path
from .errors import ConfigurationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .changes import Read, Rules

_LARGEST_CONFIGURATION = 4 * 1024 * 1024


def reader(root: str) -> Read:
    """Read guardrails from the folder `root`; None only where there is no such file, else ConfigurationError."""

    def read(path: str) -> bytes | None:
        name = decode_path(path)
        return None if b"\0" in name else _content(os.path.join(os.fsencode(root), name), path)

    return read


def rules(root: str) -> Rules:
    """The Rego files below a folder in `root`, by their path in it. Raises ConfigurationError."""

    def read(folder: str) -> Mapping[str, bytes]:
        place = os.path.join(root, os.fsdecode(decode_path(folder)))
        if not os.path.lexists(place):
            return {}
        from .custom.reading import on_disk

        return on_disk(place, folder, reader(root))

    return read


def named(path: str) -> bytes:
    """The bytes of one named file of guardrails. Raises ConfigurationError, where there is none too."""
    content = _content(path, path)
    if content is None:
        raise ConfigurationError(f"{path}: there is no such file; name an existing one with `--config`")
    return content


def lock_beside(path: str) -> tuple[str, str]:
    """The folder at which paths in a named file of guardrails begin, and where its lock is in it."""
    folder, inside = os.path.split(os.path.dirname(os.path.abspath(path)))
    if inside != ".kiro":
        folder, inside = os.path.join(folder, inside), ""
    return folder, os.path.join(inside, "guardrails.lock")


def rules_beside(path: str) -> Mapping[str, bytes]:
    """The Rego files that belong to one named file of guardrails: those in `policies` beside it."""
    return rules(os.getcwd())(beside(path))


def beside(path: str) -> str:
    """The encoded path of the folder of rules that belongs to one named file of guardrails."""
    return encode_path(os.fsencode(os.path.join(os.path.dirname(path), "policies")))


def _content(location: str | bytes, shown: str) -> bytes | None:
    try:
        content = _beginning(location, shown)
    except FileNotFoundError:
        folder = os.path.dirname(location)
        if os.path.islink(location) or (os.path.islink(folder) and not os.path.exists(folder)):
            raise ConfigurationError(f"{shown}: a link there points to nothing; repair or remove it") from None
        return None
    except NotADirectoryError:
        # A file has no guardrails below it; one in the place of `.kiro` hides those that were there.
        if not os.path.isdir(os.path.dirname(os.path.dirname(location))):
            return None
        raise ConfigurationError(f"{shown}: cannot be read: `.kiro` is no folder; repair or remove it") from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # no file has such a name
            return None
        raise ConfigurationError(f"{shown}: cannot be read: {error.strerror}; repair or remove it") from None
    if len(content) > _LARGEST_CONFIGURATION:
        raise ConfigurationError(f"{shown}: larger than 4 MB; guardrails are a page, not a data set")
    return content


def _beginning(location: str | bytes, shown: str) -> bytes:
    """The first bytes of a plain file; whoever opens a FIFO or a terminal to read would wait for ever."""
    import stat

    handle = os.open(location, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        kind = stat.S_IFMT(os.fstat(handle).st_mode)
        if kind == stat.S_IFDIR:
            raise ConfigurationError(f"{shown}: it is a folder; guardrails are a file")
        if kind != stat.S_IFREG:
            raise ConfigurationError(f"{shown}: it is no plain file; name one, or put one there")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(_LARGEST_CONFIGURATION + 1)
    finally:
        os.close(handle)
