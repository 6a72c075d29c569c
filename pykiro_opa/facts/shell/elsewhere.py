"""Commands that run on another machine or in a container of its own: no file of this workspace is there to change."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .syntax.scope import Scope

_HERE = ("127.0.0.1", "::1", "localhost")
# program: subcommands that start a command in a container or on another machine
_STARTING = {
    "docker": ("exec", "run"), "heroku": ("run",), "kubectl": ("debug", "exec", "run"), "nerdctl": ("exec", "run"),
    "oc": ("debug", "exec", "rsh", "run"), "podman": ("exec", "run"),
}  # fmt: skip
_GROUPS = ("container",)
_MOUNTS = ("--mount", "--volume", "--volumes-from")


def is_elsewhere(program: str, arguments: Sequence[str]) -> bool:
    """Whether a wrapper starts its command where no folder of this machine is mounted."""
    named = [word for word in arguments if not word.startswith("-")][:3]
    named = [word for word in named if word not in _GROUPS][:2]
    starts = any(word in _STARTING.get(program, ()) for word in named) and named[0] != "compose"
    return starts and not any(_mounts(word) for word in arguments)


def _mounts(word: str) -> bool:
    return word.partition("=")[0] in _MOUNTS or (word[:2] != "--" and word[:1] == "-" and "v" in word)


def is_other_host(host: str) -> bool:
    return host.rpartition("@")[2] not in _HERE


def moved(scope: Scope) -> Scope:
    """The scope of what runs there."""
    inner = scope.copy()
    inner.elsewhere = True
    return inner
