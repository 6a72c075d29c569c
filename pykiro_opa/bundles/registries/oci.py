"""A bundle in an OCI registry, in the layout that OPA itself pulls: one layer, one gzipped tar.

Credentials are those of the environment or of `docker login`. Plain text goes to this machine alone.
"""

from __future__ import annotations

import re

from ... import strict_json
from ...errors import ConfigurationError, InputError
from ...values import Value
from ..inspection import LARGEST
from . import _http
from ._fetched import Fetched, digest_of
from ._oras import Client, NotThereError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"
LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip"
_LARGEST_MANIFEST = 2**20
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SOURCE = re.compile(
    r"oci://(?P<host>[A-Za-z0-9.-]+(?::[0-9]+)?)"
    r"/(?P<repository>[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127})|@(?P<digest>sha256:[0-9a-f]{64}))"
)


class Reference(Value):
    """A place in a registry: `tag` or `digest` (that of the manifest) is None, never both."""

    __slots__ = ("host", "repository", "tag", "digest")

    host: str
    repository: str
    tag: str | None
    digest: str | None

    def __init__(self, host: str, repository: str, tag: str | None, digest: str | None) -> None:
        self._set(host=host, repository=repository, tag=tag, digest=digest)


def parse(source: str) -> Reference:
    """The place that `oci://host/repository:tag` or `…@sha256:…` names. Raises ConfigurationError."""
    match = _SOURCE.fullmatch(source)
    if match is None:
        raise ConfigurationError(
            f"`{source}`: no place in a registry; write `oci://host/repository:tag` or `…@sha256:…`, in small letters"
        )
    return Reference(**match.groupdict())


def fetch(source: str, *, folder: str, known: Fetched | None) -> Fetched:  # noqa: ARG001 - one signature for all
    """Pull `source`. Raises ConfigurationError."""
    reference = parse(source)

    def pulled() -> Fetched:
        with Client(reference, source) as client:
            return _pulled(client, reference, source, known)

    return _http.within(_http.SECONDS, source, pulled)


def fetch_digest(source: str, digest: str) -> bytes:
    """The layer of that digest, whatever the tag names by now. Raises ConfigurationError."""
    reference = parse(source)

    def pulled() -> bytes:
        with Client(reference, source) as client:
            return client.get(f"blobs/{digest}", LARGEST)

    data = _http.within(_http.SECONDS, source, pulled)
    if digest_of(data) != digest:
        raise ConfigurationError(f"`{source}`: the registry gave another content than it names; do not use it")
    return data


def _pulled(client: Client, reference: Reference, source: str, known: Fetched | None) -> Fetched:
    raw = client.get(f"manifests/{reference.digest or reference.tag}", _LARGEST_MANIFEST, kind=MANIFEST_TYPE)
    named = digest_of(raw)
    if reference.digest not in (None, named):
        raise ConfigurationError(f"`{source}`: the registry gave another manifest than was asked for; do not use it")
    digest, size = _layer(raw, source)
    if known is not None and known.digest == digest:
        return Fetched(None, digest, named)
    data = client.get(f"blobs/{digest}", min(size, LARGEST))
    if len(data) != size or digest_of(data) != digest:
        raise ConfigurationError(f"`{source}`: the registry gave another content than it names; do not use it")
    return Fetched(data, digest, named)


def _layer(raw: bytes, source: str) -> tuple[str, int]:
    """Digest and size of the one layer. OPA takes the first that fits; here there must be no other."""
    try:
        manifest = strict_json.read(raw, f"`{source}`: its manifest")
    except InputError as error:
        raise ConfigurationError(str(error)) from None
    layers: Any = manifest.get("layers") if isinstance(manifest, dict) else None
    if not isinstance(layers, list) or len(layers) != 1 or not isinstance(layers[0], dict):
        raise ConfigurationError(f"`{source}`: not one layer in it; push it with `pykiro-opa bundle push`")
    if manifest.get("mediaType", MANIFEST_TYPE) != MANIFEST_TYPE or layers[0].get("mediaType") != LAYER_TYPE:
        raise ConfigurationError(f"`{source}`: its media types are not those of a bundle; push it with `bundle push`")
    digest, size = layers[0].get("digest"), layers[0].get("size")
    if not isinstance(digest, str) or _DIGEST.fullmatch(digest) is None or type(size) is not int or size < 0:
        raise ConfigurationError(f"`{source}`: its layer has no digest or no size; push it with `bundle push`")
    if size > LARGEST:
        raise ConfigurationError(f"`{source}`: larger than {LARGEST // 2**20} MB; no bundle of guardrails is")
    return digest, size


def credentials(source: str) -> str | None:
    """`user:password` for the registry of a source, of the environment or of `docker login`, None where there are none.

    Raises ConfigurationError.
    """
    from . import _oras

    return _oras.credentials(parse(source))


def current(source: str) -> bytes | None:
    """The bundle that a tag names, None where there is none. Raises ConfigurationError."""
    try:
        return fetch(source, folder="", known=None).data
    except NotThereError:
        return None


def push(data: bytes, source: str) -> str:
    """Push a bundle to `oci://host/repository:tag` and give back the digest of its manifest.

    Raises ConfigurationError.
    """
    reference = parse(source)
    if reference.tag is None:
        raise ConfigurationError(f"`{source}`: a digest follows from what is pushed; name a tag")

    def pushed() -> str:
        with Client(reference, source) as client:
            return client.push(data, LAYER_TYPE)

    return _http.within(_http.SECONDS, source, pushed)
