"""What both bindings to wasmtime allow and say: memory, imports, the clock and the words for what goes wrong.

`slim` calls the C functions of the wheel directly, `wrapper` is the wasmtime package's own; `binding` chooses. They know
Wasm and limits, not OPA; `abi` knows OPA and not wasmtime.
"""

from __future__ import annotations

import _thread

from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    class Runtime(Protocol):
        """What turns Wasm into machine code and back, and starts it; `identity` changes whenever its output might."""

        identity: str

        def compile(self, wasm: bytes) -> Any:
            """The module as machine code. Raises EngineError where it is none."""

        def serialise(self, module: Any) -> bytes: ...

        def load(self, path: str) -> Any:
            """What was serialised into that file; None for what another version or configuration wrote."""

        def start(self, module: Any, memory_limit: int) -> Machine:
            """An instance with a memory of its own. Raises EngineError, and UnusableError for another binding's turn."""

    class Machine(Protocol):
        """One instance of a module in a store of its own; one thread at a time. Addresses are opaque integers."""

        @property
        def memory(self) -> Memory: ...

        def constant(self, name: str) -> int:
            """The value of an exported global."""

        def call(self, name: str, *arguments: int) -> int:
            """Call an exported function. Raises EngineError where it traps, aborts or is stopped."""

        def within(self, seconds: float) -> Watch:
            """A context in which calls together take no longer than that."""


PAGE = 65536
# Names of what OPA's modules import, with the number of their parameters; all are 32 bit integers.
BUILTINS = {f"opa_builtin{arity}": arity + 2 for arity in range(5)}
ABORT, PRINT = "opa_abort", "opa_println"
_CHUNK = 65536
_LEAST_PAGES = 64  # 4 MiB, untouched until used; `tools/build_library.py` proves that the module starts
_OUT_OF_MEMORY = "OPA ran out of memory: the change is too large"
# Codes of traps, the same in every version of wasmtime.
STACK_OVERFLOW, MEMORY_OUT_OF_BOUNDS, INTERRUPT = 0, 1, 10


class UnusableError(Exception):
    """What is installed is unknown to a binding; never the user's to mend, the other binding is taken."""


class Memory:
    """The memory of one instance; a binding says how large it is and how bytes get in and out."""

    def size(self) -> int:
        raise NotImplementedError

    def _put(self, start: int, content: bytes) -> None:
        raise NotImplementedError

    def _get(self, start: int, end: int) -> bytes:
        raise NotImplementedError

    def write(self, address: int, content: bytes) -> None:
        # NOTE: addresses are unsigned, the integers of both bindings are signed
        start = address & 0xFFFFFFFF
        if start + len(content) > self.size():
            raise EngineError("the policy module gave an address outside its memory")
        self._put(start, content)

    def read_text(self, address: int) -> bytes:
        """The bytes from the address up to the next NUL."""
        start = address & 0xFFFFFFFF
        size = self.size()
        parts = []
        while start < size:
            part = self._get(start, min(start + _CHUNK, size))
            end = part.find(0)
            if end >= 0:
                parts.append(part[:end])
                return b"".join(parts)
            parts.append(part)
            start += len(part)
        raise EngineError("the policy module gave text without an end")


class Watch:
    """Stops the engine's running calls when the time is over; a thread, since Wasm itself has no clock."""

    def __init__(self, stop: Callable[[], None], seconds: float) -> None:
        self._stop = stop
        self._seconds = seconds
        self._over = _thread.allocate_lock()
        self._ended = _thread.allocate_lock()

    def __enter__(self) -> None:
        self._over.acquire()
        self._ended.acquire()
        _thread.start_new_thread(self._wait, ())

    def __exit__(self, *_error: object) -> None:
        self._over.release()
        # INVARIANT: the thread has ended before the next question sets its own deadline, or it would stop that one.
        self._ended.acquire()

    def _wait(self) -> None:
        if not self._over.acquire(timeout=max(self._seconds, 0)):
            self._stop()
        self._ended.release()


def pages(asked: int, memory_limit: int) -> tuple[int, int]:
    """How large a memory starts and may become: OPA 1.21 asks for two pages however much data its module has.

    Raises EngineError where that is not possible; wasmtime's C functions would end the process.
    """
    least, most = max(_LEAST_PAGES, asked), memory_limit // PAGE
    if least > most:
        raise EngineError(f"the policy module cannot be started: it wants {least} pages of memory and may have {most}")
    return least, most


def trapped(code: int | None, message: str) -> EngineError:
    """The error for a trap with that code, and wasmtime's own words for it."""
    if code == INTERRUPT:
        return EngineError(
            "OPA did not answer in time and was stopped: the change or a regular expression is too large"
        )
    if code == STACK_OVERFLOW:
        return EngineError("OPA ran out of stack: the change is nested too deeply")
    if code == MEMORY_OUT_OF_BOUNDS:
        return EngineError(_OUT_OF_MEMORY)
    return failed("failed", message)


def failed(what: str, message: str) -> EngineError:
    """The error for what wasmtime itself refuses, from the last line of its words."""
    lines = [line.strip() for line in message.splitlines()]
    return EngineError(f"the policy module {what}: {lines[-1].removeprefix('1: ') if lines else 'without a word'}")


def aborted(message: bytes) -> EngineError:
    """The error for what the module says as it gives up."""
    text = message.decode("utf-8", "replace")
    if text.startswith("opa_malloc"):
        return EngineError(_OUT_OF_MEMORY)
    return EngineError(f"OPA gave up: {' '.join(text.split())}")


def builtin_wanted(number: int) -> EngineError:
    return EngineError(f"the policy module asks for the host builtin number {number}, and there is none")


def missing(name: str) -> EngineError:
    return EngineError(f"the policy module has no `{name}`: it is not OPA's, or too old")
