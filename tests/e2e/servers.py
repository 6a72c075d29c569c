"""A real OPA server on a unix socket whose guardrails a test can change; ended by the process that started it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from typing import TYPE_CHECKING, Self

from pykiro_opa.bundles.archive import library_bundle
from pykiro_opa.catalogue.library import policies_root
from pykiro_opa.engines.http1 import exchange, parse_address
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import EngineError

if TYPE_CHECKING:
    from pathlib import Path

_QUERY = "decision = data.kiro.main.decision with input as input.event with data.kiro.guardrails as input.guardrails"


class Server:
    """OPA with a folder of policies (the library, where none is named)."""

    def __init__(self, opa: str, folder: Path, *, policies: str | None = None) -> None:
        self._bundle = folder / "library.tar.gz"
        self._bundle.write_bytes(library_bundle(policies or policies_root()))
        self.address = f"unix:{folder}/opa.sock"
        self._command = [
            opa, "run", "--server", "--addr", f"unix://{folder}/opa.sock", "--skip-version-check", "--log-level=error",
            "--bundle", str(self._bundle),
        ]  # fmt: skip
        self._environment = dict(os.environ)
        self.client = ServerEngine(self.address, deadline=60)
        self._loaded = b""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self._environment
        )
        for _ in range(200):
            if self._process.poll() is not None:
                raise AssertionError(self._process.stderr.read())
            try:
                if self.request("GET", "/health")[0] == 200:
                    return self
            except EngineError:
                time.sleep(0.05)
        raise AssertionError("OPA did not become ready")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._process.stderr.close()

    def request(self, method: str, target: str, body: bytes = b"") -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"} if body else {}
        return exchange(parse_address(self.address), method, target, body=body, headers=headers, deadline=60)

    def engine(self, guardrails: bytes) -> ServerEngine:
        """The engine that asks this server, after it has these guardrails."""
        if guardrails != self._loaded:
            status, body = self.request("PUT", "/v1/data/kiro/guardrails", guardrails)
            assert status in (200, 204), (status, body)
            self._loaded = guardrails
        return self.client

    def queried(self, event: bytes, guardrails: bytes) -> object:
        """The decision under guardrails that come with the question: putting them in compiles all policies anew."""
        given = b'{"event":' + event + b',"guardrails":' + guardrails + b"}"
        body = b'{"query":' + json.dumps(_QUERY).encode() + b',"input":' + given + b"}"
        status, answer = self.request("POST", "/v1/query?strict-builtin-errors=true", body)
        assert status == 200, answer
        return json.loads(answer)["result"][0]["decision"]

    def put(self, value: object) -> ServerEngine:
        """As `engine`, with any JSON value in the place of the guardrails."""
        return self.engine(json.dumps(value).encode())
