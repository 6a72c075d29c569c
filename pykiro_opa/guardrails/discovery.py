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
    folders = set(_ancestors(_parts(start)))
    for path in touched:
        folders.update(_ancestors(_parts(path)[:-1]))
    found = []
    for folder in sorted(folders, key=lambda parts: (len(parts), parts)):
        path = "/".join([*folder, CONFIGURATION])
        content = read(path) if len(path) <= _LONGEST else None
        if content is not None:
            found.append((path, content))
    return found


def folder_of(path: str) -> str:
    """The folder a kiro.json speaks for, with a final `/`; "" for the root's and for one that is named freely."""
    folder = path.removesuffix("/" + CONFIGURATION)
    inside = folder != path and folder.split("/")[0] not in ("", ".", "..")
    return f"{folder}/" if inside else ""


def _parts(path: str) -> tuple[str, ...]:
    """The segments of a path; none where it is not inside the repository."""
    if path.startswith("/"):
        return ()
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return ()
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return tuple(parts)


def _ancestors(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [parts[:length] for length in range(min(len(parts), _DEEPEST) + 1)]
