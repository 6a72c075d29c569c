"""The image of a contained OPA: one that is named and already here, or made of one static program and nothing else."""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import tarfile
import tempfile

from ..binary import check_version, version_told
from ..errors import EngineError
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from ..binary import Binary

PROGRAM = "/opa"  # in OPA's own images, too
_REPOSITORY = "pykiro-opa/opa"
_DOCKERFILE = f'FROM scratch\nCOPY opa {PROGRAM}\nENTRYPOINT ["{PROGRAM}"]\n'.encode()
_DIGEST = "pykiro-opa.program"
_ELF_64 = b"\x7fELF\x02\x01"
_INTERPRETER = 3  # PT_INTERP: it needs a loader and libraries
_ADVICE = "name a static one with `--opa`, or an image with `--image`"


class Image(Value):
    """An image by its id, and the version of the OPA in it."""

    __slots__ = ("id", "version")

    id: str
    version: str

    def __init__(self, identifier: str, version: str) -> None:
        self._set(id=identifier, version=version)


def named(client: Any, name: str) -> Image:
    """The image of that name. Raises EngineError where it is not here, or its OPA not new enough.

    It is never pulled: what a name means elsewhere may change, and a pull obeys whoever answers.
    """
    from docker.errors import ImageNotFound

    try:
        found = client.images.get(name)
    except ImageNotFound:
        raise EngineError(f"there is no image `{name}` here: `docker pull {name}`, or leave out `--image`") from None
    said: bytes = client.containers.run(
        found.id, ["version"], entrypoint=[PROGRAM], remove=True, network_mode="none", read_only=True, cap_drop=["ALL"],
        security_opt=["no-new-privileges"],
    )  # fmt: skip
    version = version_told(said.decode("utf-8", "replace"))
    check_version(name, version)
    return Image(found.id, version)


def built(client: Any, opa: Binary) -> Image:
    """An image that holds this program alone, made once for each content of it. Raises EngineError."""
    from docker.errors import ImageNotFound

    try:
        with open(opa.path, "rb") as program:
            _require_static(program, opa.path)
            digest = hashlib.file_digest(program, "sha256").hexdigest()
            tag = f"{_REPOSITORY}:{digest}"
            try:
                found = client.images.get(tag)
            except ImageNotFound:
                found = None
            if found is None or found.labels.get(_DIGEST) != digest:
                found = _build(client, program, tag, {_DIGEST: digest})
    except OSError as error:
        raise EngineError(f"`{opa.path}` cannot be read: {error.strerror}") from None
    return Image(found.id, opa.version)


def _build(client: Any, program: BinaryIO, tag: str, labels: dict[str, str]) -> Any:
    with tempfile.TemporaryFile() as context:
        with tarfile.open(fileobj=context, mode="w") as archive:
            _add(archive, "Dockerfile", io.BytesIO(_DOCKERFILE), len(_DOCKERFILE))
            _add(archive, "opa", program, os.fstat(program.fileno()).st_size)
        context.seek(0)
        image, _ = client.images.build(
            fileobj=context, custom_context=True, tag=tag, labels=labels, rm=True, forcerm=True, pull=False,
        )  # fmt: skip
    return image


def _add(archive: tarfile.TarFile, name: str, content: BinaryIO, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o755
    content.seek(0)
    archive.addfile(member, content)


def _require_static(program: BinaryIO, path: str) -> None:
    """An image without a loader can start a static program of Linux only, and says `no such file` of any other."""
    head = program.read(64)
    if not re.match(re.escape(_ELF_64), head) or len(head) < 64:
        raise EngineError(f"`{path}` is no program for a container of Linux: {_ADVICE}")
    start, size, count = struct.unpack_from("<Q", head, 32)[0], *struct.unpack_from("<HH", head, 54)
    program.seek(start)
    headers = program.read(size * count)
    kinds = [struct.unpack_from("<I", headers, at)[0] for at in range(0, len(headers) - 3, size or 1)]
    program.seek(0)
    if _INTERPRETER in kinds:
        raise EngineError(f"`{path}` needs libraries that an empty image lacks: {_ADVICE}")
