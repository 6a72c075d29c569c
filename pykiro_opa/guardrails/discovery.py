"""Which kiro.json files speak for a change: those above where it starts, and those above what it touches."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CONFIGURATION = ".kiro/kiro.json"
_DEEPEST = 2_048  # folders; no path on a disk has more, nor is longer than the next, each byte encoded
_LONGEST = 3 * 4_096


def discover(read: Callable[[str], bytes | None], start: str, touched: Iterable[str]) -> list[tuple[str, bytes]]:
    """Path and content of every file that applies, outermost first.

    All paths are repository paths, percent-encoded like those of a Change. What lies outside the repository has no
    guardrails of its own.
    """
    folders: set[str] = set()
    _add_with_ancestors(_parts(start), folders)
    for path in touched:
        _add_with_ancestors(_parts(path)[:-1], folders)
    found = []
    for folder in sorted(folders, key=_outermost_first):
        path = folder + CONFIGURATION
        content = read(path) if len(path) <= _LONGEST else None
        if content is not None:
            found.append((path, content))
    return found


def folder_of(path: str) -> str:
    """The folder a kiro.json speaks for, with a final `/`; "" for the root's and for one that is named freely."""
    folder = path.removesuffix("/" + CONFIGURATION)
    inside = folder != path and folder.split("/")[0] not in ("", ".", "..")
    return f"{folder}/" if inside else ""


def _parts(path: str) -> list[str]:
    """The segments of a path; none where it is not inside the repository."""
    if path.startswith("/"):
        return []
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return []
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return parts


def _add_with_ancestors(parts: list[str], folders: set[str]) -> None:
    """Each with a final `/`, the root as ""; where one is known, those above it are."""
    folder = "".join(f"{part}/" for part in parts[:_DEEPEST])
    while folder not in folders:
        folders.add(folder)
        folder = folder[: folder.rfind("/", 0, -1) + 1]


def _outermost_first(folder: str) -> tuple[int, list[str]]:
    return folder.count("/"), folder.split("/")
