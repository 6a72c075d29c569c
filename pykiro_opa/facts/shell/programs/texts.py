"""Programs that hand a text of theirs to a shell: one row each, by option, word or input."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.options import after, plain, values
from . import command_prompt, console_texts, git_texts
from .tables import INPUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Row = Callable[[Sequence[str], str], list[str]]

# No `re` before it is needed: git and npm come here.
_CRON = r"^\s*(?:@\w+|(?:[\d*/,?LW#A-Za-z-]+\s+){5})(.+)$"
_QUOTED = r"""["']([^"']+)["']"""


def texts(program: str, arguments: Sequence[str], stdin: str) -> list[str]:
    """The shell texts that a program is given, as far as they are known."""
    if program in _SHORTENED:
        arguments = [_written_out(argument, _SHORTENED[program]) for argument in arguments]
    words = [argument for argument in arguments if not argument.startswith("-")]
    found: list[str] = []
    for length in (3, 2, 1, 0):
        row = ROWS.get(" ".join([program, *words[:length]])) if length <= len(words) else None
        if row is not None:
            found += row(arguments, stdin)
    return [text for text in found if text.strip() and UNKNOWN not in text[:1]]


# Long options that programs take shortened (getopt_long(3)).
_SHORTENED: dict[str, tuple[str, ...]] = {
    "env": ("--split-string",), "flock": ("--command",), "git": ("--upload-pack", "--receive-pack", "--extcmd"),
    "script": ("--command",), "split": ("--filter",),
    "tar": ("--checkpoint-action", "--to-command", "--use-compress-program", "--info-script", "--new-volume-script",
            "--rsh-command"),
}  # fmt: skip
_SHORTEST = 5


def _written_out(argument: str, names: tuple[str, ...]) -> str:
    head, equals, value = argument.partition("=")
    meant = [name for name in names if len(head) >= _SHORTEST and name.startswith(head)]
    return f"{meant[0]}{equals}{value}" if len(meant) == 1 else argument


def _valued(*names: str) -> Row:
    return lambda arguments, _stdin: values(arguments, *names)


def _joined(*valued: str) -> Row:
    """All words as one text, as `watch` and `screen` take them."""
    return lambda arguments, _stdin: [" ".join(plain(arguments, valued))]


def _each(arguments: Sequence[str], _stdin: str) -> list[str]:
    return [argument for argument in arguments if not argument.startswith("-")]


def _behind(*marks: str) -> Row:
    return lambda arguments, _stdin: [" ".join(after(arguments, *marks))]


def _input(_arguments: Sequence[str], stdin: str) -> list[str]:
    return [stdin]


def _matching(pattern: str, *names: str, reads_input: bool = False, reads_words: bool = False) -> Row:
    """What a text of another language gives to the shell: `:!ls` in vim, `.shell ls` in sqlite3."""

    def row(arguments: Sequence[str], stdin: str) -> list[str]:
        import re

        given = values(arguments, *names)
        given += [argument.lstrip("+") for argument in arguments if argument.startswith("+")]
        given += [word for word in arguments if not word.startswith("-")] if reads_words else []
        given += [stdin] if reads_input else []
        return [match[match.lastindex or 0] for text in given for match in re.finditer(pattern, text, re.MULTILINE)]

    return row


def _cron(_arguments: Sequence[str], stdin: str) -> list[str]:
    import re

    return re.findall(_CRON, stdin, re.MULTILINE)


def _split_string(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`env -S TEXT WORDS…`, also behind other letters."""
    arguments = [argument.replace("\\_", " ") for argument in arguments]
    for place, argument in enumerate(arguments):
        if argument.startswith("--split-string="):
            return [" ".join([argument.partition("=")[2], *arguments[place + 1 :]])]
        letters, found, text = argument.partition("S")
        if argument == "--split-string" or (found and letters[:1] == "-" and not letters[1:].strip("iv0")):
            return [" ".join([text, *arguments[place + 1 :]] if found and text else arguments[place + 1 :])]
    return []


