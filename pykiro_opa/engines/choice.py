"""Which engine answers: the one that was named, or a running sidecar with these guardrails, or the embedded one."""

from __future__ import annotations

import os

from ..decisions import check_origins
from ..errors import EngineError
from ..events import canonical, sha256
from . import open_engine, running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from ..guardrails import Guardrails
    from ..guardrails.result import CustomRule
    from . import Engine

ENGINE_VARIABLE = "PYKIRO_OPA_ENGINE"
TOKEN_VARIABLE = "PYKIRO_OPA_TOKEN"  # noqa: S105 - the name of a variable


def choose(name: str | None, root: str, guardrails: Guardrails, embedded: Engine, say: Callable[[str], None]) -> Engine:
    """The engine of that name, or else of PYKIRO_OPA_ENGINE, or else `auto`.

    `auto` takes the sidecar of `root` where it serves these guardrails and tells `say` whenever it falls back; a named
    engine never falls back. A token for a named server comes from PYKIRO_OPA_TOKEN.
    """
    wanted = name or os.environ.get(ENGINE_VARIABLE) or "auto"
    if wanted == "embedded":
        return embedded
    if wanted != "auto":
        return open_engine(wanted, token=os.environ.get(TOKEN_VARIABLE))
    found = running.running(root)
    if found is None:
        return embedded
    address, token, served, follows = found
    if served != revision(guardrails.origins, follows):
        say("the running sidecar serves other guardrails; the embedded engine decides (`pykiro-opa sidecar start`)")
        return embedded
    return _Automatic(open_engine(address, token=token), embedded, origins_held(guardrails, follows), say)


def origins_held(guardrails: Guardrails, follows: Sequence[str]) -> list[list[Any]]:
    """Name, content and counter of each origin that a server with these guardrails holds, sorted by name.

    Of those that it `follows` it may have any content, and the counter is the least.
    """
    least = {name: counter for name, _, counter in guardrails.expected}
    return [
        [name, None, least[name]] if name in follows else [name, content, counter]
        for name, content, counter in guardrails.origins
    ]


def revision(origins: Iterable[Sequence[object]], follows: Sequence[str] = ()) -> str:
    """The revision of a decision made with these origins; of those that a server `follows`, only that they are there."""
    return sha256(canonical(sorted([origin[0]] if origin[0] in follows else list(origin) for origin in origins)))


class _Automatic:
    """A sidecar, and the embedded engine where it gives no answer or was given other guardrails since."""

    def __init__(
        self, sidecar: Engine, embedded: Engine, expected: Sequence[Sequence[Any]], say: Callable[[str], None]
    ) -> None:
        self.name = sidecar.name
        self._sidecar = sidecar
        self._embedded = embedded
        self._expected = expected
        self._say = say

    def ask(self, event: bytes, guardrails: bytes, rules: Sequence[CustomRule] = ()) -> object:
        try:
            answer = self._sidecar.ask(event, guardrails)
        except EngineError as error:
            return self._instead(f"the sidecar gave no answer ({error})", event, guardrails, rules)
        origins = answer.get("origins") if isinstance(answer, dict) else None
        if isinstance(origins, list):
            try:
                check_origins(origins, self._expected)
            except EngineError:
                return self._instead("the sidecar was given other guardrails since", event, guardrails, rules)
        return answer

    def _instead(self, why: str, event: bytes, guardrails: bytes, rules: Sequence[CustomRule]) -> object:
        self._say(f"{why}; the embedded engine decides")
        self.name = self._embedded.name
        return self._embedded.ask(event, guardrails, rules)
