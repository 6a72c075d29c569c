"""What filters make of their lines, where these are known, and of names that are known by their patterns alone."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.listed import OPEN, known_lines, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ....changes import Read

    Output = Callable[[Sequence[str], str, Read], str]
    Lines = Callable[[list[str]], Iterable[str]]

_LARGEST = 65_536
_ODD = {"--complement", "--output-delimiter", "--only-delimited", "-s", "-z"}  # options of `cut`


def taken(files: Sequence[str], stdin: str, read: Read) -> str:
    """The text that a filter gets: its files' or its input; UNKNOWN where one is not known, as what somebody types."""
    if not files:
        return stdin or UNKNOWN
    texts = [stdin if name == "-" else _content(name, read) for name in files]
    return "".join(texts) if all(UNKNOWN not in text or OPEN in text for text in texts) else UNKNOWN


def _content(name: str, read: Read) -> str:
    content = None if UNKNOWN in name else read(name)
    return UNKNOWN if content is None or len(content) > _LARGEST else content.decode("utf-8", "replace")


def filtered(text: str, exact: Lines, of_names: Lines) -> str:
    """The lines as `exact` leaves them, or, of names, those that `of_names` says there may be."""
    if OPEN in text:
        return listed(of_names(known_lines(text)))
    if UNKNOWN in text:
        return UNKNOWN
    return "".join(f"{line}\n" for line in exact(text.splitlines()))


def any_of(text: str) -> str:
    """Some of the lines, whichever they are."""
    return listed(known_lines(text))


def same(arguments: Sequence[str], stdin: str, read: Read) -> str:
    """Puts lines in another order, or leaves some out."""
    files = [word for word in arguments if not word.startswith(("-", "+")) and not word.isdigit()]
    text = taken(files, stdin, read)
    return text if UNKNOWN not in text and text.count("\n") < 2 else any_of(text)


def head(arguments: Sequence[str], stdin: str, read: Read) -> str:
    count, letters, files = _counted(arguments)
    text = taken(files, stdin, read)
    if UNKNOWN in text or not count.isdigit():
        return any_of(text)
    return text[: int(count)] if letters else "".join(text.splitlines(keepends=True)[: int(count)])


def tail(arguments: Sequence[str], stdin: str, read: Read) -> str:
    count, letters, files = _counted(arguments)
    text = taken(files, stdin, read)
    if UNKNOWN in text or not count.removeprefix("+").isdigit():
        return any_of(text)
    pieces = [*text] if letters else text.splitlines(keepends=True)
    start = int(count) - 1 if count.startswith("+") else len(pieces) - int(count)
    return "".join(pieces[max(start, 0) :])


def _counted(arguments: Sequence[str]) -> tuple[str, bool, list[str]]:
    """How many, whether letters, and the files: `-n 3`, `-n3`, `-3`, `+3`, `-c 3`, `--lines=3`."""
    count, letters, files = "10", False, []
    words = iter(arguments)
    for word in words:
        if word in ("-n", "-c", "--lines", "--bytes"):
            count, letters = next(words, ""), "c" in word or "bytes" in word
        elif word.startswith(("-n", "-c", "--lines=", "--bytes=")):
            count, letters = word.partition("=")[2] or word[2:], word.startswith(("-c", "--bytes"))
        elif word[:1] in ("-", "+") and word[1:].isdigit():
            count = word.removeprefix("-")
        elif not word.startswith("-") or word == "-":
            files.append(word)
    return count, letters, files


def cut(arguments: Sequence[str], stdin: str, read: Read) -> str:
    """`cut -c LIST`, `cut -d LETTER -f LIST`."""
    from ..syntax.options import plain, values

    letters, fields = values(arguments, "-c", "-b", "--characters", "--bytes"), values(arguments, "-f", "--fields")
    delimiter = (values(arguments, "-d", "--delimiter") or ["\t"])[-1]
    valued = ("-c", "-b", "-d", "-f", "--characters", "--bytes", "--fields", "--delimiter")
    files = plain(list(arguments), valued)
    text = taken(files, stdin, read)
    ranges = _ranges((letters or fields or [""])[-1])
    if not ranges or not delimiter or _ODD & {one.partition("=")[0] for one in arguments}:
        return UNKNOWN
    if letters:
        return filtered(
            text,
            lambda lines: ["".join(_chosen(line, ranges)) for line in lines],
            lambda names: [_without_start(name, ranges) for name in names],
        )
    return filtered(
        text,
        lambda lines: [_fields(line, delimiter, ranges) for line in lines],
        lambda names: [fields_of_name(name, delimiter, lambda one: _fields(one, delimiter, ranges)) for name in names],
    )


def _ranges(text: str) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    for piece in text.split(","):
        first, dash, last = piece.partition("-")
        if not (first or last) or not (first + last).isdigit():
            return []
        found.append((int(first or 1) - 1, int(last) if last else None if dash else int(first)))
    return found


def _chosen(pieces: Sequence[str], ranges: list[tuple[int, int | None]]) -> list[str]:
    places = {at for first, last in ranges for at in range(len(pieces))[first:last]}
    return [piece for at, piece in enumerate(pieces) if at in places]


def _fields(line: str, delimiter: str, ranges: list[tuple[int, int | None]]) -> str:
    pieces = line.split(delimiter)
    return delimiter.join(_chosen(pieces, ranges)) if len(pieces) > 1 else line


def _without_start(name: str, ranges: list[tuple[int, int | None]]) -> str:
    """A name, or a pattern with a plain beginning, without its first letters; any other pattern as it is."""
    from ..syntax.words import PATTERN, is_pattern

    (first, last), *more = ranges
    plain = next((at for at, letter in enumerate(name) if letter in f"{PATTERN}!"), len(name))
    if not is_pattern(name):
        return "".join(_chosen(name, ranges))
    return name[first:] if not more and last is None and first <= plain else name


def fields_of_name(name: str, delimiter: str, chosen: Callable[[str], str]) -> str:
    """Fields of a name; of folders that may be any number the name stays as it is."""
    from ..syntax.patterns import is_deep

    if delimiter != "/" or not any(is_deep(one) for one in name.split("/")):
        return chosen(name)
    return chosen(name) if name.startswith("./") and chosen("./x") == "x" else name


def pasted(arguments: Sequence[str], stdin: str, _read: Read) -> str:
    """`paste -s -d LETTER`: all lines on one."""
    from ..syntax.options import values

    delimiter = (values(arguments, "-d", "--delimiters") or ["\t"])[-1]
    serial = any(word.startswith("-s") or word == "--serial" for word in arguments)
    if not serial or len(delimiter) != 1 or any(word[:1] != "-" and word != delimiter for word in arguments):
        return UNKNOWN
    return any_of(stdin) if UNKNOWN in stdin or not stdin else delimiter.join(stdin.splitlines()) + "\n"


def spread(arguments: Sequence[str], stdin: str, _read: Read) -> str:
    """`xargs` with no command: all words on one line, or each on its own."""
    if OPEN in stdin:
        return any_of(stdin)
    between = {"": " ", "-n1": "\n", "-n 1": "\n"}.get(" ".join(arguments))
    quotes = any(letter in stdin for letter in "\"'\\")
    return UNKNOWN if UNKNOWN in stdin or not stdin or between is None or quotes else between.join(stdin.split()) + "\n"
