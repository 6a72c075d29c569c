"""The command line: parse, call the gate, print; one module a command, one folder a group, found by name.

`main` is the one error boundary: it alone turns errors into exit codes.
"""

from __future__ import annotations

import os
import sys

import click

from ..errors import PykiroError, plain
from ..version import __version__
from ._commands import Commands

_BUG, _USAGE, _INTERRUPTED = 1, 2, 130


@click.group(
    cls=Commands,
    folder=os.path.dirname(__file__),
    package=__name__,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="pykiro-opa")
def group() -> None:
    """Guardrails for AI coding agents as policy as code, decided by Open Policy Agent.

    Exit codes: 0 allow or done, 1 a bug of ours, 2 usage, 3 configuration refused, 4 engine not to be trusted,
    5 input not readable, 10 deny, 11 needs-approval, 130 interrupted.
    """


def main() -> None:
    """Run the command line and leave with its exit code."""
    code = _guarded()
    _close(sys.stdout)
    _close(sys.stderr)
    os._exit(code)


def _guarded() -> int:
    try:
        result = group.main(standalone_mode=False, prog_name="pykiro-opa")
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        _say(f"error: {plain(_one_line(error.format_message()))}; see `pykiro-opa --help`")
        return _USAGE
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except PykiroError as error:
        for line in error.diagnostics():
            _say(f"error: {line}")
        return error.exit_code
    except Exception:  # noqa: BLE001 - the boundary: whatever else happens is our bug, never an allow
        import traceback

        for line in traceback.format_exc().splitlines():
            _say(plain(line))
        _say(f"error: this is a bug of pykiro-opa {__version__}; please report the lines above")
        return _BUG
    return result if isinstance(result, int) else 0


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _say(line: str) -> None:
    try:
        click.echo(line, err=True)
    except OSError:
        return


def _close(stream: object) -> None:
    if stream is None:
        return
    try:
        stream.flush()  # type: ignore[attr-defined]
    except (OSError, ValueError):
        return
