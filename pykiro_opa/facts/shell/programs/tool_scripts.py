"""What a build tool runs of a workspace's own files: the recipes of make's targets, the scripts of package.json."""

from __future__ import annotations

import json
import posixpath

from ..syntax.options import after, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ....changes import Read

    Row = Callable[[Sequence[str], Read], list[str]]

_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
_MOST = 50  # targets, with what they need
_RUNS = ("run", "run-script", "rum", "urn")
_LIFECYCLE = {"test": "test", "t": "test", "tst": "test", "start": "start", "stop": "stop", "restart": "restart"}


def scripts_of(program: str, arguments: Sequence[str], read: Read) -> list[str]:
    """The shell texts; none where the files are not there or cannot be read."""
    row = _ROWS.get(program)
    return [] if row is None else row(arguments, read)


def _content(path: str, read: Read) -> str | None:
    content = read(path)
    return None if content is None or b"\0" in content else content.decode("utf-8", "replace")


def _make(arguments: Sequence[str], read: Read) -> list[str]:
    folder = posixpath.join("", *values(arguments, "-C", "--directory"))
    named = [name for name in values(arguments, "-f", "--file", "--makefile") if name != "-"]
    given = values(arguments, "-C", "--directory", "-f", "--file", "--makefile", "--eval", "-E", "-j", "-o", "-W", "-I")
    targets = [word for word in arguments if not word.startswith("-") and "=" not in word and word not in given]
    for name in named or _MAKEFILES:
        text = _content(posixpath.join(folder, name), read)
        if text is not None:
            found = _recipes(text, targets, arguments)
            return [f"cd {folder} && {one}" for one in found] if folder else found
    return []


def _recipes(text: str, targets: Sequence[str], arguments: Sequence[str]) -> list[str]:
    """The recipes of some targets, or of the first, and of all that they need; and what make runs as it reads."""
    from ...scripts.makefiles import assigned_by, scripts

    rules = _rules(text.split("\n"))
    waiting = list(targets) or [name for name in rules if not name.startswith(".")][:1]
    lines: set[int] = set()
    met: set[str] = set()
    while waiting and len(met) < _MOST:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            for rule in [name] if name in rules else [one for one in rules if "%" in one]:
                needs, own = rules[rule]
                waiting += [need.replace("%", "") for need in needs]
                lines.update(own)
    every = {line for _, own in rules.values() for line in own}
    return [
        one.text for one in scripts(text, assigned_by(arguments), targets) if one.line in lines or one.line not in every
    ]


def _rules(lines: Sequence[str]) -> dict[str, tuple[list[str], list[int]]]:
    """By target: what it needs, and the lines of its recipes and of its own."""
    rules: dict[str, tuple[list[str], list[int]]] = {}
    current: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.startswith(("\t", " ")):
            for name in current:
                rules[name][1].append(number)
            continue
        names, colon, rest = line.partition(":")
        if colon and not rest.startswith("=") and "=" not in names and not line.startswith("#"):
            current = names.split()
            needs = rest.partition(";")[0].partition("#")[0].replace("|", " ").split()
            for name in current:
                known, own = rules.get(name, ([], []))
                rules[name] = ([*known, *needs], [*own, number])
        elif line.strip() and not line.startswith("#"):
            current = []
    return rules


_FOLDERS = ("--prefix", "-C", "--dir", "--cwd")


def _package(arguments: Sequence[str], read: Read) -> list[str]:
    """`npm run NAME`, `npm test`, `yarn NAME`, with what runs before and after; `--prefix` says in which folder."""
    folder = "".join(values(arguments, *_FOLDERS)[-1:])
    if folder:
        rest = _without_folder(arguments)
        return [f"cd {folder} && {one}" for one in _package(rest, lambda path: read(posixpath.join(folder, path)))]
    words = [word for word in arguments if not word.startswith("-")]
    name = (
        words[1] if words[:1] and words[0] in _RUNS and len(words) > 1 else _LIFECYCLE.get(words[0]) if words else None
    )
    return _with_arguments(_named(name, read), after(arguments, "--"))


def _without_folder(arguments: Sequence[str]) -> list[str]:
    rest = iter(arguments)
    found = []
    for word in rest:
        if word in _FOLDERS:
            next(rest, None)
        elif word.partition("=")[0] not in _FOLDERS:
            found.append(word)
    return found


def _with_arguments(scripts: list[str], more: Sequence[str]) -> list[str]:
    """A script gets the arguments behind `--`."""
    import shlex

    return [f"{script} {shlex.join(more)}" if more else script for script in scripts]


def _bare(arguments: Sequence[str], read: Read) -> list[str]:
    """`yarn NAME` and `pnpm NAME` need no `run`."""
    folder = "".join(values(arguments, *_FOLDERS)[-1:])
    if folder:
        rest = _without_folder(arguments)
        return [f"cd {folder} && {one}" for one in _bare(rest, lambda path: read(posixpath.join(folder, path)))]
    words = [word for word in arguments if not word.startswith("-")]
    found = _package(arguments, read)
    if found or not words:
        return found
    more = [word for word in arguments[list(arguments).index(words[0]) + 1 :] if word != "--"]
    return _with_arguments(_named(words[0], read), more)


def _named(name: str | None, read: Read) -> list[str]:
    text = _content("package.json", read) if name else None
    try:
        document = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        return []
    section = document.get("scripts") if isinstance(document, dict) else None
    if not isinstance(section, dict):
        return []
    found = [section.get(one) for one in (f"pre{name}", name, f"post{name}")]
    return [script for script in found if isinstance(script, str)]


_ROWS: dict[str, Row] = {
    "bun": _bare, "gmake": _make, "make": _make, "npm": _package, "pnpm": _bare, "yarn": _bare,
}  # fmt: skip
