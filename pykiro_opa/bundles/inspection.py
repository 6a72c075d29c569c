"""What is in a bundle, without trusting it: nothing is extracted, and everything has a limit."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import zlib

from ..errors import InputError
from ..events import sha256
from ..signatures import claimed_key
from ..values import Value
from .archive import GUARDRAILS_ROOT, MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

LARGEST = 32 * 1024 * 1024
LARGEST_UNPACKED = 128 * 1024 * 1024
MOST_FILES = 10_000
_RULE = re.compile(r"kiro/(?:rules/([^/]+/[^/]+)/[^/]+|(custom/[^/]+/[^/]+))\.rego")  # of the library, of a team's own
_ACTION = re.compile(r"kiro/actions/([^/]+)/data\.json")


class Inspection(Value):
    """What a bundle says it is and what it holds.

    `digest` is that of the archive, `says_signed_by` the id of the key that a signature names: None without a signature,
    empty where it names none. `origins` are (name, digest of the content, counter, number of entries by list); `sizes` are bytes by path.
    """

    __slots__ = ("actions", "digest", "origins", "revision", "roots", "rules", "says_signed_by", "sizes")

    digest: str
    says_signed_by: str | None
    revision: str
    roots: tuple[str, ...]
    origins: tuple[tuple[str, str, int, Mapping[str, int]], ...]
    rules: tuple[str, ...]
    actions: tuple[str, ...]
    sizes: Mapping[str, int]

    def __init__(self, files: Mapping[str, bytes], manifest: Mapping[str, Any], digest: str) -> None:
        self._set(
            digest=digest,
            says_signed_by=claimed_key(files),
            revision=manifest["revision"],
            roots=tuple(manifest["roots"]),
            origins=tuple(_origins(files)),
            rules=_named(_RULE, files),
            actions=_named(_ACTION, files),
            sizes={path: len(data) for path, data in sorted(files.items())},
        )


def inspect(data: bytes) -> Inspection:
    """Read a bundle. Raises InputError where it is damaged, too large, or holds what no bundle should."""
    files = unpack(data)
    if MANIFEST not in files:
        raise InputError("bundle: there is no `.manifest` in it, so it would own all data; build it again")
    return Inspection(files, _manifest(files), f"sha256:{sha256(data)}")


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a bundle by path. Raises InputError."""
    if len(data) > LARGEST:
        raise InputError(f"bundle: larger than {LARGEST // 2**20} MB")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            tar = stream.read(LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"bundle: not a gzipped file: {error}") from None
    if len(tar) > LARGEST_UNPACKED:
        raise InputError(f"bundle: larger than {LARGEST_UNPACKED // 2**20} MB unpacked")
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(tar), mode="r:") as archive:
            for member in archive:
                _add(files, member, archive)
    except (tarfile.TarError, ValueError, OverflowError, RecursionError) as error:
        raise InputError(f"bundle: not a tar archive: {error}") from None
    return files


def _add(files: dict[str, bytes], member: tarfile.TarInfo, archive: tarfile.TarFile) -> None:
    if member.isdir():
        return
    path = member.name.removeprefix("/").removeprefix("./")  # `opa build` writes a slash in front
    if not member.isreg():
        raise InputError(f"bundle: `{path}` is a link or a device; a bundle holds files alone")
    # A sparse file unpacks to any size, and a size below zero hides what OPA would read.
    if member.issparse() or not 0 <= member.size <= LARGEST_UNPACKED:
        raise InputError(f"bundle: `{path}` is not as large as it says")
    parts = path.split("/")
    if not path.isprintable() or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise InputError(f"bundle: the path `{path!a}` leads out of it")
    if path in files:
        raise InputError(f"bundle: `{path}` is in it twice")
    if len(files) >= MOST_FILES:
        raise InputError(f"bundle: more than {MOST_FILES} files")
    content = archive.extractfile(member)
    assert content is not None
    files[path] = content.read()


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    manifest = _json(MANIFEST, files[MANIFEST])
    roots = manifest.get("roots")
    if not isinstance(roots, list) or not roots or not all(isinstance(root, str) and root for root in roots):
        raise InputError("bundle: its `.manifest` names no roots, so it would own all data; build it again")
    if not isinstance(manifest.get("revision"), str) or manifest.get("rego_version") != 1:
        raise InputError("bundle: its `.manifest` has no revision or another `rego_version` than 1; build it again")
    return manifest


def _origins(files: Mapping[str, bytes]) -> list[tuple[str, str, int, dict[str, int]]]:
    found = []
    for path in sorted(files):
        folder, _, name = path.rpartition("/")
        parent, _, origin = folder.rpartition("/")
        if name != "data.json" or parent != GUARDRAILS_ROOT:
            continue
        document = _json(path, files[path])
        try:
            about = document["about"]
            counts = {kind: len(entries) for kind, entries in document["entries"].items()}
            found.append((origin, str(about["content"]), int(about["counter"]), counts))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise InputError(f"bundle: `{path}` is no compiled guardrails; build it again") from None
    return found


def _named(pattern: re.Pattern[str], files: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(sorted({match[match.lastindex or 1] for path in files if (match := pattern.fullmatch(path))}))


def _json(path: str, data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError(f"bundle: `{path}` is not JSON") from None
    if not isinstance(value, dict):
        raise InputError(f"bundle: `{path}` holds no object")
    return value
