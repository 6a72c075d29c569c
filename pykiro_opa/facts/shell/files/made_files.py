"""Files that a shell text makes before it reads or runs them, and copies of the system's programs among them."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..programs.tables import PROGRAMS
from .file_effects import DELETED, MODE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ....changes import Read
    from ..syntax.scope import Scope
    from .file_effects import FileEffect

_LARGEST = 262_144
SOMEWHERE = "~?/"  # the folder of files whose folder is not known
_PROGRAM = "\ue006"  # the content of a system program, with its name behind
_FOLDERS = ("bin", "sbin")
_OUTSIDE = ("/", "~", "../")


class MadeFiles:
    """By their paths from the repository's root; a content is UNKNOWN where nobody can know it.

    `read` gives a file of the workspace or one made here. `is_open` says that there may be more, under unknown names.
    """

    __slots__ = ("is_open", "_contents", "_moved", "_read", "_was_made")

    def __init__(self, read: Read) -> None:
        self.is_open = False
        self._read = read
        self._contents: dict[str, str] = {}
        self._was_made: set[str] = set()
        self._moved: dict[str, str | None] = {}  # what was deleted, since `mv` deletes before it writes

    def content(self, path: str) -> str | None:
        """None for what was not made here."""
        return self._contents.get(path)

    def all(self) -> list[tuple[str, str]]:
        """Those that are there, and behind them what was moved or deleted: another form of it may be there."""
        gone = [
            (path, content) for path, content in self._moved.items() if content is not None and path in self._was_made
        ]
        return [*self._contents.items(), *(one for one in gone if one[0] not in self._contents)]

    def write(self, path: str, content: str, *, appends: bool = False) -> str | None:
        """The content that the file has then, None where it is not one that was made here."""
        if appends and path not in self._contents:
            return None
        known = self._contents.get(path, "") if appends else ""
        self._contents[path] = UNKNOWN if UNKNOWN in (known, content) else known + content
        return self._contents[path]

    def take(
        self, effect: FileEffect, path: str, source: str | None, stdin: str | None, *, replaces: bool
    ) -> str | None:
        """Remember an effect on a file, which is a copy of `source` or of the input where there is one."""
        if effect.kind == MODE:
            return None
        if effect.kind == DELETED:
            self._moved[path] = self._known(path)
            if path in self._contents:
                self._was_made.add(path)
            self._contents.pop(path, None)
            return None
        if effect.content is not None:
            return self.write(path, effect.content.decode("utf-8", "replace"))
        if effect.source is None:
            return self.write(path, UNKNOWN) if replaces or path in self._contents else None
        copied = stdin
        if copied is None and source is not None:
            copied = self._moved.get(source, self._known(source))
        if copied is not None:
            return self.write(path, copied)
        self._contents.pop(path, None)
        return None

    def _known(self, path: str) -> str | None:
        """What is in a file, UNKNOWN where it was made of what nobody can know; None where it cannot be read."""
        if path in self._contents:
            return self._contents[path]
        content = self._read(path)
        if content is None or len(content) > _LARGEST or b"\0" in content:
            return None
        return content.decode("utf-8", "replace")


def program_at(path: str) -> str | None:
    """The content that stands for a program of the system: of what lies in its folders, or in a `bin` elsewhere."""
    folder, _, name = path.rpartition("/")
    outside = path.startswith(_OUTSIDE) and folder.rpartition("/")[2] in _FOLDERS
    return _PROGRAM + name if name and (outside or path.startswith(PROGRAMS)) else None


def copied_program(content: str) -> str | None:
    """The name of the program that a content is a copy of."""
    return content[1:].partition("\n")[0] if content.startswith(_PROGRAM) else None


def name_copy(place: str, content: str | None, scope: Scope) -> None:
    """A file that is a copy of a program is called as that program."""
    program = None if content is None else copied_program(content)
    if program is not None:
        scope.aliases[place.rpartition("/")[2]] = program
