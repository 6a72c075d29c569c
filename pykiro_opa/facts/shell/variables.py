"""Variables that make another program run a command: whoever sets one runs it."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .scope import Scope

COMMANDS = frozenset((
    "BROWSER", "CVS_RSH", "EDITOR", "GIT_ASKPASS", "GIT_EDITOR", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_PROXY_COMMAND",
    "GIT_SEQUENCE_EDITOR", "GIT_SSH", "GIT_SSH_COMMAND", "LESSCLOSE", "LESSOPEN", "MANPAGER", "PAGER", "PROMPT_COMMAND",
    "RSYNC_RSH", "SSH_ASKPASS", "SUDO_ASKPASS", "VISUAL",
))  # fmt: skip
FILES = frozenset(("BASH_ENV", "ENV"))
_FUNCTION = "BASH_FUNC_"  # a function that bash gets from its environment
# program: the variable, or the beginning of variables, whose words are arguments of it
ARGUMENTS = {"terraform": "TF_CLI_ARGS", "tofu": "TF_CLI_ARGS"}


def assigned(name: str, value: str, scope: Scope, evaluator: Evaluator, line: int) -> None:
    """Evaluate what a variable makes others run."""
    if not value.strip() or UNKNOWN in value[:1]:
        return
    if name.startswith(_FUNCTION):
        evaluator.run_text(f"{name[len(_FUNCTION) :].removesuffix('%%')} {value}", scope.copy(), "", line)
    elif name == "PS4":
        # Each traced command expands it, as between double quotes.
        evaluator.run_text(f': "{value}"', scope.copy(), "", line)
    elif name in COMMANDS:
        evaluator.run_text(value.lstrip("|- "), scope.copy(), "", line)
    elif name in FILES:
        from .paths import join

        content = evaluator.recorder.executed(join(scope.cwd, value))
        if content is not None:
            evaluator.run_script(content, scope.copy(), "", line)
        elif evaluator.recorder.is_unseen(join(scope.cwd, value)):
            evaluator.recorder.unresolved("code", "the shell starts with a text that is not known", line)


def more_arguments(program: str, given: tuple[tuple[str, str], ...], scope: Scope) -> list[str]:
    """The arguments that a program gets from its variables."""
    beginning = ARGUMENTS.get(program)
    if beginning is None:
        return []
    known = {**scope.variables, **dict(given)}
    return [word for name, value in known.items() if name.startswith(beginning) for word in value.split()]
