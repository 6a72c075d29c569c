"""The actions of some statements in classes: all of one are spoken of by the same statements, on either side.

All actions of a class get the same answer, so one search of the solver decides for hundreds of them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .statements import Statement
    from .vocabulary import Bits, Vocabulary

    _Told = tuple[int, int, Statement, int]  # its role and layer, and its words of one service

_ALLOWED, _LIFTED, _DENIED = range(3)


class ActionClass:
    """Actions of which the same statements speak, on either side."""

    __slots__ = ("bits", "old_layers", "old_denies", "denies", "only_star")

    def __init__(self, speaking: Sequence[_Told], layers: int, *, only_star: bool) -> None:
        self.bits: Bits = {}
        self.old_layers: list[list[Statement]] = [[] for _ in range(layers)]
        self.old_denies: list[Statement] = []
        self.denies: list[Statement] = []
        self.only_star = only_star
        for role, at, one, _ in speaking:
            kept = (self.old_layers[at], self.old_denies, self.denies)[role]
            kept.append(one)


class Classes:
    """What splits actions: statements that allowed them, by layer, denials that are `lifted`, and those that stand."""

    __slots__ = ("_vocabulary", "_old_layers", "_lifted", "_denies", "_found")

    def __init__(
        self,
        vocabulary: Vocabulary,
        old_layers: Sequence[Sequence[Statement]],
        lifted: Sequence[Statement],
        denies: Sequence[Statement],
    ) -> None:
        self._vocabulary = vocabulary
        self._old_layers = old_layers
        self._lifted = lifted
        self._denies = denies
        self._found: dict[str, list[_Told]] | None = None

    def of(self, chosen: Sequence[Statement]) -> list[ActionClass]:
        """The actions that all chosen statements allow, split by who else speaks of them."""
        wanted = [self._vocabulary.of(one, widely=True) for one in chosen]
        told = self._told()
        merged: dict[tuple[object, ...], ActionClass] = {}
        for prefix, first in wanted[0].items():
            bits = first
            for other in wanted[1:]:
                bits &= other.get(prefix, 0)
            only_star = self._vocabulary.scopes[prefix].only_star()
            speaking = [entry for entry in told.get(prefix, ()) if entry[3] & bits]
            parts = _split([bits], only_star)
            for entry in speaking:
                parts = _split(parts, entry[3])
            for part in parts:
                mine = [entry for entry in speaking if entry[3] & part]
                is_starred = bool(only_star & part)
                key = (is_starred, *(id(entry[2]) for entry in mine))
                if key not in merged:
                    merged[key] = ActionClass(mine, len(self._old_layers), only_star=is_starred)
                merged[key].bits[prefix] = part
        return list(merged.values())

    def _told(self) -> dict[str, list[_Told]]:
        """Who speaks of actions, by service; the same whatever is chosen."""
        if self._found is None:
            of = self._vocabulary.of
            told = [
                *((_ALLOWED, at, one, of(one, widely=False))
                  for at, layer in enumerate(self._old_layers) for one in layer if one.is_certain),
                *((_LIFTED, 0, one, of(one, widely=True)) for one in self._lifted),
                *((_DENIED, 0, one, of(one, widely=False)) for one in self._denies),
            ]  # fmt: skip
            self._found = {}
            for role, at, one, words in told:
                for prefix, bits in words.items():
                    self._found.setdefault(prefix, []).append((role, at, one, bits))
        return self._found


def _split(parts: list[int], by: int) -> list[int]:
    return [half for part in parts for half in (part & by, part & ~by) if half]
