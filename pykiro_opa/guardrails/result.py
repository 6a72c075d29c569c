"""What judging needs of the guardrails, with nothing of what compiles them: the hook takes them from a cache."""

from __future__ import annotations

from .. import light_json
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


RULES_ROOT = "kiro/custom"


class CustomRule(Value):
    """One rule: its package is `kiro.custom.<origin>.<name>`; `place` is where an author finds it, for messages."""

    __slots__ = ("origin", "name", "text", "place")

    origin: str
    name: str
    text: str
    place: str

    def __init__(self, origin: str, name: str, text: str, place: str) -> None:
        self._set(origin=origin, name=name, text=text, place=place)

    @property
    def id(self) -> str:
        """The rule's id in findings, and in the document of its origin."""
        return f"custom/{self.origin}/{self.name}"

    @property
    def path(self) -> str:
        """Where it lies in a bundle."""
        return f"{RULES_ROOT}/{self.origin}/{self.name}.rego"


class Guardrails(Value):
    """What OPA judges with: `text` is the canonical JSON of one document for each origin.

    `origins` are name, content and counter of each document, sorted; `expected` is what a decision must have been made
    with, where an origin that may move on has None for its content and the least counter. `production` is the union
    over all origins, `notes` what the user should know although it is no error. `shadow` says that what they decide is told and not enforced, but for the findings of the `shared` origins,
    which no workspace can put aside. `rules` are those of teams' own, sorted by id: they judge beside the library.
    """

    __slots__ = ("text", "origins", "expected", "production", "shadow", "shared", "notes", "rules")

    text: bytes
    origins: tuple[tuple[str, str, int], ...]
    expected: tuple[tuple[str, str | None, int], ...]
    production: Mapping[str, tuple[str, ...]]
    shadow: bool
    shared: tuple[str, ...]
    notes: tuple[str, ...]
    rules: tuple[CustomRule, ...]

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
        rules: tuple[CustomRule, ...] = (),
    ) -> None:
        self._set(
            text=text,
            origins=origins,
            expected=expected,
            production=production,
            shadow=shadow,
            shared=shared,
            notes=notes,
            rules=rules,
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
