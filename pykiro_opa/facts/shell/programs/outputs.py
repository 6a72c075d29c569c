"""What programs with a constant output print, so that `$(printf rm)` and `echo … | base64 -d | sh` are no disguise."""

from __future__ import annotations

import os

from ....catalogue.programs import UNKNOWN
from ..syntax.escapes import ansi_c
from . import line_filters
from .carried import carried_by
from .listings import LISTINGS
from .tables import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ....changes import Read

    Output = Callable[[Sequence[str], str, Read], str]


_NONE = ("\0",)
LONGEST = 65_536
_MOST_LINES = 16  # of `yes`


def output_of(program: str, arguments: Sequence[str], stdin: str, read: Read) -> str:
    """Standard output of a program; UNKNOWN where it is not constant. `stdin` may be UNKNOWN."""
    carried = carried_by(program, arguments)
    if carried is not None:
        return carried
    known = _OUTPUTS.get(program)
    if known is None:
        # What a shell's start-up evaluates sets variables, and runs nothing that we could know.
        return (
            ""
            if list(arguments[: len(SETTINGS.get(program, _NONE))]) == list(SETTINGS.get(program, _NONE))
            else UNKNOWN
        )
    try:
        return known(arguments, stdin, read)
    except (ValueError, IndexError):
        return UNKNOWN


def has_output(program: str) -> bool:
    return program in _OUTPUTS


