"""Whether the tests of the policies notice a mutant, asked of one OPA server that lives as long as the run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Self

from plan import limit_memory

from pykiro_opa.engines.http1 import exchange, parse_address
from pykiro_opa.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutants import Mutant
    from rego_cases import Case

_DECISIONS = """package mutation

decisions[name] := decision if {
	some name, case in data.cases
	decision := data.kiro.main.decision with input as case.event with data.kiro.guardrails as case.guardrails
}
"""
_DEADLINE = 60.0
_STRICT = "?strict-builtin-errors=true"  # as the engine asks
_IGNORED = ("schemas", "examples.json")


class RegoJudge:
    """OPA with the policies and their tests, in which a mutant stands in the place of its module."""

    def __init__(self, opa: str, root: str, cases: dict[str, Case]) -> None:
        self._opa = opa
        self._root = root
        self._cases = cases
        self._mutated, self._source = "", b""
        self._seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Start OPA with a copy of the policies, and ask it once without any mutant."""
        self._folder = tempfile.TemporaryDirectory(prefix="mutation-")
        shutil.copytree(os.path.join(self._root, "policies"), os.path.join(self._folder.name, "policies"))
        self._address = f"unix:{self._folder.name}/opa.sock"
        self._start()
        self._packages, self._reading = _described(json.loads(self._expect("GET", "/v1/policies"))["result"])
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
            cwd=self._folder.name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        limit_memory(self._process.pid)
        self._wait()
        events = {title: {"event": case.event, "guardrails": case.guardrails} for title, case in self._cases.items()}
        self._expect("PUT", "/v1/data/cases", json.dumps(events).encode())
        self._expect("PUT", "/v1/policies/mutation", _DECISIONS.encode())
        self._mutated = ""

    def _stop(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def _failure(self, path: str) -> str | None:
        """The first test or case that fails; asked are those that read the module, its own first, then the quickest."""
        package = os.path.dirname(path).removeprefix("policies/")
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
        return self._wrong_case()

    def _wrong_case(self) -> str | None:
        status, answer = self._request("POST", f"/v1/data/mutation/decisions{_STRICT}", b"{}")
        if status == 200:
            decisions = json.loads(answer)["result"]
        else:  # one of them is an error; which one, and is that what its test wants?
            decisions = {title: self._decision(case) for title, case in self._cases.items()}
        for title, case in self._cases.items():
            if not case.is_right(decisions.get(title)):
                return title
        return None

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


def _described(modules: list[Any]) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """The tests of each package that has some, and which packages each of those reads, directly or not."""
    tests: dict[str, list[str]] = {}
    named: dict[str, set[str]] = {}
    for module in modules:
        package = "/".join(part["value"] for part in module["ast"]["package"]["path"][1:])
        rules = {rule["head"]["name"] for rule in module["ast"]["rules"] if "name" in rule["head"]}
        if found := sorted(name for name in rules if name.startswith("test_")):
            tests[package] = found
        named.setdefault(package, set()).update(_named(module["ast"]))
    reads = {package: {other for other in named if _is_among(other, paths)} for package, paths in named.items()}
    reached = {package: set(others) for package, others in reads.items()}
    for _ in reached:
        for others in reached.values():
            others |= {further for other in others for further in reads[other]}
    return tests, {package: reached[package] for package in tests}


def _named(node: Any) -> Iterator[str]:
    """The paths below `data` that a syntax tree names, as far as they are constant."""
    if isinstance(node, dict):
        parts = node.get("value")
        if node.get("type") == "ref" and isinstance(parts, list) and parts[0].get("value") == "data":
            yield "/".join(part["value"] for part in takewhile(lambda part: part["type"] == "string", parts[1:]))
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _named(item)


def _is_among(package: str, paths: set[str]) -> bool:
    """Whether one of the paths is the package, what holds it, or what is in it."""
    return any(f"{package}/".startswith(f"{path}/") or f"{path}/".startswith(f"{package}/") for path in paths)
