"""`--patch FILE`: a patch that somebody proposes, applied in memory to the files it names."""

from __future__ import annotations

from ..changes import Change, FileChange, repository_of
from ..errors import InputError
from . import _patch_binary, _patch_hunks, _patch_names, _patch_rest
from ._argument import content
from ._reading import from_disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from ..changes import Read

OPTION = ("--patch", "FILE", "A patch (unified diff) against the files here; `-` reads stdin.")
STAGE = "pull_request"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:
    root, start = repository_of(folder)
    on_disk = from_disk(root)
    data = content("--patch", argument, stdin)
    files = _files(data, argument or "", on_disk)
    if not files:
        raise InputError(f"`--patch {argument}`: no change in it; make one with `git diff --binary`")
    return Change(STAGE, "patch", root=root, start=start, files=files, read=_patched(files, on_disk))


def _files(data: bytes, name: str, on_disk: Read) -> tuple[FileChange, ...]:
    """One change a path: what comes later in a patch is applied to what came before."""
    # latin-1 keeps every byte, so that contents come out as they went in.
    text = _patch_names.prepared(data.decode("latin-1"))
    _patch_rest.check(text)
    binary = _patch_binary.sections(text)
    found: dict[str, FileChange] = {}

    def present(path: str) -> bytes | None:
        return found[path].after if path in found else on_disk(path)

    for patched in _parsed(text, name):
        for file in _meanings(patched, binary, present):
            earlier = found.get(file.path)
            found[file.path] = file if earlier is None else _joined(earlier, file)
    return tuple(found.values())


def _joined(earlier: FileChange, later: FileChange) -> FileChange:
    return FileChange(
        later.path,
        previous_path=earlier.previous_path or later.previous_path,
        previous_mode=earlier.previous_mode,
        mode=later.mode or earlier.mode,
        before=earlier.before,
        after=later.after,
        content_known=earlier.content_known and later.content_known,
        doubt=earlier.doubt or later.doubt,
    )


def _parsed(text: str, name: str) -> Sequence[Any]:
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    try:
        return list(PatchSet(_patch_hunks.split(text), metadata_only=False))
    except (UnidiffParseError, ValueError, IndexError) as error:
        raise InputError(f"`--patch {name}`: not a unified diff: {_one_line(error)}") from None


def _meanings(patched: Any, binary: Mapping[str, tuple[str, str]], present: Read) -> Iterator[FileChange]:
    """The change of the file that git would take, and of any other that its names may mean."""
    sources, targets = _patch_names.paths(patched.source_file), _patch_names.paths(patched.target_file)
    for number in range(max(len(sources), len(targets), 1)):
        yield _file(patched, _meant(sources, number), _meant(targets, number), binary, present)


def _meant(names: list[str], number: int) -> str | None:
    return names[min(number, len(names) - 1)] if names else None


def _file(
    patched: Any, source: str | None, target: str | None, binary: Mapping[str, tuple[str, str]], present: Read
) -> FileChange:
    modes = _modes(patched)
    old = None if patched.is_added_file or source is None else source
    new = None if patched.is_removed_file or target is None else target
    path = new or old
    if path is None:
        raise InputError("the patch names no file; make it with `git diff --binary`")
    renamed = old is not None and new is not None and old != new
    here = present(old) if old else None
    doubt = ""
    if patched.is_binary_file:
        made = _patch_binary.content(_header(patched), binary, here) if new else None
        before, after, known = here, made or b"", made is not None
    else:
        before, after, fits = _patch_hunks.both_sides(patched, here)
        known, doubt = True, "" if fits else "the patch does not fit the file here; make it anew against this one"
    return FileChange(
        path,
        previous_path=old if renamed else None,
        previous_mode=modes[0],
        mode=modes[1],
        before=before if old else None,
        after=after if new else None,
        content_known=known,
        doubt=doubt,
    )


def _header(patched: Any) -> str:
    return next((line.rstrip() for line in patched.patch_info or () if line.startswith("diff --git ")), "")


def _modes(patched: Any) -> tuple[str | None, str | None]:
    before = after = None
    for line in patched.patch_info or ():
        words = line.strip().split(" ")
        if line.startswith(("old mode ", "deleted file mode ")):
            before = words[-1]
        elif line.startswith(("new mode ", "new file mode ")):
            after = words[-1]
        elif line.startswith("index ") and len(words) == 3:
            before = after = words[-1]
    return before, after


def _patched(files: tuple[FileChange, ...], on_disk: Read) -> Read:
    new = {file.path: file.after for file in files}
    gone = {file.previous_path for file in files if file.previous_path}

    def read_patched(path: str) -> bytes | None:
        if path in new:
            return new[path]
        return None if path in gone else on_disk(path)

    return read_patched


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
