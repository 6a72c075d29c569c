"""Paths as values: what the libraries of Python and JavaScript list, join and take apart.

A path may be a pattern where the code lists a folder.
"""

from __future__ import annotations

from posixpath import basename, dirname, join, splitext

from ...code.values import Arguments, Listing, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...code.values import Values

NAMES = ("*", ".*")
_MOST = 64  # paths that several pieces are joined to
_HERE = (".", "")
_BELOW = "**"


class Path(str):
    """A path of pathlib or of a directory entry, which is a text in all but its members."""

    __slots__ = ()


def path_of(pieces: list[Values]) -> Values:
    found = [""]
    for values in pieces:
        # A folder that is asked for itself is below one that is known.
        options = texts(values) or [_BELOW]
        found = [join(left, right) if left else right for left in found for right in options][:_MOST]
    return tuple(Path(path) for path in found)


def listing(paths: list[str]) -> Values:
    return (Listing([(Path(path),) for path in paths]),)


def _folders(arguments: Arguments) -> list[str]:
    return texts(arguments.at(0, "path", "top")) or ["."]


def _walked(arguments: Arguments) -> Values:
    """`os.walk`: each folder with the names in it."""
    names = Listing([(name,) for name in NAMES])
    places = [place for folder in _folders(arguments) for place in (folder, join(folder, "**"))]
    return (Listing([(Listing([(Path(place),), (names,), (names,)]),) for place in places]),)


LISTS: dict[str, Callable[[Arguments], Values]] = {
    **dict.fromkeys(("os.listdir", "fs.readdir", "fs.readdirSync"), lambda _: listing([*NAMES])),
    "os.scandir": lambda arguments: listing([join(folder, name) for folder in _folders(arguments) for name in NAMES]),
    "os.walk": _walked,
    **dict.fromkeys(("glob.glob", "glob.iglob", "glob.sync", "fs.globSync"),
                    lambda arguments: listing([*texts(arguments.at(0, "pathname"))])),
    **dict.fromkeys(("pathlib.Path", "pathlib.PosixPath", "pathlib.PurePath", "pathlib.PurePosixPath", "path.join", "path.resolve",
                     "os.path.join"), lambda arguments: path_of(list(arguments.given)) if arguments.given else (Path("."),)),
    **dict.fromkeys(("pathlib.Path.cwd", "os.getcwd", "process.cwd"), lambda _: (Path("."),)),
    **dict.fromkeys(("pathlib.Path.home",), lambda _: (Path("~"),)),
    **dict.fromkeys(("os.path.abspath", "os.path.realpath", "os.path.normpath", "os.path.expanduser", "os.fspath", "os.fsdecode", "path.normalize"),
                    lambda arguments: arguments.at(0)),
    **dict.fromkeys(("os.path.basename", "path.basename"), lambda arguments: tuple(basename(one) for one in texts(arguments.at(0)))),
    **dict.fromkeys(("os.path.dirname", "path.dirname"), lambda arguments: tuple(Path(dirname(one)) for one in texts(arguments.at(0)))),
}  # fmt: skip
PARTS: dict[str, Callable[[str], str]] = {
    "parent": lambda path: Path(dirname(path) or "."), "name": basename, "path": Path, "stem": lambda path: splitext(basename(path))[0],
    "suffix": lambda path: splitext(path)[1],
}  # fmt: skip
MADE: dict[str, Callable[[str, Arguments], Values]] = {
    **dict.fromkeys(("/", "joinpath"), lambda path, arguments: path_of([(path,), *arguments.given])),
    **dict.fromkeys(("resolve", "absolute", "expanduser", "as_posix", "__str__"), lambda path, _: (Path(path),)),
    "glob": lambda path, arguments: listing([join(path, one) if path not in _HERE else one for one in texts(arguments.at(0, "pattern"))]),
    "rglob": lambda path, arguments: listing([join(path, "**", one) for one in texts(arguments.at(0, "pattern"))]),
    "iterdir": lambda path, _: listing([join(path, name) for name in NAMES]),
    "with_name": lambda path, arguments: path_of([(dirname(path) or ".",), arguments.at(0)]),
    "with_stem": lambda path, arguments: tuple(Path(join(dirname(path), one + splitext(path)[1])) for one in texts(arguments.at(0))),
    "with_suffix": lambda path, arguments: tuple(Path(splitext(path)[0] + one) for one in texts(arguments.at(0))),
}  # fmt: skip
