"""Commands with their words known: blocks, functions, scripts, cmdlets and programs."""

from __future__ import annotations

from ...catalogue import cmdlets
from ...catalogue.programs import UNKNOWN
from . import starting
from .parameters import Named, bind, by_name, splatted
from .parsing import script_block
from .syntax import Block, Node, Parameter, Variable
from .values import items, joined, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .evaluation import Evaluation
    from .sink import Place

_STATE = frozenset(("set-location", "push-location", "pop-location", "set-variable"))  # which do something once
_SCRIPTS = (".ps1", ".psm1", ".psd1")


def arguments(state: Evaluation, words: Sequence[Node]) -> list[object]:
    found: list[object] = []
    for word in words:
        if isinstance(word, Parameter):
            found.append(Named(word.text) if word.value is None else Named(word.text, state.value(word.value)))
        elif isinstance(word, Variable) and word.is_splat:
            found += splatted(state.lookup(word.name))
        else:
            found.append(state.value(word))
    return found


def invoke(
    state: Evaluation, operator: str, name: object, given: list[object], piped: list[object], at: Place
) -> list[object]:
    """One command: a block, a function, a script, a cmdlet or a program."""
    if isinstance(name, Block):
        plain_ = [one for one in given if not isinstance(one, Named)]
        return items(state.call(name, plain_, joined(piped), keeps=operator == "."))
    called = text(name)
    plain = state.aliases.get(called.lower(), called)
    function = state.functions.get(plain.lower())
    if function is not None:
        _program(state, called, given, piped, at)
        return items(_call(state, function, given, piped))
    place = path(plain) or plain
    if UNKNOWN not in plain and place.lower().endswith(_SCRIPTS):
        return [_script(state, place, given, piped, at, keeps=operator == ".")]
    cmdlet = cmdlets.cmdlet(plain.rpartition("\\")[2]) if "/" not in plain else None
    if cmdlet is None:
        return _program(state, plain if operator == "" or not place else place, given, piped, at)
    if plain.lower() in cmdlets.SHARED and cmdlet not in _STATE:
        output = _program(state, plain, given, piped, at)
        found = starting.cmdlet(state, bind(cmdlet, plain, given, piped), at)
        return found if cmdlet in starting.KNOWN else output
    return starting.cmdlet(state, bind(cmdlet, plain, given, piped), at)


def _call(
    state: Evaluation, function: Block, given: list[object], piped: list[object], *, keeps: bool = False
) -> object:
    """A function: its parameters by name and by place."""

    def meaning(spelled: str) -> tuple[str, bool]:
        name = spelled.lstrip("-").rstrip(":").lower()
        return next((known for known in function.parameters if known.startswith(name)), name), True

    found, left = by_name(given, meaning)
    named = {meant: value for meant, _, value in found}
    open_ = [known for known in function.parameters if known not in named]
    named.update(zip(open_, left, strict=False))
    inner = Block(function.statements, (), function.source)
    missing = dict.fromkeys(open_[len(left) :], UNKNOWN)
    return state.call(inner, left[len(open_) :], joined(piped), keeps=keeps, **missing, **named)


def _script(
    state: Evaluation, place: str, given: list[object], piped: list[object], at: Place, *, keeps: bool
) -> object:
    """A script of the workspace is read where it can be."""
    words = [place, *_native(given)]
    content = state.sink.script(place, at.line)
    if content is None:
        return state.sink.command(words, lines(piped), at)
    state.sink.cmdlet(words, lines(piped), at)
    return _call(state, script_block(state, content), given, piped, keeps=keeps)


def _program(state: Evaluation, name: str, given: list[object], piped: list[object], at: Place) -> list[object]:
    name = cmdlets.plain_name(name) if name.isalpha() else name  # `md`
    place = path(name) or name
    known = place if "/" in place else place.lower()
    output = state.sink.command([known or UNKNOWN, *_native(given)], lines(piped), at)
    if UNKNOWN in output:
        return [UNKNOWN] if output == UNKNOWN else [output.rstrip("\n")]
    return list(output.rstrip("\n").split("\n")) if output else []


def _native(given: Sequence[object]) -> list[str]:
    """The words that a program is given: a list as several, `-name:value` as it is."""
    found: list[str] = []
    for one in given:
        if isinstance(one, Named):
            found.append(
                one.text
                if one.value is ...
                else f"{one.text}:{text(one.value)}"
                if "-" in one.text[:1] and not one.text.startswith("--")
                else one.text
            )
        elif isinstance(one, list):
            found += [text(item) for item in one]
        elif one is not None:
            found.append(text(one))
    return [path(word) or word if _is_path(word) else word for word in found]


def _is_path(word: str) -> bool:
    return word.startswith((".\\", "..\\", "~\\")) or word[1:3] in (":\\", ":/")


def lines(values: Sequence[object]) -> str:
    return "\n".join(text(value) for value in values) + "\n" if values else ""
