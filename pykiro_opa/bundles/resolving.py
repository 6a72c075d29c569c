"""From `extends` to the guardrails it stands for: each bundle once, pinned, signed where a key is configured.

Bundles extend bundles: the walk is bounded, a circle is an error, and nothing is fetched; what is not there is told.
"""

from __future__ import annotations

from ..errors import ConfigurationError
from ..guardrails.extending import Extended, check_source
from ..guardrails.keys import pem, public_key
from ..guardrails.shared import Shared
from .shared import open_shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .lock import Pin
    from .shared import SharedBundle

    Contents = Callable[[str], bytes | None]

DEEPEST = 8  # bundles that extend one another
MOST = 32  # bundles in all
_UPDATE = "`pykiro-opa bundle update`"


def resolve(extends: Sequence[Extended], pins: Mapping[str, Pin], contents: Contents, path: str) -> list[Shared]:
    """The guardrails of all bundles that `extends` in the file at `path` names, and of those that they extend.

    `contents` gives the bytes that are there for a source. Raises ConfigurationError with one line for each element of
    `extends` that is of no use.
    """
    walk = _Walk(pins, contents)
    failed = []
    for one in extends:
        try:
            walk.visit(one, ())
        except ConfigurationError as error:
            failed += [f"{path}#{one.pointer}: {problem}" for problem in error.problems]
    if failed:
        raise ConfigurationError(failed)
    return [
        Shared(source, bundle.origin, bundle.document, pins[source].counter or None, bundle.rules)
        for source, bundle in walk.found.items()
    ]


def extended_by(bundle: SharedBundle, one: Extended) -> list[Extended]:
    """What a bundle extends in turn, at the place of the element that brought it. Raises ConfigurationError."""
    try:
        return [
            Extended(check_source(source), None if key is None else public_key(key), one.pointer)
            for source, key in bundle.extends
        ]
    except ConfigurationError as error:
        raise ConfigurationError(f"`{one.source}`: what it extends cannot be used: {error}") from None


def opened(one: Extended, pin: Pin, data: bytes) -> SharedBundle:
    """The bundle, if it is the one that is pinned and signed with the key that is configured.

    Raises ConfigurationError.
    """
    what = f"`{one.source}`"
    key = configured_key(one, pin)
    bundle = open_shared(data, key=None if key is None else pem(key), what=what)
    if pin.digest is not None and bundle.digest != pin.digest:
        raise ConfigurationError(f"{what}: it is not the one that the lock pins; restore it, or {_UPDATE}")
    if bundle.counter < pin.counter:
        raise ConfigurationError(
            f"{what}: its counter {bundle.counter} is lower than {pin.counter}, which the lock pins; {_UPDATE}"
        )
    if pin.origin and bundle.origin != pin.origin:
        # Who signs may sign for many; a tag that gives the guardrails of another would take these away.
        raise ConfigurationError(
            f"{what}: it gives the guardrails of `{bundle.origin}`, not of `{pin.origin}`; {_UPDATE}"
        )
    return bundle


def configured_key(one: Extended, pin: Pin | None) -> str | None:
    """The key that must have signed, None where none is configured. Raises ConfigurationError where there are two."""
    pinned = pin.key or None if pin is not None else None
    if None not in (one.key, pinned) and one.key != pinned:
        raise ConfigurationError(
            f"`{one.source}`: the lock pins another key than `extends` names; write the right one, and {_UPDATE}"
        )
    return one.key or pinned


class _Walk:
    """All bundles that were met, by their source, in the order in which they were."""

    def __init__(self, pins: Mapping[str, Pin], contents: Contents) -> None:
        self.found: dict[str, SharedBundle] = {}
        self._keys: dict[str, str] = {}
        self._pins = pins
        self._contents = contents

    def visit(self, one: Extended, trail: tuple[str, ...]) -> None:
        """Open one and all that it extends. Raises ConfigurationError."""
        check_trail(one.source, trail)
        self._agree_on_key(one)
        known = self.found.get(one.source)
        if known is None:
            for inner in extended_by(self._open(one), one):
                self.visit(inner, (*trail, one.source))
        elif one.key is not None and known.signed_by is None:
            # It was met without a key, and somebody names one.
            self._open(one)

    def _open(self, one: Extended) -> SharedBundle:
        pin = self._pins.get(one.source)
        if pin is None:
            raise ConfigurationError(f"`{one.source}`: the lock does not pin it; {_UPDATE} does")
        data = self._contents(one.source)
        if data is None:
            raise ConfigurationError(
                f"`{one.source}`: it is not in the cache; {_UPDATE} fetches it (`--locked`: as pinned)"
            )
        bundle = opened(Extended(one.source, self._keys.get(one.source), one.pointer), pin, data)
        other = next((source for source, each in self.found.items() if each.origin == bundle.origin), one.source)
        if other != one.source:
            raise ConfigurationError(
                f"`{one.source}`: its origin `{bundle.origin}` is already that of `{other}`; extend one of them"
            )
        self.found[one.source] = bundle
        if len(self.found) > MOST:
            raise ConfigurationError(f"`{one.source}`: more than {MOST} shared bundles; extend fewer")
        return bundle

    def _agree_on_key(self, one: Extended) -> None:
        if one.key is not None and self._keys.setdefault(one.source, one.key) != one.key:
            raise ConfigurationError(f"`{one.source}`: it is extended with two keys; write the one that signs it")


def check_trail(source: str, trail: Sequence[str]) -> None:
    """Raises ConfigurationError where bundles extend one another in a circle, or too deeply."""
    if source in trail:
        circle = " -> ".join((*trail[list(trail).index(source) :], source))
        raise ConfigurationError(f"`{source}`: shared bundles extend one another in a circle: {circle}; break it")
    if len(trail) >= DEEPEST:
        raise ConfigurationError(f"`{source}`: bundles extend one another more than {DEEPEST} deep; extend fewer")
