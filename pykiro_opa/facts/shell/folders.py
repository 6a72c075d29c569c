"""`cd` and its like: where the shell stands then, and where it stands if one of them has failed."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN
from .files.paths import join
from .programs import tables
from .syntax.listed import names_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

    Place = tuple[str, tuple[str, ...]]  # a folder, and those that it may be as well

CHANGING = ("cd", "popd", "pushd")
AS_ITSELF = ("builtin", "command")  # run the command behind them in this shell
_REMOVING = ("rm", "rmdir", "unlink")
STOPS = "errexit"  # the option of a shell that ends with the first command that fails
_HOME = "~"
_TEMPORARY = "XXXXXX"  # in the names that `mktemp` is taken to make


def place_of(scope: Scope) -> Place:
    return scope.cwd, scope.others


def change(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """`cd FOLDER`, `cd -`, `cd`."""
    before = place_of(scope)
    words = [word for word in invocation.argv[1:] if not word.text.startswith("-") or word.text == "-"]
    target = words[0].text if words else _HOME
    if target == "-":
        after: Place = scope.previous, ()
    else:
        targets = [target, *(names_in(words[0].value) if words else ())]
        first, *others = (_below(folder, one) for folder in (scope.cwd, *scope.others) for one in targets)
        after = first, tuple(others)
    _move(before, after, scope, evaluator)
    return ""


def push(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """`pushd FOLDER`; without one it changes places with the last."""
    before = place_of(scope)
    target = next((text for text in invocation.arguments if text[:1] not in ("-", "+")), "")
    if target:
        change(invocation, scope, evaluator)
        scope.pushed = (*scope.pushed, before)
    elif scope.pushed and not invocation.arguments:
        scope.stand(scope.pushed[-1])
        scope.pushed = (*scope.pushed[:-1], before)
    return ""


def pop(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    if scope.pushed and not invocation.arguments:
        scope.previous = scope.cwd
        scope.stand(scope.pushed[-1])
        scope.sure, scope.doubts, scope.pushed = place_of(scope), False, scope.pushed[:-1]
    return ""


def _below(folder: str, target: str) -> str:
    return UNKNOWN if UNKNOWN in target else join(folder, target)


def _move(before: Place, after: Place, scope: Scope, evaluator: Evaluator) -> None:
    scope.previous = before[0]
    scope.stand(after)
    scope.sure = place_of(scope)
    scope.doubts = not _is_there(after[0], scope, evaluator)
    if scope.doubts and STOPS not in scope.options:
        scope.stand(after, before)


def _is_there(folder: str, scope: Scope, evaluator: Evaluator) -> bool:
    """Whether a folder is on the disk, or was made before; what cannot be looked for counts as there."""
    if UNKNOWN in folder or "\0" in folder or _TEMPORARY in folder or not scope.root or not os.path.isdir(scope.root):
        return True
    if os.path.isdir(os.path.join(scope.root, os.path.expanduser(folder))):
        return True
    recorder = evaluator.recorder
    evaluator.budget.spend(1 + (len(recorder.commands) >> 3))
    name = folder.rpartition("/")[2]
    return any(path.startswith(f"{folder}/") for path, _ in recorder.made_files()) or any(
        fact["program"] in tables.UNPACKS or any(_names(word, name) for word in fact["argv"][1:])
        for fact in recorder.commands
        if fact["program"] not in (*CHANGING, *AS_ITSELF, *_REMOVING, *tables.READERS)
    )


def _names(word: str | None, name: str) -> bool:
    """Whether a command that has this word may have made the folder: `mkdir x/NAME`, `git clone HOST:NAME.git`."""
    parts = (word or "").replace(":", "/").replace("=", "/").split("/")
    return any(part.startswith(name) for part in parts)
