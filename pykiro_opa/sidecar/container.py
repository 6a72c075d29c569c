"""OPA in a container of its own that can do nothing but decide: start it, and end exactly those of this workspace."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from ..engines import folders
from ..engines.running import start_time
from ..errors import EngineError
from . import arguments, image, places, readiness
from .docker_engine import connected, listens
from .files import Tokens, View
from .process import GRACE, Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

KIND = "container"
OWNER, FOLDER, RUN = "pykiro-opa.owner", "pykiro-opa.folder", "pykiro-opa.run"
_RECORD = "container.json"
_FILES, _SOCKETS, _DECISIONS, _PERSISTED = "/sidecar", "/run/opa", "/decisions", "/persisted"
_PORT = 8181
_DIAGNOSTICS = "127.0.0.1:8282"
_MEMORY = "512m"
_SEEN_WITHIN = 3.0
_PAUSE = 0.02
_SECOND = 1_000_000_000  # nanoseconds, as the engine counts
_KILLED = 137  # 128 and SIGKILL
_OUT_OF_MEMORY = f"it ran out of memory ({_MEMORY})"
# OPA's own words go through the engine, which would keep all of them.
_LOG = {"type": "json-file", "config": {"max-size": "1m", "max-file": "2"}}
_HEALTH = "/health?bundles"
_HEALTH_CHECK: dict[str, Any] = {
    "interval": 30 * _SECOND,
    "timeout": 5 * _SECOND,
    "retries": 3,
    "start_period": 20 * _SECOND,
}
_LIMITS: dict[str, Any] = {
    "read_only": True,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges"],
    "mem_limit": _MEMORY,
    "memswap_limit": _MEMORY,
    "nano_cpus": 2 * _SECOND if (os.cpu_count() or 1) > 1 else _SECOND,
    "pids_limit": 128,
    "tmpfs": {"/tmp": "size=16m,mode=1777,noexec,nosuid,nodev"},  # noqa: S108 - inside the container
}
# The garbage collector works harder before the limit ends the process.
_ENVIRONMENT = {"GOMEMLIMIT": "450MiB"}


def view(_run: Path, decisions: Path) -> View:
    places.hand_over(decisions.parent, places.user_of_containers())
    return View(_FILES, f"{_DECISIONS}/{decisions.name}", _PERSISTED)


def launch(
    identifier: str,
    run: Path,
    drafts: Path | None,
    tokens: Tokens,
    named: Sequence[str],
    environment: Mapping[str, str],
) -> tuple[str, Process, str]:
    """Start a container of the image and wait until its OPA is ready: its address, its process and its id.

    `environment` is what it gets besides its limits. It listens on a socket in the folder `drafts` and has no network, or, without one, on a loopback port. Raises
    EngineError.
    """
    # Before the container, so that whatever ends this start cannot leave one that nobody knows of.
    folders.write_private(str(run / _RECORD), b"[]")
    for folder in (run / places.FILES, run / places.PERSISTED, drafts):
        if folder is not None and folder.is_dir():
            places.hand_over(folder, places.user_of_containers())
    try:
        with connected("the container cannot be started") as client:
            made = client.containers.create(
                identifier,
                **_options(run, drafts, tokens, named),
                **_LIMITS,
                environment={**_ENVIRONMENT, **environment},
            )
            made.start()
            started = _seen_from_here(made)
            folders.write_private(str(run / _RECORD), json.dumps([started.pid, started.start_time]).encode())
            url = f"unix:{drafts / places.DRAFT}" if drafts is not None else _published(made)
            readiness.wait(url, tokens.client, lambda: started.lives, lambda: _why_at_once(made))
            return url, started, str(made.id)
    except EngineError:
        end(run, GRACE)
        raise


def end(run: Path, patience: float) -> None:
    """End and remove the containers started with the files of this run: asked, then killed after `patience` seconds.

    Raises EngineError where one may be left.
    """
    record = folders.read_private(str(run / _RECORD))
    if record is None:
        return
    try:
        _remove({OWNER: str(os.geteuid()), FOLDER: str(run.parent), RUN: run.name}, patience=patience)
    except EngineError:
        process = json.loads(record)
        # Without its engine a container has ended; what is left of it goes with the next one that is started.
        if not process or Process(*process).lives:
            raise


def sweep(folder: Path, keep: str) -> None:
    """Remove the containers of this workspace but that of the run `keep`: some may have outlived their files."""
    _remove({OWNER: str(os.geteuid()), FOLDER: str(folder)}, lambda labels: labels.get(RUN) != keep)


def sweep_all(base: Path) -> int:
    """Remove the containers of all workspaces with their state in the folder `base`; how many there were.

    Other users' are left alone, and so are those of this user with their state elsewhere.
    """
    if not listens():
        return 0
    return _remove({OWNER: str(os.geteuid())}, lambda labels: Path(labels.get(FOLDER, "")).parent == base)


def last_words(_run: Path, container: str) -> str:
    """The last thing its OPA said, in plain words."""
    return _asked(container, _said)


def last_error(_run: Path, container: str) -> str:
    """The last error its OPA said, empty where it said none."""
    return _asked(container, lambda found: readiness.last_error(_lines(found, 100)))


def _asked(container: str, question: Callable[[Any], str]) -> str:
    from docker.errors import NotFound

    try:
        with connected("its words cannot be read") as client:
            try:
                return question(client.containers.get(container))
            except NotFound:
                return "its container is gone"
    except EngineError as error:
        return str(error)


def _options(run: Path, drafts: Path | None, tokens: Tokens, named: Sequence[str]) -> dict[str, Any]:
    from docker.types import Mount

    # Not `volumes`: a path with a colon would be taken apart, and one that is not there be made, for root.
    decisions = str(places.decision_log(run.parent).parent)
    mounts = [
        Mount(_FILES, str(run / places.FILES), type="bind", read_only=True),
        Mount(_DECISIONS, decisions, type="bind"),
    ]
    if (run / places.PERSISTED).is_dir():
        mounts.append(Mount(_PERSISTED, str(run / places.PERSISTED), type="bind"))
    if drafts is not None:
        mounts.append(Mount(_SOCKETS, str(drafts), type="bind"))
        reached: dict[str, Any] = {"network_mode": "none"}
        # The socket is elsewhere by the time that the engine asks; nobody but the container can reach this address.
        told = [*arguments.over_socket(f"{_SOCKETS}/{places.DRAFT}", named), f"--diagnostic-addr={_DIAGNOSTICS}"]
        health: dict[str, Any] = {"url": f"http://{_DIAGNOSTICS}{_HEALTH}"}
    else:
        reached = {"ports": {f"{_PORT}/tcp": ("127.0.0.1", None)}}
        told = arguments.over_tcp(f"0.0.0.0:{_PORT}", named)
        # Whoever may ask the engine can read this token, and with it the health.
        bearer = {"Authorization": f"Bearer {tokens.probe}"}
        health = {"url": f"http://127.0.0.1:{_PORT}{_HEALTH}", "headers": bearer}
    user = places.user_of_containers()
    return {
        **reached,
        "entrypoint": [image.PROGRAM],
        "command": told,
        "healthcheck": {**_HEALTH_CHECK, "test": ["CMD", image.PROGRAM, "eval", "--fail", _asks(health)]},
        "user": f"{user}:{os.getegid() or user}",
        "mounts": mounts,
        "labels": {OWNER: str(os.geteuid()), FOLDER: str(run.parent), RUN: run.name},
        "log_config": _LOG,
    }


def _asks(health: dict[str, Any]) -> str:
    """The query that OPA's own command answers with an error where the health is not good."""
    return f"http.send({json.dumps({'method': 'GET', **health})}).status_code = 200"


