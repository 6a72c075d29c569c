"""The files that code of Python and JavaScript changes, by what its expressions may be; nothing is run.

A path may be a pattern where the code lists a folder; UNKNOWN stands in one for what is not known.
"""

from __future__ import annotations

from posixpath import basename, dirname, join

from ....catalogue.programs import UNKNOWN
from ....values import Value
from ...code.texts import method
from ...code.values import NOTHING, Arguments, Foreign, Listing, Native, texts
from ..files.file_effects import DELETED, WRITTEN
from . import decoders
from . import file_rows as rows
from .argument_parsers import Parsers
from .globbed import says_nothing, with_names
from .hints import endings_asked, hides
from .path_values import LISTS, MADE, NAMES, PARTS, Path, path_of
from .programs import follow
from .surroundings import is_opened, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Member, Values
    from .surroundings import Surroundings

    Change = tuple[str, str, str | None]

_MOST_TEXTS = 8  # of code inside code
_MOST = 64  # paths that one call is followed to
_MADE = "()"  # behind the name of what makes an object, the object
_CHANGING = "wax+W"  # letters of a mode, and of the flags of `os.open`
_MODULES = {"fs-extra": "fs", "graceful-fs": "fs", "node:fs": "fs", "fs/promises": "fs", "node:fs/promises": "fs",
            "posixpath": "os.path", "node:path": "path"}  # fmt: skip


class Changes(Value):
    """The files that code changes: each path, what becomes of it, and what it is copied or linked from.

    `is_whole` says that these are surely all, `hides` that the code may give what changes files to others.
    """

    __slots__ = ("found", "is_whole", "hides")

    found: tuple[Change, ...]
    is_whole: bool
    hides: bool

    def __init__(self, found: tuple[Change, ...], *, is_whole: bool, hides: bool) -> None:
        self._set(found=found, is_whole=is_whole, hides=hides)


def changed(language: str, text: str, given: Surroundings) -> Changes:
    """What becomes of which files; UNKNOWN stands for what is not followed."""
    meanings = _Files(language, given)
    is_whole = follow(language, text, meanings) is True and not meanings.misses
    for inner in meanings.inner[:_MOST_TEXTS]:
        follow(language, inner, meanings)
    moved = [
        (join(folder, path), kind, source)
        for path, kind, source in meanings.found
        for folder in meanings.folders
        if UNKNOWN not in path
    ]
    endings = endings_asked(text)
    found = tuple(
        (one, kind, source)
        for path, kind, source in (*meanings.found, *moved)
        if not says_nothing(path, meanings.globs)
        for one in _asked(path, endings)
    )
    hidden = meanings.gives_away or hides(text)
    return Changes(
        found, is_whole=is_whole and not hidden and not any(UNKNOWN in one[0] for one in found), hides=hidden
    )


def _asked(path: str, endings: list[str]) -> list[str]:
    """What the code changes of a folder that it lists, where it asks for some ends of names alone."""
    known, is_unknown, _ = path.partition(UNKNOWN)
    if is_unknown and "/" in known:  # somewhere below, since a function may call itself for each folder
        return [path, *(join(known.rpartition("/")[0], "**", f"*{ending}") for ending in endings)]
    return [path + ending for ending in endings] if endings and basename(path) in NAMES else [path]


