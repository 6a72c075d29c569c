"""The compiled guardrails, kept between runs: a tool call neither checks kiro.json nor starts Wasm to ask about regexes.

An entry is named by the digest of all it was made from: the path and every byte of each kiro.json, of each rule of a
team's own, of the lock and the bundles that it pins where one extends them, and the program that compiled them. Other
bytes are another name, so an entry cannot be stale. It is read from a folder and a file of this user's own alone, and
only if the digest at its end is right (`folders.read_kept`); whatever else is found is compiled anew.
"""

from __future__ import annotations

import os

from .. import light_json
from ..events import canonical, sha256
from ..guardrails.result import CustomRule, Guardrails
from . import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Files = Sequence[tuple[str, bytes]]

_PREFIX = "guardrails-"
_MOST = 32  # entries of a workspace; the oldest go
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What decides how guardrails are compiled, beside their own bytes.
_PROGRAM = (
    "catalogue",
    "guardrails",
    "engines/policies.wasm",
    "changes.py",
    "engines/kept.py",
    "errors.py",
    "events.py",
    "light_json.py",
    "strict_json.py",
    "values.py",
    "version.py",
)
_OF_BUNDLES = ("bundles", "signatures")  # besides, where there are any
_OF_RULES = ("binary.py", "custom")


def load(
    files: Files,
    root: str,
    compiled: Callable[[], Guardrails],
    *,
    agreed: bool,
    pinned: Sequence[bytes] = (),
    rules: Mapping[str, bytes] | None = None,
) -> Guardrails:
    """The guardrails of some kiro.json files: those kept for the workspace `root`, or what `compiled` gives.

    `agreed` is what it makes them with (see `guardrails.load`), `pinned` all that they extend, `rules` the files of a
    team's own. What cannot be kept is compiled each time; no error comes from here but those of `compiled`.
    """
    try:
        key = _key(files, agreed=agreed, pinned=pinned, rules=sorted((rules or {}).items()))
    except OSError:  # a program that is no files
        return compiled()
    path = os.path.join(folders.workspace_cache(root), _PREFIX + key)
    found = _read(path, key)
    if found is None:
        found = compiled()
        folders.keep(path, key, _content(found), prefix=_PREFIX, most=_MOST)
    return found


def _key(files: Files, *, agreed: bool, pinned: Sequence[bytes], rules: Files) -> str:
    # The numbers of files tell one of them from what is pinned, which has no name.
    parts = [str(agreed).encode(), b"%d %d" % (len(files), len(rules))]
    # What is pinned may bring rules, too.
    parts += _program(_PROGRAM + (_OF_BUNDLES if pinned else ()) + (_OF_RULES if pinned or rules else ()))
    for name, content in (*files, *rules):
        parts += [name.encode(), content]
    parts += pinned
    return sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts))


def _program(names: tuple[str, ...]) -> Iterator[bytes]:
    """What changes whenever a file of the compiler does: a version alone says little of a checkout.

    The change time is the kernel's own: unlike the modification time, nobody sets it.
    """
    for name in names:
        for path in _files(os.path.join(_PACKAGE, name)):
            found = os.stat(path)
            numbers = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
            yield os.fsencode(f"{path} {numbers}")


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders_in_it, names in os.walk(path):
        folders_in_it[:] = sorted(name for name in folders_in_it if name != "__pycache__")
        yield from (os.path.join(folder, name) for name in sorted(names))


def _read(path: str, key: str) -> Guardrails | None:
    content = folders.read_kept(path, key)
    if content is None:
        return None
    try:
        return _guardrails(content)
    except (ValueError, TypeError, AttributeError, RecursionError):  # whole, and yet not what is written here
        return None


def _guardrails(content: bytes) -> Guardrails:
    about, _, text = content.partition(b"\n")
    origins, expected, production, shadow, shared, notes, rules = light_json.loads(about)
    return Guardrails(
        text,
        origins=tuple((name, digest, counter) for name, digest, counter in origins),
        expected=tuple((name, digest, counter) for name, digest, counter in expected),
        production={kind: tuple(names) for kind, names in production.items()},
        shadow=shadow,
        shared=tuple(shared),
        notes=tuple(notes),
        rules=tuple(CustomRule(*one) for one in rules),
    )


def _content(found: Guardrails) -> bytes:
    rules = [[rule.origin, rule.name, rule.text, rule.place] for rule in found.rules]
    about = canonical([found.origins, found.expected, found.production, found.shadow, found.shared, found.notes, rules])
    return about + b"\n" + found.text
