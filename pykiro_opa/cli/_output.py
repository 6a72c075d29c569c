"""Writing: a closed stdout never changes an exit code, colour goes to terminals only, notes go to stderr."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..errors import UsageError, plain


def emit(text: str, output: str | None) -> None:
    """Write a result to the file `output`, or to stdout."""
    if output is not None and output != "-":
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"`--output {output}`: {error.strerror}; name a file in an existing folder") from None
        return
    if sys.stdout is None:  # closed before the process started
        return
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except OSError:
        _leave_quietly()


def note(text: str) -> None:
    """One line for the person at the terminal."""
    click.echo(f"note: {plain(text)}", err=True)


def wants_colour(output: str | None) -> bool:
    return output in (None, "-") and sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _leave_quietly() -> None:
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
