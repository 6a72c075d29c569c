"""What the hook's process must not obey: modules of the workspace, and signals that would end it with another code."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What ends a process that does not ask for it. SIGINT is an exception already; SIGKILL and a crash are beyond us, and
# the shell around the hook turns them into a 2.
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGVTALRM", "SIGPROF")
_AGAIN = 1  # seconds


def forget_workspace(folders: Sequence[str]) -> None:
    """Take out of the module path what PYTHONPATH, or `python -m`, put there from inside the folders.

    An agent writes there: its `json.py` would be the hook's. Where this package itself is imported from stays, and so do
    the environments that Python finds by itself. Must come before any import that is not built in.
    """
    named = ["", *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    try:
        foreign = {place for place in map(os.path.realpath, named) if _is_inside(place, folders)}
    except OSError:  # the working folder is gone, and what is relative to it with it
        return
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [entry for entry in sys.path if entry == own or os.path.realpath(entry) not in foreign]


def leave_on_signals(seconds: float, leave: Callable[[str], object], kill: Callable[[], object]) -> None:
    """Call `leave` with the reason once the time is over or something asks us to end, and `kill` if that takes long."""
    import _signal as signal  # type: ignore[import-not-found]  # its Python front makes enums, 1 ms

    def on_signal(number: int, _frame: object) -> None:
        signal.signal(signal.SIGALRM, lambda *_: kill())
        over = number == signal.SIGALRM
        leave(f"no decision within {seconds:g} s" if over else f"ended by {names[number]}")

    names = {getattr(signal, name): name for name in ("SIGALRM", *_ENDING)}
    for number in names:
        signal.signal(number, on_signal)
    # Whoever started us may have blocked the alarm, and a mask is inherited.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)


def _is_inside(place: str, folders: Sequence[str]) -> bool:
    return any(
        place == folder or place.startswith(f"{folder.rstrip('/')}/") for folder in map(os.path.realpath, folders)
    )
