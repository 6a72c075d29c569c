"""`.kiro/guardrails.lock`: which version of each shared bundle judges here, as strict as kiro.json itself.

A pin is the digest of an archive, which must be equal, or a tag with the least counter, the key that signs and the
origin: it may move on by itself, never back, and never to what the same key signs for something else.
"""

from __future__ import annotations

import json
import re

from ..errors import ConfigurationError
from ..guardrails.checks import check_keys
from ..guardrails.document import kind_of, read_object
from ..guardrails.extending import check_source, is_remote
from ..guardrails.keys import public_key
from ..guardrails.problems import Problems, shown
from ..guardrails.scanner import escape
from ..guardrails.settings import ORIGIN
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

VERSION = 1
LARGEST_COUNTER = 2**53 - 1
_MOST = 128  # pins of one lock, those of bundles that bundles extend included
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_PIN = ("tag", "counter", "key", "origin")


class Pin(Value):
    """What one source is pinned to: its `digest`, or a `tag`, a `counter` from 1, a `key` (see guardrails.keys), an `origin`."""

    __slots__ = ("digest", "tag", "counter", "key", "origin")

    digest: str | None
    tag: str
    counter: int
    key: str
    origin: str

    def __init__(
        self, digest: str | None = None, *, tag: str = "", counter: int = 0, key: str = "", origin: str = ""
    ) -> None:
        self._set(digest=digest, tag=tag, counter=counter, key=key, origin=origin)


def read_lock(path: str, data: bytes) -> dict[str, Pin]:
    """The pins of a lock by their source. Raises ConfigurationError with every problem, each with its line."""
    _, text, value, has_duplicates = read_object(path, data)
    problems = Problems(path)
    check_keys(value, ("version", "bundles"), "", problems)
    if type(value.get("version")) is not int or value["version"] != VERSION:
        problems.add("/version", f"expected `version` {VERSION}; a lock of another version needs another pykiro-opa")
    bundles = value.get("bundles")
    pins: dict[str, Pin] = {}
    if not isinstance(bundles, dict):
        problems.add(
            "/bundles", f"expected `bundles` to be an object of pins by their source, found {kind_of(bundles)}"
        )
    elif len(bundles) > _MOST:
        problems.add("/bundles", f"{len(bundles)} pins; extend fewer bundles, at most {_MOST}")
    else:
        pins = _pins(bundles, problems)
    failed = problems.lines(text, "") if problems or has_duplicates else []
    if failed:
        raise ConfigurationError(failed)
    return pins


def written(pins: Mapping[str, Pin]) -> bytes:
    """The lock as it is written: the same pins give the same bytes."""
    bundles = {source: _json(pin) for source, pin in pins.items()}
    return (json.dumps({"version": VERSION, "bundles": bundles}, indent=2, sort_keys=True) + "\n").encode()


def tag_of(source: str) -> str | None:
    """What of a source may name another version tomorrow; None where it cannot: a path, or a digest of a registry."""
    if not is_remote(source):
        return None
    name = source.rpartition("/")[2]
    if not source.startswith("oci://"):
        return name
    return None if "@" in name else name.partition(":")[2] or "latest"


def _pins(bundles: Mapping[str, Any], problems: Problems) -> dict[str, Pin]:
    pins = {}
    for source, value in bundles.items():
        pointer = f"/bundles/{escape(source)}"
        try:
            check_source(source)
        except ConfigurationError as error:
            problems.add(pointer, str(error), key=True)
            continue
        pin = _pin(source, value, pointer, problems)
        if pin is not None:
            pins[source] = pin
    return pins


def _pin(source: str, value: Any, pointer: str, problems: Problems) -> Pin | None:
    if isinstance(value, str):
        if _DIGEST.fullmatch(value):
            return Pin(value)
        problems.add(
            pointer, f"`{shown(value)}` is no digest; write `sha256:` and 64 digits, or let `bundle update` do it"
        )
        return None
    if not isinstance(value, dict):
        problems.add(pointer, f"expected a digest or an object, found {kind_of(value)}")
        return None
    check_keys(value, _PIN, pointer, problems)
    tag, counter = value.get("tag"), value.get("counter")
    sound = True
    if tag_of(source) is None or tag != tag_of(source):
        problems.add(f"{pointer}/tag", "expected `tag` to be that of the source, and a source that has one")
        sound = False
    if type(counter) is not int or not 1 <= counter <= LARGEST_COUNTER:
        problems.add(f"{pointer}/counter", "expected `counter` to be a whole number from 1, that of a signed bundle")
        sound = False
    origin = value.get("origin")
    if not isinstance(origin, str) or ORIGIN.fullmatch(origin) is None:
        problems.add(f"{pointer}/origin", "expected `origin` to be that of the bundle's guardrails")
        sound = False
    key = value.get("key")
    try:
        key = public_key(key if isinstance(key, str) else "")
    except ConfigurationError as error:
        problems.add(f"{pointer}/key", f"`key`: {error}")
        sound = False
    return Pin(tag=str(tag), counter=int(str(counter)), key=str(key), origin=str(origin)) if sound else None


def _json(pin: Pin) -> object:
    return pin.digest if pin.digest is not None else {name: getattr(pin, name) for name in _PIN}