def _echo(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    words = list(arguments)
    newline, escapes = "\n", False
    while words and words[0][:1] == "-" and words[0][1:] and set(words[0][1:]) <= set("neE"):
        option = words.pop(0)
        newline = "" if "n" in option else newline
        escapes = escapes or "e" in option
    text = " ".join(words)
    if escapes and "\\c" in text:  # ends the output
        text, newline = text.partition("\\c")[0], ""
    return (ansi_c(text) if escapes else text) + newline


def _printf(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    words = list(arguments)
    if words and words[0] == "-v":
        return ""
    if words and words[0] == "--":
        words.pop(0)
    template, values = ansi_c(words[0]), words[1:]
    done = _formatted(template, values)
    left = len(words)
    while values and len(values) < left and len(done) <= LONGEST:  # each round takes at least one
        left = len(values)
        done += _formatted(template, values)
    return done if len(done) <= LONGEST else UNKNOWN


def _formatted(template: str, values: list[str]) -> str:
    pieces = template.split("%")
    done = pieces[0]
    rest = iter(pieces[1:])
    for piece in rest:
        if piece == "":  # `%%`
            done += "%" + next(rest, "")
            continue
        value = values.pop(0) if values else ""
        if piece[0] not in "sbdcixoq":
            return UNKNOWN
        if piece[0] in "xo":
            value = format(int(value or "0", 0), piece[0])
        done += (ansi_c(value) if piece[0] == "b" else value[:1] if piece[0] == "c" else value) + piece[1:]
    return done


def _cat(arguments: Sequence[str], stdin: str, read: Read) -> str:
    names = [word for word in arguments if word == "-" or not word.startswith("-")]
    if not names:
        return stdin
    return "".join(stdin if name == "-" else _file(name, read) for name in names)


def _file(name: str, read: Read) -> str:
    if UNKNOWN in name:
        return UNKNOWN
    content = read(name)
    return UNKNOWN if content is None else content.decode("utf-8", "replace")


def _base64(arguments: Sequence[str], stdin: str, read: Read) -> str:
    import base64
    import binascii

    decodes = any(word in ("-d", "-D", "--decode", "-di") for word in arguments)
    text = _cat([word for word in arguments if not word.startswith("-")], stdin, read)
    if UNKNOWN in text or not text:  # with no input, what somebody types
        return UNKNOWN
    if not decodes:
        return base64.b64encode(text.encode()).decode() + "\n"
    try:
        return base64.b64decode("".join(text.split())).decode("utf-8", "replace")
    except binascii.Error:
        return UNKNOWN


def _xxd(arguments: Sequence[str], stdin: str, _read: Read) -> str:
    options = "".join(word for word in arguments if word.startswith("-"))
    if "r" not in options or "p" not in options or UNKNOWN in stdin or not stdin:
        return UNKNOWN
    return bytes.fromhex("".join(stdin.split())).decode("utf-8", "replace")


def _rev(arguments: Sequence[str], stdin: str, read: Read) -> str:
    text = _cat(arguments, stdin, read)
    return text if UNKNOWN in text else "".join(line[::-1] + "\n" for line in text.splitlines())


def _nothing(_arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    return ""


def _temporary(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """A name that nobody knows, but outside of every workspace."""
    return UNKNOWN if any(word in ("-p", "--tmpdir") for word in arguments) else "/tmp/tmp.XXXXXXXXXX\n"  # noqa: S108


def _which(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """As `which`: where a program lies, if it is one of the system's."""
    names = [word for word in arguments if not word.startswith("-")]
    return f"/usr/bin/{names[0]}\n" if len(names) == 1 and "/" not in names[0] else UNKNOWN


def _basename(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    words, ending, several = [], "", False
    given = iter(arguments)
    for word in given:
        several = several or word in ("-a", "--multiple", "-s")
        if word == "-s":
            ending = next(given, "")
        elif word not in ("-a", "--multiple", "-z", "--"):
            words.append(word)
    if not several:
        words, ending = words[:1], "".join(words[1:2])
    names = [word.rstrip("/").rpartition("/")[2] for word in words]
    return "".join(f"{name.removesuffix(ending) or name}\n" for name in names)


def _dirname(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    if any(UNKNOWN in word for word in arguments):
        return UNKNOWN
    folders = [os.path.dirname(word.rstrip("/")) or ("/" if word.startswith("/") else ".") for word in arguments]
    return "".join(f"{folder}\n" for folder in folders)


def _realpath(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """The path as it is named: whoever uses it follows the links that lie there."""
    names = [word for word in arguments if not word.startswith("-")]
    if not names or any(UNKNOWN in name for name in names):
        return UNKNOWN
    return "".join(f"{os.path.normpath(name)}\n" for name in names)


def _readlink(arguments: Sequence[str], stdin: str, read: Read) -> str:
    follows = any(word in ("-f", "-e", "-m", "--canonicalize") for word in arguments)
    return _realpath(arguments, stdin, read) if follows else UNKNOWN


def _where(option: str) -> Output:
    """`command -v NAME`, `type -P NAME`."""
    return lambda arguments, stdin, read: (
        _which(arguments[1:], stdin, read) if arguments[0] == option and len(arguments) == 2 else UNKNOWN
    )


# What is not needed for most commands is not loaded for them.
def _awk(arguments: Sequence[str], stdin: str, read: Read) -> str:
    from .awk_prints import awk

    return awk(arguments, stdin, read)


def _grep(*options: str) -> Output:
    def row(arguments: Sequence[str], stdin: str, read: Read) -> str:
        from .searches import grep

        return grep([*options, *arguments], stdin, read)

    return row


def _jq(arguments: Sequence[str], stdin: str, read: Read) -> str:
    from .code_prints import jq

    return jq(arguments, stdin, read)


def _sed(arguments: Sequence[str], stdin: str, read: Read) -> str:
    from .sed_prints import sed

    return sed(arguments, stdin, read)


def _tr(arguments: Sequence[str], stdin: str, _read: Read) -> str:
    from .letters import tr

    return tr(arguments, stdin)


def _yes(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """As many lines as anybody asks for."""
    return f"{' '.join(arguments) or 'y'}\n" * _MOST_LINES


def _date(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    texts = [word[1:] for word in arguments if word.startswith("+")]
    return f"{texts[0]}\n" if len(arguments) == 1 and texts and "%" not in texts[0] else UNKNOWN


def _expr(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """`expr TEXT : EXPRESSION`."""
    if len(arguments) != 3 or arguments[1] != ":" or UNKNOWN in arguments[0]:
        return UNKNOWN
    from .posix_regex import compiled

    regex = compiled(arguments[2], extended=False, longest=len(arguments[0]), alternatives=False)
    match = regex.match(arguments[0])
    return UNKNOWN if match is None or not regex.groups else f"{match[1]}\n"


def _openssl(arguments: Sequence[str], stdin: str, read: Read) -> str:
    options = {"base64", "-base64", "enc", "-a", "-A", "-d"}
    return _base64(["-d"], stdin, read) if set(arguments) <= options and "-d" in arguments else UNKNOWN


_OUTPUTS: dict[str, Output] = {
    **LISTINGS,
    **dict.fromkeys(("awk", "gawk", "mawk", "nawk"), _awk),
    **dict.fromkeys(("fzf", "pv", "shuf", "sort", "tac", "uniq"), line_filters.same),
    "cut": line_filters.cut,
    "date": _date,
    "expr": _expr,
    "egrep": _grep("-E"),
    "fgrep": _grep("-F"),
    "grep": _grep(),
    "gsed": _sed,
    "head": line_filters.head,
    "jq": _jq,
    "openssl": _openssl,
    "paste": line_filters.pasted,
    "sed": _sed,
    "tail": line_filters.tail,
    "xargs": line_filters.spread,
    "yes": _yes,
    ":": _nothing,
    "base64": _base64,
    "basename": _basename,
    "cat": _cat,
    "command": _where("-v"),
    "type": _where("-P"),
    "dirname": _dirname,
    "echo": _echo,
    "mktemp": _temporary,
    "printf": _printf,
    "readlink": _readlink,
    "realpath": _realpath,
    "rev": _rev,
    "tee": lambda _arguments, stdin, _read: stdin,
    "tr": _tr,
    "true": _nothing,
    "which": _which,
    "xxd": _xxd,
}
