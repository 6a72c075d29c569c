"""What names mean in Python: the language's own, boto3's and the CDK's."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.values import Foreign, Native
from ..cdk import Cdk
from .boto import Boto
from .builtins import BUILTINS, STANDARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Values
    from ..sdk import Tell


class PythonMeanings:
    """Asks the language first and then the libraries, each of which knows its own values."""

    def __init__(self, tell: Tell) -> None:
        self._boto = Boto(tell)
        self._libraries = (self._boto, Cdk(tell))

    def named(self, name: str) -> Values | None:
        return BUILTINS.get(name)

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, Foreign) and (row := STANDARD.get(f"{of.name}.{name}")) is not None:
            return (Native(row),)
        return next((found for one in self._libraries if (found := one.member(of, name)) is not None), None)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if isinstance(function, Foreign) and (row := STANDARD.get(function.name)) is not None:
            return row(arguments, lambda _of, _key: ())
        return next((found for one in self._libraries if (found := one.called(function, arguments)) is not None), None)

    def elements(self, of: object) -> Values | None:
        return self._boto.elements(of)

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> None:
        if name != UNKNOWN:
            self._boto.unknown_called(receiver, name, arguments)
