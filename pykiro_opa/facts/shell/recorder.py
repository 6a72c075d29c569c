"""Collects what an evaluation finds, as facts."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN, parse_arguments
from ...changes import behind_links, encode_path
from ...events import canonical, sha256
from ..code import Code, of_file
from .budget import MOST_TEXT, Budget, ExhaustedError
from .files import effects, file_effects, spelled_paths
from .files.made_files import SOMEWHERE, MadeFiles, copied_program, name_copy, program_at
from .files.paths import join
from .programs import index, introduced, tables
from .syntax.listed import MORE, names_in, without_names
from .syntax.options import values
from .syntax.words import Word, is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ...changes import Read
    from ...events import Fact
    from ..sql import Text
    from .files.file_effects import FileEffect
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

_INSTALLED = ("~", "/etc/", "/home/", "/opt/", "/root/", "/usr/")  # where what is there before is not read
_MOST_COMMANDS = 1_000
_MOST_EFFECTS = 2_000
_MOST_CODES = 200
_LONGEST_EVIDENCE = 200
_LARGEST_SCRIPT = 262_144
_MOST_NAMED = 8
_ROUND = 100  # characters of the budget that one name of a list costs
_DEEP = "**"


class Recorder:
    """The facts of one evaluation; `path` is where the text stands, `root` makes absolute paths repository paths."""

    def __init__(self, path: str, read: Read, root: str, *, runs_now: bool) -> None:
        self.commands: list[Fact] = []
        self.last_lines: list[int] = []
        self.folders: dict[str, None] = {}
        self.effects: list[FileEffect] = []
        self.unresolved_facts: list[Fact] = []
        self.queries: dict[Text, None] = {}
        self.codes: list[Code] = []
        self._path = path
        self._read = read
        self._root = root
        self._runs_now = runs_now
        self._scripts: list[str] = []  # one digest of all that were run
        self._seen: set[bytes] = set()
        self._went_through: set[tuple[str, ...]] = set()
        self._told: set[tuple[str, str, int]] = set()
        self._made = MadeFiles(self.read)
        self._budget = Budget(MOST_TEXT)

    def read(self, path: str) -> bytes | None:
        """A workspace file, None outside it."""
        inside = self.repository_path(path)
        if inside is None:
            return None
        made = self._made.content(inside)
        if made is not None:
            return None if made == UNKNOWN else made.encode("utf-8", "replace")
        program = program_at(inside)
        if program is not None:
            return program.encode()
        return None if inside.startswith(("/", "~")) else self._read(encode_path(os.fsencode(inside)))

    def reader(self, cwd: str) -> Read:
        """As `read`, for paths that are spelled from a folder on."""
        return lambda path: self.read(join(cwd, path))

    def is_unseen(self, path: str) -> bool:
        """Whether a file was made by this text with a content that nobody can know before."""
        inside = self.repository_path(path)
        made = self._made.content(inside or "")
        may_be_made = inside is None or not inside.startswith(_INSTALLED)
        return made == UNKNOWN or (made is None and self._made.is_open and may_be_made and self.read(path) is None)

    def program_behind(self, path: str) -> str | None:
        """The system's program that a path of the workspace leads to, as a copy or a link."""
        inside = self.repository_path(path)
        if inside is None or "\0" in inside or program_at(inside) is not None:
            return None
        made = self._made.content(inside)
        if made is not None:
            return copied_program(made)
        if not self._root or inside.startswith(("/", "~", "..")):
            return None
        return copied_program(program_at(behind_links(self._root, encode_path(os.fsencode(inside)), last=True)) or "")

    def repository_path(self, path: str) -> str | None:
        """A path as the repository's where it is below its root; None where it is not known."""
        return spelled_paths.repository_path(self._root, path)

    def executed(self, path: str) -> str | None:
        """The text of a workspace script that is about to run; it becomes part of the command's identity."""
        content = self.read(path)
        if content is None or len(content) > _LARGEST_SCRIPT or b"\0" in content:
            return None
        text = content.decode("utf-8", "replace")
        if copied_program(text):
            return None
        self._budget.spend(len(text))
        self._scripts = [sha256(canonical([*self._scripts, text]))]
        return text

    def command(self, invocation: Invocation, program: str, scope: Scope) -> None:
        self._record(invocation, program, scope)
        if self._runs_now and any(word.is_pattern for word in invocation.argv):
            from .files.globbing import expanded

            named = expanded(invocation.argv, scope.cwd, self._root)
            if named:
                self._record(invocation.instead(named), program, scope)
        self.effects_of(invocation, program, invocation.arguments, scope)
        if any(word.text is not word.value for word in invocation.argv):
            self._named(invocation, program, scope)
        if program in index.QUERIES:
            self._queries_of(invocation, program, scope)

    def _named(self, invocation: Invocation, program: str, scope: Scope) -> None:
        """What the command does to the names that its unknown words may be; few of them are commands of their own."""
        key = (scope.cwd, *(word.value for word in invocation.argv))
        if key in self._went_through:
            return
        self._went_through.add(key)
        for rest in invocation.without_unset():
            self.effects_of(invocation, program, rest, scope)
        for place, arguments in enumerate(invocation.named()):
            if MORE in "".join(arguments):
                self._too_many(invocation.line, is_change=effects.may_have_effects(program))
            elif effects.may_have_effects(program):
                self._budget.spend(_ROUND + sum(len(argument) for argument in arguments))
                self.effects_of(invocation, program, arguments, scope)
            if place < _MOST_NAMED and not any(_DEEP in argument or MORE in argument for argument in arguments):
                words = (invocation.argv[0], *map(Word, arguments))
                self._record(invocation.instead(words), program, scope)

    def _too_many(self, line: int, *, is_change: bool) -> None:
        if is_change:
            self.unresolved("size", "a list of files has too many names; name folders or fewer files", line)

    def _queries_of(self, invocation: Invocation, program: str, scope: Scope) -> None:
        """The SQL that a program is given, by its arguments or its input."""
        from .programs.queries import queries

        read = self.reader(scope.cwd)
        stdin = without_names(invocation.stdin)
        for query in queries(program, invocation.arguments, stdin, invocation.line, read):
            if query.text.strip() == UNKNOWN:
                self.unresolved("code", f"`{program}` gets SQL that is not known before it runs", query.line)
            elif query not in self.queries:
                self._budget.spend(len(query.text))
                self.queries[query] = None

    def effects_of(self, invocation: Invocation, program: str, arguments: list[str], scope: Scope) -> None:
        """What a program does to files by its arguments."""
        read, top = self.reader(scope.cwd), spelled_paths.root_from(self._root, scope.cwd)
        self._made.is_open = self._made.is_open or program in tables.UNPACKS
        found = file_effects.effects(program, arguments, invocation.stdin, invocation.line, read, top)
        for effect in found if not scope.elsewhere else ():
            is_new = program in tables.CREATES and read(effect.path) is None
            self.make(effect, scope, invocation.stdin, replaces=is_new or program in tables.REPLACES)
            self.touched(effect, scope)

    def unknown_program(self, invocation: Invocation, scope: Scope) -> None:
        self._record(invocation, None, scope)
        if invocation.argv[0].text:  # an empty name is no program's
            self.unresolved("program", "the program's name is not known before it runs", invocation.line)

    def wrote(self, path: str, content: str, scope: Scope, line: int, *, appends: bool = False) -> None:
        """A redirection to a file, of a content that may be unknown."""
        for name in names_in(path):
            if MORE in name:
                self._too_many(line, is_change=True)
                continue
            self.wrote(name, content, scope, line, appends=appends)
        if scope.elsewhere:
            return
        path = without_names(path)
        place = self.repository_path(join(scope.cwd, path))
        if place is None and UNKNOWN not in path.rpartition("/")[2]:
            place = f"{SOMEWHERE}{path.rpartition('/')[2]}"
        if place is None:
            self.open_files()
        else:
            name_copy(place, self._made.write(place, content, appends=appends), scope)
        if self._runs_now:
            data = None if appends or UNKNOWN in content else content.encode("utf-8", "replace")
            self.touched(file_effects.FileEffect(path, file_effects.WRITTEN, data, line), scope)

    def code(self, language: str, text: str, line: int) -> None:
        """Code that a command is given, or a workspace script of another language that it runs."""
        if len(self.codes) < _MOST_CODES:
            self.codes.append(Code(language, text, line))
        else:
            self.unresolved("size", f"more than {_MOST_CODES} programs in other languages; split the text", line)

    def script(self, path: str, line: int) -> Code | None:
        """A workspace script of a programming language that is about to run."""
        text = self.executed(path) if self._runs_now else None
        language = of_file(path, text) if text is not None else None
        if text is None or language is None:
            return None
        self.code(language, text, line)
        return Code(language, text, line)

    def open_files(self) -> None:
        """Files are made whose names nobody knows."""
        self._made.is_open = True

    def made_files(self) -> list[tuple[str, str]]:
        """The files that this text has made, with their contents."""
        return self._made.all()

    def made(self, path: str) -> str | None:
        """The content of a file that this text has made, None for any other."""
        return self._made.content(self.repository_path(path) or "")

    def unresolved(self, what: str, why: str, line: int) -> None:
        """What text that runs one day holds is not asked yet, but that some of it was not read is said now."""
        fact = {"what": what, "why": why, "at": {"path": self._path, "line": line}}
        if (self._runs_now or what == "size") and (what, why, line) not in self._told:
            self._told.add((what, why, line))
            self.unresolved_facts.append(fact)

    def touched(self, effect: FileEffect, scope: Scope) -> None:
        """An effect on a file, where its path is known from some folder on; an empty name is none."""
        if not self._runs_now or scope.elsewhere or not effect.path:
            return
        if len(self.effects) >= _MOST_EFFECTS:
            self.unresolved("size", f"more than {_MOST_EFFECTS} file names; name folders or fewer files", effect.line)
            return
        source = None if effect.source is None else spelled_paths.place(self._root, scope.cwd, effect.source)
        last = effect.kind != file_effects.DELETED
        for spelled in spelled_paths.spelled_out(effect.path, scope.options):
            for one in spelled_paths.places_from(self._root, scope, spelled, last=last):
                self.effects.append(file_effects.FileEffect(one, effect.kind, effect.content, effect.line, source))

    def make(self, effect: FileEffect, scope: Scope, stdin: str = "", *, replaces: bool = True) -> None:
        """Remember what becomes of a file. One that is edited in its place, or built, stays what it was."""
        place = self.repository_path(join(scope.cwd, effect.path))
        if place is None:
            self._made.is_open = self._made.is_open or replaces
            return
        source = None if effect.source is None else self.repository_path(join(scope.cwd, effect.source))
        if effect.source is not None and is_pattern(effect.source):
            self._made.is_open = True  # each file under its own name
        elif effect.source == UNKNOWN and effect.kind == file_effects.WRITTEN:
            self._made.write(place, UNKNOWN)
            return
        from_input = stdin if effect.source in tables.INPUTS else None
        name_copy(place, self._made.take(effect, place, source, from_input, replaces=replaces), scope)

    def _record(self, invocation: Invocation, program: str | None, scope: Scope) -> None:
        if len(self.commands) >= _MOST_COMMANDS:
            raise ExhaustedError
        self._budget.spend(sum(len(word.text) for word in invocation.argv) + len(invocation.stdin))
        for folder in ("", *values(invocation.arguments, *tables.FOLDERS)):
            there = self.repository_path(join(scope.cwd, folder))
            if there is not None:
                self.folders.setdefault(encode_path(os.fsencode(there)))
        fact = self._fact(invocation, program, scope)
        key = canonical(fact)
        if program in tables.CALLING and None in fact["words"][:2] and not introduced.by_caller(invocation.source):
            self.unresolved("program", f"what `{program}` calls is not known before it runs", invocation.line)
        if key not in self._seen:
            self._seen.add(key)
            self.commands.append(fact)
            self.last_lines.append(invocation.last_line)

    def _fact(self, invocation: Invocation, program: str | None, scope: Scope) -> dict[str, Any]:
        argv = [word.text for word in invocation.argv]
        plain = [spelled_paths.plain(self._root, scope.cwd, text) for text in argv[1:]]
        words, options = parse_arguments(program or "", plain, any(word.is_open for word in invocation.argv[1:]))
        reads_only = (
            program is not None and not invocation.writes and introduced.reads_only(program, list(words), options)
        )
        return {
            "argv": [None if text == UNKNOWN else text for text in argv],
            "program": program,
            "words": list(words),
            "options": list(options),
            "resolved": program is not None,
            "reads_only": reads_only,
            "runs_now": self._runs_now,
            "inputs": sha256(canonical([scope.cwd, invocation.stdin, self._scripts])),
            "runs": introduced.runs(invocation, program, only_reads=reads_only),
            "text": without_names(invocation.source)[:_LONGEST_EVIDENCE],
            "at": {"path": self._path, "line": invocation.line},
        }
