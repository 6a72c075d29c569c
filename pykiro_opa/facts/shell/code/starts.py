"""The shell texts and programs that code of Python and JavaScript starts, by what its expressions may be.

Nothing is run. What is decoded, joined or looked up is known where its parts are; a start whose text is not known is
UNKNOWN.
"""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.syntax import Imported
from ...code.values import NOTHING, Arguments, Foreign, Listing, Native, Record, texts
from ..files.paths import join
from ..programs.tables import SHELLS
from . import decoders
from . import start_rows as rows
from .programs import follow
from .started import Start, settings
from .surroundings import is_opened, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.syntax import Node
    from ...code.values import Member, Values
    from .surroundings import Surroundings

_MOST_TEXTS = 4  # of code inside code


def starts(language: str, text: str, given: Surroundings) -> list[Start]:
    """Shell texts, and programs with their words."""
    meanings = _Starts(language, given)
    waiting = [text]
    for _ in range(_MOST_TEXTS):
        if not waiting:
            break
        for one in waiting:
            _read(language, one, meanings)
        waiting = meanings.inner()
    if waiting or meanings.is_given_away or _is_hidden(language, text, meanings):
        meanings.tell(UNKNOWN)
    moved = [
        Start(one.words, join(folder, one.folder), one.assigned, one.stdin)
        for one in meanings.found
        for folder in meanings.folders
    ]
    return list(dict.fromkeys([*meanings.found, *moved]))


# Modules that code names for no other reason than to start something, and functions that are looked up by such names.
_ALONE = {"python": r"\b(?:subprocess|pty|ctypes|posix)\b", "javascript": r"\bchild_process\b|\.constructor\s*\("}
_NAMED = r"""["'](?:system|popen|Popen|exec[lv]p?e?|execSync|spawnSync|execFileSync|check_output|getoutput)["']"""


def _is_hidden(language: str, text: str, meanings: _Starts) -> bool:
    """Whether code names what starts programs, and nothing that it starts was found."""
    import re

    if meanings.found:
        return False
    alone = _ALONE["python" if language == "python" else "javascript"]
    return bool(re.search(alone, text) or re.search(_NAMED, text))


def _read(language: str, text: str, meanings: _Starts) -> None:
    if text == UNKNOWN:
        meanings.tell(UNKNOWN)
        return
    # What no call leads to, others may call.
    if follow(language, text, meanings, meanings.named_by) is None:
        meanings.tell(UNKNOWN)


