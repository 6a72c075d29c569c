"""Parameters of operations under one spelling: kebab-case names, and texts for values."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ...events import canonical, clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

IDENTIFIER = "@"  # the name of whatever tells a resource from others of its type
OPEN = "*"  # the name of parameters that may have any name


def of_document(document: Mapping[str, object]) -> dict[str, list[str]]:
    """A JSON object of parameters."""
    return {kebab(str(name)): _texts(item) for name, item in document.items()}


def kebab(name: str) -> str:
    """`DBInstanceIdentifier`, `userName` and `user_name` as the command line spells them."""
    pieces: list[str] = []
    for at, letter in enumerate(name):
        follows_lower = at > 0 and not name[at - 1].isupper()
        starts_word = at > 0 and name[at - 1].isupper() and name[at + 1 : at + 2].islower()
        if letter.isupper() and (follows_lower or starts_word) and at:
            pieces.append("-")
        pieces.append(letter.lower())
    return "".join(pieces).replace("_", "-").replace("--", "-").strip("-")


def _texts(item: object) -> list[str]:
    if isinstance(item, list):
        return [text for one in item for text in _texts(one)]
    return [item if isinstance(item, str) else canonical(clean(item)).decode()]


def is_open(parameters: Mapping[str, list[str]]) -> bool:
    """Whether there may be parameters that nobody can know."""
    sources = ("cli-input-json", "cli-input-yaml", OPEN)
    return any(
        UNKNOWN in value or value.startswith("file://") for name in sources for value in parameters.get(name, ())
    )
