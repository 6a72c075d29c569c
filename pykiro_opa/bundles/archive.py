"""Bundles as OPA reads them: a gzipped tar whose bytes depend on its content alone.

The revision is the digest of the content. Roots are always explicit, because a bundle without any owns everything.
"""

from __future__ import annotations

import gzip
import io
import os
import tarfile

from ..errors import ConfigurationError
from ..events import canonical, sha256
from ..guardrails.custom_rules import files_of
from ..guardrails.result import RULES_ROOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..guardrails import Guardrails

MANIFEST = ".manifest"
GUARDRAILS_ROOT = "kiro/guardrails"
_PER_CATEGORY = ("kiro/rules",)  # whose folders are roots of their own, so that a team can add a category


def library_bundle(policies_root: str) -> bytes:
    """The Rego library and its data; tests, examples and schemas stay behind. Raises ConfigurationError."""
    files = dict(_library_files(policies_root))
    if not files:
        raise ConfigurationError(f"{policies_root}: there is no policy in it; name the folder that holds `kiro/`")
    return pack(files, sorted({_root_of(path) for path in files}))


def guardrails_bundle(guardrails: Guardrails, *, without: Sequence[str] = ()) -> bytes:
    """Every origin's compiled document as data under a root of its own, but for those origins that come otherwise."""
    documents = {
        f"{GUARDRAILS_ROOT}/{origin}": one
        for origin, one in sorted(guardrails.documents.items())
        if origin not in without
    }
    return pack({f"{root}/data.json": canonical(one) for root, one in documents.items()}, list(documents))


def rules_bundle(guardrails: Guardrails, *, without: Sequence[str] = ()) -> bytes | None:
    """The rules of every origin's own, each under a root of its own; None where there are none."""
    rules = [rule for rule in guardrails.rules if rule.origin not in without]
    return pack(files_of(rules), sorted({f"{RULES_ROOT}/{rule.origin}" for rule in rules})) if rules else None


def pack(files: Mapping[str, bytes], roots: Sequence[str]) -> bytes:
    """A bundle of some files (path in the bundle to content) that owns some roots."""
    manifest = {"revision": revision_of(files), "rego_version": 1, "roots": list(roots)}
    return written({MANIFEST: canonical(manifest), **files})


def revision_of(files: Mapping[str, bytes]) -> str:
    """The digest of a bundle's files, its manifest and its signatures not among them."""
    return sha256(canonical({path: sha256(data) for path, data in files.items()}))


def written(members: Mapping[str, bytes]) -> bytes:
    """The archive of these files, manifest and all."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(members):
            archive.addfile(_member(path, len(members[path])), io.BytesIO(members[path]))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(tar.getvalue())
    return packed.getvalue()


def _member(path: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(path)
    member.size = size
    member.mode = 0o644
    return member


def _library_files(policies_root: str) -> Iterator[tuple[str, bytes]]:
    for folder, folders, names in os.walk(os.path.join(policies_root, "kiro")):
        folders.sort()
        for name in sorted(names):
            if name == "data.json" or (name.endswith(".rego") and not name.endswith("_test.rego")):
                location = os.path.join(folder, name)
                path = os.path.relpath(location, policies_root).replace(os.sep, "/")
                with open(location, "rb") as stream:
                    yield path, stream.read()


def _root_of(path: str) -> str:
    parts = path.split("/")[:-1]
    depth = 3 if "/".join(parts[:2]) in _PER_CATEGORY else 2
    if len(parts) < depth:
        raise ConfigurationError(f"{path}: a policy outside of a category; move it into a folder of its own")
    return "/".join(parts[:depth])
