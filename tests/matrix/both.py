"""Both engines asked the same: OPA's Wasm module in this process, and a server all of whose data a test can replace."""

from __future__ import annotations

import json
import shutil
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from samples import LIBRARY, POLICIES
from servers import Server

from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PLACE = "kiro/guardrails"
_AHEAD = 4
_PATIENCE = 60.0  # seconds, as the server has: a busy machine is no difference between the engines
REFUSALS = frozenset({"engine/event", "engine/configuration", "engine/rule"})


class LooseServer(Server):
    """A server that has the policies and their data as files, not as a bundle, so that everything can be replaced."""

    def __init__(self, opa: str, folder: Path, policies: Path = POLICIES) -> None:
        super().__init__(opa, folder, policies=str(policies))
        copy = folder / "policies"
        shutil.copytree(policies, copy, ignore=shutil.ignore_patterns("*_test.rego", "examples.json", "schemas", ".*"))
        self._command = [*self._command[: self._command.index("--bundle")], str(copy)]
        # Half of its time went into collecting garbage, for answers that are asked once.
        self._environment["GOGC"] = "800"
        self._put: dict[str, bytes] = {}

    def put_at(self, path: str, value: bytes) -> None:
        """Replace what lies at a path of the data, where it is another than the last time."""
        if self._put.get(path) == value:
            return
        status, body = self.request("PUT", f"/v1/data/{path}", value)
        assert status in (200, 204), (status, body)
        self._put[path] = value

    def decided(self, event: bytes, replaced: Mapping[str, bytes]) -> Any:
        """The decision where other values stand at some paths of the data, all of them data alone.

        They come with the question: put into the data, each would have all policies compiled anew. Raises EngineError.
        """
        places = [f" with data.{path.replace('/', '.')} as input.replaced[{n}]" for n, path in enumerate(replaced)]
        query = "decision = data.kiro.main.decision with input as input.event" + "".join(places)
        given = b'{"event":' + event + b',"replaced":[' + b",".join(replaced.values()) + b"]}"
        body = b'{"query":' + json.dumps(query).encode() + b',"input":' + given + b"}"
        status, answer = self.request("POST", "/v1/query?strict-builtin-errors=true", body)
        if status != HTTPStatus.OK:
            raise EngineError(f"OPA answered {status}")
        found = json.loads(answer).get("result")
        return found[0]["decision"] if found else None


class Both:
    """The two engines over the same data."""

    def __init__(self, server: LooseServer, wasm: str | None = None, library: Any = LIBRARY) -> None:
        self.embedded = EmbeddedEngine(wasm, library=canonical(library), deadline=_PATIENCE)
        self._server = server

    def ask(self, event: bytes, guardrails: bytes, part: str | None = None, value: bytes | None = None) -> list[Any]:
        """The answer of each engine, an EngineError where it gave none; `value` stands at the path `part` of the data."""
        embedded = self.embedded
        if part is not None:
            embedded = EmbeddedEngine(library=with_part(part, value), deadline=_PATIENCE)
            embedded._compiled = self.embedded._module()  # compiled once, whatever the data is
            if not any((POLICIES / part).glob("*.rego")):  # rules that stand there too would be replaced with it
                return [_answer(embedded, event, guardrails), self._replaced(event, {part: value, PLACE: guardrails})]
            self._server.put_at(part, value)
        self._server.put_at(PLACE, guardrails)
        return [_answer(embedded, event, guardrails), _answer(self._server.client, event, guardrails)]

    def ask_all(self, questions: Iterable[tuple[bytes, bytes]], *, varied: bool = False) -> Iterator[list[Any]]:
        """The answers to each event under its guardrails, in order; the server works on the next ones meanwhile.

        `varied` says that each question has guardrails of its own.
        """
        waiting: deque[tuple[tuple[bytes, bytes], Future[Any]]] = deque()
        serve = self._served_with if varied else self._serve
        # One worker, since the server holds one set of guardrails at a time.
        with ThreadPoolExecutor(1) as pool:
            for question in questions:
                waiting.append((question, pool.submit(serve, *question)))
                if len(waiting) > _AHEAD:
                    yield self._pair(*waiting.popleft())
            while waiting:
                yield self._pair(*waiting.popleft())

    def _serve(self, event: bytes, guardrails: bytes) -> Any:
        self._server.put_at(PLACE, guardrails)
        return _answer(self._server.client, event, guardrails)

    def _served_with(self, event: bytes, guardrails: bytes) -> Any:
        return self._replaced(event, {PLACE: guardrails})

    def _replaced(self, event: bytes, replaced: Mapping[str, bytes]) -> Any:
        try:
            return self._server.decided(event, replaced)
        except EngineError as error:
            return error

    def _pair(self, question: tuple[bytes, bytes], served: Future[Any]) -> list[Any]:
        return [_answer(self.embedded, *question), served.result()]


def _answer(engine: Any, event: bytes, guardrails: bytes) -> Any:
    try:
        return engine.ask(event, guardrails)
    except EngineError as error:
        assert "\n" not in str(error), error
        return error


def with_part(part: str, value: bytes) -> bytes:
    """The library's data with another value at a path."""
    document = json.loads(canonical(LIBRARY))
    *above, last = part.split("/")
    place = document
    for step in above:
        place = place.setdefault(step, {})
    place[last] = json.loads(value)
    return canonical(document)


def is_error(answer: Any) -> bool:
    return isinstance(answer, EngineError)


def refused(answer: Any) -> bool:
    """Whether the answer is no decision at all, or the deny of a check before any rule was believed."""
    if isinstance(answer, EngineError):
        return True
    return (
        isinstance(answer, dict)
        and answer["effect"] == "deny"
        and bool(answer["findings"])
        and {finding["rule"] for finding in answer["findings"]} <= REFUSALS
    )


def agree(answers: list[Any]) -> bool:
    """Whether both gave the same answer, byte for byte, or both none that is not a refusal."""
    one, other = answers
    if isinstance(one, EngineError) or isinstance(other, EngineError):
        return refused(one) and refused(other)
    return canonical(one) == canonical(other)
