"""Moving the pins: what each source gives now, whether it may take the place of what is pinned, and the new lock.

Here alone is anything fetched. Nothing is written: whoever calls is told what there is to keep and to pin.
"""

from __future__ import annotations

from ..errors import ConfigurationError
from ..guardrails.extending import Extended
from ..guardrails.keys import pem
from ..values import Value
from .lock import Pin, tag_of
from .resolving import check_trail, configured_key, extended_by, opened
from .shared import open_shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .shared import SharedBundle

    Take = Callable[[Extended], SharedBundle]


class Sources(Value):
    """Where bundles come from: `fetch` what a source gives now, `exactly` one digest of it, `kept` and `newest` the cache."""

    __slots__ = ("fetch", "exactly", "kept", "newest")

    fetch: Callable[[str], bytes]
    exactly: Callable[[str, str], bytes]
    kept: Callable[[str], bytes | None]
    newest: Callable[[str, str], str | None]

    def __init__(
        self,
        fetch: Callable[[str], bytes],
        exactly: Callable[[str, str], bytes],
        kept: Callable[[str], bytes | None],
        newest: Callable[[str, str], str | None],
    ) -> None:
        self._set(fetch=fetch, exactly=exactly, kept=kept, newest=newest)


class Wish(Value):
    """What somebody asked for: `only` one source to be moved, the `key` it must be signed with, `follow` to pin its tag.

    `follow` is None for the kind of pin there is. `older` takes a version that was published before the pinned one.
    """

    __slots__ = ("only", "key", "follow", "older")

    only: str | None
    key: str | None
    follow: bool | None
    older: bool

    def __init__(
        self, only: str | None = None, *, key: str | None = None, follow: bool | None = None, older: bool = False
    ) -> None:
        self._set(only=only, key=key, follow=follow, older=older)


class Taken(Value):
    """One bundle that will be pinned: its bytes, what it was pinned to and to which version, None where to none."""

    __slots__ = ("source", "data", "bundle", "pin", "was", "old")

    source: str
    data: bytes
    bundle: SharedBundle
    pin: Pin
    was: Pin | None
    old: SharedBundle | None

    def __init__(
        self, source: str, data: bytes, bundle: SharedBundle, pin: Pin, was: Pin | None, old: SharedBundle | None
    ) -> None:
        self._set(source=source, data=data, bundle=bundle, pin=pin, was=was, old=old)


def update(extends: Sequence[Extended], pins: Mapping[str, Pin], sources: Sources, wish: Wish) -> list[Taken]:
    """Every bundle that `extends` stands for, moved on where it was asked for. Raises ConfigurationError."""
    found: list[Taken] = []

    def take(one: Extended) -> SharedBundle:
        was = pins.get(one.source)
        moves = was is None or wish.only in (None, one.source)
        found.append(_moved(one, was, sources, wish) if moves or was is None else _stayed(one, was, sources))
        return found[-1].bundle

    _walk(extends, take)
    if wish.only is not None and wish.only not in [one.source for one in found]:
        raise ConfigurationError(f"`{wish.only}`: nothing extends it; add it to `extends` in .kiro/kiro.json first")
    return found


def fill(extends: Sequence[Extended], pins: Mapping[str, Pin], sources: Sources) -> list[Taken]:
    """Every bundle that `extends` stands for, as it is pinned. Raises ConfigurationError."""
    found: list[Taken] = []

    def take(one: Extended) -> SharedBundle:
        was = pins.get(one.source)
        if was is None:
            raise ConfigurationError(f"`{one.source}`: the lock does not pin it; `pykiro-opa bundle update` does")
        found.append(_stayed(one, was, sources))
        return found[-1].bundle

    _walk(extends, take)
    return found


def _walk(extends: Sequence[Extended], take: Take) -> None:
    """Take every bundle once; whether they fit one another is asked by who resolves them."""
    seen: set[str] = set()

    def visit(one: Extended, trail: tuple[str, ...]) -> None:
        check_trail(one.source, trail)
        if one.source not in seen:
            seen.add(one.source)
            for inner in extended_by(take(one), one):
                visit(inner, (*trail, one.source))

    for one in extends:
        visit(one, ())


