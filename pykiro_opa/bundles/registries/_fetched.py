"""What a source gave."""

from __future__ import annotations

from ...events import sha256
from ...values import Value


class Fetched(Value):
    """A bundle's bytes, None where they are those already known, and their digest, `sha256:` and hex.

    `etag` is what the source itself calls this version: an entity tag, or the digest of an OCI manifest.
    """

    __slots__ = ("data", "digest", "etag")

    data: bytes | None
    digest: str
    etag: str | None

    def __init__(self, data: bytes | None, digest: str, etag: str | None = None) -> None:
        self._set(data=data, digest=digest, etag=etag)


def digest_of(data: bytes) -> str:
    return f"sha256:{sha256(data)}"
