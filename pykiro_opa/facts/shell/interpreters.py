"""Interpreters of other languages: the code that they are given, as text, file, input or environment."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ..code import of_program
from .code import loaded_code
from .code.started import Start
from .code_starts import given_to, start
from .code_writes import write_files
from .files.paths import join
from .programs import tables
from .shells import code
from .syntax.listed import without_names
from .syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .code.surroundings import Surroundings
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


def interpreter(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """Code of another language: what it starts and writes is judged here, what it calls is kept for who reads it."""
    flags = tables.INTERPRETERS.get(program, frozenset())
    arguments = invocation.arguments
    is_node = tables.LANGUAGES.get(program) == "node"
    _run_before(invocation, program, scope, evaluator)
    place = 0
    while place < len(arguments):
        argument = arguments[place]
        if argument == "-":
            break
        given = _given_code(arguments, place, flags)
        if given is not None:
            evaluator.recorder.command(invocation, program, scope)
            rest = arguments[place + 1 + (arguments[place + 1 : place + 2] == [given]) :]
            if program == "ruby" and "-run" in arguments:  # a library of programs like the shell's
                start(Start((given, *rest[rest[:1] == ["--"] :])), invocation, scope, evaluator)
            ends_options = rest[:1] == ["--"] and tables.LANGUAGES.get(program) != "python"
            return _read_code(given, invocation, program, scope, evaluator, rest[ends_options:])
        if argument != "run" and (not argument.startswith("-") or argument == "-m"):
            _run_file(arguments[place:], invocation, program, scope, evaluator)
            evaluator.recorder.command(invocation, program, scope)
            return UNKNOWN
        place += 2 if argument in tables.INTERPRETER_VALUES else 1
    evaluator.recorder.command(invocation, program, scope)
    rest = arguments[place + (not is_node) :]  # `-` is an argument of node's
    return _read_code(without_names(invocation.stdin), invocation, program, scope, evaluator, rest)


def _piped_arguments(arguments: list[str]) -> list[str]:
    """Perl opens its arguments, and runs one that ends or begins with `|`."""
    stripped = [argument.strip() for argument in arguments if not argument.startswith("-")]
    return [text.strip("| ") for text in stripped if len(text) > 1 and (text.endswith("|") or text.startswith("|"))]


def _run_before(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """What runs before the code: modules that options name, and files that the language loads by their names."""
    for given in values(invocation.arguments, *tables.PRELOADS.get(program, ())):
        code_, is_code = loaded_code.preloaded(program, given)
        if is_code:
            _read_code(code_, invocation, program, scope, evaluator)
        else:
            for path in (code_, *(code_ + suffix for suffix in _SUFFIXES.get(program, ()))):
                _run_script(join(scope.cwd, path), [], invocation, program, scope, evaluator)
    for piped in _piped_arguments(invocation.arguments) if program == "perl" else ():
        evaluator.run_text(piped, scope.copy(), "", invocation.line)
    language = tables.LANGUAGES.get(program, "")
    for path, content in evaluator.recorder.made_files():
        if path.endswith(tables.CODE_FILES.get(language, ())) and content != UNKNOWN:
            _surely_started(content, [], invocation, program, scope, evaluator)


_ENDINGS = ("", ".js", "/index.js")  # how a module of node's may go on
_SUFFIXES = {"perl": (".pm",), "ruby": (".rb",), "node": (".js", ".cjs", ".mjs")}


def _run_file(words: list[str], invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """`FILE`, or `-m MODULE`."""
    if words[0] != "-m":
        endings = _ENDINGS if tables.LANGUAGES.get(program) == "node" and not words[0].endswith("js") else ("",)
        for ending in endings:
            _run_script(join(scope.cwd, words[0] + ending), words[1:], invocation, program, scope, evaluator)
    elif len(words) > 1:
        module = words[1].replace(".", "/")
        for path in (f"{module}.py", f"{module}/__main__.py"):
            _run_script(join(scope.cwd, path), words[2:], invocation, program, scope, evaluator)
        row = tables.CODE_MODULES.get(words[1])
        for given in row(words[2:]) if row is not None else ():
            _read_code(given, invocation, program, scope, evaluator)
        if words[1] in tables.INPUT_MODULES and not [word for word in words[2:] if not word.startswith("-")]:
            _read_code(without_names(invocation.stdin), invocation, program, scope, evaluator)
        if words[1] in tables.RUNNING_MODULES:
            for path in (*words[2:], *(f"{word.replace('.', '/')}.py" for word in words[2:])):
                _run_script(join(scope.cwd, path), [], invocation, program, scope, evaluator)


def _run_script(
    path: str, arguments: list[str], invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator
) -> None:
    """A script of the workspace is a program like any other, but for the commands that it is sure to start.

    One that this text has just made is code of this text.
    """
    from .code import inline_code

    made = evaluator.recorder.made(path)
    if made is None:  # a folder is run by what is called so in it
        made = evaluator.recorder.made(join(path, "__main__.py"))
    if made is None and evaluator.recorder.is_unseen(path):
        made = UNKNOWN
    if path in tables.INPUTS or path == "/dev/fd/63":
        made = without_names(invocation.stdin) if path in tables.INPUTS else UNKNOWN
    if made is not None:
        is_node = tables.LANGUAGES.get(program) == "node"
        _read_code(made, invocation, program, scope, evaluator, [path, *arguments] if is_node else arguments)
        return
    found = evaluator.recorder.script(path, invocation.line)
    if found is not None:
        given = [path, *arguments] if found.language != "python" else arguments
        _start_known(found.language, found.text, given, invocation, scope, evaluator)
        return
    language = tables.LANGUAGES.get(program, "")
    text = evaluator.recorder.executed(path) if language else None
    if text is not None:
        literal_commands(language, text, invocation, scope, evaluator)
        if inline_code.runs_arguments(language, text):
            start(Start(tuple(arguments)), invocation, scope, evaluator)


def _surely_started(
    text: str, arguments: Sequence[str], invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator
) -> None:
    """What code is sure to start: it may be loaded, but nothing here says that it is."""
    language = of_program(tables.LANGUAGES.get(program, ""))
    if language is None:
        literal_commands(tables.LANGUAGES.get(program, ""), text, invocation, scope, evaluator)
        return
    _start_known(language, text, arguments, invocation, scope, evaluator)


def _start_known(
    language: str, text: str, arguments: Sequence[str], invocation: Invocation, scope: Scope, evaluator: Evaluator
) -> None:
    """What code starts by a name that is known."""
    for one in _starts(language, text, given_to(arguments, invocation, scope, evaluator), evaluator):
        if UNKNOWN not in (one.words if isinstance(one.words, str) else one.words[0])[:1]:
            start(one, invocation, scope, evaluator)


def literal_commands(language: str, text: str, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """The commands of a whole program in a language without a reader, as far as they are literals."""
    from .code import inline_code

    for command in inline_code.literal_commands(language, text):
        if isinstance(command, str):
            evaluator.run_text(command, scope.copy(), "", invocation.line)
        else:
            start(Start(tuple(command)), invocation, scope, evaluator)


_DEEPEST_CODE = 4
_NO_CODE = ("-M", "-m", "-I", "-W", "-X")  # options whose value stands in the same word


def _given_code(arguments: list[str], place: int, flags: frozenset[str]) -> str | None:
    """The code behind an option, also where that stands in a cluster (`perl -ne CODE`)."""
    argument = arguments[place]
    if argument in flags:
        return arguments[place + 1] if place + 1 < len(arguments) else ""
    for flag in flags:
        if argument.startswith(f"{flag}=") and flag.startswith("--"):
            return argument.partition("=")[2]
    if argument[:1] != "-" or argument[1:2] == "-" or argument.startswith(_NO_CODE):
        return None
    letters = "".join(flag[1] for flag in flags if len(flag) == 2)
    first = next((at for at, letter in enumerate(argument) if at and letter in letters), None)
    if first is not None:  # `-pe CODE`
        return argument[first:].lstrip(letters) or next(iter(arguments[place + 1 :]), "")
    return None


def _read_code(
    text: str,
    invocation: Invocation,
    program: str,
    scope: Scope,
    evaluator: Evaluator,
    arguments: Sequence[str] = (),
) -> str:
    if text == UNKNOWN or UNKNOWN in without_names(invocation.stdin) == text:
        evaluator.recorder.unresolved("code", f"`{program}` gets code that is not known", invocation.line)
    language = of_program(tables.LANGUAGES.get(program, ""))
    given = given_to(arguments, invocation, scope, evaluator)
    modules = loaded_code.imported(text) if language == "python" else []
    first = [module for module in modules if loaded_code.is_standard(module)]  # before the code writes any file
    for module in first:
        _run_file(["-m", module], invocation, program, scope, evaluator)
    write_files(text, tables.LANGUAGES.get(program, ""), given, invocation, scope, evaluator)
    if language is not None and text.strip():
        evaluator.recorder.code(language, text, invocation.line)
        for one in _starts(language, text, given, evaluator):
            start(one, invocation, scope, evaluator)
        for module in modules:
            if module not in first:
                _run_file(["-m", module], invocation, program, scope, evaluator)
    if evaluator.depth < _DEEPEST_CODE:
        evaluator.depth += 1
        for path in loaded_code.loaded(tables.LANGUAGES.get(program, ""), text):
            _run_script(join(scope.cwd, path), [], invocation, program, scope, evaluator)
        evaluator.depth -= 1
    _run_made(text, invocation, program, scope, evaluator)
    one_liner(text, invocation, program, scope, evaluator)
    return UNKNOWN


def _run_made(text: str, invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """Files that were made just before and that code names, in whatever call: it may run them."""
    for path, content in evaluator.recorder.made_files():
        name = path.rpartition("/")[2]
        if name in text and "." in name and content not in (text, UNKNOWN) and evaluator.depth < _DEEPEST_CODE:
            evaluator.depth += 1
            _read_code(content, invocation, program, scope, evaluator)
            evaluator.depth -= 1


def _starts(language: str, text: str, given: Surroundings, evaluator: Evaluator) -> list[Start]:
    """What code of a language starts; it is read where a name stands in it that may start something."""
    if not any(name in text for name in tables.STARTING):
        return []
    from .code.starts import starts

    evaluator.budget.spend(len(text) >> 3)
    return starts(language, text, given)


def one_liner(
    text: str,
    invocation: Invocation,
    program: str,
    scope: Scope,
    evaluator: Evaluator,
    arguments: Sequence[str] = (),
) -> None:
    """The commands in code of another language that has no reader, and literal ones in any."""
    from .code import inline_code

    language = tables.LANGUAGES.get(program, "")
    if language in ("awk", "sed"):
        given = given_to(arguments, invocation, scope, evaluator)
        write_files(text, language, given, invocation, scope, evaluator)
    for command in inline_code.commands(language, text):
        if isinstance(command, str):
            evaluator.run_text(command, scope.copy(), "", invocation.line)
        else:
            start(Start(tuple(command)), invocation, scope, evaluator)
    if language in inline_code.UNREAD:
        for start_of in inline_code.unknown_starts(language, text):
            taken = invocation.stdin if start_of == inline_code.INPUT and UNKNOWN not in invocation.stdin else UNKNOWN
            code(taken or UNKNOWN, invocation, scope, evaluator)
