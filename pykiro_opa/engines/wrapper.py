"""The wasmtime package as a binding: what runs OPA's module where `slim` does not know the version, and its oracle."""

from __future__ import annotations

import os

import wasmtime

from . import machine, wheel
from .machine import Memory, Watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..errors import EngineError


class WrapperRuntime:
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
            raise machine.failed("cannot be compiled", str(error)) from None

    def serialise(self, module: wasmtime.Module) -> bytes:
        return bytes(module.serialize())

    def load(self, path: str) -> wasmtime.Module | None:
        try:
            return wasmtime.Module.deserialize_file(self.engine, path)
        except (wasmtime.WasmtimeError, UnicodeEncodeError):  # the package takes UTF-8 paths alone
            return None

    def start(self, module: wasmtime.Module, memory_limit: int) -> WrapperMachine:
        return WrapperMachine(self.engine, module, memory_limit)


class WrapperMachine:
    """One instance of a module; `machine.Machine` says what its methods do."""

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module, memory_limit: int) -> None:
        self._engine = engine
        self._store = store = wasmtime.Store(engine)
        store.set_limits(memory_size=memory_limit, instances=1, memories=1)
        store.set_epoch_deadline(1)
        try:
            limits = wasmtime.Limits(*machine.pages(_asked_pages(module), memory_limit))
            memory = wasmtime.Memory(store, wasmtime.MemoryType(limits))
            self.memory = _WrapperMemory(store, memory)
            self._exports = self._linker(memory).instantiate(store, module).exports(store)
        except (wasmtime.WasmtimeError, wasmtime.Trap) as error:
            raise machine.failed("cannot be started", str(error)) from None

    def constant(self, name: str) -> int:
        value: int = self._export(name, wasmtime.Global).value(self._store)
        return value

    def call(self, name: str, *arguments: int) -> int:
        try:
            result = self._export(name, wasmtime.Func)(self._store, *arguments)
        except wasmtime.Trap as trap:
            code = trap.trap_code
            raise machine.trapped(None if code is None else code.value, str(trap)) from None
        except wasmtime.WasmtimeError as error:
            raise machine.failed("failed", str(error)) from None
        return result or 0

    def within(self, seconds: float) -> Watch:
        self._store.set_epoch_deadline(1)
        return Watch(self._engine.increment_epoch, seconds)

    def _linker(self, memory: wasmtime.Memory) -> wasmtime.Linker:
        linker = wasmtime.Linker(self._engine)
        linker.define(self._store, "env", "memory", memory)
        number = wasmtime.ValType.i32()
        for name, parameters in machine.BUILTINS.items():
            kind = wasmtime.FuncType([number] * parameters, [number])
            linker.define_func("env", name, kind, _refuse_builtin)
        linker.define_func("env", machine.ABORT, wasmtime.FuncType([number], []), self._abort)
        linker.define_func("env", machine.PRINT, wasmtime.FuncType([number], []), lambda _address: None)
        return linker

    def _abort(self, address: int) -> None:
        raise machine.aborted(self.memory.read_text(address))

    def _export(self, name: str, kind: type) -> Any:
        try:
            found = self._exports[name]
        except KeyError:
            raise machine.missing(name) from None
        if not isinstance(found, kind):
            raise machine.missing(name)
        return found


class _WrapperMemory(Memory):
    def __init__(self, store: wasmtime.Store, memory: wasmtime.Memory) -> None:
        self._store = store
        self._memory = memory

    def size(self) -> int:
        return int(self._memory.data_len(self._store))

    def _put(self, start: int, content: bytes) -> None:
        self._memory.write(self._store, content, start)

    def _get(self, start: int, end: int) -> bytes:
        return bytes(self._memory.read(self._store, start, end))


def _refuse_builtin(number: int, *_arguments: int) -> EngineError:
    raise machine.builtin_wanted(number)


def _asked_pages(module: wasmtime.Module) -> int:
    asked = (wanted.type.limits.min for wanted in module.imports if isinstance(wanted.type, wasmtime.MemoryType))
    return max(asked, default=0)


def _installed_version() -> str:
    """The package's version without importlib.metadata (40 ms); the size and date of the package where unknown."""
    version = wheel.version_beside(os.path.dirname(os.path.abspath(wasmtime.__file__)))
    if version is not None:
        return version
    found = os.stat(wasmtime.__file__)
    return f"{found.st_size} {found.st_mtime_ns}"
