"""Which binding to wasmtime runs OPA's module: the slim one for the versions it knows, else the wasmtime package's own.

Both use the same library of the same wheel and give the same answers; the slim one costs a third of the time.
"""

from __future__ import annotations

from ..errors import EngineError
from . import wheel
from .machine import UnusableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .machine import Runtime


def open_runtime() -> Runtime:
    """The slim runtime, or the wrapper's where the slim one does not know what is installed. Raises EngineError."""
    found = wheel.find()
    if found is not None:
        try:
            from .slim import SlimRuntime

            return SlimRuntime(*found)
        except (UnusableError, ImportError):
            pass
    return open_wrapper()


def open_wrapper() -> Runtime:
    """The wasmtime package's own. Raises EngineError where it cannot be imported."""
    try:
        from .wrapper import WrapperRuntime
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineError(
            f"wasmtime cannot be loaded: {error}; reinstall it or name a server with `--engine`"
        ) from None
    return WrapperRuntime()
