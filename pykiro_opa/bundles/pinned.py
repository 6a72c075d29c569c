"""The lock that judges and what it pins, as it lies in the repository and in the cache: no network, whatever it says.

The hook asks at each call whose guardrails extend something, so it is read here without any check; `resolving` does all
of them, and what was kept of its answer is for these very bytes alone.
"""

from __future__ import annotations

from .. import light_json
from ..changes import encode_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..changes import Read
    from ..guardrails.extending import Extended
    from ..guardrails.shared import Shared
    from .lock import Pin

NAME = "guardrails.lock"
LOCK = f".kiro/{NAME}"


class Pinned:
    """What a lock pins; `parts` are all bytes that decide what is judged with, `complete` whether nothing is missing."""

    __slots__ = ("_contents", "_lock", "_path", "complete", "parts")

    def __init__(
        self,
        read: Read,
        kept: Callable[[str], bytes | None],
        newest: Callable[[str, str], str | None],
        path: str = LOCK,
    ) -> None:
        """`read` gives a file of the side that judges, `kept` the bytes of a digest, `newest` that of a source and a key."""
        self._path = path
        self._lock = read(path)
        self._contents: dict[str, bytes | None] = {}
        for source, digest, key in _pins(self._lock):
            if "://" not in source:
                self._contents[source] = read(encode_path(source.encode("utf-8", "surrogatepass")))
            else:
                wanted = newest(source, key) if digest is None else digest
                self._contents[source] = None if wanted is None else kept(wanted)
        found = list(self._contents.values())
        self.complete = None not in found
        self.parts = [self._lock or b"", *(content or b"" for content in found)]

    def resolve(self, extends: Sequence[Extended], path: str) -> Sequence[Shared]:
        """The shared guardrails that `extends` in the file at `path` names. Raises ConfigurationError."""
        from . import resolving

        return resolving.resolve(extends, self._checked(), self._contents.get, path)

    def moving(self) -> list[tuple[str, Pin, bytes]]:
        """Source, pin and bytes of each pin of a tag whose bundle is here. Raises ConfigurationError."""
        moving = [(source, pin) for source, pin in self._checked().items() if pin.digest is None]
        return [(source, pin, data) for source, pin in moving if (data := self._contents.get(source)) is not None]

    def _checked(self) -> Mapping[str, Pin]:
        from .lock import read_lock

        return {} if self._lock is None else read_lock(self._path, self._lock)


def _pins(lock: bytes | None) -> list[tuple[str, str | None, str]]:
    """Source, digest and key of each pin in the order of the lock, as far as it is one."""
    try:
        bundles = light_json.loads(lock or b"")["bundles"]
        return [
            (source, pin, "") if isinstance(pin, str) else (source, None, str(pin["key"]))
            for source, pin in bundles.items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
