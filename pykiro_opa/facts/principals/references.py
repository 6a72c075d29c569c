"""What a resource calls another one: names, ARNs, and references that only a deployment resolves."""

from __future__ import annotations

import re

from ...infrastructure.arns import arn_of, name_properties
from ...infrastructure.unknowns import has_unknown, is_unknown, sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...infrastructure.model import Resource

_INDEX = re.compile(r"\[[^]]*]")
_ATTRIBUTES = (".arn", ".id", ".name", ".unique_id", ".Arn", ".PolicyArn")


def plain(value: str) -> str:
    """One spelling of a reference: an address without attribute and index, or the end of an ARN, or the name itself."""
    if is_unknown(value):
        named = _INDEX.sub("", sources(value)[0])
        return next((named.removesuffix(one) for one in _ATTRIBUTES if named.endswith(one)), named)
    before, found, path = value.partition(":policy/")
    if found and not before.endswith(":aws"):
        return f"policy/{path}"
    for kind in (":role/", ":user/", ":group/"):
        if value.startswith("arn:") and kind in value:
            return value.rpartition("/")[2]
    return value


def names(resource: Resource) -> Iterator[str]:
    """All that others of the same scope may call a resource by, as `plain` spells it."""
    yield _INDEX.sub("", resource.address)
    for key in name_properties(resource.type):
        value = resource.properties.get(key)
        if isinstance(value, str) and value:
            yield plain(value)
    arn = arn_of(resource.type, resource.properties, resource.address)
    if arn is not None:
        yield plain(arn)


def identifier(resource: Resource) -> str:
    """The name of a role, user, group or policy where it is written, else its address."""
    for key in name_properties(resource.type):
        value = resource.properties.get(key)
        if isinstance(value, str) and value and not is_unknown(value):
            return value
    return resource.address


def listed(value: Any) -> list[Any]:
    """A list as it is, nothing as an empty one, all else as a list of it."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def plain_text(value: Any) -> str:
    """A value of any kind as one text."""
    from ...events import canonical, clean
    from ...infrastructure.unknowns import written

    return canonical(clean(written(value))).decode()


def texts(value: Any) -> list[str]:
    """The texts of a list; what is no text (an intrinsic that chooses) as an unknown of its own."""
    from ...events import canonical, clean
    from ...infrastructure.unknowns import unknown

    return [one if isinstance(one, str) else unknown(canonical(clean(one)).decode()) for one in listed(value)]


def shown(resource: Resource) -> str:
    """A principal for a reader: the ARN with `*` for what is not known, or the address where the name is not."""
    from ...infrastructure.unknowns import as_pattern

    named = identifier(resource)
    if named == resource.address:
        return named
    arn = arn_of(resource.type, resource.properties, resource.address)
    return as_pattern(arn if arn is not None and not has_unknown(named) else arn or named)
