"""The files that patches change: what `patch` and `git apply` are told, and what the patches say themselves."""

from __future__ import annotations

from .....catalogue.programs import UNKNOWN
from ..file_effects import WRITTEN
from ._kinds import each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..file_effects import Given
    from ._kinds import Found, Row

_PLAIN = r"^(?:---|\+\+\+|\*\*\*|rename (?:from|to)|copy (?:from|to)|Index:) \"?([^\t\n\"]+)"
_PAIR = r"^diff --git \"?(\S+?)\"? \"?([^\"\s]+)"
_RANGES = r"\d+(?:,\d+)?(?: \*{4}| -{4})?$"  # of a context diff: `*** 1,3 ****`
_PATCH_VALUED = "-i --input -p --strip -d --directory -o --output -r --reject-file -B --prefix -b -z --suffix -F --fuzz -D -Y -V -g -T"
_APPLY_VALUED = "-p --directory --exclude --include -C --whitespace --build-fake-ancestor --patch-format --exec -S"


def _patch(given: Given) -> Found:
    """`patch F < P` changes F alone; without it, what the patches name."""
    if given.says("--dry-run -C --check"):
        return
    outputs = given.values("-o", "--output")
    if outputs:
        yield from each(outputs, WRITTEN)
        return
    words = given.beside(_PATCH_VALUED)
    inputs = [*given.values("-i", "--input"), *words[1:]]
    if words:
        yield from each(words[:1], WRITTEN)
        return
    strip = _strip(given)
    for path in patched(given, inputs):
        yield from each(_stripped(path, strip) if strip is not None else _however(path), WRITTEN)


def applied(given: Given) -> Found:
    """`git apply P`, `git am P`: the paths begin at the root, or where `--directory` says."""
    if given.says(
        "--check --stat --numstat --summary --cached --abort --skip --quit --show-current-patch"
    ) and not given.says("--apply --index"):
        return
    folder = "".join(f"{one.rstrip('/')}/" for one in given.values("--directory")[-1:])
    strip = _strip(given)
    top = "" if given.top == "." else f"{given.top}/"
    for path in patched(given, given.beside(_APPLY_VALUED)):
        names = [folder + one for one in (_stripped(path, strip) if strip is not None else _behind_letter(path))]
        yield from each([f"{top}{one}" for one in names] + (names if top else []), WRITTEN)


def _strip(given: Given) -> int | None:
    return next((int(one) for one in given.values("-p", "--strip") if one.isdecimal()), None)


def _stripped(path: str, strip: int) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[strip:])] if strip < len(parts) else [parts[-1]]


def _however(path: str) -> list[str]:
    """`patch` takes the last part; it is told how to go on where there is a whole path to be found."""
    return list(dict.fromkeys((*_behind_letter(path), path.rpartition("/")[2])))


def _behind_letter(path: str) -> list[str]:
    """`a/F` and `b/F`, as git begins them."""
    return [path[2:] if path[1:2] == "/" and path[0].isalpha() else path]


def patched(given: Given, names: Sequence[str]) -> list[str]:
    """The paths that the patches name, as they spell them; those of an input of which only that is known too."""
    texts = (
        [given.stdin]
        if given.stdin and (not names or "-" in names or any(name.startswith("/dev/") for name in names))
        else []
    )
    texts += [(given.read(name) or b"").decode("utf-8", "replace") for name in names]
    return sorted({path for text in texts for path in _paths(text)} - {"/dev/null"})


def _paths(text: str) -> Iterator[str]:
    import re

    for path in re.findall(_PLAIN, text, re.MULTILINE):
        if UNKNOWN not in path and not re.fullmatch(_RANGES, path.strip()):
            yield path.strip()
    for pair in re.findall(_PAIR, text, re.MULTILINE):
        yield from pair


ROWS: dict[str, Row] = {"patch": _patch}
