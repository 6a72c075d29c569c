"""What a principal may do, as statements in layers; and what of it another set of rules does not say word for word."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .statements import Statement

    _Key = tuple[object, ...]


class Rules:
    """What a principal may do: statements that allow, by layer, and those that deny."""

    __slots__ = ("layers", "denies")

    def __init__(self, layers: Sequence[Sequence[Statement]]) -> None:
        self.layers = [[one for one in layer if one.effect == "Allow"] for layer in layers]
        self.denies = [one for layer in layers for one in layer if one.effect == "Deny"]

    def statements(self) -> list[Statement]:
        return [*(one for layer in self.layers for one in layer), *self.denies]


def unlike(old: Rules, new: Rules) -> Rules:
    """The new rules without the actions and resources that an old statement allows in the same words.

    Only of statements that differ from an old one in one element alone, so nothing is lost that was not allowed; sound
    where no Deny was lifted and no boundary stood in the way.
    """
    made = Rules(())
    made.denies = new.denies
    made.layers = [
        _unlike(old.layers[at], layer) if at < len(old.layers) else layer for at, layer in enumerate(new.layers)
    ]
    return made


def _unlike(old: Sequence[Statement], new: Sequence[Statement]) -> list[Statement]:
    identities = {one.identity for one in old}
    alike: dict[_Key, list[Statement]] = {}
    for one in old:
        if one.is_certain:
            for element in ("Action", "Resource"):
                alike.setdefault(_but(one, element), []).append(one)
    return [one if one.identity in identities else _reduced(one, alike) for one in new]


def _reduced(one: Statement, alike: dict[_Key, list[Statement]]) -> Statement:
    for element, pairs in (("Action", one.actions), ("Resource", one.resources)):
        said = {pattern for other in alike.get(_but(one, element), ()) for _, pattern in _pairs(other, element)}
        left = [pair for pair in pairs if pair[1] not in said]
        if said and left and len(left) < len(pairs):
            return one.without({element: left})
    return one


def _pairs(one: Statement, element: str) -> list[tuple[str, str]]:
    return one.actions if element == "Action" else one.resources


def _but(one: Statement, element: str) -> _Key:
    """Equal for statements that differ in no other element; of those that lack this one, for the same alone."""
    if element not in one.parts or one.problem:
        return one.identity
    alive, items = one.identity
    return (element, alive, *(item for item in items if item[0] != element))
