"""Starting and stopping the one sidecar of a workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..engines import folders
from ..engines.running import STATE_FILE, read_state
from ..errors import EngineError
from ..events import canonical, sha256
from ..values import Value
from ..version import __version__
from . import files, places, process
from .binary import find_opa

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..guardrails import Guardrails
    from .binary import Binary

_PORT_ATTEMPTS = 3
_SERVER = (
    "run",
    "--server",
    # Two roles, told apart by `authz/authz.rego`; OPA's default lets everybody do everything.
    "--authorization=basic",
    # At `info` OPA writes two lines for each decision; the decision log is the record.
    "--log-level=error",
    "--log-format=json",
    # Nothing here asks the network for anything.
    "--skip-version-check",
)


class Running(Value):
    """A sidecar that answers; `reused` says that it ran already, with the same guardrails and policies."""

    __slots__ = ("url", "pid", "revision", "opa_version", "reused")

    url: str
    pid: int
    revision: str
    opa_version: str
    reused: bool

    def __init__(self, state: dict[str, Any], *, reused: bool) -> None:
        self._set(
            url=state["url"],
            pid=state["pid"],
            revision=state["revision"],
            opa_version=state["opa"],
            reused=reused,
        )


def start(root: str, guardrails: Guardrails, opa_path: str | None = None, tcp: bool = False) -> Running:
    """Start OPA with the policies and these guardrails, or keep the one that runs with them; another is replaced.

    It listens on a socket of this user, or, with `tcp`, on a loopback port behind a token. Raises EngineError.
    """
    opa = find_opa(opa_path)
    library, own = _bundles(guardrails)
    origins = origins_of(guardrails)
    wanted = {
        "version": __version__,
        "opa": opa.version,
        "tcp": tcp,
        "origins": origins,
        "revision": sha256(canonical(origins)),
        "bundles": [sha256(library), sha256(own)],
    }
    folder = Path(folders.state_folder(root))
    places.prepare(folder)
    with places.locked(folder):
        present = read_state(root)
        if present is not None and _serves(present, wanted):
            return Running(present, reused=True)
        _end_present(present, folder)
        state = _start(opa, folder, library, own, wanted)
        folders.write_private(str(folder / STATE_FILE), canonical(state))
        return Running(state, reused=False)


def stop(root: str) -> bool:
    """End the workspace's sidecar and remove its files; False where none ran. Raises EngineError where it stays."""
    folder = Path(folders.state_folder(root))
    if not folders.is_private(str(folder)):
        return False
    with places.locked(folder):
        return _end_present(read_state(root), folder)


def origins_of(guardrails: Guardrails) -> list[list[Any]]:
    """Name, content and counter of each origin, sorted by name: what a revision is the digest of."""
    documents = guardrails.documents
    return [
        [name, documents[name]["about"]["content"], documents[name]["about"]["counter"]] for name in sorted(documents)
    ]


def decision_log(folder: Path) -> Path:
    """Where decisions are logged: in the cache, since the runtime folder is memory and ends with the session."""
    return Path(folders.cache_folder(), "decisions", f"{folder.name}.log")


def _bundles(guardrails: Guardrails) -> tuple[bytes, bytes]:
    from ..bundles import archive
    from ..catalogue.library import policies_root

    return archive.library_bundle(policies_root()), archive.guardrails_bundle(guardrails)


def _start(opa: Binary, folder: Path, library: bytes, own: bytes, wanted: dict[str, Any]) -> dict[str, Any]:
    tokens = files.new_tokens() if wanted["tcp"] else files.Tokens()
    decisions = decision_log(folder)
    places.prepare(decisions.parent)
    try:
        named = files.write(folder, library, own, tokens, decisions)
    except OSError as error:
        raise EngineError(f"the sidecar's files cannot be written to `{folder}`: {error.strerror}") from None
    attempts = _PORT_ATTEMPTS if wanted["tcp"] else 1
    url, started = _launch(opa, folder, named, tokens, attempts)
    return {
        **wanted,
        "url": url,
        "token": tokens.client,
        "admin_token": tokens.admin,
        "pid": started.pid,
        "start_time": started.start_time,
        "log": str(decisions),
    }


def _launch(
    opa: Binary, folder: Path, named: list[str], tokens: files.Tokens, attempts: int
) -> tuple[str, process.Process]:
    url, listening = _listen(folder, tokens)
    log = folder / files.LOG
    started = process.spawn([opa.path, *_SERVER, *listening, *named], log)
    try:
        process.wait_until_ready(started, url, tokens.client, log)
    except EngineError:
        process.end(started)
        # Somebody may have taken the port after it was found free.
        if attempts > 1 and "address already in use" in process.last_line(log):
            return _launch(opa, folder, named, tokens, attempts - 1)
        raise
    return url, started


def _listen(folder: Path, tokens: files.Tokens) -> tuple[str, list[str]]:
    """The address for clients and OPA's arguments for it."""
    if tokens.client is not None:
        port = places.free_port()
        return f"http://127.0.0.1:{port}", ["--addr", f"127.0.0.1:{port}", "--authentication=token"]
    path = places.socket_path(folder)
    # OPA's own default lets everybody connect; a folder of mode 700 stands before it besides.
    return f"unix:{path}", ["--addr", f"unix://{path}", "--unix-socket-perm=600", "--authentication=off"]


def _serves(state: dict[str, Any], wanted: dict[str, Any]) -> bool:
    same = all(state.get(field) == value for field, value in wanted.items())
    return same and _process(state).lives and process.is_healthy(state["url"], state["token"])


def _end_present(state: dict[str, Any] | None, folder: Path) -> bool:
    """End what the state names, remove the sidecar's files but the held lock, and say whether anything ran."""
    running = state is not None and _process(state).lives
    if state is not None:
        process.end(_process(state))
        if state["url"].startswith("unix:"):
            Path(state["url"].removeprefix("unix:")).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != places.LOCK:
            path.unlink(missing_ok=True)
    return running


def _process(state: dict[str, Any]) -> process.Process:
    return process.Process(state["pid"], state["start_time"])
