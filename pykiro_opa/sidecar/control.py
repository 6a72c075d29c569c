"""Starting and stopping the one sidecar of a workspace."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from ..binary import find_opa
from ..engines import folders
from ..engines.choice import origins_held, revision
from ..engines.running import STATE_FILE, read_state_in
from ..errors import EngineError
from ..events import canonical, sha256
from ..values import Value
from ..version import __version__
from . import container, files, places, process, readiness
from .polling import Polling, environment, prepare
from .replacing import drained, still_reached

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

    from ..guardrails import Guardrails


class Running(Value):
    """A sidecar that answers; `reused` says that it ran already, with the same guardrails and policies.

    `kind` is `process` or `container`; `pid` is that of OPA in either, `container` the id of the second.
    """

    __slots__ = ("url", "kind", "pid", "container", "revision", "opa_version", "reused")

    url: str
    kind: str
    pid: int
    container: str
    revision: str
    opa_version: str
    reused: bool

    def __init__(self, state: dict[str, Any], *, reused: bool) -> None:
        self._set(
            url=state["url"],
            kind=state["kind"],
            pid=state["pid"],
            container=state["container"],
            revision=state["revision"],
            opa_version=state["opa"],
            reused=reused,
        )


def start(
    root: str,
    guardrails: Guardrails,
    opa_path: str | None = None,
    *,
    tcp: bool = False,
    docker: bool = False,
    image: str | None = None,
    inputs: str = files.MASKED,
    polling: Polling | None = None,
    config: str | None = None,
) -> Running:
    """Start OPA with the policies and these guardrails, or keep the one that runs with them.

    Another one is replaced once the new one is ready. It listens on a socket of this user, or, with `tcp`, on a loopback
    port behind a token. With `docker` it runs in a container of the image named, or of one made of the opa found.
    `inputs` is files.MASKED, or files.FULL for a decision log that can be replayed. What `polling` names OPA fetches by
    itself; behind a socket it has no network. `config` is the file that the guardrails are of, where they are not the
    workspace's. Raises EngineError.
    """
    program, version = _program(opa_path, docker, image)
    polling = polling or Polling()
    follows = polling.origins
    bundles = _bundles(guardrails, follows)
    wanted = {
        "version": __version__,
        "kind": container.KIND if docker else process.KIND,
        "program": program,
        "opa": version,
        "tcp": tcp,
        "inputs": inputs,
        "config": config,
        "origins": origins_held(guardrails, follows),
        "follows": follows,
        "polling": polling.told,
        "revision": revision(guardrails.origins, follows),
        "bundles": {name: sha256(content) for name, content in bundles.items()},
    }
    folder = Path(folders.state_folder(root))
    places.prepare(folder)
    with places.locked(folder):
        present = read_state_in(str(folder))
        if present is not None and _serves(present, wanted):
            return Running(present, reused=True)
        state = _start(folder, bundles, wanted, polling)
        earlier = still_reached(folder, present, state)
        _take_over(folder, state)
        _end_others(folder, present, state["run"], drained(earlier, present))
        if docker:
            container.sweep(folder, state["run"])
        return Running(state, reused=False)


def stop(root: str) -> bool:
    """End the workspace's sidecar and remove its files; False where none ran. Raises EngineError where it stays."""
    folder = Path(folders.state_folder(root))
    return folders.is_private(str(folder)) and _stop(folder)


def stop_all() -> int:
    """End the sidecars of all workspaces of this user; how many ran. Raises EngineError where one stays."""
    base = Path(folders.state_folder("")).parent
    found = sorted(base.iterdir()) if folders.is_private(str(base)) else []
    stopped = sum(_stop(each) for each in found if (each / places.LOCK).exists() and folders.is_private(str(each)))
    return stopped + container.sweep_all(base)


def kind_of(name: str) -> ModuleType:
    """The module that starts and ends sidecars of that kind."""
    return container if name == container.KIND else process