def _stayed(one: Extended, was: Pin, sources: Sources) -> Taken:
    wanted = was.digest or sources.newest(one.source, was.key)
    data = None if wanted is None else sources.kept(wanted)
    if data is not None and was.digest is None and open_shared(data, key=None).counter < was.counter:
        data = None  # the lock has moved on since it was fetched here
    if data is None:
        data = sources.fetch(one.source) if was.digest is None else sources.exactly(one.source, was.digest)
    bundle = opened(one, was, data)
    return Taken(one.source, data, bundle, was, was, bundle)


def _moved(one: Extended, was: Pin | None, sources: Sources, wish: Wish) -> Taken:
    named = wish.key if one.source == wish.only else None
    key = configured_key(one, was)
    if None not in (named, key) and named != key:
        raise ConfigurationError(
            f"`{one.source}`: `--key` is another than is configured; change it there, if it is meant"
        )
    key = named or key
    data = sources.fetch(one.source)
    # As if it was pinned to what it is: the checks are those of judging.
    bundle = opened(Extended(one.source, key, one.pointer), Pin(_digest_of(data, key, one.source)), data)
    old = _old(one, was, sources)
    if was is not None and not wish.older:
        _check_not_older(one.source, was, old, bundle)
    return Taken(one.source, data, bundle, _pin(one.source, key, bundle, was, wish), was, old)


def _digest_of(data: bytes, key: str | None, source: str) -> str:
    return open_shared(data, key=None if key is None else pem(key), what=f"`{source}`").digest


def _old(one: Extended, was: Pin | None, sources: Sources) -> SharedBundle | None:
    """The version that judged here until now, where it is kept."""
    if was is None:
        return None
    wanted = was.digest or sources.newest(one.source, was.key)
    data = None if wanted is None else sources.kept(wanted)
    if data is None and was.digest is not None:
        try:
            data = sources.exactly(one.source, was.digest)
        except ConfigurationError:
            return None
    return None if data is None else open_shared(data, key=None, what=f"`{one.source}`")


def _check_not_older(source: str, was: Pin, old: SharedBundle | None, new: SharedBundle) -> None:
    if was.digest == new.digest:
        return
    before = was.origin or (old.origin if old is not None else new.origin)
    if before != new.origin:
        raise ConfigurationError(
            f"`{source}`: it gives the guardrails of `{new.origin}` in place of those of `{before}`; "
            "`--allow-older` takes them all the same"
        )
    if old is None and was.digest is not None:
        raise ConfigurationError(
            f"`{source}`: what is pinned is not in the cache and cannot be fetched, so nobody can say whether this one "
            "is older; `--allow-older` takes it all the same"
        )
    least = max(was.counter, old.counter if old is not None else 0)
    if new.counter < least:
        raise ConfigurationError(
            f"`{source}`: it gives version {new.counter}, and {least} judged here already; "
            "`--allow-older` takes it all the same"
        )
    if old is not None and new.counter == old.counter and new.content != old.content:
        raise ConfigurationError(
            f"`{source}`: it gives another content as version {new.counter}, which was published already; "
            "have it published with a higher counter, or take it with `--allow-older`"
        )


def _pin(source: str, key: str | None, bundle: SharedBundle, was: Pin | None, wish: Wish) -> Pin:
    asked = wish.follow if wish.only in (None, source) else None
    follow = asked if asked is not None else was is not None and was.digest is None
    if not follow:
        return Pin(bundle.digest)
    tag = tag_of(source)
    if tag is None:
        raise ConfigurationError(f"`{source}`: it has no tag to follow; pin it without `--follow`")
    if key is None:
        raise ConfigurationError(f"`{source}`: a tag is followed for who signs alone; name the key with `--key`")
    return Pin(tag=tag, counter=bundle.counter, key=key, origin=bundle.origin)
