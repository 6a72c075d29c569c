"""Change event v1: canonical JSON, digests and ids; the one contract between Python and Rego.

It knows the envelope and how to name a fact, not what a fact means.
"""

from __future__ import annotations

import sys
from io import BytesIO

from . import light_json, strict_json
from .errors import InputError

try:  # hashlib costs 3 ms of import, the C module 0.4
    if sys.version_info >= (3, 12):
        from _sha2 import sha256 as _sha256  # type: ignore[import-not-found,unused-ignore]
    else:
        from _sha256 import sha256 as _sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    from hashlib import sha256 as _sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Fact = dict[str, Any]
    Facts = dict[str, list[Fact]]
    Event = dict[str, Any]

VERSION = 1
STAGES = ("spec", "task", "commit", "pull_request")
FACT_KINDS = (
    "files",
    "commands",
    "calls",
    "statements",
    "infrastructure",
    "permissions",
    "intents",
    "secrets",
    "tools",
    "guardrail_changes",
    "unresolved",
)
_UNHASHED = ("id", "at", "text", "runs")
# Each digest, and the members that it leaves out; the second covers the first.
_SEALS = (("digest", ("digest", "request", "context", "approvals")), ("request", ("request",)))
_NO_DIGEST = "0" * 64
_LARGEST_INTEGER = 2**53
_WORTH_HASHLIB = 4_000_000  # bytes: there 15 ms sooner than the C module, for 4 ms and 4 MB of its import


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    digest = _new_digest(len(data))
    digest.update(data)
    return str(digest.hexdigest())


def _new_digest(size: int) -> Any:
    """What takes SHA-256 of so many bytes soonest."""
    if "hashlib" in sys.modules or size > _WORTH_HASHLIB:
        from hashlib import sha256 as by_openssl

        return by_openssl()
    return _sha256()


def canonical(value: object) -> bytes:
    """Canonical JSON of a clean value: sorted keys, no white space, UTF-8."""
    return light_json.canonical(value).encode("utf-8")


def clean(value: object) -> object:
    """The value with what JSON engines disagree about made plain. Mappings get string keys.

    Floats and integers of 2^53 and above become strings, lone surrogates `?`, because OPA's two targets print and
    compare them differently.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if value is None:
        return None
    if isinstance(value, int):  # True and False are
        return value if -_LARGEST_INTEGER < value < _LARGEST_INTEGER else str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {str(clean(str(key))): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return str(clean(str(value)))


def fact_id(kind: str, fact: Mapping[str, Any]) -> str:
    """The id of a fact, equal at every stage: of a file its path and content, else all but id, at, text and runs."""
    if kind == "files":
        named: object = {"path": fact["path"], "content": fact["content"]}
    else:
        named = {key: value for key, value in fact.items() if key not in _UNHASHED}
    return sha256(canonical([kind, named]))


def new_event(stage: str, source: Mapping[str, Any], context: Mapping[str, Any], facts: Mapping[str, Any]) -> Event:
    """Build the event: every fact list there (absent kinds empty), each fact with its id, digest and request set."""
    return seal(unsealed_event(stage, source, context, facts))


def unsealed_event(
    stage: str, source: Mapping[str, Any], context: Mapping[str, Any], facts: Mapping[str, Any]
) -> Event:
    """The same without digest and request."""
    event: Event = {
        "version": VERSION,
        "stage": stage,
        "source": clean(dict(source)),
        "context": clean(dict(context)),
        "approvals": [],
    }
    for kind in FACT_KINDS:
        event[kind] = [_named(kind, fact) for fact in facts.get(kind, ())]
    return event


def seal(event: Event) -> Event:
    """The event with `digest` and `request` recomputed; ids are left as they are."""
    return sealed_text(event)[0]


def sealed_text(event: Event) -> tuple[Event, bytes]:
    """The event as `seal` gives it and its canonical JSON, which is made once for both digests and for the asking.

    A large change is in memory many times already: its JSON is written in pieces to one place, and the digests are put
    into it where they belong.
    """
    sealed = {**event, "digest": _NO_DIGEST, "request": _NO_DIGEST}
    text, places = _written(sealed)
    for name, without in _SEALS:
        with text.getbuffer() as buffer:
            sealed[name] = _digest_without(buffer, places, without)
            end = places[name].stop
            buffer[end - len(_NO_DIGEST) - 1 : end - 1] = sealed[name].encode()
    return sealed, text.getvalue()


def _written(event: Event) -> tuple[BytesIO, dict[str, slice]]:
    """The event's canonical JSON, and where each member stands in it."""
    text = BytesIO()
    places: dict[str, slice] = {}
    for key in sorted(event):
        text.write(b"," if places else b"{")
        start = text.tell()
        _write_member(text.write, key, event[key])
        places[key] = slice(start, text.tell())
    text.write(b"}")
    return text, places


def _write_member(write: Callable[[bytes], object], key: str, value: object) -> None:
    if not isinstance(value, list):
        write(canonical({key: value})[1:-1])
        return
    write(canonical({key: value[:1]})[1:-2])
    for item in value[1:]:
        write(b",")
        write(canonical(item))
    write(b"]")


def _digest_without(text: memoryview, places: Mapping[str, slice], without: tuple[str, ...]) -> str:
    """The digest of the JSON that the event has without these members."""
    digest = _new_digest(len(text))
    digest.update(b"{")
    between = b""
    for key, place in places.items():
        if key not in without:
            digest.update(between)
            digest.update(text[place])
            between = b","
    digest.update(b"}")
    return str(digest.hexdigest())


def read_event(data: bytes) -> Event:
    """Parse an event file and prove that its digests and ids are those of its content.

    Raises InputError. What the facts hold is checked by `kiro.main`, not here.
    """
    event = strict_json.read(data, "event")
    if not isinstance(event, dict) or event.get("version") != VERSION:
        raise InputError(f"event is not a change event of version {VERSION}; write one with `--event-output FILE`")
    if clean(event) != event:
        raise InputError("event: a number that is not whole or too large, or half of a surrogate pair; it was edited")
    if not isinstance(event.get("context"), dict):
        raise InputError("event#/context: expected an object; the event is not complete")
    for kind in FACT_KINDS:
        for index, fact in enumerate(_list(event, kind)):
            if not isinstance(fact, dict) or _id_or_none(kind, fact) != fact.get("id"):
                raise InputError(f"event#/{kind}/{index}: the id is not that of the fact; the event was edited")
    resealed = seal(event)
    for field in ("digest", "request"):
        if resealed[field] != event.get(field):
            raise InputError(f"event#/{field}: the digest is not that of the content; the event was edited")
    return event


def _named(kind: str, fact: Mapping[str, Any]) -> Fact:
    cleaned: Any = clean(dict(fact))
    return {**cleaned, "id": fact_id(kind, cleaned)}


def _list(event: Event, kind: str) -> list[Any]:
    value = event.get(kind)
    if not isinstance(value, list):
        raise InputError(f"event#/{kind}: expected a list; the event is not complete")
    return value


def _id_or_none(kind: str, fact: Fact) -> str | None:
    try:
        return fact_id(kind, fact)
    except KeyError:
        return None