def _terminal(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`tmux new-session -d TEXT`, `tmux send-keys TEXT Enter`."""
    words = plain(arguments[1:], ("-s", "-n", "-t", "-c", "-x", "-y", "-F", "-e"))
    spaced = [word for word in words if " " in word]
    return spaced or [" ".join(words)]


def _archive(arguments: Sequence[str], _stdin: str) -> list[str]:
    actions = values(arguments, "--checkpoint-action")
    executed = [action.removeprefix("exec=") for action in actions if action.startswith("exec=")]
    programs = values(
        arguments,
        "--to-command",
        "--use-compress-program",
        "-I",
        "--info-script",
        "-F",
        "--new-volume-script",
        "--rsh-command",
    )
    return executed + programs


def _connection(arguments: Sequence[str], _stdin: str) -> list[str]:
    named = ("proxycommand", "localcommand", "knownhostscommand", "remotecommand")
    pairs = [value.replace("=", " ", 1).partition(" ") for value in values(arguments, "-o")]
    return [text.strip().strip("\"'") for name, _, text in pairs if name.strip().lower() in named]


def _parameters(arguments: Sequence[str], _stdin: str) -> list[str]:
    """The commands of `aws ssm send-command --parameters`, as JSON or in the short form."""
    import re

    return [text for value in values(arguments, "--parameters") for text in re.findall(_QUOTED, value)] + [
        value.partition("commands=")[2].strip("[]")
        for value in values(arguments, "--parameters")
        if "commands=" in value
    ]


def _recipes(arguments: Sequence[str], stdin: str) -> list[str]:
    """`make -f -` and `make --eval`."""
    from ...scripts.makefiles import assigned_by, scripts

    folders = values(arguments, "-C", "--directory")
    there = f"cd {folders[-1]} && " if folders else ""
    named = values(arguments, "-f", "--file", "--makefile")
    given = [stdin] if any(name == "-" or name in INPUTS for name in named) else []
    return [
        there + script.text
        for text in [*given, *values(arguments, "--eval", "-E")]
        for script in scripts(text, assigned_by(arguments), arguments)
    ]


def _command_prompt(arguments: Sequence[str], _stdin: str) -> list[str]:
    place = next((at for at, word in enumerate(arguments) if word.lower() in ("-c", "-command", "/c", "/k")), None)
    if place is None:
        return []
    text = " ".join(arguments[place + 1 :])
    return [command_prompt.as_shell(text) if arguments[place][:1] == "/" else text]


def _parallel(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`parallel ::: TEXTS…`, `parallel TEXT ::: VALUES…`."""
    if arguments[:1] == [":::"]:
        return after(arguments, ":::")
    return [word for word in plain(arguments, ("-j", "--jobs", "-a", "-S", "-I"))[:1] if " " in word]


def _daemon(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`start-stop-daemon --start --exec PROGRAM -- WORDS…`."""
    programs = values(arguments, "--startas", "-a") or values(arguments, "--exec", "-x")
    return [" ".join([programs[-1], *after(arguments, "--")])] if programs else []


def _typescript(arguments: Sequence[str], stdin: str) -> list[str]:
    """`script` starts a shell, which reads its input where it is given no command."""
    return values(arguments, "-c", "--command") or [stdin]


def _filters(given: Sequence[str]) -> list[str]:
    """`%!sh` and `w !sh`, which get what nobody knows."""
    import re

    pattern = r"^\s*(?:[%\d.$,'<>]+|[%\d.$,'<>]*w(?:rite)?\s+)!\s*(\S.*)"
    return [f"echo {UNKNOWN} | {found}" for text in given for found in re.findall(pattern, text, re.MULTILINE)]


def _edited(_arguments: Sequence[str], stdin: str) -> list[str]:
    """The orders of `ed`: `!TEXT`, `r !TEXT`, `w !TEXT`."""
    return [*_ED(_arguments, stdin), *_filters([stdin])]


def _filtered(arguments: Sequence[str], stdin: str) -> list[str]:
    """What an editor gives to a shell; of a filter (`%!sh`) nobody knows the input."""
    import re

    given = [*values(arguments, "-c", "--cmd"), stdin]
    given += [argument.lstrip("+") for argument in arguments if argument.startswith("+")]
    filters = _filters(given)
    built = [text for text in given if re.search(r"\bexe\w*\b.*!|\bnorm\w*\b.*:.*!", text)]
    return [
        *(text.lstrip("! ") for text in _VIM_TEXTS(arguments, stdin)),
        *filters,
        *(f"eval {UNKNOWN}" for _ in built),
    ]


def _compiled(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`gcc -wrapper PROGRAM,WORDS…` starts each of its programs so."""
    import shlex

    return [shlex.join(text.split(",")) for text in values(arguments, "-wrapper")]


def _spread(arguments: Sequence[str], stdin: str) -> list[str]:
    """`parallel` with no command runs the lines of its input."""
    words = plain(arguments, ("-j", "--jobs", "-a", "-S", "-I"))
    return _parallel(arguments, stdin) if words or ":::" in arguments else stdin.splitlines()[:_MOST_LINES]


def _packaged(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`apt -o APT::Update::Pre-Invoke::=TEXT`, `dpkg --pre-invoke=TEXT`."""
    settings = [value.partition("=") for value in values(arguments, "-o", "--option")]
    hooks = values(arguments, "--pre-invoke", "--post-invoke")
    return hooks + [text for name, _, text in settings if "invoke" in name.lower() or "::pager" in name.lower()]


def _set_scripts(arguments: Sequence[str], _stdin: str) -> list[str]:
    """`npm pkg set scripts.NAME=TEXT`: what `npm NAME` runs from then on."""
    settings = [word.partition("=") for word in arguments]
    return [text for name, _, text in settings if name.startswith(("scripts.", "scripts["))]


_MOST_LINES = 50
_VIM_TEXTS = _matching(
    r"(?:!\s*|\b(?:system(?:list)?|job_start|term_start)\(['\"])([^|\n'\")]+)", "-c", "--cmd", reads_input=True
)
_VIM = _filtered
_ED = _matching(r"^(?:[\d,.$%]*[erw]\s*)?!(.+)", reads_input=True)
_TCL = _matching(r"(?:\bexec\s+(?:--\s+)?\{?|\bopen\s+[\"{]?\|)\s*([^\]\n;}\"]+)", "-c", reads_input=True)
# What servers start: `COPY … TO PROGRAM '…'`, `EXEC xp_cmdshell '…'`.
_OF_SERVERS = r"(?i:\bprogram\s*|\bxp_cmdshell\s*)N?'([^']+)"
ROWS: dict[str, Row] = {
    "ansible": _valued("-a", "--args"), "at": _input, "aws ssm send-command": _parameters,
    "az vm run-command": _valued("--scripts"), "batch": _input, "cmd": _command_prompt, "cmd.exe": _command_prompt,
    "cmake": _matching(r"(?is)\bexecute_process\s*\(.*?\bCOMMAND\s+([^)]+?)\s*(?:\b(?:WORKING_DIRECTORY|TIMEOUT|RESULT_VARIABLE|OUTPUT_\w+|ERROR_\w+|COMMAND_\w+)\b[^)]*)?\)", reads_input=True),
    "concurrently": _each, "cross-env-shell": _joined(), "crontab": _cron, "ed": _edited, "man": _valued("-P", "--pager", "-H", "--html"),
    "env": _split_string, "ex": _VIM, "expect": _matching(r"(?:spawn|exec)\s+(?:-\w+\s+)*([^\]\n;]+)", "-c", reads_input=True), "flock": _valued("-c", "--command"),
    "fly ssh console": _valued("-C", "--command"), "gcloud compute ssh": _valued("--command"),
    "gdb": console_texts.debugged, "git": git_texts.texts, "wish": _TCL, "apt": _packaged, "apt-get": _packaged, "dpkg": _packaged, "dpkg-architecture": _valued("-c", "--command"),
    "gcc": _compiled, "g++": _compiled, "cc": _compiled, "c++": _compiled, "pee": _each, "sem": _parallel, "rush": _parallel,
    "capsh": _valued("-c"), "complete": _valued("-C"), "x-terminal-emulator": _behind("-e", "--"),
    "gnome-terminal": _behind("-x", "--"), "hyperfine": _each, "konsole": _behind("-e"),
    "lldb": console_texts.debugged, "make": _recipes,
    "mariadb": _matching(r"(?:\\!|(?i:\bsystem))\s+([^;]+)", "-e", "--execute", reads_input=True),
    "mysql": _matching(r"(?:\\!|(?i:\bsystem))\s+([^;]+)", "-e", "--execute", reads_input=True),
    "nc": _valued("-e", "-c"), "ncat": _valued("-e", "-c", "--exec", "--sh-exec"), "nix develop": _behind("-c", "--command"),
    "nix shell": _behind("-c", "--command"), "nix-shell": _valued("--run", "--command"),
    "nodemon": _valued("-x", "--exec"), "npm exec": _valued("-c", "--call"), "npm x": _valued("-c", "--call"), "npm pkg": _set_scripts, "pnpm pkg": _set_scripts, "npx": _valued("-c", "--call"),
    "nvim": _VIM, "parallel": _spread,
    "psql": _matching(rf"(?:\\!\s*(.+)|{_OF_SERVERS})", "-c", "--command", reads_input=True),
    "sqlcmd": _matching(rf"(?::!!\s*(.+)|{_OF_SERVERS})", "-Q", "-q", reads_input=True),
    "sqlplus": _matching(r"(?im:^\s*(?:host|!)\s*)(.+)", reads_input=True),
    "rsync": _valued("-e", "--rsh", "--rsync-path"), "salt": _behind("cmd.run"), "scp": lambda arguments, stdin: [*_connection(arguments, stdin), *values(arguments, "-S")], "split": _valued("--filter"),
    "screen": _joined("-S", "-c", "-T", "-t", "-h", "-e", "-p"), "script": _typescript, "sg": _valued("-c"),
    "socat": _matching(r"(?i)(?:EXEC|SYSTEM):['\"]?([^,'\"]+)", reads_words=True), "sops exec-env": _each,
    "sqlite3": console_texts.queried, "ssh": _connection,
    "sftp": _connection, "tar": _archive, "start-stop-daemon": _daemon, "tclsh": _TCL, "tmux": _terminal,
    "vagrant ssh": _valued("-c", "--command"), "vi": _VIM, "view": _VIM, "vim": _VIM, "watch": _joined("-n", "--interval"),
    "xterm": _behind("-e"), "zip": _valued("-TT", "--unzip-command"),
}  # fmt: skip