class _Files:
    """What the names of the languages' libraries mean that change files, and what they list or join."""

    def __init__(self, language: str, given: Surroundings) -> None:
        self._given = given
        self._parsers = Parsers(given)
        self.found: dict[Change, None] = {}
        self.folders: dict[str, None] = {}  # that the code goes to
        self._named = self._called = 0
        self.inner: list[str] = []  # code that the code runs, of which not all is followed
        self.globs: set[str] = set()  # patterns whose files it goes through
        self.misses = False  # whether something is called like what changes files, and is not known
        self._language = language

    @property
    def gives_away(self) -> bool:
        """Whether something that changes files is named more often than called."""
        return self._named > self._called

    def named(self, name: str) -> Values | None:
        if name in ("open", "process", "Buffer", "bytes", "os", "shutil", "input"):
            return (Foreign((name,)),)
        if name in ("eval", "exec"):
            return (Native(self._run),)
        if name == "map":
            return (Native(self._mapped),)
        if name == "__dirname":
            return (Path("."), *(Path(dirname(one) or ".") for one in self._given.scripts()))
        if self._language != "python":
            if name == "require":
                return (Native(decoders.imported),)
            if name in ("fs", "path"):  # as `node -e` has them
                return (Foreign((name,)),)
        row = decoders.BUILTINS.get(name)
        self.misses = self.misses or (row is None and name in rows.CHANGING)
        return None if row is None else (Native(row),)

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, Path):
            return self._of_path(of, name)
        if isinstance(of, str) and name == "/":
            return (Native(lambda arguments, _: path_of([(of,), *arguments.given])),)
        if not isinstance(of, Foreign):
            return None
        given = self._given.member(of, name) or self._parsers.member(of, name)
        if given is not None:
            return given
        first = ".".join(of.path)
        if name in ("default", "promises") and _MODULES.get(first, first) == "fs":
            return (Foreign(("fs",)),)
        path = (*_MODULES.get(first, first).split("."), name)
        self._named += ".".join(path) in rows.FUNCTIONS
        return (Foreign(path),)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if not isinstance(function, Foreign):
            return None
        module, _, last = function.name.rpartition(".")
        name = f"{_MODULES.get(module, module)}.{last}" if module else last
        if is_opened(function):
            self._of_object(last, arguments)
            return self._given.of_file(function.path[1], last)
        row = rows.FUNCTIONS.get(name, rows.BY_MODULE.get(name))
        if row is not None:
            self._called += name in rows.FUNCTIONS
            self._tell([(kind, arguments.at(place, argument)) for place, argument, kind in row])
            return NOTHING
        if name in rows.OPENS or name == "os.open":
            return self._open(arguments.at(0, "file", "path", "filename"), name, arguments)
        if name in ("fileinput.input", "fileinput.FileInput") and arguments.at(1, "inplace") not in ((), (False,)):
            self._tell([(WRITTEN, self._each(arguments.at(0, "files") or (self._given.words([]),)))])
        if name in ("os.chdir", "process.chdir", "contextlib.chdir"):
            self.folders |= dict.fromkeys(path for path in texts(arguments.at(0, "path")) if UNKNOWN not in path)
        if name in rows.MADE_WITH:
            return (Foreign((*name.split("."), _MADE)),)
        if last in rows.WRITERS or last in rows.MADE_WITH.get(module.removesuffix(f".{_MADE}"), ()):
            self._of_object("save", arguments)
        listed = LISTS.get(name)
        if listed is not None:
            return self._globbed(listed(arguments)) if "glob" in last.lower() else listed(arguments)
        given = self._given.called(name, arguments) or self._parsers.called(name, arguments)
        if given is not None:
            return given
        known = decoders.FUNCTIONS.get(name)
        is_known = known is not None or function.path[0] in rows.HARMLESS
        self.misses = self.misses or (not is_known and last in rows.CHANGING)
        return None if known is None else known(arguments, lambda _of, _key: ())

    def elements(self, of: object) -> Values | None:
        return self._given.elements(of)

    def likely(self, functions: Values) -> Values:
        return functions

    def _of_object(self, name: str, arguments: Arguments) -> None:
        """What a method does to the path that it is given, whatever it is a method of."""
        if name in rows.WRITERS:
            self._tell([(WRITTEN, tuple(path for path in arguments.at(0, *rows.PATHS) if isinstance(path, str)))])
        if name == "extract":
            folders = arguments.at(1, "path") or ("",)
            self._tell([(WRITTEN, path_of([folders, arguments.at(0, "member")]))])
        self.misses = self.misses or name in ("extractall", "truncate")

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> Values | None:
        self._of_object(name if name in rows.WRITERS else "", arguments)
        # Texts and lists have some of these, too.
        is_of_texts = name in ("copy", "replace") and len(arguments.given) != 1
        is_of_lists = name == "remove" and self._language == "python" and receiver not in ("os", "fs")
        self.misses = self.misses or (name in rows.CHANGING and not is_of_texts and not is_of_lists)
        return None

    def _run(self, arguments: Arguments, _member: Member) -> Values:
        self.inner += [text for text in texts(arguments.at(0)) if UNKNOWN not in text]
        return NOTHING

    def _mapped(self, arguments: Arguments, member: Member) -> Values:
        """`map(os.remove, […])`: what a function of a library does to each."""
        functions = [function for function in arguments.at(0) if isinstance(function, Foreign)]
        items = self._each(arguments.at(1))
        if not functions:
            return decoders.BUILTINS["map"](arguments, member)
        given = Arguments([items], {}, is_open=False, first=arguments.first, last=arguments.last)
        return (Listing([(self.called(function, given) or NOTHING) for function in functions]),)

    def _of_path(self, path: Path, name: str) -> Values | None:
        plain = PARTS.get(name)
        if plain is not None:
            return (plain(path),)
        row = MADE.get(name)
        if row is not None:
            is_glob = name in ("glob", "rglob")
            return (Native(lambda given, _: self._globbed(row(path, given)) if is_glob else row(path, given)),)
        if name == "open":
            return (Native(lambda arguments, _: self._open((path,), "Path.open", arguments)),)
        kinds = rows.METHODS.get(name)
        if kinds is None:
            return None

        def change(arguments: Arguments, _member: Member) -> Values:
            if name == "replace" and len(arguments.given) > 1:  # of the text that it is
                return tuple(Path(one) if isinstance(one, str) else one for one in method(str(path), name, arguments))
            self._tell(
                [(kinds[0], (path,)), (kinds[1], arguments.at(0, "target"))] if kinds[1] else [(kinds[0], (path,))]
            )
            return arguments.at(0, "target") or NOTHING

        return (Native(change),)

    def _open(self, paths: Values, name: str, arguments: Arguments) -> Values:
        place, argument, default = rows.OPENS.get(name, (0, "mode", "r"))
        if name == "os.open":
            modes = [_letters_of(value) for value in arguments.at(1, "flags")]
        else:
            modes = texts(arguments.at(place, argument)) or [default]
        if any(mode == UNKNOWN or any(letter in mode for letter in _CHANGING) for mode in modes):
            self._tell([(WRITTEN, paths)])
            return NOTHING
        return tuple(opened(path) for path in texts(paths))

    def _globbed(self, lists: Values) -> Values:
        """Lists of patterns, with the names that they match now."""
        self.globs |= {path for one in lists for path in texts(self._each((one,)))}
        found = [with_names(texts(self._each((one,))), self._given) for one in lists]
        return tuple(Listing([(Path(path),) for path in paths]) for paths in found)

    def _each(self, values: Values) -> Values:
        return tuple(
            item
            for value in values
            for item in ([one for items in value.items for one in items] if isinstance(value, Listing) else [value])
        )

    def _tell(self, changes: list[tuple[str, Values]]) -> None:
        sources = [path for kind, values in changes if kind == rows.SOURCE for path in texts(values)]
        moved = [path for kind, values in changes if kind == DELETED for path in texts(values)]
        for kind, values in changes:
            for path in texts(values)[:_MOST] if kind != rows.SOURCE else ():
                given = (sources or moved)[:1] if kind != DELETED else []
                self.found[path, kind, given[0] if given else None] = None
                for source in (sources or moved)[:_MOST] if kind == WRITTEN else ():
                    if UNKNOWN not in source:  # into a folder
                        self.found[join(path, basename(source)), kind, source] = None


def _letters_of(flags: object) -> str:
    """A flag of `os.open`, as a mode."""
    if isinstance(flags, int):
        return "w" if flags & 3 else "r"
    return "r" if isinstance(flags, Foreign) and flags.path[-1] in ("O_RDONLY", "O_DIRECTORY", "O_CLOEXEC") else "w"
