"""Builtins that take their input, or the arguments, apart into variables: `read`, `mapfile`, `getopts`."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .syntax.listed import known_lines, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

_MOST_LINES = 8  # that `mapfile` gives to a command
_MOST_TAKEN = 1_100  # lines of which each may be what is read
_VALUED = "adinNptu"  # options of `read` that take a value
_VALUED_OF_LINES = "COcdnsu"  # of `mapfile`
_REST = "REPLY"  # where `read` without a name puts what it reads


def read(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    """`read NAME…`: the fields of any of the lines that are there."""
    names, options = _parted(invocation.arguments, _VALUED)
    separators = dict(invocation.assigned).get("IFS", scope.separators())
    fields = [
        _fields(_cut(line, options), separators, 0 if "a" in options else len(names) or 1)
        for line in _pieces(invocation.stdin, options.get("d", "\n"))
    ]
    if "a" in options:
        most = max(map(len, fields), default=0)
        scope.assign_array(options["a"], {str(at): _any(fields, at) for at in range(most)} if fields else {UNKNOWN: ""})
    for place, name in enumerate(names or [_REST]):
        scope.assign(name, _any(fields, place))
    return ""


def _parted(arguments: Sequence[str], valued: str) -> tuple[list[str], dict[str, str]]:
    """The names, and the values of the options."""
    names: list[str] = []
    options: dict[str, str] = {}
    given = iter(arguments)
    for word in given:
        if not word.startswith("-") or names:
            names.append(word)
            continue
        place = next((at for at, letter in enumerate(word) if at and letter in valued), 0)
        if place:
            options[word[place]] = word[place + 1 :] or next(given, "")
    return names, options


def _pieces(stdin: str, end: str) -> list[str]:
    """What one `read` after the other would get."""
    known = known_lines(stdin) if end == "\n" or UNKNOWN in stdin else stdin.split(end or "\0")
    return [line for line in known if line.strip("\n")][:_MOST_TAKEN]


def _cut(line: str, options: Mapping[str, str]) -> str:
    """`-n 2`, `-N 2`: the first letters."""
    count = options.get("N", options.get("n", ""))
    return line[: int(count)] if count.isdigit() else line


def _fields(line: str, separators: str, count: int) -> list[str]:
    """As many fields as there are names, the last with all the rest; all fields where that is 0."""
    if UNKNOWN in separators or not separators:
        return [line]
    blank = separators.isspace()
    letter = next((one for one in separators if not one.isspace()), " ")
    plain = "".join(letter if one in separators and not one.isspace() else one for one in line)
    return plain.split(None if blank else letter, count - 1) if count else plain.split(None if blank else letter)


def _any(fields: list[list[str]], place: int) -> str:
    """The field at a place of whichever line it is."""
    found = [one[place].rstrip() if place < len(one) else "" for one in fields]
    return found[0] if len(found) == 1 else listed(found)


def read_lines(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """`mapfile`, `readarray`: an element of each line."""
    import shlex

    from .syntax.options import values

    names, options_ = _parted(invocation.arguments, _VALUED_OF_LINES)
    known = UNKNOWN not in invocation.stdin
    lines = _pieces(invocation.stdin, options_.get("d", "\n")) if known else [UNKNOWN]
    for name in names or ["MAPFILE"]:
        items = lines if known and len(lines) < _MOST_TAKEN else [listed(known_lines(invocation.stdin))]
        scope.assign_array(name, {str(place): line for place, line in enumerate(items)})
    for text in values(invocation.arguments, "-C"):
        for line in lines[:_MOST_LINES]:
            evaluator.run_text(f"{text} 0 {shlex.quote(line)}", scope.copy(), "", invocation.line)
    return ""


def options(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    """`getopts`: the value of an option may be any of the arguments."""
    for name in invocation.arguments[1:2]:
        scope.assign(name, UNKNOWN)
    given = scope.positional or ()
    scope.assign("OPTARG", listed(one for word in given for one in (word, word[2:] if word[:1] == "-" else "")))
    return ""
