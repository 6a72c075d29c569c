"""What a filter makes of names that are known by their patterns alone."""

from __future__ import annotations

from ..syntax.patterns import DEEP, in_any_case, is_deep, limited, passing
from ..syntax.words import is_pattern
from .posix_regex import UnreadError, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_EVERYTHING = ("*", limited((), (), files=True))


def of_regex(pattern: str) -> list[str]:
    """The globs of the names in which a pattern of plain alternatives is found; none for any other pattern."""
    inner = pattern.removesuffix("$")
    before, opened, rest = inner.partition("(")
    if opened and rest.endswith(")"):
        end = "$" if pattern.endswith("$") else ""
        alternatives = [before + one + end for one in rest[:-1].split("|")]
    else:
        alternatives = pattern.replace("\\|", "|").split("|")
    found = []
    for alternative in alternatives:
        plain = alternative.removeprefix("^").removesuffix("$").replace("\\.", ".")
        if not plain or not all(letter.isalnum() or letter in "._-/" for letter in plain):
            return []
        found.append(("" if alternative.startswith("^") else "*") + plain + ("" if alternative.endswith("$") else "*"))
    return found


def kept(names: Sequence[str], regex: str, *, any_case: bool = False) -> Iterator[str]:
    """The names in which an expression may be found: of what lists everything the globs, also where a folder is called so."""
    from fnmatch import fnmatchcase

    globs = [in_any_case(glob) for glob in of_regex(regex)] if any_case else of_regex(regex)
    for name in names:
        folder, slash, last = name.rpartition("/")
        before = folder + slash
        if not is_pattern(name):
            yield from [name] if _is_in(name, regex, any_case=any_case) is not False else []
            continue
        if (
            last not in _EVERYTHING
            or not globs
            or any(glob.endswith("*") and fnmatchcase(before, glob) for glob in globs)
        ):
            yield name
            continue
        # What is asked of the beginning is asked of the whole name.
        every = [glob if before and glob.startswith(before) else before + glob for glob in globs]
        yield from (one for glob in every for one in (glob, f"{glob.removesuffix('/*')}/**"))


def dropped(names: Sequence[str], regex: str, *, any_case: bool = False) -> Iterator[str]:
    """The names without those in which an expression is found, as far as that can be said."""
    globs = [in_any_case(glob) for glob in of_regex(regex)] if any_case else of_regex(regex)
    ends = [glob for glob in globs if glob.startswith("*") and "/" not in glob]
    inner = [glob for glob in ends if glob.endswith("*")]
    for name in names:
        folder, slash, last = name.rpartition("/")
        if not is_pattern(name) or not ends:
            yield from [name] if is_pattern(name) or not _is_in(name, regex, any_case=any_case) else []
            continue
        way = [_around(one, inner) for one in folder.split("/")] if slash else []
        yield "/".join([*way, limited([last], ends)])


def _is_in(name: str, regex: str, *, any_case: bool) -> bool | None:
    """Whether an expression is found in a name; None where it is not read here."""
    try:
        return bool(compiled(regex, extended=True, any_case=any_case, longest=len(name)).search(name))
    except UnreadError:
        return None


def _around(segment: str, left_out: Sequence[str]) -> str:
    if not is_deep(segment) or not left_out:
        return segment
    asked = [] if segment == DEEP else [passing(segment)]
    return limited(asked, left_out) + DEEP
