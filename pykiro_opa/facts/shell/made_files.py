"""Files that a shell text makes before it reads or runs them, and copies of the system's programs among them."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .tables import PROGRAMS

_PROGRAM = "\ue006"  # the content of a system program, with its name behind
_FOLDERS = ("bin", "sbin")
_OUTSIDE = ("/", "~", "../")


class MadeFiles:
    """By their paths from the repository's root; a content is UNKNOWN where nobody can know it."""

    __slots__ = ("_contents",)

    def __init__(self) -> None:
        self._contents: dict[str, str] = {}

    def content(self, path: str) -> str | None:
        """None for what was not made here."""
        return self._contents.get(path)

    def all(self) -> list[tuple[str, str]]:
        return list(self._contents.items())

    def write(self, path: str, content: str, *, appends: bool = False) -> None:
        known = self._contents.get(path, "") if appends else ""
        self._contents[path] = UNKNOWN if UNKNOWN in (known, content) else known + content

    def forget(self, path: str) -> None:
        self._contents.pop(path, None)


def program_at(path: str) -> str | None:
    """The content that stands for a program of the system: of what lies in its folders, or in a `bin` elsewhere."""
    folder, _, name = path.rpartition("/")
    outside = path.startswith(_OUTSIDE) and folder.rpartition("/")[2] in _FOLDERS
    return _PROGRAM + name if name and (outside or path.startswith(PROGRAMS)) else None


def copied_program(content: str) -> str | None:
    """The name of the program that a content is a copy of."""
    return content[1:].partition("\n")[0] if content.startswith(_PROGRAM) else None
