"""What names mean in JavaScript: the language's own, the AWS SDK's (versions 2 and 3) and the CDK's."""

from __future__ import annotations

from ...code.values import Foreign
from ..library_meanings import LibraryMeanings
from .builtins import BUILTINS, STANDARD
from .sdk import Sdk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Values
    from ..sdk import Tell


class JavaScriptMeanings(LibraryMeanings):
    """What nobody knows is a part of the module it comes from; `default` is the module itself."""

    builtins = BUILTINS
    standard = STANDARD

    def __init__(self, tell: Tell) -> None:
        super().__init__(Sdk(tell), tell)

    def member(self, of: object, name: str) -> Values | None:
        found = super().member(of, name)
        if found is None and isinstance(of, Foreign):
            return (of,) if name == "default" else (Foreign((*of.path, name)),)
        return found
