"""Whether one request can satisfy atoms that speak of the same thing: a resource, a principal, or a condition key."""

from __future__ import annotations

from functools import lru_cache

from ..catalogue import actions as catalogue
from .conditions import ADDRESSES, BOOLEANS, KEY, OPAQUE, TEXTS
from .language import TooHardError, find
from .measures import candidates, is_address, within
from .symbols import ANY_CASE, has_unknown, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from .automata import Patterns
    from .conditions import Atom, Values, Variable

RESOURCE: Variable = ("resource", "")
PRINCIPAL: Variable = ("principal", "")
# Keys that AWS gives several values; what else may have several is known by its operators or by the catalogue.
_SEVERAL = ("aws:tagkeys", "aws:calledvia", "aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths",
            "aws:principalservicenameslist")  # fmt: skip


@lru_cache(maxsize=1 << 15)
def possible(variable: Variable, atoms: tuple[Atom, ...], *, several: bool = False) -> bool:
    """Whether some value makes all atoms true; True where that is too hard to tell.

    The atoms are all of the variable. `several`: a condition key may have more values than one.
    """
    kind = variable[0]
    if kind == OPAQUE:
        return len({form for _, form, _ in atoms}) == 1
    if kind == KEY:
        return _possible_key(atoms, several=several)
    return _possible_word(atoms)


def word(atoms: Sequence[Atom]) -> str | None:
    """A resource or principal that makes all atoms true, None where it cannot be named."""
    try:
        return _word(*_sides(atoms))
    except TooHardError:
        return None


def may_have_several(key: str) -> bool:
    """Whether a request may have several values for a condition key, named in lower case."""
    prefix, _, _ = key.partition(":")
    if key in _SEVERAL:
        return True
    service = catalogue.service(prefix) if prefix != "aws" else None
    return service is not None and service.key_types().get(key, "").startswith("Array")


def _possible_word(atoms: Iterable[Atom]) -> bool:
    try:
        return _word(*_sides(atoms)) is not None
    except TooHardError:
        return True


def _sides(atoms: Iterable[Atom]) -> tuple[list[Patterns], list[str]]:
    """Groups of which a word is in each, and patterns of which it is in none."""
    required: list[Patterns] = []
    excluded: dict[str, None] = {}
    for _, _, values in atoms:
        assert values is not None
        _, inside, patterns = values
        if inside:
            required.append(patterns)
        else:
            excluded.update(dict.fromkeys(patterns))
    return required, list(excluded)


def _word(required: list[Patterns], excluded: list[str]) -> str | None:
    found = find(tuple(required), tuple(excluded))
    if found is not None:
        return found
    narrowing = [group for group in required if group != ("*",)]
    if len(narrowing) < 2 or not any(has_unknown(pattern) for group in narrowing for pattern in group):
        return None
    # An unknown value of one group may be just what another group asks for. Where each alone has no way out there is
    # none; else only what is known is still sure to be excluded.
    if any(find((group,), tuple(excluded)) is None for group in narrowing):
        return None
    loosened = tuple(tuple(relaxed(pattern) for pattern in group) for group in narrowing)
    return find(loosened, tuple(pattern for pattern in excluded if not has_unknown(pattern)))


def _possible_key(atoms: tuple[Atom, ...], *, several: bool) -> bool:
    forms = [(form, values) for _, form, values in atoms]
    if all(form in ("all", "any?", "none") for form, _ in forms):
        return True  # the key is missing
    if any(form == "none" for form, _ in forms):
        return False
    every = [values for form, values in forms if form in ("all", "all!") and values is not None]
    some = [values for form, values in forms if form in ("any", "any?") and values is not None]
    if not several:
        return _possible_value([*every, *some])
    # Each may have a member of its own, within what holds for all.
    return all(_possible_value([*every, one]) for one in some) if some else _possible_value(every)


def _possible_value(conditions: list[Values]) -> bool:
    """Whether one value meets all conditions; values of different kinds are taken for independent."""
    by_kind: dict[str, list[Values]] = {}
    for condition in conditions:
        by_kind.setdefault(TEXTS if condition[0] == BOOLEANS else condition[0], []).append(condition)
    return all(_possible_text(found) if kind == TEXTS else _possible_number(kind, found)
               for kind, found in by_kind.items())  # fmt: skip


def _possible_text(conditions: list[Values]) -> bool:
    required: list[Patterns] = []
    excluded: list[str] = []
    for kind, inside, listed in conditions:
        if kind == BOOLEANS:
            required.append((f"{ANY_CASE}false", f"{ANY_CASE}true"))
        patterns: Patterns = tuple(f"{ANY_CASE}{text}" for text in listed) if kind == BOOLEANS else listed
        if inside:
            required.append(patterns)
        else:
            excluded += [pattern for pattern in patterns if pattern not in excluded]
    try:
        return _word(required, excluded) is not None
    except TooHardError:
        return True


def _possible_number(kind: str, conditions: list[Values]) -> bool:
    tried: list[Any] = candidates(listed for _, _, listed in conditions)
    if kind == ADDRESSES:
        tried = [value for value in [*tried, 0, 1 << 128] if is_address(value)]
    return any(all(within(listed, value) is inside for _, inside, listed in conditions) for value in tried)
