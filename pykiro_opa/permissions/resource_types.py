"""Which actions of a class can be asked for a resource at all, by the ARN formats of the catalogue.

The catalogue may lag behind, so an action that seems to take no such resource is not dropped: its gain is in doubt.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..catalogue import actions as catalogue
from .language import overlaps
from .symbols import ONE_PART, STAR_NAME, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .automata import Patterns
    from .vocabulary import Bits, Vocabulary

# Names that hold no `/`, unlike the names of roles, objects and parameters.
_PLAIN_NAMES = ("BucketName",)
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


def bounded(pattern: str) -> str:
    """The pattern of an ARN whose wildcards stay within partition, region and account: so are the ARNs there are."""
    parts = pattern.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":
        return pattern
    head = (part.replace("*", STAR_NAME).replace("?", ONE_PART) for part in parts[:5])
    return ":".join((*head, parts[5]))


def by_formats(vocabulary: Vocabulary, bits: Bits, pattern: str) -> dict[Patterns | None, Bits]:
    """The actions of a bit set by those of their ARN patterns that have something in common with a resource.

    () for actions that take no such resource, None for those of which nobody knows what they take.
    """
    found: dict[Patterns | None, Bits] = {}
    for prefix, those in bits.items():
        scope = vocabulary.scopes[prefix]
        unknown = those >> scope.known_size << scope.known_size
        if unknown:
            found.setdefault(None, {})[prefix] = unknown
        if unknown == those:
            continue
        for formats, members in _formats(prefix).items():
            if members & those:
                group = found.setdefault(_near(pattern, formats), {})
                group[prefix] = group.get(prefix, 0) | members & those
    return found


@lru_cache(maxsize=1 << 13)
def _near(pattern: str, formats: Patterns) -> Patterns:
    loose = relaxed(pattern)
    return tuple(one for one in formats if overlaps(loose, one))


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
