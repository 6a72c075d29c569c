"""Variables that make another program run a command: whoever sets one runs it."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import subscripts
from .programs.tables import MADE_BY_OTHERS
from .syntax.listed import names_in, without_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.scope import Scope

COMMANDS = frozenset((
    "BROWSER", "CVS_RSH", "EDITOR", "GIT_ASKPASS", "GIT_EDITOR", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_PROXY_COMMAND",
    "GIT_SEQUENCE_EDITOR", "GIT_SSH", "GIT_SSH_COMMAND", "LESSCLOSE", "LESSOPEN", "MANPAGER", "PAGER", "PROMPT_COMMAND",
    "RSYNC_RSH", "SSH_ASKPASS", "SUDO_ASKPASS", "VISUAL",
))  # fmt: skip
FILES = frozenset(("BASH_ENV", "ENV"))
# Texts that a shell expands as between double quotes, for each prompt or traced command.
_PROMPTS = frozenset(("PS0", "PS1", "PS2", "PS3", "PS4"))
# Variables whose value is a program's code or a file that it runs first, by the command that it comes to.
_STARTED = {"PERL5DB": ("perl", "-e"), "PYTHONSTARTUP": ("python3",)}
_FUNCTION = "BASH_FUNC_"  # a function that bash gets from its environment
# program: variables (or the beginning of their names) whose words are arguments of it, and the option that they stand behind
ARGUMENTS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "bun": (("BUN_OPTIONS", ()),), "gmake": (("MAKEFILES", ("-f",)), ("MAKEFLAGS", ()), ("GNUMAKEFLAGS", ())),
    "make": (("MAKEFILES", ("-f",)), ("MAKEFLAGS", ()), ("GNUMAKEFLAGS", ())), "node": (("NODE_OPTIONS", ()),),
    "perl": (("PERL5OPT", ()),), "ruby": (("RUBYOPT", ()),), "tar": (("TAR_OPTIONS", ()),),
    "terraform": (("TF_CLI_ARGS", ()),), "tofu": (("TF_CLI_ARGS", ()),),
}  # fmt: skip
_SUBCOMMANDS = ("terraform", "tofu")  # whose arguments stand behind a subcommand


def assigned(name: str, value: str, scope: Scope, evaluator: Evaluator, line: int) -> None:
    """Evaluate what a variable makes others run."""
    if not value.strip() or UNKNOWN in value[:1]:
        return
    subscripts.run(value, scope, evaluator, line)
    if name.startswith(_FUNCTION):
        evaluator.run_text(f"{name[len(_FUNCTION) :].removesuffix('%%')} {value}", scope.copy(), "", line)
    elif name in _PROMPTS:
        prompted(value, scope, evaluator, line)
    elif name in _STARTED:
        import shlex

        evaluator.run_text(shlex.join([*_STARTED[name], value]), scope.copy(), "", line)
    elif name in COMMANDS:
        evaluator.run_text(value.lstrip("|- "), scope.copy(), "", line)
    elif name in FILES:
        from .files.paths import join

        if value.startswith(MADE_BY_OTHERS):
            evaluator.recorder.unresolved("code", "the shell starts with a text that another command makes", line)
            return
        content = evaluator.recorder.executed(join(scope.cwd, value))
        if content is not None:
            evaluator.run_script(content, scope.copy(), "", line)
        elif evaluator.recorder.is_unseen(join(scope.cwd, value)):
            evaluator.recorder.unresolved("code", "the shell starts with a text that is not known", line)


def counted(text: str, scope: Scope) -> None:
    """What arithmetic sets, is not known afterwards."""
    import re

    for before, after in re.findall(
        r"([A-Za-z_]\w*)(?:\[[^\]]*\])?\s*(?:\+\+|--|(?:<<|>>|[-+*/%&|^])?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)", text
    ):
        scope.assign(before or after, UNKNOWN)


def prompted(value: str, scope: Scope, evaluator: Evaluator, line: int) -> None:
    """Evaluate a text that a shell expands as between double quotes."""
    if "$" in value or "`" in value:
        evaluator.run_text(f': "{value}"', scope.copy(), "", line)


def more_arguments(program: str, arguments: list[str], given: tuple[tuple[str, str], ...], scope: Scope) -> list[str]:
    """The arguments of a program with those that it gets from its variables; none where these add nothing."""
    rows = ARGUMENTS.get(program, ())
    known = {**scope.variables, **dict(given)} if rows else {}
    more = [
        part
        for beginning, option in rows
        for name, value in known.items()
        if name.startswith(beginning)
        for text in names_in(value) or [value]
        for word in without_names(text).split()
        for part in (*option, word)
    ]
    if program in _SUBCOMMANDS:
        return [*arguments, *more] if more and more != arguments[-len(more) :] else []
    return [*more, *arguments] if more and more != arguments[: len(more)] else []
