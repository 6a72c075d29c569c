"""A bundle in the repository itself, by a relative path; what leads out of the repository is refused."""

from __future__ import annotations

import os
import stat

from ...errors import ConfigurationError
from ..inspection import LARGEST
from ._fetched import Fetched, digest_of


def fetch(source: str, *, folder: str, known: Fetched | None) -> Fetched:
    """Read the file `source` below `folder`. Raises ConfigurationError."""
    if os.path.isabs(source) or "\0" in source:
        raise ConfigurationError(f"`{source}`: an absolute path is another one on every machine; write a relative one")
    root = os.path.realpath(folder)
    location = os.path.realpath(os.path.join(root, source))
    if not location.startswith(f"{root.rstrip('/')}/"):
        raise ConfigurationError(f"`{source}`: it leads out of the repository; put the bundle into it")
    data = _content(location, source)
    digest = digest_of(data)
    return Fetched(None if known and known.digest == digest else data, digest)


def _content(location: str, source: str) -> bytes:
    try:
        handle = os.open(location, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY | os.O_NOFOLLOW)
    except OSError as error:
        raise ConfigurationError(f"`{source}`: cannot be read: {error.strerror}; name a bundle") from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ConfigurationError(f"`{source}`: it is no plain file; name a bundle")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            data = stream.read(LARGEST + 1)
    finally:
        os.close(handle)
    if len(data) > LARGEST:
        raise ConfigurationError(f"`{source}`: larger than {LARGEST // 2**20} MB; no bundle of guardrails is")
    return data
