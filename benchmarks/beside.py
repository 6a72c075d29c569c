"""What stands beside pykiro-opa in the tables: OPA's own server and command, a client that does nothing, conftest."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pykiro_opa.bundles.archive import library_bundle
from pykiro_opa.catalogue.library import policies_root
from pykiro_opa.engines.http1 import exchange, parse_address
from pykiro_opa.engines.server import DECISION, ServerEngine
from pykiro_opa.errors import EngineError

if TYPE_CHECKING:
    from pykiro_opa.guardrails import Guardrails

CHECKOUT = Path(__file__).parents[1]
OPA = str(CHECKOUT / ".tools/bin/opa")
CONFTEST = str(CHECKOUT / ".tools/bin/conftest")


class Server:
    """OPA with the library on a unix socket in `folder`, ended by the process that started it."""

    def __init__(self, folder: str) -> None:
        self.path = os.path.join(folder, "opa.sock")
        self.bundle = os.path.join(folder, "library.tar.gz")
        Path(self.bundle).write_bytes(library_bundle(policies_root()))
        self._loaded = b""

    def __enter__(self) -> Self:
        command = [OPA, "run", "--server", "--skip-version-check", "--log-level=error", "--unix-socket-perm=600"]
        self._process = subprocess.Popen(
            [*command, "--addr", f"unix://{self.path}", "--bundle", self.bundle], stdout=subprocess.DEVNULL
        )
        for _ in range(600):
            try:
                if self._request("GET", "/health")[0] == 200:
                    return self
            except EngineError:
                time.sleep(0.05)
        raise SystemExit("OPA did not become ready within half a minute")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)

    def engine(self, given: Guardrails) -> ServerEngine:
        """The engine that asks this server, after it has these guardrails."""
        if given.text != self._loaded:
            status, body = self._request("PUT", "/v1/data/kiro/guardrails", given.text)
            if status not in (200, 204):
                raise SystemExit(f"OPA refused the guardrails: {body.decode()}")
            self._loaded = given.text
        return ServerEngine(f"unix:{self.path}", deadline=300)

    def raw(self, event: bytes) -> bytes:
        """What the same question costs a client that neither builds, checks nor reads anything."""
        body = b'{"input":' + event + b"}"
        head = f"POST {DECISION} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self.path)
            connection.sendall(head.encode() + body)
            parts = []
            while part := connection.recv(1 << 16):
                parts.append(part)
        return b"".join(parts)

    def processor_time(self) -> float:
        """Of all threads of the server until now, in seconds; Linux alone tells."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def _request(self, method: str, target: str, body: bytes = b"") -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"} if body else {}
        return exchange(parse_address(f"unix:{self.path}"), method, target, body=body, headers=headers, deadline=300)


def opa_eval(bundle: str, guardrails: str, event: str) -> list[str]:
    """The decision as OPA's own command makes it, from nothing."""
    return [OPA, "eval", "--bundle", bundle, "--data", guardrails, "--input", event, "data.kiro.main.decision"]


def conftest(folder: str, guardrails: Guardrails, event: str) -> list[str] | None:
    """The same policies, guardrails and event in conftest; None where it could not be built (tools/setup/conftest)."""
    if not os.access(CONFTEST, os.X_OK):
        return None
    policies = Path(folder) / "conftest"
    ignored = shutil.ignore_patterns("*_test.rego", "examples.json", "schemas", ".manifest")
    shutil.copytree(policies_root(), policies, ignore=ignored)
    # conftest asks a namespace for `deny`
    (policies / "bench.rego").write_text(
        "package bench\n\ndeny contains finding.message if {\n\tsome finding in data.kiro.main.decision.findings\n"
        '\tnot finding.effect in ["notice", "approved"]\n}\n'
    )
    data = policies / "kiro/guardrails"
    data.mkdir()
    (data / "data.json").write_bytes(guardrails.text)
    return [CONFTEST, "test", "--namespace", "bench", "--policy", str(policies), "--data", str(policies), event]


def guardrails_file(folder: str, given: Guardrails) -> str:
    """The guardrails as the data document that `opa eval` takes."""
    path = os.path.join(folder, "guardrails.json")
    Path(path).write_text(json.dumps({"kiro": {"guardrails": json.loads(given.text)}}))
    return path
