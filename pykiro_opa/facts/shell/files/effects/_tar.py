"""What `tar` does to files: the archive, what it unpacks, and what it removes behind it."""

from __future__ import annotations

from ...syntax.listed import known_lines, names_in
from ..file_effects import DELETED, WRITTEN
from ._kinds import each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..file_effects import Given
    from ._kinds import Found

_VALUED = (
    "-f --file -C --directory -b --blocking-factor -T --files-from -X --exclude-from -I --use-compress-program -g "
    "--listed-incremental -K --starting-file -L --tape-length -V --label -H --format -N --newer -s --exclude --transform "
    "--xform --strip-components --index-file --owner --group --mode --mtime --checkpoint-action --suffix --to-command"
)
_TAKING = "fbCTXIgKLVHN"  # letters that take a word, in their order where the first word is a cluster without a dash


def tar(given: Given) -> Found:
    given = given.instead(_dashed(given.arguments))
    words = given.beside(_VALUED)
    yield from each(given.values("--index-file"), WRITTEN)
    archives = [one for one in given.values("-f", "--file") if one != "-"]
    if given.says("-c --create -r --append -u --update -A --concatenate --catenate --delete"):
        yield from each(archives, WRITTEN)
        yield from each([*words, *_listed(given)] if given.says("--remove-files") else (), DELETED)
    elif given.says("-x --extract --get") and not given.says("-O --to-stdout --to-command"):
        yield from _extracted(given, words or ([] if archives else names_in(given.stdin)))


def _extracted(given: Given, members: Sequence[str]) -> Found:
    """Into a folder that is named, and of members that are, under the names that they get."""
    folders = given.values("-C", "--directory", "--one-top-level")
    folder = "".join(f"{one.rstrip('/')}/" for one in folders[-1:])
    strip = next((int(one) for one in given.values("--strip-components") if one.isdecimal()), 0)
    names = [renamed for member in members for renamed in _renamed(given, _without(member, strip))]
    names += [] if members else _written_out(given)
    yield from each([f"{folder}{name}" for name in names if name], WRITTEN)
    yield from each([folder.rstrip("/")] if folder else (), WRITTEN)


def _dashed(arguments: Sequence[str]) -> list[str]:
    """`tar cf ARCHIVE` as `tar -c -f ARCHIVE`."""
    if not arguments or arguments[0].startswith("-") or not arguments[0].isalpha():
        return list(arguments)
    rest = list(arguments[1:])
    found: list[str] = []
    for letter in arguments[0]:
        found.append(f"-{letter}")
        if letter in _TAKING and rest:
            found.append(rest.pop(0))
    return [*found, *rest]


def _listed(given: Given) -> list[str]:
    """What a list of files names."""
    found: list[str] = []
    for name in given.values("-T", "--files-from"):
        content = None if name == "-" else given.read(name)
        found += known_lines(given.stdin if content is None else content.decode("utf-8", "replace"))
    return found


def _without(name: str, strip: int) -> str:
    parts = name.removeprefix("./").split("/")
    return "/".join(parts if parts[0] == "**" else parts[strip:])


def _renamed(given: Given, name: str) -> Iterator[str]:
    import re

    yield name
    for pattern, text in _changes(given):
        try:
            renamed = re.sub(pattern, text, name)
        except (re.error, IndexError):
            renamed = text
        if renamed != name:
            yield renamed


def _written_out(given: Given) -> list[str]:
    """Names that may be given to members that nobody knows."""
    return [
        text for _, text in _changes(given) if text and not text.endswith("/") and "\\" not in text and "&" not in text
    ]


def _changes(given: Given) -> Iterator[tuple[str, str]]:
    """The pattern and the text of each `--transform s/PATTERN/TEXT/`."""
    for expression in (
        *given.values("--transform", "--xform"),
        *(given.values("-s") if given.program == "bsdtar" else ()),
    ):
        for one in expression.split(";"):
            parts = one[1:].split(one[1:2]) if one[:1] == "s" and len(one) > 1 else []
            if len(parts) > 2:
                yield parts[1], parts[2]
