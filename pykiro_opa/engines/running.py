"""Whether a sidecar runs for a folder, from its state file alone: cheap enough for the hook."""

from __future__ import annotations

import os

from .. import light_json
from . import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STATE_FILE = "sidecar.json"
_NEAR = ("unix:/", "http://127.0.0.1:")  # a sidecar is on this machine; any other server is named by the user


def running(root: str) -> tuple[str, str | None, str, tuple[str, ...]] | None:
    """Address, token, revision and follows of the sidecar of the folder, None where none runs or the file is stale.

    It `follows` the origins whose guardrails it fetches by itself; the revision is that of the others.

    One that another version of pykiro-opa started counts as none: its policies are not ours. Nothing is asked over the
    network: that the process lives is no promise that it answers.
    """
    from ..version import __version__

    state = read_state(root)
    if state is None or state["version"] != __version__ or start_time(state["pid"]) != state["start_time"]:
        return None
    return state["url"], state["token"], state["revision"], tuple(state["follows"])


def read_state(root: str) -> dict[str, Any] | None:
    """The state of the sidecar started for the folder, whether or not it still runs.

    None where there is none, or where the file or its folder is not this user's alone.
    """
    return read_state_in(folders.state_folder(root))


def read_state_in(folder: str) -> dict[str, Any] | None:
    """The same, by the folder that holds the state."""
    if not folders.is_private(folder):
        return None
    content = folders.read_private(os.path.join(folder, STATE_FILE))
    if content is None:
        return None
    try:
        state = light_json.loads(content)
    except (ValueError, RecursionError):
        return None
    return state if _is_state(state) else None


def start_time(pid: int) -> str | None:
    """When the process started, in the system's own words; None where there is none, or only its remains."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stream:
            # The name of the program stands in brackets and may hold anything.
            fields = stream.read().rpartition(b")")[2].split()
    except OSError:
        return None if os.path.exists("/proc/self/stat") else _start_time_from_ps(pid)
    return None if fields[0] in (b"Z", b"X") else fields[19].decode()


def _start_time_from_ps(pid: int) -> str | None:
    import subprocess

    try:
        said = subprocess.run(  # noqa: S603 - a fixed program and a number
            ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)],
            capture_output=True,
            check=False,
            text=True,
            timeout=5,
            env={"LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = said.stdout.split()
    return None if not words or words[0].startswith("Z") else " ".join(words[1:]) or None


def _is_state(state: object) -> bool:
    texts = ("url", "start_time", "revision", "version")
    return (
        isinstance(state, dict)
        and all(isinstance(state.get(field), str) for field in texts)
        and state["url"].startswith(_NEAR)
        and type(state.get("pid")) is int
        and state["pid"] > 0
        and "token" in state
        and (state["token"] is None or isinstance(state["token"], str))
        and isinstance(state.get("follows"), list)
        and all(isinstance(name, str) for name in state["follows"])
    )
