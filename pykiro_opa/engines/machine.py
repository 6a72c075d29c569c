"""The wasmtime package as a runtime for OPA's modules: compile, instantiate, call, read and write memory.

It knows Wasm and limits, not OPA; `abi` knows OPA and not wasmtime, so that another binding can take this one's place.
"""

from __future__ import annotations

import _thread
import os

import wasmtime

from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PAGE = 65536
_CHUNK = 65536
_OUT_OF_MEMORY = "OPA ran out of memory: the change is too large"
# Names of what OPA's modules import, with the number of their parameters; all are 32 bit integers.
_BUILTINS = {f"opa_builtin{arity}": arity + 2 for arity in range(5)}


_PAGES_FOR_DATA = 64  # 4 MiB, untouched until used; `tools/build_library.py` proves that the module starts


class WasmtimeRuntime:
    """An engine of wasmtime; everything compiled by one can be run by it alone."""

    def __init__(self) -> None:
        config = wasmtime.Config()
        config.epoch_interruption = True
        self.engine = wasmtime.Engine(config)
        self.identity = f"wasmtime {_installed_version()} epochs"

    def compile(self, wasm: bytes) -> wasmtime.Module:
        try:
            return wasmtime.Module(self.engine, wasm)
        except wasmtime.WasmtimeError as error:
            raise EngineError(f"the policy module cannot be compiled: {_first_line(error)}") from None

    def serialise(self, module: wasmtime.Module) -> bytes:
        return bytes(module.serialize())

    def deserialise(self, content: bytes) -> wasmtime.Module | None:
        """None for what another version or configuration of wasmtime wrote."""
        try:
            return wasmtime.Module.deserialize(self.engine, content)
        except wasmtime.WasmtimeError:
            return None


class Machine:
    """One instance of a module in a store of its own; one thread at a time."""

    def __init__(self, runtime: WasmtimeRuntime, module: wasmtime.Module, memory_limit: int) -> None:
        self._runtime = runtime
        self._store = store = wasmtime.Store(runtime.engine)
        store.set_limits(memory_size=memory_limit, instances=1, memories=1)
        store.set_epoch_deadline(1)
        try:
            kind = wasmtime.MemoryType(wasmtime.Limits(_least_pages(module), memory_limit // PAGE))
            self._memory = wasmtime.Memory(store, kind)
            self._exports = self._linker().instantiate(store, module).exports(store)
        except (wasmtime.WasmtimeError, wasmtime.Trap) as error:
            raise EngineError(f"the policy module cannot be started: {_first_line(error)}") from None

    def constant(self, name: str) -> int:
        """The value of an exported global."""
        value: int = self._export(name).value(self._store)
        return value

    def call(self, name: str, *arguments: int) -> int:
        """Call an exported function. Raises EngineError where it traps, aborts or is stopped."""
        try:
            result = self._export(name)(self._store, *arguments)
        except wasmtime.Trap as trap:
            raise EngineError(_explain(trap)) from None
        except wasmtime.WasmtimeError as error:
            raise EngineError(f"the policy module failed: {_first_line(error)}") from None
        return result or 0

    def write(self, address: int, content: bytes) -> None:
        # NOTE: addresses are unsigned, wasmtime's Python integers are signed
        start = address & 0xFFFFFFFF
        if start + len(content) > self._memory.data_len(self._store):
            raise EngineError("the policy module gave an address outside its memory")
        self._memory.write(self._store, content, start)

    def read_text(self, address: int) -> bytes:
        """The bytes from the address up to the next NUL."""
        start = address & 0xFFFFFFFF
        size = self._memory.data_len(self._store)
        parts = []
        while start < size:
            part = bytes(self._memory.read(self._store, start, min(start + _CHUNK, size)))
            end = part.find(0)
            if end >= 0:
                parts.append(part[:end])
                return b"".join(parts)
            parts.append(part)
            start += len(part)
        raise EngineError("the policy module gave text without an end")

    def within(self, seconds: float) -> Watch:
        """A context in which calls together take no longer than that."""
        self._store.set_epoch_deadline(1)
        return Watch(self._runtime.engine, seconds)

    def _linker(self) -> wasmtime.Linker:
        linker = wasmtime.Linker(self._runtime.engine)
        linker.define(self._store, "env", "memory", self._memory)
        number = wasmtime.ValType.i32()
        for name, parameters in _BUILTINS.items():
            kind = wasmtime.FuncType([number] * parameters, [number])
            linker.define_func("env", name, kind, _refuse_builtin)
        linker.define_func("env", "opa_abort", wasmtime.FuncType([number], []), self._abort)
        linker.define_func("env", "opa_println", wasmtime.FuncType([number], []), lambda _address: None)
        return linker

    def _abort(self, address: int) -> None:
        message = self.read_text(address).decode("utf-8", "replace")
        if message.startswith("opa_malloc"):
            raise EngineError(_OUT_OF_MEMORY)
        raise EngineError(f"OPA gave up: {' '.join(message.split())}")

    def _export(self, name: str) -> Any:
        try:
            return self._exports[name]
        except KeyError:
            raise EngineError(f"the policy module has no `{name}`: it is not OPA's, or too old") from None


class Watch:
    """Stops the engine's running calls when the time is over; a thread, since Wasm itself has no clock."""

    def __init__(self, engine: wasmtime.Engine, seconds: float) -> None:
        self._engine = engine
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
            self._engine.increment_epoch()
        self._ended.release()


def _refuse_builtin(number: int, *_arguments: int) -> int:
    raise EngineError(f"the policy module asks for the host builtin number {number}, and there is none")


def _least_pages(module: wasmtime.Module) -> int:
    """What the module asks for, or what its data surely fits in: OPA 1.21 asks for two pages however much data it has."""
    asked = (wanted.type.limits.min for wanted in module.imports if isinstance(wanted.type, wasmtime.MemoryType))
    return max([_PAGES_FOR_DATA, *asked])


def _explain(trap: wasmtime.Trap) -> str:
    code = trap.trap_code
    if code is wasmtime.TrapCode.INTERRUPT:
        return "OPA did not answer in time and was stopped: the change or a regular expression is too large"
    if code is wasmtime.TrapCode.STACK_OVERFLOW:
        return "OPA ran out of stack: the change is nested too deeply"
    if code is wasmtime.TrapCode.MEMORY_OUT_OF_BOUNDS:
        return _OUT_OF_MEMORY
    return f"the policy module failed: {_first_line(trap)}"


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines()]
    return lines[-1].removeprefix("1: ") if lines else type(error).__name__


def _installed_version() -> str:
    """The package's version without importlib.metadata (40 ms); the size and date of its library where unknown."""
    package = os.path.dirname(os.path.abspath(wasmtime.__file__))
    for name in os.listdir(os.path.dirname(package)):
        if name.startswith("wasmtime-") and name.endswith(".dist-info"):
            return name.removeprefix("wasmtime-").removesuffix(".dist-info")
    found = os.stat(wasmtime.__file__)
    return f"{found.st_size} {found.st_mtime_ns}"
