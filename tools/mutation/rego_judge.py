"""Whether the tests of the policies notice a mutant, asked of one OPA server that lives as long as the run."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Any, Self

from pykiro_opa.engines.http1 import exchange, parse_address
from pykiro_opa.errors import EngineError

if TYPE_CHECKING:
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

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="mutation-")
        self._address = f"unix:{self._folder.name}/opa.sock"
        ignored = [part for name in _IGNORED for part in ("--ignore", name)]
        self._process = subprocess.Popen(
            [self._opa, "run", "--server", "--addr", f"unix://{self._folder.name}/opa.sock", "--log-level=error",
             "--skip-version-check", *ignored, "policies"],
            cwd=self._root, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()
        self._packages = self._tests_by_package()
        events = {title: {"event": case.event, "guardrails": case.guardrails} for title, case in self._cases.items()}
        self._expect("PUT", "/v1/data/cases", json.dumps(events).encode())
        self._expect("PUT", "/v1/policies/mutation", _DECISIONS.encode())
        failed = self._failure("")
        if failed is not None:
            raise AssertionError(f"without any mutant: {failed}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._folder.cleanup()

    def __call__(self, mutant: Mutant, source: bytes) -> str:
        """Whether a test notices the mutant; `stillborn` where it does not even compile."""
        path = mutant.path
        if self._mutated not in ("", path):
            self._expect("PUT", f"/v1/policies/{self._mutated}", self._source)
        self._mutated, self._source = path, source
        status, _ = self._request("PUT", f"/v1/policies/{path}", mutant.apply(source))
        if status != 200:
            return "stillborn"
        return "survived" if self._failure(path) is None else "killed"

    def _failure(self, path: str) -> str | None:
        """The first test or case that fails, those of the module itself first."""
        own = os.path.dirname(path).removeprefix("policies/") + "_test"
        for package in sorted(self._packages, key=lambda name: name != own):
            status, answer = self._request("GET", f"/v1/data/{package}")
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

    def _tests_by_package(self) -> dict[str, list[str]]:
        """The tests of each package, by its path."""
        listed = json.loads(self._expect("GET", "/v1/policies"))["result"]
        found: dict[str, list[str]] = {}
        for module in listed:
            package = "/".join(part["value"] for part in module["ast"]["package"]["path"][1:])
            names = sorted({rule["head"]["name"] for rule in module["ast"]["rules"] if "name" in rule["head"]})
            tests = [name for name in names if name.startswith("test_")]
            if tests:
                found[package] = tests
        return found

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
