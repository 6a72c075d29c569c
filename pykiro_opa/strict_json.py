"""JSON that means one thing: what two readers could understand differently, or a deeper one could not read, is refused."""

from __future__ import annotations

from . import light_json
from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 100


def read(data: bytes, what: str) -> Any:
    """The value of a JSON text in UTF-8, without duplicate keys and numbers that JSON has not; `what` begins each error.

    Raises InputError. Whoever walks the value later may recurse: it is not deep.
    """
    try:
        value = light_json.loads(data.decode("utf-8"), object_pairs_hook=without_duplicates, parse_constant=refuse)
    except UnicodeDecodeError:
        raise InputError(f"{what}: not UTF-8") from None
    except RecursionError:
        raise InputError(f"{what}: nested too deeply") from None
    except ValueError as error:
        raise InputError(f"{what}: not JSON: {error}") from None
    if data.count(b"{") + data.count(b"[") > _DEEPEST and _is_deep(value):
        raise InputError(f"{what}: nested too deeply")
    return value


def without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object. Raises ValueError where two readers would take another one of them."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same key twice in one object")
    return found


def refuse(constant: str) -> None:
    """Raises ValueError for `NaN` and `Infinity`, which Python reads and JSON has not."""
    raise ValueError(f"`{constant}` is no JSON number")


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Any:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
