"""What code is given: its arguments, its input, the variables of the environment, and the files of the workspace."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.values import NOTHING, Foreign, Listing, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ....changes import Read
    from ...code.values import Arguments, Values

_ENVIRONMENTS = ("os.environ", "process.env")
_STREAMS = ("sys.stdin", "sys.stdin.buffer", "process.stdin")
_LINES = ("readlines", "xreadlines")
_WHOLE = ("read", "getvalue")
_FILE = "file"  # the head of what stands for an opened file


class Surroundings:
    """`arguments` may each be one of several; `lines` are those of the input, or the names that it may hold.

    `matching` gives the names of files that a pattern matches now.
    """

    __slots__ = ("arguments", "stdin", "lines", "variable", "read", "matching")

    def __init__(
        self,
        arguments: Sequence[tuple[str, ...]],
        stdin: str,
        lines: Sequence[str],
        variable: Callable[[str], tuple[str, ...]],
        read: Read,
        matching: Callable[[str], Sequence[str]],
    ) -> None:
        self.arguments = arguments
        self.stdin = stdin
        self.lines = lines
        self.variable = variable
        self.read = read
        self.matching = matching

    def member(self, of: Foreign, name: str) -> Values | None:
        if of.name in _ENVIRONMENTS and name not in ("get", "pop", "setdefault"):
            return self.environment(name)
        if of.name in ("sys", "process") and name == "argv":
            return (self.words(["-"] if of.name == "sys" else ["node"]),)
        return None

    def called(self, name: str, arguments: Arguments) -> Values | None:
        """What a function of the language's own gives of these."""
        module, _, last = name.rpartition(".")
        if name == "os.getenv" or (module in _ENVIRONMENTS and last in ("get", "pop")):
            found = tuple(value for key in texts(arguments.at(0)) for value in self.environment(key))
            return tuple(value for value in found if value != UNKNOWN) or arguments.at(1) or NOTHING
        if name in ("input", "sys.stdin.readline"):
            return tuple(self.lines) or NOTHING
        if module in _STREAMS or (name == "fs.readFileSync" and arguments.at(0) in ((0,), ("/dev/stdin",))):
            return _content(last if module in _STREAMS else "read", self.stdin, self.lines)
        if name == "fs.readFileSync":
            return self.content(arguments.at(0))
        return None

    def of_file(self, path: str, method: str) -> Values:
        """What a method of an opened file gives."""
        (text,) = self.content((path,))
        whole = text if isinstance(text, str) else UNKNOWN
        return _content(method, whole, [] if UNKNOWN in whole else whole.splitlines(keepends=True))

    def elements(self, of: object) -> Values | None:
        """The lines of the input, or of a file."""
        if not isinstance(of, Foreign):
            return None
        if of.name in _STREAMS:
            return tuple(self.lines) or NOTHING
        if of.path[0] == _FILE and len(of.path) == 2:
            return tuple(value for listing in self.of_file(of.path[1], "readlines") if isinstance(listing, Listing)
                         for item in listing.items for value in item) or NOTHING  # fmt: skip
        return None

    def scripts(self) -> list[str]:
        """The path of the code, where that is its first argument."""
        return [one for one in (self.arguments or [()])[0] if one.endswith((".js", ".cjs", ".mjs"))]

    def words(self, before: Sequence[str]) -> Listing:
        return Listing([*((word,) for word in before), *self.arguments])

    def environment(self, name: str) -> Values:
        return NOTHING if UNKNOWN in name else self.variable(name)

    def content(self, paths: Values) -> Values:
        """The text of a file of the workspace, where it can be read."""
        given = texts(paths)
        content = None if len(given) != 1 or UNKNOWN in given[0] else self.read(given[0])
        return NOTHING if content is None else (content.decode("utf-8", "replace"),)


def opened(path: str) -> Foreign:
    """What stands for a file that is open."""
    return Foreign((_FILE, path))


def is_opened(of: Foreign) -> bool:
    return of.path[0] == _FILE and len(of.path) > 2


def _content(method: str, whole: str, lines: Sequence[str]) -> Values:
    if method in _WHOLE:
        return (whole or UNKNOWN,) if whole != UNKNOWN else _any(lines)
    if method in _LINES:
        return (Listing([(line,) for line in lines]),) if lines else NOTHING
    return _any(lines) if method == "readline" else NOTHING


def _any(lines: Sequence[str]) -> Values:
    return tuple(lines) or NOTHING
