"""The shell texts and programs that code of Python and JavaScript starts, by what its expressions may be.

Nothing is run. What is decoded, joined or looked up is known where its parts are; a start whose text is not known is
UNKNOWN.
"""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.syntax import Imported
from ...code.values import NOTHING, Arguments, Foreign, Listing, Native, Record, texts
from ..programs.tables import SHELLS
from . import decoders
from . import start_rows as rows
from .programs import follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ....changes import Read
    from ...code.syntax import Node
    from ...code.values import Member, Values

_MOST_TEXTS = 4  # of code inside code


class Surroundings:
    """What the code is given: its arguments, its input, variables, and the files of the workspace."""

    __slots__ = ("arguments", "stdin", "variable", "read")

    def __init__(self, arguments: Sequence[str], stdin: str, variable: Callable[[str], str], read: Read) -> None:
        self.arguments = arguments
        self.stdin = stdin
        self.variable = variable
        self.read = read


def starts(language: str, text: str, given: Surroundings) -> list[str | list[str]]:
    """Shell texts, and programs with their words; UNKNOWN stands in them for what is not known."""
    meanings = _Starts(language, given)
    waiting = [text]
    for _ in range(_MOST_TEXTS):
        if not waiting:
            break
        for one in waiting:
            _read(language, one, meanings)
        waiting = meanings.inner()
    if waiting or meanings.is_given_away or _is_hidden(language, text, meanings):
        meanings.found.append(UNKNOWN)
    unique = {str(one): one for one in meanings.found}
    return list(unique.values())


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
        meanings.found.append(UNKNOWN)
        return
    # What no call leads to, others may call.
    if follow(language, text, meanings, meanings.named_by) is None:
        meanings.found.append(UNKNOWN)


class _Starts:
    """What the names of the languages' libraries mean that start programs."""

    def __init__(self, language: str, given: Surroundings) -> None:
        self.found: list[str | list[str]] = []
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
            hook = self._given.variable("PYTHONBREAKPOINT")
            return None if UNKNOWN in hook or not hook else (Foreign(tuple(hook.split("."))),)
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
        if of.name in ("os.environ", "process.env"):
            return self._environment(name)
        if of.name in ("sys", "process") and name == "argv":
            skipped = ["-"] if of.name == "sys" else ["node"]
            return (Listing([(word,) for word in [*skipped, *self._given.arguments]]),)
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
                decoders.text(self._content(path)[0]) for path in texts(arguments.at(rows.RUNS_FILES[name]))
            ]
        if name in rows.PICKLES:
            self._unpickled(arguments)
        if name in rows.STREAMS:
            return (self._given.stdin.removesuffix("\n") or UNKNOWN,)
        if name in ("os.getenv", "os.environ.get"):
            return tuple(value for key in texts(arguments.at(0)) for value in self._environment(key))
        if name in ("open", "pathlib.Path", "io.open", "ctypes.CDLL", "ctypes.cdll.LoadLibrary"):
            return self._opened(name, arguments)
        if function.path[0] == "file":
            return self._content(function.path[1])
        row = decoders.FUNCTIONS.get(name)
        return None if row is None else row(arguments, lambda _of, _key: ())

    def elements(self, _of: object) -> Values | None:
        return None

    def likely(self, functions: Values) -> Values:
        return functions

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> None:
        """Something unknown may be one of the modules that start programs, if it is called so."""
        if name in rows.RUNS_TEXTS:
            self._run_code(arguments, lambda _of, _key: ())
        self._started(f"{rows.LIKELY.get(name, receiver)}.{name}", arguments)

    def _started(self, name: str, arguments: Arguments) -> None:
        text = rows.TEXTS.get(name)
        self._called += text is not None or name in rows.WORDS
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
        """What is written to a program that may be a shell."""
        given = [
            _one(texts(value.items[0])) if isinstance(value, Listing) and value.items else decoders.text(value)
            for value in arguments.at(0, "args")
        ]
        program = given[0].split()[:1] if given else []
        if program and program[0].rpartition("/")[2] in rows.FED and "input" in arguments.named:
            # What it adds to its command stands in its input.
            for value in arguments.at(0, "args"):
                words = [_one(texts(item)) for item in value.items] if isinstance(value, Listing) else []
                self.found.append([*(words or decoders.text(value).split()), UNKNOWN])
        if (
            program
            and program[0].rpartition("/")[2] in SHELLS
            and ("input" in arguments.named or "stdin" in arguments.named)
        ):
            self.found += [decoders.text(value) for value in arguments.at(-1, "input") or NOTHING]

    def _unpickled(self, arguments: Arguments) -> None:
        """A pickle that names a function of a module that starts programs gives it its texts."""
        for value in arguments.at(0):
            if not isinstance(value, bytes):
                continue
            strings = decoders.pickled(value)
            if any(name in rows.TEXTS or name in rows.WORDS or name.startswith("builtins.") for name in strings):
                self.found += [text for text in strings if text not in rows.TEXTS]

    def _tell(self, values: Values, programs: list[str] | None = None) -> None:
        for value in values:
            if isinstance(value, Listing):
                words = [_one(texts(item)) for item in value.items]
                self.found += [[program, *words[1:]] for program in programs or words[:1]]
            else:
                self.found.append(decoders.text(value))

    def _tell_words(self, programs: list[str], words: Values, *, skips: int) -> None:
        for program in programs:
            for value in words:
                # Options may stand in the place of the words.
                known = isinstance(value, (Listing, Record))
                rest = [_one(texts(item)) for item in value.items[skips:]] if isinstance(value, Listing) else []
                if " " in program and not rest:
                    self.found.append(program)
                else:
                    self.found.append([program, *(rest if known else [UNKNOWN])])

    def _run_code(self, arguments: Arguments, _member: Member) -> Values:
        # Of JavaScript's `Function` the last is its body.
        places = (0,) if self._language == "python" else {0, len(arguments.given) - 1}
        self._inner += [decoders.text(value) for place in places for value in arguments.at(place, "stmt", "source")]
        return NOTHING

    def _environment(self, name: str) -> Values:
        return (UNKNOWN if UNKNOWN in name else self._given.variable(name),)

    def _opened(self, name: str, arguments: Arguments) -> Values:
        if name.startswith("ctypes"):
            return (Foreign(("libc",)),)
        return tuple(Foreign(("file", path)) for path in texts(arguments.at(0)))

    def _content(self, path: str) -> Values:
        content = None if UNKNOWN in path else self._given.read(path)
        return NOTHING if content is None else (content.decode("utf-8", "replace"),)


def _one(options: list[str]) -> str:
    return options[0] if len(options) == 1 else UNKNOWN
