"""What commands do to files, as the file changes they amount to: by name, by real path, below folders and for patterns."""

from __future__ import annotations

import os
from itertools import chain

from ..changes import MODE_ALONE, FileChange, behind_links, decode_path
from .reached import TooMuchError, Walk, bounded, from_outside, leads_outside
from .shell.syntax.words import is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..changes import Change
    from ..events import Fact
    from .shell.files.file_effects import FileEffect

_MOST_FILES = 2_000
_LARGEST = 4 * 1024 * 1024


def file_changes(effects: Iterable[FileEffect], change: Change) -> tuple[list[FileChange], list[Fact]]:
    """A FileChange for each path that a command writes, deletes or changes the mode of, and what was too much."""
    found: dict[tuple[str, str], FileChange] = {}
    walk = Walk(change)
    links: dict[str, str] = {}
    done = set()
    for effect in effects:
        # The same once more changes nothing, but for one that writes: the last content stays.
        same = (effect.path, effect.kind, len(links))
        if effect.kind in ("deleted", "mode") and same in done:
            continue
        done.add(same)
        try:
            for path in chain(_places(effect, walk), _behind(effect.path, links, walk)):
                found[path, effect.kind] = _file_change(path, effect, change)
                bounded(len(found), _MOST_FILES, "files")
        except TooMuchError as error:
            return list(found.values()), [{"what": "size", "why": str(error), "at": {"path": effect.path, "line": 1}}]
        if effect.kind == "linked" and effect.source is not None:
            links[effect.path] = effect.source
    return list(found.values()), []


def _places(effect: FileEffect, walk: Walk) -> Iterator[str]:
    """The path as spelled, as the links lead, and all that it stands for: that of the workspace first."""
    spelled = dict.fromkeys((effect.path, behind_links(walk.change.root, effect.path, last=effect.kind != "deleted")))
    for path in spelled:
        yield path
        if leads_outside(path):
            yield from _within(path, effect, walk)
    for path in spelled:
        if not path.startswith(("/", "~")):
            yield from _reached(path, effect, walk)


def _within(path: str, effect: FileEffect, walk: Walk) -> Iterator[str]:
    """What a path that starts outside reaches in the workspace."""
    for inner in from_outside(path, walk.change.root, above=effect.kind not in ("written", "linked")):
        yield inner
        yield from _reached(inner, effect, walk)


def _reached(path: str, effect: FileEffect, walk: Walk) -> Iterator[str]:
    """The files that a path stands for besides itself."""
    if is_pattern(path):
        yield from walk.matching(path, below=effect.kind != "written")
    elif effect.kind not in ("written", "linked"):
        yield from walk.below(path)
    elif effect.source is not None and _is_folder(effect.source, walk):
        # A folder is copied with its name, or into one that is not there yet.
        skipped = 0 if effect.source == "." else len(effect.source) + 1
        prefix = "" if path == "." else f"{path}/"
        for one in walk.below(effect.source):
            copied = prefix + one[skipped:]
            yield copied
            if leads_outside(copied):
                yield from from_outside(copied, walk.change.root, above=False)


def _behind(path: str, links: Mapping[str, str], walk: Walk) -> Iterator[str]:
    """Where the path leads by links that earlier commands of the same text make."""
    for link, target in links.items():
        if path == link or path.startswith(f"{link}/"):
            behind = os.path.normpath(target + path[len(link) :])
            yield behind
            yield from walk.matching(behind, below=False) if is_pattern(behind) else ()


def _is_folder(path: str, walk: Walk) -> bool:
    return not path.startswith(("/", "~")) and bool(walk.entries(path))


def _file_change(path: str, effect: FileEffect, change: Change) -> FileChange:
    before = _outside(path) if path.startswith(("/", "~")) else change.read(path)
    if effect.kind == "deleted":
        return FileChange(path, before=before or b"", after=None)
    if effect.kind == "mode":
        return FileChange(path, before=before, after=before or b"", mode=MODE_ALONE, content_known=before is not None)
    return FileChange(path, before=before, after=effect.content or b"", content_known=effect.content is not None)


def _outside(path: str) -> bytes | None:
    """An agent's settings beside the workspace, which switch its hooks off as those inside do."""
    if "/.kiro/" not in path and "/.claude/" not in path:
        return None
    try:
        with open(os.path.expanduser(os.fsdecode(decode_path(path))), "rb") as stream:
            return stream.read(_LARGEST)
    except (OSError, ValueError):
        return None
