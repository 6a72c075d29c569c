"""What names mean in JavaScript: the language's own, the AWS SDK's (versions 2 and 3) and the CDK's."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.values import Foreign, Native
from ..cdk import Cdk
from .builtins import BUILTINS, STANDARD
from .sdk import Sdk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Values
    from ..sdk import Tell


class JavaScriptMeanings:
    """Asks the language first and then the libraries, each of which knows its own values."""

    def __init__(self, tell: Tell) -> None:
        self._sdk = Sdk(tell)
        self._libraries = (self._sdk, Cdk(tell))

    def named(self, name: str) -> Values | None:
        return BUILTINS.get(name)

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, Foreign) and (row := STANDARD.get(f"{of.name}.{name}")) is not None:
            return (Native(row),)
        found = next((told for one in self._libraries if (told := one.member(of, name)) is not None), None)
        if found is None and isinstance(of, Foreign):
            return (of,) if name == "default" else (Foreign((*of.path, name)),)
        return found

    def called(self, function: object, arguments: Arguments) -> Values | None:
        return next((told for one in self._libraries if (told := one.called(function, arguments)) is not None), None)

    def elements(self, _of: object) -> Values | None:
        return None

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> None:
        if name != UNKNOWN:
            self._sdk.unknown_called(receiver, name, arguments)
