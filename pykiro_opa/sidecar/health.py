"""How the sidecar of a workspace is: from its state, its process, its health and, in detail, its own lists."""

from __future__ import annotations

import time
from pathlib import Path

from ..engines import folders, http1, server
from ..engines.choice import revision
from ..engines.running import read_state
from ..errors import EngineError
from ..values import Value
from . import process, readiness
from .control import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ABSENT, STALE, UNHEALTHY, RUNNING = "absent", "stale", "unhealthy", "running"
_TIMEOUT = 1.5


class Status(Value):
    """`state` is absent (none was started), stale (its process is gone), unhealthy (it does not answer) or running.

    The other fields are those of what was started, empty where nothing was. `bundles` are (name, digest of the archive,
    seconds since it was loaded), `origins` those it holds now where it runs and fetches some of them by itself. `policies` are the modules OPA holds, asked for in detail alone. `last_error` is the
    last thing OPA said where it is stale or unhealthy, and the last error it said where it runs.
    """

    __slots__ = (
        "state", "kind", "url", "pid", "container", "revision", "origins", "bundles", "opa_version", "inputs", "log",
        "policies", "last_error",
    )  # fmt: skip

    state: str
    kind: str
    url: str
    pid: int
    container: str
    revision: str
    origins: tuple[tuple[Any, ...], ...]
    bundles: tuple[tuple[str, str, int], ...]
    opa_version: str
    inputs: str
    log: str
    policies: tuple[str, ...]
    last_error: str

    def __init__(self, state: str, found: dict[str, Any], policies: tuple[str, ...] = (), last_error: str = "") -> None:
        # A clock that was set back makes nothing younger than new.
        age = max(0, int(time.time()) - found.get("loaded", 0))
        self._set(
            state=state,
            kind=found.get("kind", ""),
            url=found.get("url", ""),
            pid=found.get("pid", 0),
            container=found.get("container", ""),
            revision=found.get("revision", ""),
            origins=tuple(tuple(origin) for origin in found.get("origins", ())),
            bundles=tuple((name, digest, age) for name, digest in sorted(found.get("bundles", {}).items())),
            opa_version=found.get("opa", ""),
            inputs=found.get("inputs", ""),
            log=found.get("log", ""),
            policies=policies,
            last_error=last_error,
        )


def started(root: str) -> dict[str, Any] | None:
    """How the sidecar of the folder that runs was started, None where none does."""
    found = read_state(root)
    if found is None or "run" not in found or not process.of(found).lives:
        return None
    return found


def status(root: str, detail: bool = False) -> Status:
    """How the sidecar of the folder is. Raises EngineError where it refuses to say in detail."""
    found = read_state(root)
    if found is None or "run" not in found:  # one of an older version is replaced by the next start
        return Status(ABSENT, {})
    run = Path(folders.state_folder(root), found["run"])
    kind = kind_of(found["kind"])
    if not process.of(found).lives:
        return Status(STALE, found, last_error=kind.last_words(run, found["container"]))
    if not readiness.is_healthy(found["url"], found["token"]):
        return Status(UNHEALTHY, found, last_error=kind.last_words(run, found["container"]))
    if not detail:
        return Status(RUNNING, found)
    absent = readiness.missing(found["url"], found["admin_token"], found["origins"])
    if absent:
        return Status(
            UNHEALTHY, found, last_error=f"OPA holds other guardrails of `{absent[0]}` than it was started with"
        )
    found = _by_now(found)
    return Status(RUNNING, found, _policies(found), kind.last_error(run, found["container"]))


def _by_now(found: dict[str, Any]) -> dict[str, Any]:
    """The state with the origins as OPA has them, where it fetches some of them by itself."""
    if not found["follows"]:
        return found
    held = [[name, *readiness.about(found["url"], found["admin_token"], name)] for name, *_ in found["origins"]]
    return {**found, "origins": held, "revision": revision(held)}


def _policies(found: dict[str, Any]) -> tuple[str, ...]:
    address = http1.parse_address(found["url"])
    names = _listed_by_socket(address) if address.socket_path else _listed_by_client(address, found["admin_token"])
    return tuple(sorted(names))


def _listed_by_client(address: http1.Address, token: str) -> list[str]:
    # 250 ms of import, and requests with it: here and nowhere else
    from opa_client import OpaClient
    from requests import RequestException

    client = OpaClient(address.host, address.port, token=token, retries=2, timeout=_TIMEOUT)
    # Or a ~/.netrc replaces the token and a proxy of the environment sees the call.
    client._session.trust_env = False  # noqa: SLF001 - it has no public name
    try:
        names: list[str] = client.get_policies_list()
    except (RequestException, ValueError) as error:
        raise EngineError(f"OPA at `{address.text}` does not list its policies: {type(error).__name__}") from None
    finally:
        client.close_connection()
    return names


def _listed_by_socket(address: http1.Address) -> list[str]:
    """The same over a socket, which the client library cannot reach."""
    code, answer = http1.exchange(address, "GET", "/v1/policies", deadline=_TIMEOUT)
    listed = server.parse(address.text, answer)
    try:
        return [policy["id"] for policy in listed["result"]]
    except (KeyError, TypeError):
        raise EngineError(f"OPA at `{address.text}` does not list its policies: it answered {code}") from None
