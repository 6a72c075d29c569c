"""What names mean in Python: the language's own, boto3's and the CDK's."""

from __future__ import annotations

from ...code.values import Foreign
from ..library_meanings import LibraryMeanings
from .boto import Boto
from .builtins import BUILTINS, STANDARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Values
    from ..sdk import Tell


class PythonMeanings(LibraryMeanings):
    """Functions of the standard library may be imported by their names, and boto3's collections looped over."""

    builtins = BUILTINS
    standard = STANDARD

    def __init__(self, tell: Tell) -> None:
        self._boto = Boto(tell)
        super().__init__(self._boto, tell)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if isinstance(function, Foreign) and (row := self.standard.get(function.name)) is not None:
            return row(arguments, lambda _of, _key: ())
        return super().called(function, arguments)

    def elements(self, of: object) -> Values | None:
        return self._boto.elements(of)
