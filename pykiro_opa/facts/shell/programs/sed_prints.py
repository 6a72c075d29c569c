"""What `sed` prints: its orders `s`, `p`, `d` and `q` at lines that are numbered or found."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ....values import Value
from ..syntax.options import values
from ..syntax.words import is_pattern
from .line_filters import any_of, filtered, taken
from .name_filters import dropped, kept
from .posix_regex import UnreadError, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from ....changes import Read

_MOST_ORDERS = 50
_SPECIAL = "|+?(){}.*[]^$&"  # what they mean where they divide too is not clear


class _Order(Value):
    """`first` and `last` are a line's number, `$` or an expression behind a `/`; of `s` there are three arguments."""

    __slots__ = ("first", "last", "turned", "name", "arguments")

    first: str
    last: str
    turned: bool
    name: str
    arguments: tuple[str, ...]

    def __init__(self, first: str, last: str, turned: bool, name: str, arguments: tuple[str, ...]) -> None:
        self._set(first=first, last=last, turned=turned, name=name, arguments=arguments)


def sed(arguments: Sequence[str], stdin: str, read: Read) -> str:
    words = [word for word in arguments if not word.startswith("-") or word == "-"]
    options = [word for word in arguments if word.startswith("-") and word != "-"]
    scripts = values(arguments, "-e", "--expression")
    if any(one.startswith(("-i", "--in-place", "-f", "--file", "-s", "-z")) for one in options) or not (
        scripts or words
    ):
        return UNKNOWN if not any(one.startswith(("-i", "--in-place")) for one in options) else ""
    script = "\n".join(scripts) if scripts else words[0]
    text = taken([word for word in words if word not in scripts] if scripts else words[1:], stdin, read)
    letters = "".join(one[1:] for one in options if not one.startswith("--")).partition("e")[0]
    is_quiet = "n" in letters or "--quiet" in options or "--silent" in options
    is_extended = bool(set("Er") & set(letters)) or "--regexp-extended" in options
    try:
        orders = list(_read(script))
        return filtered(
            text,
            lambda lines: _run(lines, orders, quiet=is_quiet, extended=is_extended),
            lambda names: _of_names(names, orders, extended=is_extended),
        )
    except UnreadError:
        return any_of(text) if UNKNOWN in text else UNKNOWN


def _read(script: str) -> Iterator[_Order]:
    rest = script.lstrip(" \t\n;")
    count = 0
    while rest:
        count += 1
        if count > _MOST_ORDERS:
            raise UnreadError(script)
        first, rest = _address(rest)
        last, rest = _address(rest[1:]) if first and rest.startswith(",") else ("", rest)
        rest = rest.lstrip()
        turned, rest = rest.startswith("!"), rest.removeprefix("!").lstrip()
        name, rest = rest[:1], rest[1:]
        arguments: tuple[str, ...] = ()
        if name == "s" and rest:
            old, new, rest = _divided(rest[1:], rest[0])
            flags = rest[: len(rest) - len(rest.lstrip("gpI0123456789"))]
            arguments, rest = (old, new, flags), rest[len(flags) :]
        elif name not in tuple("pdq"):
            raise UnreadError(script)
        if rest.lstrip(" \t")[:1] not in ("", ";", "\n"):
            raise UnreadError(script)
        yield _Order(first, last, turned, name, arguments)
        rest = rest.lstrip(" \t\n;")


def _address(text: str) -> tuple[str, str]:
    if text.startswith("$"):
        return "$", text[1:]
    if text.startswith("/"):
        regex, _, rest = _divided(f"{text[1:]}", "/", parts=1)
        return f"/{regex}", rest
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    return digits, text[len(digits) :]


def _divided(text: str, mark: str, parts: int = 2) -> tuple[str, str, str]:
    """The pieces before each mark, in which a backslash takes its meaning, and the rest."""
    pieces: list[str] = []
    current, at = "", 0
    while at < len(text) and len(pieces) < parts:
        if text[at] == "\\":
            following = text[at + 1 : at + 2]
            if following == mark and mark in _SPECIAL:
                raise UnreadError(text)
            current += mark if following == mark else f"\\{following}"
            at += 2
            continue
        if text[at] == "[" and not pieces:  # in which a mark divides nothing
            closed = text.find("]", at + 2 + (text[at + 1 : at + 2] == "^"))
            if closed < 0 or "[" in text[at + 1 : closed]:
                raise UnreadError(text)
            current += text[at : closed + 1]
            at = closed + 1
            continue
        if text[at] == mark:
            pieces.append(current)
            current = ""
        else:
            current += text[at]
        at += 1
    if len(pieces) < parts:
        raise UnreadError(text)
    return pieces[0], pieces[-1], text[at:]


