"""What programs list: the names of files, as the patterns that they match."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.listed import listed
from ..syntax.options import values
from ..syntax.patterns import in_any_case
from ..syntax.words import is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ....changes import Read

    Output = Callable[[Sequence[str], str, Read], str]

_FIND_LINKS = ("-H", "-L", "-P")
_LEAVING_OUT = (":!", ":^", ":(exclude)")  # pathspecs
_FD_VALUES = ("-e", "--extension", "-E", "--exclude", "-t", "--type", "-d", "--max-depth", "-g", "--glob")
FD_STARTS = ("-x", "--exec", "-X", "--exec-batch")


def found_by(arguments: Sequence[str], *actions: str) -> list[str]:
    """The globs of what a `find` finds, or does one of the actions with; of all that is there, its folders too."""
    from .find_patterns import matched
    from .find_tests import asked

    given = list(arguments)
    while given and given[0] in _FIND_LINKS:
        given.pop(0)
    first = next((at for at, word in enumerate(given) if word.startswith(("-", "(", "!"))), len(given))
    roots = [root.rstrip("/") or "/" for root in given[:first]] or ["."]
    found = {}
    for tests in asked(given[first:], actions):
        if "-delete" in actions and ("type", "d", True) in tests:
            continue  # only an empty folder can be deleted
        if all(kind == "type" and text != "l" for kind, text, _ in tests):
            found.update(dict.fromkeys(roots))
        flat = values(given[first:], "-maxdepth")[:1] == ["1"]
        files = "-delete" in actions or ("type", "f", True) in tests  # a folder that holds something stays
        found.update(dict.fromkeys(one for root in roots for one in matched(root, tests, flat=flat, files=files)))
    return list(found)


def found_by_fd(arguments: Sequence[str]) -> list[str]:
    """The globs of what `fd` finds: a regular expression, or a name with `-g`, and then folders."""
    given = list(arguments)
    end = next((at for at, word in enumerate(given) if word in FD_STARTS), len(given))
    words, options = _parted(given[:end], _FD_VALUES)
    globs = values(options, "-g", "--glob")
    pattern, roots = ("", words) if globs else (words[0] if words else "", words[1:])
    from .name_filters import of_regex

    names = globs or [f"*.{ending}" for ending in values(options, "-e", "--extension")] or of_regex(pattern) or ["*"]
    asked = "".join([*globs, pattern])
    if asked == asked.lower() and not {"-s", "--case-sensitive"} & set(options):
        names = [in_any_case(name) for name in names]
    return [f"{root.rstrip('/')}/**/{name}" for root in roots or ["."] for name in names]


def _parted(arguments: Sequence[str], valued: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words, and options with their values."""
    words: list[str] = []
    options: list[str] = []
    given = iter(arguments)
    for word in given:
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        options.append(word)
        if word in valued:
            options.append(next(given, ""))
    return words, options


def _find(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    files = "-type" in arguments and "d" not in values(arguments, "-type")
    return listed(one for one in found_by(arguments) if one != "." or not files)


def _fd(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    return listed(found_by_fd(arguments))


def _ls(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """Of a folder, the bare names in it."""
    words, options = _parted(arguments, ())
    short = "".join(option for option in options if not option.startswith("--"))
    every = ["*", ".*"] if "a" in short or "A" in short or {"--all", "--almost-all"} & set(options) else ["*"]
    return listed(name for word in words or ["."] for name in ([word] if "d" in short or is_pattern(word) else every))


def _rg(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """`rg --files`."""
    words, options = _parted(arguments, ("-g", "--glob", "-t", "--type"))
    if "--files" not in options:
        return UNKNOWN
    names = values(options, "-g", "--glob") or ["*"]
    return listed(f"{root.rstrip('/')}/**/{name}" for root in words or ["."] for name in names)


def _git(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """`git ls-files`: all files, or those that a pathspec names, whose `*` goes through folders; `git ls-tree`."""
    if list(arguments[:1]) == ["ls-tree"]:
        return _tree(arguments[1:])
    if list(arguments[:1]) != ["ls-files"]:
        return UNKNOWN
    words, options = _parted(arguments[1:], ("-x", "-X", "--exclude", "--exclude-from"))
    words = [word for word in words if not word.startswith(_LEAVING_OUT)] or ["*"]
    if any(word.startswith(":") for word in words) or any(option.startswith(("-o", "--others")) for option in options):
        return UNKNOWN
    before = "100644 0 0\t" if {"-s", "--stage"} & set(options) else ""
    return listed(before + (f"**/{word}" if is_pattern(word) else word) for word in words or ["*"])


def _tree(arguments: Sequence[str]) -> str:
    words, options = _parted(arguments, ())
    before = "" if "--name-only" in options or "--name-status" in options else "100644 blob 0\t"
    every = ["**/*"] if "-r" in options else ["*", ".*"]
    return listed(before + one for one in words[1:] or every)


def _column(before: str, behind: str = "") -> Output:
    """Of each file that it is given a line, with something before or behind the name."""
    return lambda arguments, _stdin, _read: listed(
        f"{before}{word}{behind}" for word in arguments if not word.startswith("-")
    )


def _stat(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    formats = values(arguments, "-c", "--format", "-f", "--printf")
    words, _ = _parted(arguments, ("-c", "--format", "-f", "--printf"))
    return listed(words) if formats and "%n" in formats[-1] else UNKNOWN


def _below(before: str) -> Output:
    """All that lies in its folders."""

    def row(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
        words, _ = _parted(arguments, ("-L", "-P", "-I", "-d", "--max-depth"))
        roots = [word.rstrip("/") or "/" for word in words or ["."]]
        return listed(before + one for root in roots for one in (root, f"{root}/**/*"))

    return row


def _compgen(arguments: Sequence[str], _stdin: str, _read: Read) -> str:
    """`compgen -G PATTERN`, `compgen -f BEGINNING`."""
    globs = values(arguments, "-G")
    begins = [word for word in arguments if not word.startswith("-")]
    return listed(globs or ([f"{begins[-1]}*"] if "-f" in arguments and begins else []))


LISTINGS: dict[str, Output] = {
    "compgen": _compgen,
    "dir": _ls,
    "du": _below("0\t"),
    "fd": _fd,
    "fdfind": _fd,
    "file": _column("", ": "),
    "find": _find,
    "git": _git,
    "ls": _ls,
    "rg": _rg,
    "stat": _stat,
    "tree": _below(""),
    "wc": _column("0 "),
    **dict.fromkeys(("b2sum", "cksum", "md5sum", "sha1sum", "sha256sum", "sha512sum"), _column("0  ")),
}
