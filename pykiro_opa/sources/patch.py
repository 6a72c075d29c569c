"""`--patch FILE`: a patch that somebody proposes, applied in memory to the files it names."""

from __future__ import annotations

import re

from ..changes import Change, FileChange, repository_of
from ..errors import InputError
from . import _patch_names
from ._argument import content
from ._reading import from_disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from ..changes import Read

OPTION = ("--patch", "FILE", "A patch (unified diff) against the files here; `-` reads stdin.")
STAGE = "pull_request"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:
    root, start = repository_of(folder)
    on_disk = from_disk(root)
    data = content("--patch", argument, stdin)
    files = tuple(file for patched in _parsed(data, argument or "") for file in _files(patched, on_disk))
    if not files:
        raise InputError(f"`--patch {argument}`: no change in it; make one with `git diff --binary`")
    return Change(STAGE, "patch", root=root, start=start, files=files, read=_patched(files, on_disk))


def _parsed(data: bytes, name: str) -> Sequence[Any]:
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    # latin-1 keeps every byte, so that contents come out as they went in.
    text = _patch_names.prepared(data.decode("latin-1"))
    try:
        return list(PatchSet(_lines(text), metadata_only=False))
    except (UnidiffParseError, ValueError, IndexError) as error:
        raise InputError(f"`--patch {name}`: not a unified diff: {_one_line(error)}") from None


def _files(patched: Any, on_disk: Read) -> Iterator[FileChange]:
    """The change of the file that git would take, and of any other that its names may mean."""
    sources, targets = _patch_names.paths(patched.source_file), _patch_names.paths(patched.target_file)
    for number in range(max(len(sources), len(targets), 1)):
        yield _file(patched, _meant(sources, number), _meant(targets, number), on_disk)


def _meant(names: list[str], number: int) -> str | None:
    return names[min(number, len(names) - 1)] if names else None


def _file(patched: Any, source: str | None, target: str | None, on_disk: Read) -> FileChange:
    modes = _modes(patched)
    old = None if patched.is_added_file or source is None else source
    new = None if patched.is_removed_file or target is None else target
    path = new or old
    if path is None:
        raise InputError("the patch names no file; make it with `git diff --binary`")
    renamed = old is not None and new is not None and old != new
    if patched.is_binary_file:
        before, after, known = on_disk(old) if old else None, b"" if new else None, False
    else:
        before, after = _both_sides(patched, on_disk(old) if old else None)
        known = True
    return FileChange(
        path,
        previous_path=old if renamed else None,
        previous_mode=modes[0],
        mode=modes[1],
        before=before if old else None,
        after=after if new else None,
        content_known=known,
    )


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


def _both_sides(patched: Any, present: bytes | None) -> tuple[bytes, bytes]:
    """The file before and after: the one here where the hunks fit it, else what the hunks alone show."""
    lines = _lines((present or b"").decode("latin-1"))
    result: list[str] = []
    done = 0
    for hunk in patched:
        old = [line.value for line in hunk if not line.is_added and line.line_type != "\\"]
        new = [line.value for line in hunk if not line.is_removed and line.line_type != "\\"]
        first = hunk.source_start - 1 if old else hunk.source_start
        if first < done or [_bare(line) for line in lines[first : first + len(old)]] != [_bare(line) for line in old]:
            return _hunks_alone(patched)
        result += [*lines[done:first], *new]
        done = first + len(old)
    result += lines[done:]
    return "".join(lines).encode("latin-1"), "".join(result).encode("latin-1")


def _hunks_alone(patched: Any) -> tuple[bytes, bytes]:
    before = [line.value for hunk in patched for line in hunk if not line.is_added]
    after = [line.value for hunk in patched for line in hunk if not line.is_removed]
    return "".join(before).encode("latin-1"), "".join(after).encode("latin-1")


def _lines(text: str) -> list[str]:
    """Lines as git counts them: a form feed, or the half of a letter that latin-1 takes for a line's end, ends none."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


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
