"""Which actions of a class can be asked for a resource at all, by the ARN formats of the catalogue.

The catalogue may lag behind, so an action that seems to take no such resource is not dropped: its gain is in doubt.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..catalogue import actions as catalogue
from .language import overlaps
from .symbols import STAR_NAME, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .vocabulary import Bits, Vocabulary

# Names that hold no `/`, unlike the names of roles, objects and parameters.
_PLAIN_NAMES = ("BucketName",)
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


def by_formats(vocabulary: Vocabulary, bits: Bits) -> dict[tuple[str, ...], Bits]:
    """The actions of a bit set by the ARN patterns they take; () for those of which none is known."""
    found: dict[tuple[str, ...], Bits] = {}
    for prefix, those in bits.items():
        scope = vocabulary.scopes[prefix]
        if scope.known is None:
            found.setdefault((), {})[prefix] = those
            continue
        for formats, members in _formats(prefix).items():
            if members & those:
                found.setdefault(formats, {})[prefix] = members & those
        unknown = those >> scope.known_size << scope.known_size
        if unknown:
            found.setdefault((), {})[prefix] = unknown
    return found


def may_be(pattern: str, formats: tuple[str, ...]) -> bool:
    """Whether a resource pattern has something in common with one of the formats."""
    loose = relaxed(pattern)
    return not formats or any(overlaps(loose, one) for one in formats)


@lru_cache(maxsize=512)
def _formats(prefix: str) -> dict[tuple[str, ...], int]:
    service = catalogue.service(prefix)
    found: dict[tuple[str, ...], int] = {}
    if service is not None:
        for number in range(len(service.names)):
            formats = tuple(_pattern(one) for one in service.resource_types(number))
            found[formats] = found.get(formats, 0) | 1 << number
    return found


@lru_cache(maxsize=4096)
def _pattern(arn: str) -> str:
    """The format with a wildcard for each placeholder; partition, region and account stay within their part."""
    *head, name = arn.split(":", 5)
    whole = _PLACEHOLDER.sub(lambda match: STAR_NAME if match.group(1) in _PLAIN_NAMES else "*", name)
    return ":".join((*(_PLACEHOLDER.sub(STAR_NAME, part) for part in head), whole))
