"""Running `opa` on Rego of strangers: in an empty environment, under a deadline, its words kept to what can be read."""

from __future__ import annotations

import subprocess
import tempfile

from ..binary import find_opa
from ..errors import ConfigurationError, EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 30.0
# In case whoever started it is gone: a minute of a processor, 64 MB (131,072 blocks) of output, no dump of its memory.
_LIMITED = 'ulimit -t 60 && ulimit -f 131072 && ulimit -c 0 && exec "$@"'
# OPA's own memory, softly: a process of Go reserves more than it uses, so that a hard limit would end it.
_ENVIRONMENT = {"LC_ALL": "C", "GOMEMLIMIT": "1GiB"}


def program() -> str:
    """The path of an `opa` that can compile rules. Raises ConfigurationError."""
    try:
        return find_opa().path
    except EngineError as error:
        raise ConfigurationError(
            f"rules of a team's own are compiled by `opa`, once for each content: {error}; or remove the rules"
        ) from None


def run(opa: str, arguments: Sequence[str], folder: str) -> tuple[int, bytes, bytes]:
    """The exit code, the output and the errors. Raises ConfigurationError where it does not end, and OSError.

    `folder` is where it runs. What it prints goes to a file, which has a limit.
    """
    try:
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603 - the opa of the user's PATH, with arguments of ours
                ["/bin/sh", "-c", _LIMITED, "sh", opa, *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                check=False,
                timeout=SECONDS,
                env=_ENVIRONMENT,
            )
            output.seek(0)
            return done.returncode, output.read(), done.stderr
    except subprocess.TimeoutExpired:
        raise ConfigurationError(
            f"`opa {arguments[0]}` did not end after {SECONDS:g} seconds; write simpler rules"
        ) from None
