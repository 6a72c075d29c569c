"""What programs list: the names of files, as the patterns that they match."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.listed import known_lines, listed
from ..syntax.options import values
from ..syntax.words import is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ....changes import Read

    Output = Callable[[Sequence[str], str, Read], str]

_FIND_LINKS = ("-H", "-L", "-P")
_FD_VALUES = ("-e", "--extension", "-E", "--exclude", "-t", "--type", "-d", "--max-depth", "-g", "--glob")
_FD_STARTS = ("-x", "--exec", "-X", "--exec-batch")
_GREP_VALUES = ("-e", "--regexp", "-f", "--file", "-m", "--max-count", "-A", "-B", "-C", "--include", "--exclude")


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
        if all(kind == "type" for kind, _, _ in tests):
            found.update(dict.fromkeys(roots))
        flat = values(given[first:], "-maxdepth")[:1] == ["1"]
        files = "-delete" in actions or ("type", "f", True) in tests  # a folder that holds something stays
        found.update(dict.fromkeys(one for root in roots for one in matched(root, tests, flat=flat, files=files)))
    return list(found)


def found_by_fd(arguments: Sequence[str]) -> list[str]:
    """The globs of what `fd` finds: a regular expression, or a name with `-g`, and then folders."""
    given = list(arguments)
    end = next((at for at, word in enumerate(given) if word in _FD_STARTS), len(given))
    words, options = _parted(given[:end], _FD_VALUES)
    globs = values(options, "-g", "--glob")
    pattern, roots = ("", words) if globs else (words[0] if words else "", words[1:])
    names = globs or [f"*.{ending}" for ending in values(options, "-e", "--extension")] or _of_regex(pattern) or ["*"]
    return [f"{root.rstrip('/')}/**/{name}" for root in roots or ["."] for name in names]


def _of_regex(pattern: str) -> list[str]:
    """The globs of the names in which a pattern of plain alternatives is found; none for any other pattern."""
    inner, end = pattern.removesuffix("$"), "" if pattern.endswith("$") else "*"
    before, opened, rest = inner.partition("(")
    if opened and rest.endswith(")"):
        alternatives = [before + one for one in rest[:-1].split("|")]
    else:
        alternatives = inner.replace("\\|", "|").split("|")
    found = []
    for alternative in alternatives:
        plain = alternative.removeprefix("^").removesuffix("$").replace("\\.", ".")
        if not plain or not all(letter.isalnum() or letter in "._-/" for letter in plain):
            return []
        start = "" if alternative.startswith("^") or before.startswith("^") else "*"
        found.append(start + plain + ("" if alternative.endswith("$") else end))
    return found


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
    return listed(found_by(arguments))


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
    """`git ls-files`: all files, or those that a pathspec names, whose `*` goes through folders."""
    if list(arguments[:1]) != ["ls-files"]:
        return UNKNOWN
    words, options = _parted(arguments[1:], ("-x", "-X", "--exclude", "--exclude-from"))
    if any(word.startswith(":") for word in words) or any(option.startswith(("-o", "--others")) for option in options):
        return UNKNOWN
    return listed(f"**/{word}" if is_pattern(word) else word for word in words or ["*"])


def _grep(arguments: Sequence[str], stdin: str, _read: Read) -> str:
    """`grep -l`: those of its files that hold something; without files, those lines of its input that do."""
    words, options = _parted(arguments, _GREP_VALUES)
    short = "".join(option[1:] for option in options if option[:1] == "-" and option[1:2] != "-")
    has_pattern = bool(values(options, "-e", "--regexp", "-f", "--file"))
    files = words if has_pattern else words[1:]
    if "l" in short or "--files-with-matches" in options:
        goes_down = "r" in short or "R" in short or "--recursive" in options
        named = [word for word in files if not goes_down or is_pattern(word)]
        included = [f"{root.rstrip('/')}/**/{name}" for root in files or ["."] for name in values(options, "--include")]
        return listed(included or named)
    if files or has_pattern or "v" in short or not words:
        return UNKNOWN
    return listed(_among(known_lines(stdin), _of_regex(words[0])))


def _among(names: Sequence[str], globs: Sequence[str]) -> Iterator[str]:
    """The names that globs leave: of what lists everything, the globs themselves, also where a folder is called so."""
    from fnmatch import fnmatchcase

    for name in names:
        folder, slash, last = name.rpartition("/")
        before = folder + slash
        if last != "*" or any(glob.endswith("*") and fnmatchcase(before, glob) for glob in globs):
            yield from [name] if globs else []
            continue
        # What is asked of the beginning is asked of the whole name.
        every = [glob if before and glob.startswith(before) else before + glob for glob in globs]
        yield from (one for glob in every for one in (glob, f"{glob.removesuffix('/*')}/**"))


def _same(arguments: Sequence[str], stdin: str, _read: Read) -> str:
    """Puts the lines of its input in another order, or leaves some out."""
    takes_input = all(word.startswith("-") or word.isdigit() for word in arguments)
    return listed(known_lines(stdin)) if takes_input else UNKNOWN


LISTINGS: dict[str, Output] = {
    "egrep": _grep,
    "fd": _fd,
    "fdfind": _fd,
    "find": _find,
    "git": _git,
    "grep": _grep,
    "ls": _ls,
    "rg": _rg,
    **dict.fromkeys(("head", "shuf", "sort", "tac", "tail", "uniq"), _same),
}
