"""What commands do to files, as the file changes they amount to: by name, by real path, below folders and for patterns."""

from __future__ import annotations

import os

from ..changes import MODE_ALONE, FileChange, behind_links, decode_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..changes import Change
    from ..events import Fact
    from .shell.file_effects import FileEffect

_MOST_FILES = 2_000
_PATTERN = "*?["
_LONGEST_PATTERN = 1_000
_LARGEST = 4 * 1024 * 1024
# Folders of what tools have made or fetched: nobody guards a file in them, and they hold many.
_MADE = frozenset((
    ".cache", ".gradle", ".mypy_cache", ".next", ".nox", ".pytest_cache", ".ruff_cache", ".terraform", ".tox", ".venv",
    "__pycache__", "bower_components", "build", "coverage", "dist", "node_modules", "out", "target", "vendor", "venv",
))  # fmt: skip


def file_changes(effects: Iterable[FileEffect], change: Change) -> tuple[list[FileChange], list[Fact]]:
    """A FileChange for each path that a command writes, deletes or changes the mode of, and what was too much."""
    found: dict[tuple[str, str], FileChange] = {}
    unresolved: list[Fact] = []
    links: dict[str, str] = {}
    done = set()
    for effect in effects:
        # The same once more changes nothing, but for one that writes: the last content stays.
        same = (effect.path, effect.kind, len(links))
        if effect.kind in ("deleted", "mode") and same in done:
            continue
        done.add(same)
        for path in (*_places(effect, change), *_behind(effect.path, links)):
            if len(found) >= _MOST_FILES:
                why = f"the command touches more than {_MOST_FILES} files; name fewer"
                return list(found.values()), [{"what": "size", "why": why, "at": {"path": effect.path, "line": 1}}]
            found[path, effect.kind] = _file_change(path, effect, change)
        if effect.kind == "linked" and effect.source is not None:
            links[effect.path] = effect.source
    return list(found.values()), unresolved


def _places(effect: FileEffect, change: Change) -> Iterator[str]:
    """The path as spelled, as the links lead, and all that it stands for."""
    spelled = dict.fromkeys((effect.path, behind_links(change.root, effect.path, last=effect.kind != "deleted")))
    for path in spelled:
        yield path
        if path.startswith(("/", "~")):
            continue
        if any(letter in path for letter in _PATTERN):
            yield from _matching(path, effect.kind, change)
        elif effect.kind not in ("written", "linked"):
            yield from _below(path, change)
        elif effect.source is not None and _is_folder(effect.source, change):
            # A folder is copied with its name, or into one that is not there yet.
            skipped = 0 if effect.source == "." else len(effect.source) + 1
            prefix = "" if path == "." else f"{path}/"
            yield from (prefix + one[skipped:] for one in _below(effect.source, change))


def _behind(path: str, links: Mapping[str, str]) -> Iterator[str]:
    """Where the path leads by links that earlier commands of the same text make."""
    for link, target in links.items():
        if path == link or path.startswith(f"{link}/"):
            yield os.path.normpath(target + path[len(link) :])


def _is_folder(path: str, change: Change) -> bool:
    return not path.startswith(("/", "~")) and bool(change.entries("" if path == "." else path))


def _below(folder: str, change: Change) -> Iterator[str]:
    """The files below a folder, without those that tools made."""
    folders = [folder if folder != "." else ""]
    if folder.rpartition("/")[2] in _MADE:
        return
    while folders:
        for path, is_folder in change.entries(folders.pop()):
            if not is_folder:
                yield path
            elif path.rpartition("/")[2] not in _MADE:
                folders.append(path)


def _matching(pattern: str, kind: str, change: Change) -> Iterator[str]:
    """The files that a pattern matches, and those below the folders that it matches."""
    import re

    if len(pattern) > _LONGEST_PATTERN:  # self-protection looks at it without asking what it matches
        return
    start = re.split(r"[*?\[]", pattern, maxsplit=1)[0].rpartition("/")[0]
    regex = re.compile(_translated(pattern))
    folders = ["" if start == "." else start]
    while folders:
        for path, is_folder in change.entries(folders.pop()):
            if regex.fullmatch(path):
                yield from _below(path, change) if is_folder and kind != "written" else (path,)
            elif is_folder and path.rpartition("/")[2] not in _MADE:
                folders.append(path)


def _translated(pattern: str) -> str:
    """A shell's pattern as a regex: `*` stays in its folder and leaves hidden names out, but for those `**` finds."""
    from fnmatch import translate

    segments = os.path.normpath(pattern).split("/")
    deep = "**" in segments
    parts = []
    for place, segment in enumerate(segments):
        if segment == "**":
            parts.append("(?:[^/]+/)*")
            continue
        inner = translate(segment).removeprefix("(?s:").removesuffix(r")\z").removesuffix(r")\Z").replace(".*", "[^/]*")
        hidden = "" if deep or segment.startswith(".") else r"(?!\.)"
        parts.append(f"{hidden}{inner}" + ("/" if place + 1 < len(segments) else ""))
    return "".join(parts)


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
