"""Asking OPA: the same policies in this process (`embedded`) or in a running server (`server`).

An engine takes the bytes of an event and of the guardrails and gives back what `data.kiro.main.decision` is, as parsed
JSON. It neither judges nor repairs an answer; `decisions.believe` does the doubting.
"""

from __future__ import annotations

from ..errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from ..guardrails.result import CustomRule

    class Engine(Protocol):
        """Whatever can be asked for a decision."""

        name: str

        def ask(self, event: bytes, guardrails: bytes, rules: Sequence[CustomRule] = ()) -> object:
            """The decision document, or None where it is undefined; `rules` of teams' own judge beside the library.

            Raises EngineError, and ConfigurationError where the rules cannot be compiled.
            """


def open_engine(name: str, *, token: str | None = None, deadline: float = 5.0) -> Engine:
    """The engine of that name: `embedded`, `http://host:port` or `unix:PATH`.

    Raises UsageError; nothing is loaded or connected before the first question.
    """
    if name == "embedded":
        from .embedded import EmbeddedEngine

        return EmbeddedEngine(deadline=deadline)
    if name.startswith(("http://", "unix:")):
        from .server import ServerEngine

        return ServerEngine(name, token, deadline)
    raise UsageError(f"unknown engine `{name}`: use `auto`, `embedded`, `http://host:port` or `unix:PATH`")
