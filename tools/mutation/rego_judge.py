"""Whether the tests of the policies notice a mutant, asked of one OPA server that lives as long as the run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Any, Self

from plan import limit_memory
from rego_reading import described, package_of

from pykiro_opa.engines.http1 import exchange, parse_address
from pykiro_opa.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutants import Mutant
    from rego_cases import Case
    from rego_strict import Calls

    Cells = dict[str, list[Any]]

_DECISIONS = """package mutation

decisions[name] := decision if {
	some name in input.names
	case := data.cases[name]
	decision := data.kiro.main.decision with input as case.event with data.kiro.guardrails as case.guardrails
}
"""
# What the quick checks take of the cells, and in which of them the tables see no flaw.
_CELLS = """package mutation_cells

facts := [whole |
	some event in array.slice(data.cells.events, input.first, input.after)
	whole := data.kiro.check.facts.are_whole with input as event
]

event := [is_sound |
	some event in array.slice(data.cells.events, input.first, input.after)
	is_sound := data.kiro.check.event._flaws == set() with input as event
]

documents := [whole |
	some documents in array.slice(data.cells.guardrails, input.first, input.after)
	whole := data.kiro.check.documents.are_whole with data.kiro.guardrails as documents
]

configuration := [is_sound |
	some documents in array.slice(data.cells.guardrails, input.first, input.after)
	is_sound := data.kiro.check.configuration._flaws == set() with data.kiro.guardrails as documents
]
"""
_CHECKS = {"facts": "events", "documents": "guardrails", "event": "events", "configuration": "guardrails"}
_AT_ONCE = 32  # cases
_CELLS_AT_ONCE = 256
_DEADLINE = 60.0
_STRICT = "?strict-builtin-errors=true"  # as the engine asks
_IGNORED = ("schemas", "examples.json")
_STOPPING = "kiro/lib/strict"  # of which no test in Rego can say that it stops


class RegoJudge:
    """OPA with the policies and their tests, in which a mutant stands in the place of its module."""

    def __init__(
        self,
        opa: str,
        root: str,
        cases: dict[str, Case],
        cells: Cells | None = None,
        paths: list[str] | None = None,
        calls: Calls | None = None,
    ) -> None:
        self._opa = opa
        self._root = root
        self._cases = cases
        self._cells = cells or {}
        self._paths = paths
        self._calls = calls if any(_package(path) == _STOPPING for path in paths or ()) else None
        self._batches: list[list[str]] = []
        self._mutated, self._source = "", b""
        self._seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Start OPA with a copy of the policies, and ask it once without any mutant."""
        self._folder = tempfile.TemporaryDirectory(prefix="mutation-")
        shutil.copytree(os.path.join(self._root, "policies"), os.path.join(self._folder.name, "policies"))
        self._address = f"unix:{self._folder.name}/opa.sock"
        self._start()
        modules = json.loads(self._expect("GET", "/v1/policies"))["result"]
        self._packages, self._reading = described(modules)
        if self._paths is not None:
            self._leave_out(modules, self._paths)
        checks = [check for check in _CHECKS if self._cells and self._concerns(f"kiro/check/{check}")]
        self._answers = {check: list(self._checked(check)) for check in checks}
        assert not any(None in said for said in self._answers.values()), "a check says nothing of the cells"
        self._batches = self._batched()
        self._called = list(self._each_called())
        failed = self._failure("")
        if failed is not None:
            raise AssertionError(f"without any mutant: {failed}")
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._folder.cleanup()

    def __call__(self, mutant: Mutant, source: bytes) -> str:
        """Whether a test notices the mutant; `stillborn` where it does not even compile."""
        for _ in range(2):
            try:
                return self._judged(mutant, source)
            except EngineError:  # it never ends, or OPA has ended with it; twice is no accident of the machine
                self._stop()
                self._start()
        return "killed"

    def _concerns(self, reader: str) -> bool:
        """Whether a package reads any that is mutated."""
        return self._paths is None or any(_package(path) in self._reading[reader] for path in self._paths)

    def _leave_out(self, modules: list[Any], paths: list[str]) -> None:
        """Start anew without the tests that read nothing that is mutated: OPA compiles them for every mutant."""
        left_out = {test for test in self._packages if not self._concerns(test)}
        self._packages = {test: names for test, names in self._packages.items() if test not in left_out}
        self._stop()
        for module in modules:
            if module["id"] not in paths and package_of(module) in left_out:
                os.remove(os.path.join(self._folder.name, module["id"]))
        self._start()

    def _judged(self, mutant: Mutant, source: bytes) -> str:
        if self._mutated not in ("", mutant.path):
            self._expect("PUT", f"/v1/policies/{self._mutated}", self._source)
        self._mutated, self._source = mutant.path, source
        status, _ = self._request("PUT", f"/v1/policies/{mutant.path}", mutant.apply(source))
        if status != 200:
            return "stillborn"
        return "survived" if self._failure(mutant.path) is None else "killed"

    def _start(self) -> None:
        ignored = [part for name in _IGNORED for part in ("--ignore", name)]
        address = self._address.replace("unix:", "unix://")
        self._process = subprocess.Popen(
            [self._opa, "run", "--server", "--addr", address, "--log-level=error", "--skip-version-check", *ignored,
             "policies"],
            env={"GOGC": "400", "GOMEMLIMIT": "1500MiB", **os.environ},  # half of the time went into collecting garbage
            cwd=self._folder.name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        limit_memory(self._process.pid)
        self._wait()
        events = {title: {"event": case.event, "guardrails": case.guardrails} for title, case in self._cases.items()}
        self._expect("PUT", "/v1/data/cases", json.dumps(events).encode())
        self._expect("PUT", "/v1/policies/mutation", _DECISIONS.encode())
        if self._cells:
            self._expect("PUT", "/v1/data/cells", json.dumps(self._cells).encode())
            self._expect("PUT", "/v1/policies/mutation_cells", _CELLS.encode())
        if self._calls is not None:
            self._expect("PUT", "/v1/policies/mutation_calls", self._calls.policy.encode())
        self._mutated = ""

    def _stop(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def _failure(self, path: str) -> str | None:
        """The first test or case that fails; asked are those that read the module, its own first, then the quickest."""
        package = _package(path)
        concerned = [test for test in self._packages if not path or package in self._reading[test]]
        own = f"{package}_test"
        for package in sorted(concerned, key=lambda name: (name != own, self._seconds.get(name, 0.0))):
            started = time.monotonic()
            status, answer = self._request("GET", f"/v1/data/{package}")
            self._seconds.setdefault(package, time.monotonic() - started)
            if status != 200:
                return f"{package}: error"
            passed = json.loads(answer).get("result", {})
            for test in self._packages[package]:
                if passed.get(test) is not True:
                    return f"{package}: {test}"
        return self._wrong_case() or self._wrong_cell(path) or self._wrong_call(path)

    def _wrong_case(self) -> str | None:
        for titles in self._batches:
            decisions = self._decisions(titles)
            for title in titles:
                if not self._cases[title].is_right(decisions.get(title)):
                    return title
        return None

    def _decisions(self, titles: list[str]) -> dict[str, Any]:
        """What is decided; where one of many is an error, they are asked in halves, down to that one."""
        if len(titles) == 1:
            return {titles[0]: self._decision(self._cases[titles[0]])}
        body = json.dumps({"input": {"names": titles}}).encode()
        status, answer = self._request("POST", f"/v1/data/mutation/decisions{_STRICT}", body)
        if status == 200:
            return json.loads(answer).get("result", {})
        half = len(titles) // 2
        return self._decisions(titles[:half]) | self._decisions(titles[half:])

    def _batched(self) -> list[list[str]]:
        """The cases as they are asked: many at once, but those alone that are an error without any mutant.

        To ask each alone takes a third of a second, most of it for OPA to take its guardrails.
        """
        titles = list(self._cases)
        many = [titles[first : first + _AT_ONCE] for first in range(0, len(titles), _AT_ONCE)]
        decided = {title: decision for batch in many for title, decision in self._decisions(batch).items()}
        alone = {title for title in titles if decided.get(title) is None}
        return [*([title for title in batch if title not in alone] for batch in many), *([title] for title in alone)]

    def _wrong_cell(self, path: str) -> str | None:
        """The first check that sees a cell otherwise than without any mutant; asked are those that read the module."""
        package = _package(path)
        for check, before in self._answers.items():
            if package in self._reading[f"kiro/check/{check}"]:
                for first, (was, now) in enumerate(zip(before, self._checked(check), strict=True)):
                    if was != now:
                        return f"{check}: cell {first * _CELLS_AT_ONCE} or one soon after"
        return None

    def _checked(self, check: str) -> Iterator[Any]:
        """What a check says of the cells, some at a time."""
        for first in range(0, len(self._cells[_CHECKS[check]]), _CELLS_AT_ONCE):
            body = json.dumps({"input": {"first": first, "after": first + _CELLS_AT_ONCE}}).encode()
            status, answer = self._request("POST", f"/v1/data/mutation_cells/{check}{_STRICT}", body)
            yield json.loads(answer).get("result") if status == 200 else None

    def _wrong_call(self, path: str) -> str | None:
        """The first call of a function for teams' rules that gives or stops otherwise than without any mutant."""
        if _package(path) == _STOPPING:
            for number, (was, now) in enumerate(zip(self._called, self._each_called(), strict=True)):
                if was != now:
                    return f"strict: call {number}"
        return None

    def _each_called(self) -> Iterator[Any]:
        """The answers, None for a call that stops; without OPA's strict mode, which Wasm has not."""
        for question in self._calls.questions if self._calls is not None else ():
            status, answer = self._request("POST", "/v1/data/mutation_calls/decision", question)
            yield json.loads(answer) if status == 200 else None

    def _decision(self, case: Case) -> Any:
        self._expect("PUT", "/v1/data/kiro/guardrails", json.dumps(case.guardrails).encode())
        body = json.dumps({"input": case.event}).encode()
        status, answer = self._request("POST", f"/v1/data/kiro/main/decision{_STRICT}", body)
        return json.loads(answer).get("result") if status == 200 else None

    def _wait(self) -> None:
        for _ in range(400):
            try:
                if self._request("GET", "/health")[0] == 200:
                    return
            except EngineError:
                time.sleep(0.05)
        raise AssertionError("OPA did not become ready")

    def _expect(self, method: str, target: str, body: bytes = b"") -> bytes:
        status, answer = self._request(method, target, body)
        assert status in (200, 204), (method, target, status, answer)
        return answer

    def _request(self, method: str, target: str, body: bytes = b"") -> tuple[int, bytes]:
        headers = (
            {"Content-Type": "application/json" if target.startswith("/v1/data") else "text/plain"} if body else {}
        )
        return exchange(parse_address(self._address), method, target, body=body, headers=headers, deadline=_DEADLINE)


def _package(path: str) -> str:
    return os.path.dirname(path).removeprefix("policies/")