class _Starts:
    """What the names of the languages' libraries mean that start programs."""

    def __init__(self, language: str, given: Surroundings) -> None:
        self.found: list[Start] = []
        self.folders: dict[str, None] = {}  # that the code goes to
        self._plain = Start("")  # how what is found next is started
        self._language = language
        self._given = given
        self._inner: list[str] = []
        self._named = self._called = 0

    @property
    def is_given_away(self) -> bool:
        """Whether something that starts programs is named more often than called: others may call it."""
        return self._named > self._called

    def inner(self) -> list[str]:
        """The code that was met inside the code since this was asked last."""
        met, self._inner = self._inner, []
        return met

    def named_by(self, node: Node) -> None:
        """An import is a name, too, by which others may call it."""
        if isinstance(node, Imported):
            self._named += ".".join(node.path) in rows.TEXTS or ".".join(node.path) in rows.WORDS

    def named(self, name: str) -> Values | None:
        if name == "breakpoint" and self._language == "python":
            hooks = [hook for hook in self._given.variable("PYTHONBREAKPOINT") if hook and UNKNOWN not in hook]
            return tuple(Foreign(tuple(hook.split("."))) for hook in hooks) or None
        if name in ("builtins", "__builtins__"):
            return (Foreign(("builtins",)),)
        if name in rows.RUNS_CODE.get(self._language, ()):
            return (Native(self._run_code),)
        if name in ("input", "open", "bytes", "bytearray", "process", "Buffer", "os", "subprocess"):
            return (Foreign((name,)),)
        if name == "require" and self._language != "python":
            return (Native(decoders.imported),)
        row = decoders.BUILTINS.get(name)
        return None if row is None else (Native(row),)

    def member(self, of: object, name: str) -> Values | None:
        if not isinstance(of, Foreign):
            return None
        if name == "__dict__":
            return (of,)
        if of.name in ("builtins", "globalThis", "global"):
            return self.named(name)
        given = self._given.member(of, name)
        if given is not None:
            return given
        self._named += f"{of.name}.{name}" in rows.TEXTS or f"{of.name}.{name}" in rows.WORDS
        path = of.path[1:] if of.path[:1] == ("node:child_process",) else None
        return (Foreign((*of.path, name)) if path is None else Foreign(("child_process", *path, name)),)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if not isinstance(function, Foreign):
            return None
        name = function.name
        self._started(name, arguments)
        if name in rows.RUNS_CODE.get(self._language, ()):
            return self._run_code(arguments, lambda _of, _key: ())
        if name in rows.RUNS_FILES:
            self._inner += [
                decoders.text(self._given.content((path,))[0]) for path in texts(arguments.at(rows.RUNS_FILES[name]))
            ]
        if name in rows.PICKLES:
            self._unpickled(arguments)
        if name in ("os.chdir", "process.chdir", "contextlib.chdir"):
            self.folders |= dict.fromkeys(path for path in texts(arguments.at(0, "path")) if UNKNOWN not in path)
        given = self._given.called(name, arguments)
        if given is not None:
            return given
        if name in ("open", "pathlib.Path", "io.open", "ctypes.CDLL", "ctypes.cdll.LoadLibrary"):
            return self._opened(name, arguments)
        if is_opened(function):
            return self._given.of_file(function.path[1], function.path[-1])
        row = decoders.FUNCTIONS.get(name)
        return None if row is None else row(arguments, lambda _of, _key: ())

    def elements(self, of: object) -> Values | None:
        return self._given.elements(of)

    def tell(self, words: str | list[str]) -> None:
        self.found.append(self._plain.around(words))

    def likely(self, functions: Values) -> Values:
        return functions

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> None:
        """Something unknown may be one of the modules that start programs, if it is called so."""
        if name in rows.RUNS_TEXTS:
            self._run_code(arguments, lambda _of, _key: ())
        self._started(f"{rows.LIKELY.get(name, receiver)}.{name}", arguments)

    def _started(self, name: str, arguments: Arguments) -> None:
        """Whatever it starts, in each of the folders that it may run in."""
        self._called += name in rows.TEXTS or name in rows.WORDS
        for plain in settings(arguments, self._given.content) if name.partition(".")[0] in rows.MODULES else ():
            self._plain = plain
            self._start(name, arguments)
        self._plain = Start("")

    def _start(self, name: str, arguments: Arguments) -> None:
        text = rows.TEXTS.get(name)
        if text is not None:
            self._tell_input(arguments)
            self._tell(arguments.at(text[0], *filter(None, text[1:])), texts(arguments.at(-1, "executable")))
        elif name in rows.WORDS:
            first, is_list = rows.WORDS[name]
            program = texts(arguments.at(first))
            words = arguments.at(first + 1) if is_list else (Listing(arguments.given[first + 1 :]),)
            self._tell_words(program, words, skips=1)
        elif name in rows.PROGRAM_WORDS:
            self._tell_words(texts(arguments.at(0)), arguments.at(1) or (Listing([]),), skips=0)
        elif name == "asyncio.create_subprocess_exec":
            self._tell((Listing(arguments.given),))

    def _tell_input(self, arguments: Arguments) -> None:
        """A shell whose input nobody knows."""
        for value in arguments.at(0, "args") if "stdin" in arguments.named and self._plain.stdin is None else ():
            words = value.items[0] if isinstance(value, Listing) and value.items else (value,)
            program = _one(texts(words)).split()[:1]
            if program and program[0].rpartition("/")[2] in SHELLS:
                self.tell(UNKNOWN)

    def _unpickled(self, arguments: Arguments) -> None:
        """A pickle that names a function of a module that starts programs gives it its texts."""
        for value in arguments.at(0):
            if not isinstance(value, bytes):
                continue
            strings = decoders.pickled(value)
            if any(name in rows.TEXTS or name in rows.WORDS or name.startswith("builtins.") for name in strings):
                for text in strings:
                    if text not in rows.TEXTS:
                        self.tell(text)

    def _tell(self, values: Values, programs: list[str] | None = None) -> None:
        for value in values:
            if isinstance(value, Listing):
                words = [_one(texts(item)) for item in value.items]
                for program in programs or words[:1]:
                    self.tell([program, *words[1:]])
            else:
                self.tell(decoders.text(value))

    def _tell_words(self, programs: list[str], words: Values, *, skips: int) -> None:
        for program in programs:
            for value in words:
                # Options may stand in the place of the words.
                known = isinstance(value, (Listing, Record))
                rest = [_one(texts(item)) for item in value.items[skips:]] if isinstance(value, Listing) else []
                if " " in program and not rest:
                    self.tell(program)
                else:
                    self.tell([program, *(rest if known else [UNKNOWN])])

    def _run_code(self, arguments: Arguments, _member: Member) -> Values:
        # Of JavaScript's `Function` the last is its body.
        places = (0,) if self._language == "python" else {0, len(arguments.given) - 1}
        self._inner += [decoders.text(value) for place in places for value in arguments.at(place, "stmt", "source")]
        return NOTHING

    def _opened(self, name: str, arguments: Arguments) -> Values:
        if name.startswith("ctypes"):
            return (Foreign(("libc",)),)
        return tuple(opened(path) for path in texts(arguments.at(0)))


def _one(options: list[str]) -> str:
    return options[0] if len(options) == 1 else UNKNOWN
