"""What names mean by the libraries that call clouds: asked one after another, each knows its own values."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ..code.values import Foreign, Native
from .cdk import Cdk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Protocol

    from ..code.values import Arguments, Values
    from .sdk import Tell

    class Sdk(Protocol):
        """The SDK of a language: its clients, and what is called on something that may be one."""

        def member(self, of: object, name: str) -> Values | None: ...

        def called(self, function: object, arguments: Arguments) -> Values | None: ...

        def likely(self, functions: Values) -> Values: ...

        def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> Values | None: ...


class LibraryMeanings:
    """A language's SDK and the CDK; a language says what differs, and what its own names are."""

    builtins: Mapping[str, Values]
    standard: Mapping[str, Callable[..., Any]]

    def __init__(self, sdk: Sdk, tell: Tell) -> None:
        self._sdk = sdk
        self._libraries = (sdk, Cdk(tell))

    def named(self, name: str) -> Values | None:
        return self.builtins.get(name)

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, Foreign) and (row := self.standard.get(f"{of.name}.{name}")) is not None:
            return (Native(row),)
        return next((found for one in self._libraries if (found := one.member(of, name)) is not None), None)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        for library in self._libraries:
            found = library.called(function, arguments)
            if found is not None:
                return found
        if isinstance(function, Foreign) and len(function.path) > 1:
            return self.unknown_called(function.path[-2], function.path[-1], arguments)
        return None

    def elements(self, _of: object) -> Values | None:
        return None

    def likely(self, functions: Values) -> Values:
        return self._sdk.likely(functions)

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> Values | None:
        return None if name == UNKNOWN else self._sdk.unknown_called(receiver, name, arguments)