def _run(lines: list[str], orders: Sequence[_Order], *, quiet: bool, extended: bool) -> list[str]:
    longest = max((len(line) for line in lines), default=0)
    open_ranges: set[int] = set()
    printed: list[str] = []
    for number, given in enumerate(lines, 1):
        line, ends, is_gone = given, False, False
        for at, order in enumerate(orders):
            if _is_meant(order, at, number, line, len(lines), open_ranges, longest, extended=extended) == order.turned:
                continue
            if order.name == "s":
                line, count = _substituted(line, order.arguments, extended=extended, longest=longest)
                printed += [line] if "p" in order.arguments[2] and count else []
            elif order.name == "p":
                printed.append(line)
            elif order.name == "d":
                is_gone = True
                break
            else:
                ends = True
                break
        printed += [] if quiet or is_gone else [line]
        if ends:
            break
    return printed


def _is_meant(
    order: _Order, at: int, number: int, line: str, count: int, ranges: set[int], longest: int, *, extended: bool
) -> bool:
    def here(address: str) -> bool:
        if address.startswith("/"):
            return bool(compiled(address[1:], extended=extended, longest=longest).search(line))
        return number == (count if address == "$" else int(address))

    if not order.first:
        return True
    if not order.last:
        return here(order.first)
    if at in ranges:
        if here(order.last) or (order.last.isdigit() and number > int(order.last)):
            ranges.discard(at)
        return not order.last.isdigit() or number <= int(order.last)
    if here(order.first):
        if not order.last.isdigit() or int(order.last) > number:
            ranges.add(at)
        return True
    return False


def _substituted(line: str, arguments: tuple[str, ...], *, extended: bool, longest: int) -> tuple[str, int]:
    """The line with another text in the place of what is found, and how often."""
    old, new, flags = arguments
    regex = compiled(old, extended=extended, any_case="I" in flags, longest=longest, alternatives=False)
    counts = "".join(letter for letter in flags if letter.isdigit())
    # After a match of nothing the programs go on in different ways, and one order that is wrong stops them all.
    if counts not in ("", "1") or ("g" in flags and regex.search("")) or _most_named(new) > regex.groups:
        raise UnreadError(old)
    return regex.subn(lambda match: _replacement(new, match), line, count=0 if "g" in flags else 1)


def _most_named(new: str) -> int:
    """The highest number of a group that a replacement names."""
    following = (piece[:1] for piece in new.replace("\\\\", "").split("\\")[1:])
    return max((int(digit) for digit in following if digit.isdigit()), default=0)


def _replacement(new: str, match: re.Match[str]) -> str:
    found, letters = "", iter(new)
    for letter in letters:
        if letter == "&":
            found += match[0]
        elif letter != "\\":
            found += letter
        else:
            following = next(letters, "")
            if following.isdigit():
                found += match[int(following)] or ""
            elif following in ("n", "t") or not following.isalnum():
                found += {"n": "\n", "t": "\t"}.get(following, following)
            else:
                raise UnreadError(new)
    return found


def _of_names(names: list[str], orders: Sequence[_Order], *, extended: bool) -> list[str]:
    """Names as orders leave them: of a pattern, what is found in its plain text is put in another's place."""
    for order in orders:
        if order.name == "s":
            names = [one for name in names for one in _renamed(name, order.arguments, extended=extended)]
        elif order.first.startswith("/") and not order.last:
            drops = (order.name == "d") != order.turned
            names = list((dropped if drops else kept)(names, order.first[1:]))
    return names


def _renamed(name: str, arguments: tuple[str, ...], *, extended: bool) -> list[str]:
    changed, _ = _substituted(name, arguments, extended=extended, longest=len(name))
    wild = is_pattern(name) and any(letter in arguments[0].replace("\\.", "") for letter in ".*[+?")
    return [name, changed] if wild else [changed]
