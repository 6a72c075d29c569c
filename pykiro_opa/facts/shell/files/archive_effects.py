"""What packers and unpackers do to files."""

from __future__ import annotations

from .file_effects import DELETED, WRITTEN, Given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Found = Iterator[tuple[str, str, bytes | None, str | None]]

_ARCHIVES = (".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".zip", ".jar", ".gz", ".bz2", ".xz", ".zst")
_PACKED = (".gz", ".bz2", ".xz", ".zst", ".Z", ".lzma")


def each(paths: Sequence[str], kind: str, content: bytes | None = None) -> Found:
    """Each path as an effect of one kind."""
    yield from ((path, kind, content, None) for path in paths)


def tar(given: Given) -> Found:
    """Extraction into a folder that is named, and of members that are."""
    flags = given.arguments[0] if given.arguments else ""
    if given.has("--remove-files"):
        archives = given.values("-f", "--file", "-cf", "-czf")
        yield from each([word for word in given.words if word not in archives], DELETED)
    if not (given.has("-x", "--extract", "--get") or ("x" in flags and not flags.startswith("-"))):
        return
    folders = given.values("-C", "--directory", "--one-top-level")
    yield from _extracted(given, folders, list(given.words[flags[:1] != "-" :]))


def unzip(given: Given) -> Found:
    yield from _extracted(given, given.values("-d"), list(given.words))


def _extracted(given: Given, folders: list[str], words: list[str]) -> Found:
    folder = folders[-1].rstrip("/") if folders else ""
    archives = given.values("-f", "--file")
    members = [word for word in words if word not in (*folders, *archives) and not word.lower().endswith(_ARCHIVES)]
    yield from each([f"{folder}/{member}" if folder else member for member in members], WRITTEN)
    if folder:
        yield from each([folder], WRITTEN)


def packed(given: Given) -> Found:
    """`gzip FILE` puts another file in the place of this one."""
    if not given.has("-k", "--keep", "-c", "--stdout", "-l", "--list", "-t", "--test"):
        yield from each(given.words, DELETED)
        yield from each([word.rpartition(".")[0] for word in given.words if word.endswith(_PACKED)], WRITTEN)


def zipped(given: Given) -> Found:
    yield from each(given.words[1:] if given.has("-m", "--move") else (), DELETED)
    yield from each(given.words[:1], WRITTEN)