def _program(opa_path: str | None, docker: bool, image: str | None) -> tuple[str, str]:
    """What is run, a path or an image's id, and the version of its OPA."""
    if not docker:
        opa = find_opa(opa_path)
        return opa.path, opa.version
    from . import image as images
    from .docker_engine import connected

    with connected("the image cannot be made") as client:
        found = images.named(client, image) if image is not None else images.built(client, find_opa(opa_path))
    return found.id, found.version


def _bundles(guardrails: Guardrails, follows: Sequence[str]) -> dict[str, bytes]:
    from ..bundles import archive
    from ..catalogue.library import policies_root

    rules = archive.rules_bundle(guardrails, without=follows)
    return {
        "library": archive.library_bundle(policies_root()),
        "guardrails": archive.guardrails_bundle(guardrails, without=follows),
        **({"rules": rules} if rules is not None else {}),
    }


def _start(folder: Path, bundles: dict[str, bytes], wanted: dict[str, Any], polling: Polling) -> dict[str, Any]:
    """A new OPA that is ready and holds every origin, not yet in the place of another. Raises EngineError."""
    kind = kind_of(wanted["kind"])
    tokens = files.new_tokens() if wanted["tcp"] else files.Tokens()
    decisions = places.decision_log(folder)
    run = places.new_run(folder)
    try:
        drafts = None if wanted["tcp"] else places.drafts(places.listening(folder))
        view = kind.view(run, decisions)
        pulling = prepare(run, view, polling)
        named = files.write(run / places.FILES, bundles, tokens, wanted["inputs"], view, pulling)
        url, started, identifier = kind.launch(
            wanted["program"], run, drafts, tokens, named, environment(run, view, polling)
        )
        readiness.require(url, tokens.admin, wanted["origins"])
    except OSError as error:
        _end(run, process.GRACE)
        raise EngineError(f"the sidecar's files cannot be written to `{folder}`: {error.strerror}") from None
    except BaseException:
        _end(run, process.GRACE)
        raise
    return {
        **wanted,
        "url": url,
        "token": tokens.client,
        "admin_token": tokens.admin,
        "pid": started.pid,
        "start_time": started.start_time,
        "container": identifier,
        "run": run.name,
        "loaded": int(time.time()),
        "log": str(decisions),
    }


def _take_over(folder: Path, state: dict[str, Any]) -> None:
    """Put the new OPA in the place of the old one: clients connect to one or the other at any moment."""
    if not state["tcp"]:
        final = places.listening(folder)
        Path(state["url"].removeprefix("unix:")).replace(final)
        state["url"] = f"unix:{final}"
    folders.write_private(str(folder / STATE_FILE), canonical(state))


def _serves(state: dict[str, Any], wanted: dict[str, Any]) -> bool:
    same = all(state.get(field) == value for field, value in wanted.items())
    return same and _lives(state) and readiness.is_healthy(state["url"], state["token"])


def _lives(state: dict[str, Any]) -> bool:
    return process.of(state).lives


def _stop(folder: Path) -> bool:
    with places.locked(folder):
        state = read_state_in(str(folder))
        running = state is not None and _lives(state)
        _end_others(folder, state, "", process.GRACE)
        final = places.listening(folder)
        for path in (folder / STATE_FILE, final):
            path.unlink(missing_ok=True)
        shutil.rmtree(final.parent if final.parent != folder else final.parent / places.DRAFTS, ignore_errors=True)
        return running


def _end_others(folder: Path, state: dict[str, Any] | None, keep: str, patience: float) -> None:
    """End whatever was started in the folder but for the run to keep, and remove its files.

    What is not through with its answers after `patience` seconds is killed.
    """
    for run in places.runs(folder):
        if run.name != keep:
            _end(run, patience)
    if state is not None and "run" not in state:  # that of an older version has none
        process.stop(process.of(state), patience)


def _end(run: Path, patience: float) -> None:
    for kind in (process, container):
        kind.end(run, patience)
    with suppress(OSError):
        shutil.rmtree(run)