def _seen_from_here(made: Any) -> Process:
    """The container's own process, which tells the hook that it lives; in another machine it could not be told."""
    ends_at = time.monotonic() + _SEEN_WITHIN
    while True:
        made.reload()
        pid = made.attrs["State"]["Pid"]
        started = start_time(pid)
        if started is not None and _command(pid).startswith(f"{image.PROGRAM}\0run\0".encode()):
            return Process(pid, started)
        if not made.attrs["State"]["Running"]:
            raise EngineError(f"OPA ended at once: {_why_at_once(made)}")
        if time.monotonic() > ends_at:
            break
        time.sleep(_PAUSE)
    raise EngineError("the Docker engine runs elsewhere, where its processes cannot be seen: leave out `--docker`")


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _published(made: Any) -> str:
    made.reload()
    bound = made.attrs["NetworkSettings"]["Ports"].get(f"{_PORT}/tcp")
    if not bound:
        raise EngineError("the Docker engine publishes no ports: let it have its bridge, or leave out `--tcp`")
    return f"http://127.0.0.1:{bound[0]['HostPort']}"


def _said(container: Any) -> str:
    state = _state(container)
    lines = _lines(container, 1)
    said = readiness.plain(lines[-1]) if lines else readiness.NOTHING
    if state["Running"]:
        return said
    return _OUT_OF_MEMORY if state["OOMKilled"] else f"exit code {state['ExitCode']}: {said}"


def _why_at_once(container: Any) -> str:
    """As `_said`, of one that is being started, which nobody else has killed: the engine does not always see why."""
    said = _said(container)
    return _OUT_OF_MEMORY if said == f"exit code {_KILLED}: {readiness.NOTHING}" else said


def _state(container: Any) -> dict[str, Any]:
    """The engine's word on it, which comes a moment after its process has ended."""
    ends_at = time.monotonic() + _SEEN_WITHIN
    while True:
        container.reload()
        state: dict[str, Any] = container.attrs["State"]
        if not state["Running"] or start_time(state["Pid"]) is not None or time.monotonic() > ends_at:
            return state
        time.sleep(_PAUSE)


def _lines(container: Any, most: int) -> list[str]:
    said: str = container.logs(tail=most).decode("utf-8", "replace")
    return said.strip().splitlines()


def _remove(labels: dict[str, str], chosen: Callable[[dict[str, str]], bool] = bool, patience: float = GRACE) -> int:
    """Remove the containers that bear all of these labels and are chosen by theirs; how many there were."""
    from docker.errors import NotFound

    wanted = [f"{name}={value}" for name, value in labels.items()]
    removed = 0
    with connected("its container cannot be removed") as client:
        for found in client.containers.list(all=True, filters={"label": wanted}):
            if not chosen(found.labels):
                continue
            with suppress(NotFound):  # somebody was faster
                found.stop(timeout=int(patience))
                found.remove(force=True)
            removed += 1
    return removed
