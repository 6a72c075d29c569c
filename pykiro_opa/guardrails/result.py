"""What judging needs of the guardrails, with nothing of what compiles them: the hook takes them from a cache."""

from __future__ import annotations

from .. import light_json
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Guardrails(Value):
    """What OPA judges with: `text` is the canonical JSON of one document for each origin.

    `origins` are name, content and counter of each document, sorted; `expected` is what a decision must have been made
    with, where an origin that may move on has None for its content and the least counter. `production` is the union
    over all origins, `notes` what the user should know although it is no error. `shadow` says that what they decide is told and not enforced, but for the findings of the `shared` origins,
    which no workspace can put aside.
    """

    __slots__ = ("text", "origins", "expected", "production", "shadow", "shared", "notes")

    text: bytes
    origins: tuple[tuple[str, str, int], ...]
    expected: tuple[tuple[str, str | None, int], ...]
    production: Mapping[str, tuple[str, ...]]
    shadow: bool
    shared: tuple[str, ...]
    notes: tuple[str, ...]

    def __init__(
        self,
        text: bytes,
        *,
        origins: tuple[tuple[str, str, int], ...],
        expected: tuple[tuple[str, str | None, int], ...],
        production: Mapping[str, tuple[str, ...]],
        shadow: bool,
        shared: tuple[str, ...],
        notes: tuple[str, ...],
    ) -> None:
        self._set(
            text=text,
            origins=origins,
            expected=expected,
            production=production,
            shadow=shadow,
            shared=shared,
            notes=notes,
        )

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """The document of each origin, read from the text each time."""
        documents: dict[str, dict[str, Any]] = light_json.loads(self.text)
        return documents

    @property
    def only_builtin(self) -> bool:
        """Whether nothing but the built-in protections judges."""
        return [name for name, _, _ in self.origins] == ["builtin"]
