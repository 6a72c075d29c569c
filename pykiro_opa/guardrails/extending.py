"""`extends`: the shared bundles that a file of guardrails, or another shared bundle, stands upon.

A source is compared letter by letter, so one that could be written in two ways is refused.
"""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from ..values import Value
from .checks import check_keys, text_problem
from .document import kind_of
from .keys import public_key
from .problems import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .problems import Problems

MOST = 32  # bundles that one file may name
_REMOTE = re.compile(r"([a-z][a-z0-9+.-]*)://([^/]*)(/.*)?", re.DOTALL)
_URL = re.compile(r"[A-Za-z0-9._~:@/?&=+,;!$()*-]+")  # of an encoded letter nobody can tell what it is compared with
_AUTHORITY = re.compile(r"[a-z0-9.-]+(?::[0-9]+)?|\[[0-9a-f:.]+\](?::[0-9]+)?")


class Extended(Value):
    """One element of `extends`: where the bundle comes from, and the key it must be signed with (see `keys`), or None."""

    __slots__ = ("source", "key", "pointer")

    source: str
    key: str | None
    pointer: str

    def __init__(self, source: str, key: str | None, pointer: str) -> None:
        self._set(source=source, key=key, pointer=pointer)


def read_extends(guardrails: Mapping[str, Any], problems: Problems) -> tuple[Extended, ...]:
    """The elements of `extends` in their order; of what is wrong, none."""
    written = guardrails.get("extends", [])
    pointer = "/guardrails/extends"
    if not isinstance(written, list):
        problems.add(pointer, f"expected a list, found {kind_of(written)}")
        return ()
    if len(written) > MOST:
        problems.add(pointer, f"{len(written)} shared bundles; extend at most {MOST}")
        return ()
    found: dict[str, Extended] = {}
    for index, value in enumerate(written):
        one = _extended(value, f"{pointer}/{index}", problems)
        if one is None:
            continue
        first = found.setdefault(one.source, one)
        if first is not one:
            problems.add(one.pointer, f"`{shown(one.source)}` stands already at `#{first.pointer}`; keep one")
    return tuple(found.values())


def is_remote(source: str) -> bool:
    """Whether a source is a URL; any other is a path in the repository."""
    return "://" in source


def check_source(source: object) -> str:
    """The source, as it is. Raises ConfigurationError where it is none, or one of several spellings of the same."""
    problem = text_problem(source)
    if problem is not None:
        raise ConfigurationError(problem)
    assert isinstance(source, str)
    return _url(source) if is_remote(source) else _path(source)


def _extended(value: object, pointer: str, problems: Problems) -> Extended | None:
    written = {"source": value} if isinstance(value, str) else value
    if not isinstance(written, dict):
        problems.add(pointer, f"expected a string or an object, found {kind_of(value)}")
        return None
    check_keys(written, ("source", "key"), pointer, problems)
    key: str | None = None
    sound = True
    for name in ("source", "key") if isinstance(value, dict) else ("source",):
        try:
            if name == "source":
                check_source(written.get(name))
            else:
                key = _key(written.get(name))
        except ConfigurationError as error:
            where = f"{pointer}/{name}" if isinstance(value, dict) else pointer
            problems.add(where, str(error))
            sound = False
    return Extended(written["source"], key, pointer) if sound else None


def _key(value: object) -> str:
    problem = text_problem(value)
    if problem is not None:
        raise ConfigurationError(problem)
    return public_key(str(value))


def _url(source: str) -> str:
    found = _REMOTE.match(source)  # which takes all of it
    if found is None:
        raise ConfigurationError(
            f"`{shown(source)}` is no URL; write one, as in `oci://registry.example/team/guardrails:1`"
        )
    _, authority, path = found.groups()
    if "@" in authority:
        raise ConfigurationError(
            "the source holds credentials; keep them in the registry's configuration, never in git"
        )
    if _AUTHORITY.fullmatch(authority) is None:
        raise ConfigurationError(
            f"`{shown(authority)}` is no host in small letters, as hosts are compared; write it so"
        )
    if path is None or _URL.fullmatch(path) is None:
        raise ConfigurationError(f"`{shown(source)}` has no path of plain letters after its host; write the whole URL")
    if any(part in ("", ".", "..") for part in path[1:].split("/")):
        raise ConfigurationError(f"`{shown(source)}` has an empty part, a `.` or a `..` in its path; write it without")
    return source


def _path(source: str) -> str:
    parts = source.split("/")
    if any(part in ("", ".", "..") for part in parts) or source.startswith("~") or "\\" in source:
        raise ConfigurationError(
            f"`{shown(source)}` is no path inside the repository; write one from its root, as in `shared/guardrails.tar.gz`"
        )
    if not source.isprintable() or source != source.strip():
        raise ConfigurationError("the path has a character that nobody sees; write it without")
    return source
