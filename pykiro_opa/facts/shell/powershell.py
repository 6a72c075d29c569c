"""PowerShell inside shell text: what `pwsh` is given to run, told to the evaluator as what a shell would run."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ..powershell import Place, run
from .files.paths import join
from .starting import invoke
from .syntax.invocation import Invocation
from .syntax.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .evaluator import Evaluator
    from .syntax.scope import Scope

_DEEPEST = 12
_EACH = 20  # steps that a command counts for: one of PowerShell is often three of ours
# Names of options, each with the shortest form that is taken for it; those of the second row take a value.
_TEXT, _ENCODED, _FILE = ("command", "c"), ("encodedcommand", "e"), ("file", "f")
_VALUED = (("executionpolicy", "ex"), ("ep", "ep"), ("windowstyle", "w"), ("version", "v"), ("inputformat", "inp"),
           ("outputformat", "o"), ("if", "if"), ("of", "of"), ("workingdirectory", "wo"), ("wd", "wd"), ("configurationname", "config"),
           ("configurationfile", "configurationf"), ("custompipename", "cus"), ("settingsfile", "se"), ("psconsolefile", "psc"),
           ("encodedarguments", "encodeda"))  # fmt: skip
_MARKS = ("-", "/", "\u2013", "\u2014", "\u2015")


class Told:
    """Tells a recorder, by way of the evaluator, what PowerShell text does in a scope."""

    def __init__(self, evaluator: Evaluator, scope: Scope) -> None:
        self._evaluator = evaluator
        self._scope = scope

    def _invocation(self, words: Sequence[str], stdin: str, at: Place) -> Invocation:
        argv = tuple(Word(word, is_open=word == UNKNOWN) for word in words)
        return Invocation(
            argv=argv,
            assigned=(),
            stdin=stdin,
            source=at.source,
            line=at.line,
            last_line=at.last_line,
            writes=at.writes,
        )

    def command(self, words: Sequence[str], stdin: str, at: Place) -> str:
        if self._evaluator.depth >= _DEEPEST:
            self.unresolved("code", "PowerShell text is nested too deep to be read", at.line)
            return UNKNOWN
        self.spend(_EACH)
        self._evaluator.depth += 1
        try:
            return invoke(self._invocation(words, stdin, at), self._scope, self._evaluator)
        finally:
            self._evaluator.depth -= 1

    def cmdlet(self, words: Sequence[str], stdin: str, at: Place) -> None:
        self.spend(_EACH)
        self._evaluator.recorder.command(self._invocation(words, stdin, at), words[0], self._scope)

    def wrote(self, path: str, content: str, line: int, *, appends: bool) -> None:
        self._evaluator.recorder.wrote(path, content, self._scope, line, appends=appends)

    def set(self, name: str, value: str) -> None:
        self._scope.assign(name.upper(), value)

    def unresolved(self, what: str, why: str, line: int) -> None:
        self._evaluator.recorder.unresolved(what, why, line)

    def read(self, path: str) -> bytes | None:
        return self._evaluator.recorder.reader(self._scope.cwd)(path)

    def script(self, path: str, line: int) -> str | None:
        place = join(self._scope.cwd, path)
        found = self._evaluator.recorder.executed(place)
        if found is None and self._evaluator.recorder.is_unseen(place):
            self.unresolved("code", "it runs a file that is made just before, of what is not known", line)
        return found

    def spend(self, amount: int) -> None:
        self._evaluator.budget.spend(amount)


def run_text(text: str, scope: Scope, evaluator: Evaluator, line: int, arguments: Sequence[str] = ()) -> str:
    """Evaluate PowerShell text in a scope; gives its output."""
    if evaluator.depth >= _DEEPEST:
        evaluator.recorder.unresolved("code", "PowerShell text is nested too deep to be read", line)
        return UNKNOWN
    variables = {f"env:{name.lower()}": value for name, value in scope.variables.items()}
    evaluator.depth += 1
    try:
        return run(text, Told(evaluator, scope), line, variables, arguments)
    except RecursionError:
        evaluator.recorder.unresolved("code", "PowerShell text is nested too deep to be read", line)
        return UNKNOWN
    finally:
        evaluator.depth -= 1


def power(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`pwsh -Command TEXT`, `-EncodedCommand BASE64`, `-File FILE`, or text from its input."""
    evaluator.recorder.command(invocation, program, scope)
    given = invocation.arguments
    place = 0
    while place < len(given):
        name = given[place]
        if not name.startswith(_MARKS) or len(name) < 2:
            break
        option = name.lstrip("".join(_MARKS)).lower()
        value, colon, after = option.partition(":")
        rest = [name.partition(":")[2], *given[place + 1 :]] if colon and after else given[place + 1 :]
        if _is(value, _ENCODED) or value == "ec":
            return _given(_decoded(rest[0] if rest else ""), invocation, scope, evaluator)
        if _is(value, _TEXT):
            text = invocation.stdin if rest == ["-"] else " ".join(rest)
            return _given(text, invocation, scope, evaluator)
        if _is(value, _FILE):
            return _file(rest, invocation, scope, evaluator)
        place += 2 if any(_is(value, row) for row in _VALUED) and not colon else 1
    rest = given[place:]
    if not rest or rest == ["-"]:
        return _given(invocation.stdin, invocation, scope, evaluator) if invocation.stdin else UNKNOWN
    if rest[0].lower().endswith(".ps1"):
        return _file(rest, invocation, scope, evaluator)
    return _given(" ".join(rest), invocation, scope, evaluator)


def _is(option: str, row: tuple[str, str]) -> bool:
    name, shortest = row
    return name.startswith(option) and option.startswith(shortest)


def _decoded(encoded: str) -> str:
    """Base64 of UTF-16, low byte first; what is none runs nothing."""
    import base64

    if UNKNOWN in encoded:
        return UNKNOWN
    plain = "".join(encoded.split())
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode("utf-16-le", "replace")
    except ValueError:
        return ""


def _given(text: str, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    if not text.strip():
        return ""
    if UNKNOWN in text.split(None, 1)[0]:
        evaluator.recorder.unresolved("code", "PowerShell gets text that is not known before it runs", invocation.line)
        return UNKNOWN
    inner = scope.copy()
    for name, value in invocation.assigned:
        inner.assign(name, value)
    return run_text(text, inner, evaluator, invocation.line)


def _file(words: Sequence[str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    if not words or words[0] == "-":
        return _given(invocation.stdin or UNKNOWN, invocation, scope, evaluator)
    inner = scope.copy()
    content = Told(evaluator, inner).script(words[0].replace("\\", "/"), invocation.line)
    return UNKNOWN if content is None else run_text(content, inner, evaluator, invocation.line, words[1:])
