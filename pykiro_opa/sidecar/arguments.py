"""What OPA is told on its command line, as a process and in a container alike."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Seconds for which an OPA that is replaced answers what it was asked: with 200 clients on two cores one waits for nine.
ANSWERING = 20

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
    # Asked to end it takes no more, and answers what it took.
    f"--shutdown-grace-period={ANSWERING}",
)


def over_socket(path: str, named: Sequence[str]) -> list[str]:
    """Listen on a socket; `named` names configuration and bundles."""
    # OPA's own default lets everybody connect; a folder of mode 700 stands before it besides.
    return [*_SERVER, "--addr", f"unix://{path}", "--unix-socket-perm=600", "--authentication=off", *named]


def over_tcp(address: str, named: Sequence[str]) -> list[str]:
    """Listen on `host:port`, where everybody needs a token."""
    return [*_SERVER, "--addr", address, "--authentication=token", *named]
