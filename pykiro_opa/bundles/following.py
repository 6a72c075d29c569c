"""Which shared bundles a server may move on with by itself: those whose tag the lock follows, from an address."""

from __future__ import annotations

from ..guardrails.extending import is_remote
from ..guardrails.keys import pem
from ..signatures import read_public_key
from ..values import Value
from .serving import Served

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pinned import Pinned


class Followed(Value):
    """One bundle that a server pulls; `data` is the version that was verified last, with which it starts."""

    __slots__ = ("served", "data")

    served: Served
    data: bytes

    def __init__(self, served: Served, data: bytes) -> None:
        self._set(served=served, data=data)


def followed(pinned: Pinned, origins: Sequence[str]) -> list[Followed]:
    """Those of some shared origins, which were resolved with these pins before. Raises ConfigurationError."""
    return [
        Followed(Served(pin.origin, source, read_public_key(pem(pin.key), f"the key of `{source}`")), data)
        for source, pin, data in pinned.moving()
        if pin.origin in origins and is_remote(source)
    ]
