"""`pykiro-opa sidecar`: a real OPA beside the workspace, with the workspace's guardrails."""

from __future__ import annotations

import json
import os

import click

from .. import disk, sidecar
from ..bundles.following import followed
from ..bundles.pinned import LOCK, Pinned
from ..bundles.serving import POLLING
from ..changes import repository_of
from ..engines import kept_bundles
from ..engines.embedded import EmbeddedEngine
from ..errors import EngineError, UsageError, plain
from ..sidecar.container import KIND as CONTAINER
from ..sidecar.polling import Polling
from ._guardrails import guardrails_on_disk
from ._output import emit, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..bundles.following import Followed
    from ..guardrails import Guardrails
    from ..values import Value

_FORMAT = click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("sidecar")
def command() -> None:
    """Start, inspect and stop OPA as a sidecar of this workspace."""


@command.command("start")
@click.option("--config", metavar="FILE", help="Serve the guardrails of this file instead of the workspace's.")
@click.option("--opa", metavar="PATH", help="The OPA to run; otherwise the one on PATH or in `.tools/bin`.")
@click.option("--tcp", is_flag=True, help="Listen on a loopback port with a token instead of a unix socket.")
@click.option("--docker", is_flag=True, help="Run OPA in a container of its own, without network, rights and files.")
@click.option("--image", metavar="NAME", help="With --docker: an image that is here, instead of one made of the OPA.")
@click.option(
    "--log-inputs", type=click.Choice(["masked", "full"]), default="masked", show_default=True,
    help="What the decision log keeps of events; `pykiro-opa replay` needs them in full.",
)  # fmt: skip
@click.option(
    "--poll", type=click.IntRange(1, 86400), metavar="SECONDS", default=POLLING, show_default=True,
    help="With --tcp: how long to wait at least before asking again for shared guardrails whose tag is followed.",
)  # fmt: skip
@_FORMAT
def start(
    config: str | None, opa: str | None, tcp: bool, docker: bool, image: str | None, log_inputs: str, poll: int,
    format_name: str,
) -> None:  # fmt: skip
    """Start OPA, or keep the one that already serves these guardrails; another is replaced once the new one is ready.

    With --tcp it fetches shared guardrails by itself where .kiro/guardrails.lock follows their tag, verified and never
    older. Without, it has those that are pinned now, and `bundle update` replaces it.
    """
    if image is not None and (opa is not None or not docker):
        raise UsageError("`--image` goes with `--docker` and without `--opa`: an image brings its own OPA")
    root = repository_of(os.getcwd())[0]
    running = _start(root, config, opa, poll, tcp=tcp, docker=docker, image=image, inputs=log_inputs)
    if log_inputs == "full":
        note(
            "the decision log keeps events whole: code, commands and arguments; start without `--log-inputs full` to end that"
        )
    if format_name == "json":
        emit(_json(running), None)
        return
    verb = "already serves" if running.reused else "serves"
    emit(
        f"OPA {running.opa_version} {verb} {running.url} ({_named(running)}), revision {running.revision[:12]}\n", None
    )


@command.command("status")
@_FORMAT
def status(format_name: str) -> int:
    """Say how the sidecar is; exit code 4 where it is stale or unhealthy."""
    found = sidecar.status(repository_of(os.getcwd())[0], detail=True)
    emit(_json(found) if format_name == "json" else _described(found), None)
    return EngineError.exit_code if found.state in ("stale", "unhealthy") else 0


@command.command("stop")
@click.option("--all", "everywhere", is_flag=True, help="Stop those of all workspaces of this user.")
def stop(everywhere: bool) -> None:
    """Stop the sidecar of this workspace."""
    if everywhere:
        emit(f"stopped {sidecar.stop_all()}\n", None)
        return
    stopped = sidecar.stop(repository_of(os.getcwd())[0])
    emit("stopped\n" if stopped else "no sidecar runs here\n", None)


def renew(root: str) -> sidecar.Running | None:
    """Give the sidecar of a workspace the guardrails as they are now, started as it was; None where none runs.

    Raises PykiroError.
    """
    started = sidecar.started(root)
    if started is None:
        return None
    docker = started["kind"] == CONTAINER
    program, image = (None, started["program"]) if docker else (started["program"], None)
    least = started["polling"][0]
    inputs = started["inputs"]
    return _start(
        root, started["config"], program, least, tcp=started["tcp"], docker=docker, image=image, inputs=inputs
    )


def _start(root: str, config: str | None, opa: str | None, poll: int, *, tcp: bool, **options: Any) -> sidecar.Running:
    guardrails = guardrails_on_disk(config, root, EmbeddedEngine().regex_is_valid)
    place = None if config is None else os.path.abspath(config)
    polling = Polling(_followed(root, config, guardrails) if tcp else (), poll)
    return sidecar.start(root, guardrails, opa, tcp=tcp, polling=polling, config=place, **options)


def _followed(root: str, config: str | None, guardrails: Guardrails) -> Sequence[Followed]:
    """The shared guardrails that the lock lets move on; not those with rules of their own, which are checked first."""
    origins = set(guardrails.shared) - {rule.origin for rule in guardrails.rules}
    if not origins:
        return ()
    folder, lock = (root, LOCK) if config is None else disk.lock_beside(config)
    pinned = Pinned(disk.reader(folder), kept_bundles.read, kept_bundles.newest, lock)
    return followed(pinned, sorted(origins))


def _json(value: Value) -> str:
    """The fields of a value by name."""
    names: tuple[str, ...] = value.__slots__
    fields = {name: getattr(value, name) for name in names}
    return json.dumps(fields, indent=2, sort_keys=True) + "\n"


def _named(found: sidecar.Running | sidecar.Status) -> str:
    return f"container {found.container[:12]}" if found.container else f"pid {found.pid}"


def _described(found: sidecar.Status) -> str:
    if found.state == "absent":
        return "absent: no sidecar was started here; `pykiro-opa sidecar start` starts one\n"
    lines = [
        f"{found.state}: OPA {found.opa_version} at {found.url} ({_named(found)})",
        f"kind     {found.kind}",
        f"revision {found.revision}",
    ]
    lines += [
        f"origin   {name}: content {str(content)[:12]}, counter {counter}" for name, content, counter in found.origins
    ]
    lines += [f"bundle   {name}: {digest[:12]}, loaded {_age(age)} ago" for name, digest, age in found.bundles]
    lines.append(f"log      {found.log} (events {found.inputs})")
    if found.policies:
        lines.append(f"policies {len(found.policies)}")
    lines.append(f"error    {found.last_error or 'none'}")
    return "\n".join(map(plain, lines)) + "\n"


def _age(seconds: int) -> str:
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
