"""OPA as a server: its Data API over TCP or a Unix socket.

The server holds its own guardrails; whether they are those expected is `decisions.believe`'s to say.
"""

from __future__ import annotations

from .. import light_json, strict_json
from ..errors import EngineError, InputError
from . import http1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..guardrails.result import CustomRule

# Without strict mode a builtin that fails is undefined and the rule around it silently gone: allow.
DECISION = "/v1/data/kiro/main/decision?strict-builtin-errors=true"
_OK, _UNAUTHORISED = 200, 401
_LONGEST_MESSAGE = 200


class ServerEngine:
    """A running OPA server at `http://host:port` or `unix:PATH`."""

    def __init__(self, address: str, token: str | None = None, deadline: float = 5.0) -> None:
        self.name = address
        self._address = http1.parse_address(address)
        self._headers = {"Content-Type": "application/json"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._deadline = deadline

    def ask(
        self,
        event: bytes,
        guardrails: bytes,  # noqa: ARG002 - the server has its own, here and below
        rules: Sequence[CustomRule] = (),  # noqa: ARG002
    ) -> object:
        """The decision for the event, None where it is undefined. Raises EngineError."""
        status, answer = http1.exchange(
            self._address,
            "POST",
            DECISION,
            body=b'{"input":' + event + b"}",
            headers=self._headers,
            deadline=self._deadline,
        )
        if status != _OK:
            raise EngineError(f"OPA at `{self.name}` answered {status}: {_explain(status, answer)}")
        document = parse(self.name, answer)
        if not isinstance(document, dict):
            raise EngineError(f"OPA at `{self.name}` answered something that is not a decision")
        return document.get("result")


def parse(name: str, answer: bytes) -> Any:
    """The JSON of an answer. Raises EngineError."""
    try:
        return strict_json.read(answer, "answer")
    except InputError:
        raise EngineError(f"OPA at `{name}` answered something that is not JSON") from None


def _explain(status: int, answer: bytes) -> str:
    """OPA's own message on one line, and what it says of the first cause."""
    if status == _UNAUTHORISED:
        return "it wants a token; see `pykiro-opa sidecar status`"
    try:
        document = light_json.loads(answer)
        message = document["message"]
        causes = [cause["message"] for cause in document.get("errors") or []]
    except (ValueError, RecursionError, KeyError, TypeError):
        return "without a message that OPA would write"
    text = " ".join(": ".join(str(part) for part in [message, *causes[:1]]).split())
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"
