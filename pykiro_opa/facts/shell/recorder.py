"""Collects what an evaluation finds, as facts."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN, parse_arguments
from ...changes import behind_links, encode_path
from ...events import canonical, sha256
from ...values import Value
from ..code import of_file
from ..runs import code_run
from . import file_effects, tables
from .budget import MOST_TEXT, Budget
from .options import values
from .paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ...changes import Read
    from ...events import Fact
    from .file_effects import FileEffect
    from .invocation import Invocation
    from .queries import Query
    from .scope import Scope

_MOST_COMMANDS = 2_000
_MOST_EFFECTS = 2_000
_MOST_CODES = 200
_LONGEST_EVIDENCE = 200
_LARGEST_SCRIPT = 262_144


class Code(Value):
    """Code of a programming language that a command runs, and the line of the command."""

    __slots__ = ("language", "text", "line")

    language: str
    text: str
    line: int

    def __init__(self, language: str, text: str, line: int) -> None:
        self._set(language=language, text=text, line=line)


class Recorder:
    """The facts of one evaluation; `path` is where the text stands, `root` makes absolute paths repository paths."""

    def __init__(self, path: str, read: Read, root: str, *, runs_now: bool) -> None:
        self.commands: list[Fact] = []
        self.last_lines: list[int] = []
        self.folders: dict[str, None] = {}
        self.effects: list[FileEffect] = []
        self.unresolved_facts: list[Fact] = []
        self.queries: list[Query] = []
        self.codes: list[Code] = []
        self._path = path
        self._read = read
        self._root = root
        self._runs_now = runs_now
        self._scripts: list[str] = []  # one digest of all that were run
        self._seen: set[bytes] = set()
        self._told: set[tuple[str, str, int]] = set()
        self._budget = Budget(MOST_TEXT)

    def read(self, path: str) -> bytes | None:
        """A workspace file, None outside it."""
        inside = self.repository_path(path)
        return None if inside is None or inside.startswith(("/", "~")) else self._read(encode_path(os.fsencode(inside)))

    def repository_path(self, path: str) -> str | None:
        """A path as the repository's where it is below its root; None where it is not known."""
        if UNKNOWN in path:
            return None
        root = self._root.rstrip("/")
        if path.startswith("~/") and root:
            path = os.path.expanduser(path)
        if root and (path == root or path.startswith(root + "/")):
            return path[len(root) + 1 :]
        return path

    def executed(self, path: str) -> str | None:
        """The text of a workspace script that is about to run; it becomes part of the command's identity."""
        content = self.read(path)
        if content is None or len(content) > _LARGEST_SCRIPT or b"\0" in content:
            return None
        text = content.decode("utf-8", "replace")
        self._budget.spend(len(text))
        self._scripts = [sha256(canonical([*self._scripts, text]))]
        return text

    def command(self, invocation: Invocation, program: str, scope: Scope) -> None:
        self._record(invocation, program, scope)
        self.effects_of(invocation, program, invocation.arguments, scope)
        if program in tables.QUERYING:
            self._queries_of(invocation, program, scope)

    def _queries_of(self, invocation: Invocation, program: str, scope: Scope) -> None:
        """The SQL that a program is given, by its arguments or its input."""
        from .queries import queries

        def read(path: str) -> bytes | None:
            return self.read(join(scope.cwd, path))

        for query in queries(program, invocation.arguments, invocation.stdin, invocation.line, read):
            if query.text.strip() == UNKNOWN:
                self.unresolved("code", f"`{program}` gets SQL that is not known before it runs", query.line)
            elif query not in self.queries:
                self._budget.spend(len(query.text))
                self.queries.append(query)

    def effects_of(self, invocation: Invocation, program: str, arguments: list[str], scope: Scope) -> None:
        """What a program does to files by its arguments."""
        if not self._runs_now:
            return

        def read(path: str) -> bytes | None:
            return self.read(join(scope.cwd, path))

        for effect in file_effects.effects(program, arguments, invocation.stdin, invocation.line, read):
            self.touched(effect, scope)

    def unknown_program(self, invocation: Invocation, scope: Scope) -> None:
        self._record(invocation, None, scope)
        self.unresolved("program", "the program's name is not known before it runs", invocation.line)

    def wrote(self, path: str, content: str | None, scope: Scope, line: int) -> None:
        """A redirection to a file."""
        if self._runs_now:
            data = None if content is None else content.encode("utf-8", "replace")
            self.touched(file_effects.FileEffect(path, file_effects.WRITTEN, data, line), scope)

    def code(self, language: str, text: str, line: int) -> None:
        """Code that a command is given, or a workspace script of another language that it runs."""
        if len(self.codes) < _MOST_CODES:
            self.codes.append(Code(language, text, line))
        else:
            self.unresolved("size", f"more than {_MOST_CODES} programs in other languages; split the text", line)

    def script(self, path: str, line: int) -> None:
        """A workspace script of a programming language that is about to run."""
        text = self.executed(path) if self._runs_now else None
        language = of_file(path, text) if text is not None else None
        if text is not None and language is not None:
            self.code(language, text, line)

    def unresolved(self, what: str, why: str, line: int) -> None:
        """What text that runs one day holds is not asked yet, but that some of it was not read is said now."""
        fact = {"what": what, "why": why, "at": {"path": self._path, "line": line}}
        if (self._runs_now or what == "size") and (what, why, line) not in self._told:
            self._told.add((what, why, line))
            self.unresolved_facts.append(fact)

    def touched(self, effect: FileEffect, scope: Scope) -> None:
        """An effect on a file, where its path is known from some folder on."""
        if not self._runs_now:
            return
        if len(self.effects) >= _MOST_EFFECTS:
            self.unresolved("size", f"more than {_MOST_EFFECTS} file names; name folders or fewer files", effect.line)
            return
        path = self._place(effect.path, scope)
        if path:
            source = None if effect.source is None else self._place(effect.source, scope)
            for one in dict.fromkeys((path, *self._as_the_system_goes(effect, scope))):
                self.effects.append(file_effects.FileEffect(one, effect.kind, effect.content, effect.line, source))

    def _as_the_system_goes(self, effect: FileEffect, scope: Scope) -> tuple[str, ...]:
        """The path with `..` taken after links are followed, where the words alone would take it before."""
        if ".." not in effect.path.split("/") or UNKNOWN in effect.path or UNKNOWN in scope.cwd or not self._root:
            return ()
        spelled = effect.path if effect.path.startswith(("/", "~")) else f"{scope.cwd or '.'}/{effect.path}"
        if "\0" in spelled:
            return ()
        return (behind_links(self._root, encode_path(os.fsencode(spelled)), last=effect.kind != file_effects.DELETED),)

    def _place(self, path: str, scope: Scope) -> str | None:
        """The encoded repository path. What is below an unknown folder may be below the root, and counts as that."""
        known = self.repository_path(join(scope.cwd, path))
        if known is None and UNKNOWN in path:
            head, slash, tail = path.rpartition(UNKNOWN)[2].partition("/")
            known = os.path.normpath(tail) if slash and not head and tail else None
        elif known is None:
            known = os.path.normpath(path)
        return None if known is None or "\0" in known else encode_path(os.fsencode(known)) or "."

    def _record(self, invocation: Invocation, program: str | None, scope: Scope) -> None:
        if len(self.commands) >= _MOST_COMMANDS:
            self.unresolved("size", f"more than {_MOST_COMMANDS} commands; split the text", 1)
            return
        self._budget.spend(sum(len(word.text) for word in invocation.argv) + len(invocation.stdin))
        for folder in ("", *values(invocation.arguments, *tables.FOLDERS)):
            there = self.repository_path(join(scope.cwd, folder))
            if there is not None:
                self.folders.setdefault(encode_path(os.fsencode(there)))
        fact = self._fact(invocation, program, scope)
        key = canonical(fact)
        if key not in self._seen:
            self._seen.add(key)
            self.commands.append(fact)
            self.last_lines.append(invocation.last_line)

    def _fact(self, invocation: Invocation, program: str | None, scope: Scope) -> dict[str, Any]:
        argv = [word.text for word in invocation.argv]
        words, options = parse_arguments(program or "", argv[1:], any(word.is_open for word in invocation.argv[1:]))
        reads_only = program is not None and not invocation.writes and _reads_only(program, list(words), options)
        return {
            "argv": [None if text == UNKNOWN else text for text in argv],
            "program": program,
            "words": list(words),
            "options": list(options),
            "resolved": program is not None,
            "reads_only": reads_only,
            "runs_now": self._runs_now,
            "inputs": sha256(canonical([scope.cwd, invocation.stdin, self._scripts])),
            "runs": _runs(invocation, program, reads_only=reads_only),
            "text": invocation.source[:_LONGEST_EVIDENCE],
            "at": {"path": self._path, "line": invocation.line},
        }


