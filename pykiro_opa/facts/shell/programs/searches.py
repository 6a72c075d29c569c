"""What `grep` prints: the lines in which it finds something, or the names of its files."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.listed import listed
from ..syntax.options import values
from ..syntax.words import is_pattern
from .line_filters import any_of, filtered, taken
from .name_filters import dropped, kept
from .posix_regex import UnreadError, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ....changes import Read

_VALUED = ("-e", "--regexp", "-f", "--file", "-m", "--max-count", "-A", "-B", "-C", "--include", "--exclude")
_LONG = {
    "--invert-match": "v", "--ignore-case": "i", "--extended-regexp": "E", "--fixed-strings": "F", "--only-matching": "o",
    "--word-regexp": "w", "--line-regexp": "x", "--no-filename": "h", "--files-with-matches": "l", "--recursive": "r",
    "--quiet": "q", "--count": "c", "--perl-regexp": "P", "--line-number": "n",
}  # fmt: skip
_EXTENDED = frozenset("EPwx")  # with which an expression is read as an extended one
_PLAIN = frozenset("viEFowxhPGsaz")  # with others it prints something else


def grep(arguments: Sequence[str], stdin: str, read: Read) -> str:
    words, letters = _parted(arguments)
    patterns = values(arguments, "-e", "--regexp")
    has_pattern = bool(patterns or values(arguments, "-f", "--file"))
    files = words if has_pattern else words[1:]
    if "l" in letters:
        return _files(arguments, files, goes_down="r" in letters or "R" in letters)
    if not has_pattern:
        patterns = words[:1]
    if not patterns or not letters <= _PLAIN or len(files) > 1 or "f" in letters:
        return "" if "q" in letters else UNKNOWN
    text = taken(files, stdin, read)
    of_names = kept if "v" not in letters else dropped
    regex = "|".join(patterns) if "x" not in letters else "|".join(f"^{one}$" for one in patterns)

    def names(given: list[str]) -> Iterable[str]:
        return given if "o" in letters else of_names(given, regex, any_case="i" in letters)

    try:
        return filtered(text, lambda lines: _found(lines, patterns, letters), names)
    except UnreadError:
        return UNKNOWN if "o" in letters else any_of(text)


def _parted(arguments: Sequence[str]) -> tuple[list[str], set[str]]:
    """Words, and the letters of options; one without a letter is `?`."""
    words: list[str] = []
    letters: set[str] = set()
    given = iter(arguments)
    for word in given:
        if word == "--":
            words += given
        elif not word.startswith("-") or word == "-":
            words.append(word)
        elif word in _VALUED:
            next(given, "")
            letters |= {"?"} if word[:2] not in ("-e", "-f", "--") else {"f"} if word == "-f" else set()
        elif word.startswith("--"):
            known = word.partition("=")[0]
            letters |= (
                {_LONG[known]} if known in _LONG else set() if known in ("--color", "--colour", *_VALUED) else {"?"}
            )
        else:
            letters |= set(word[1:].partition("e")[0])
    return words, letters


def _files(arguments: Sequence[str], files: Sequence[str], *, goes_down: bool) -> str:
    """`grep -l`: those of its files that hold something; of folders those that are included."""
    included = [f"{root.rstrip('/')}/**/{name}" for root in files or ["."] for name in values(arguments, "--include")]
    return listed(included or [word for word in files if not goes_down or is_pattern(word)])


def _found(lines: list[str], patterns: Sequence[str], letters: set[str]) -> list[str]:
    longest = max((len(line) for line in lines), default=0)
    only = "o" in letters
    regexes = [
        compiled(_as_asked(one, letters), extended=bool(letters & _EXTENDED), any_case="i" in letters,
                 longest=longest, alternatives=not only)
        for one in patterns
    ]  # fmt: skip
    if only:
        return [match[0] for line in lines for one in regexes for match in one.finditer(line) if match[0]]
    return [line for line in lines if any(one.search(line) for one in regexes) == ("v" not in letters)]


def _as_asked(pattern: str, letters: set[str]) -> str:
    """The expression that finds what is asked for, with its brackets as the options say that they are written."""
    if "w" in letters and not pattern.replace("_", "a").isalnum():
        raise UnreadError(pattern)
    if "P" in letters and any(one in pattern for one in ("\\<", "\\>")):
        raise UnreadError(pattern)
    if "F" in letters:
        pattern = "".join(f"\\{one}" if not one.isalnum() and one not in "_-/ <>'\"" else one for one in pattern)
        pattern = pattern if letters & _EXTENDED else _basic(pattern)
    elif letters & {"w", "x"} and not letters & {"E", "P"} and any(one in pattern for one in "\\(){}|+?"):
        raise UnreadError(pattern)
    return f"\\b({pattern})\\b" if "w" in letters else f"^({pattern})$" if "x" in letters else pattern


def _basic(pattern: str) -> str:
    """Letters that a backslash would make special are plain by themselves."""
    for letter in "(){}|+?":
        pattern = pattern.replace(f"\\{letter}", letter)
    return pattern