def _reads_only(program: str, words: list[str | None], options: tuple[str | None, ...]) -> bool:
    given = {option for option in options if option}
    if program == "find":
        return not given & {"-exec", "-execdir", "-ok", "-okdir", "-delete", "-fprint", "-fls", "-fprintf"}
    if program in ("sed", "sort"):
        return not any(option.startswith(("-i", "-o", "--in-place", "--output")) for option in given)
    if program == "aws":
        operation = words[1] if len(words) > 1 else None
        return operation is not None and operation.startswith(_READING_VERBS)
    if program in tables.READERS:
        return True
    return bool(words) and words[0] in tables.READING_SUBCOMMANDS.get(program, ())


_READING_VERBS = ("describe-", "get-", "list-", "ls", "head-", "help", "search-", "batch-get-", "lookup-", "simulate-")


def _runs(invocation: Invocation, program: str | None, *, reads_only: bool) -> list[dict[str, Any]]:
    """What the command introduces: its words, and the text it reads where it acts on that; nothing where it only reads."""
    pieces = [f"{name}={value}" for name, value in invocation.assigned]
    if not reads_only:
        pieces.append(" ".join(_introduced(invocation, program)))
        if invocation.stdin:
            pieces.append(invocation.stdin)
    return [code_run(piece.replace(UNKNOWN, "?"), invocation.line) for piece in pieces if piece.strip()]


def _introduced(invocation: Invocation, program: str | None) -> list[str]:
    """The words of the command without messages for people (`git commit -m …`)."""
    messages = tables.MESSAGES.get(program or "", frozenset())
    kept: list[str] = []
    skips = False
    for word in invocation.argv:
        if not skips and not _is_message(word.text, messages):
            kept.append(word.text)
        skips = not skips and (word.text in messages or _ends_in_message(word.text, messages))
    return kept


def _is_message(text: str, messages: frozenset[str]) -> bool:
    """`--message=…` and `-m…`, or the option alone."""
    return text.partition("=")[0] in messages or (text[:2] in messages and not text.startswith("--"))


def _ends_in_message(text: str, messages: frozenset[str]) -> bool:
    """A cluster such as `-am`, whose last letter takes the message."""
    return len(text) > 2 and text[0] == "-" and text[1:].isalpha() and f"-{text[-1]}" in messages
