"""The slim binding to wasmtime: its C functions called directly, since `import wasmtime` costs more than everything else.

It does what `wrapper` does, word for word: a test runs both against each other. Where anything looks unlike what
`c_api` knows, `UnusableError` says so, and `binding` takes the wrapper.
"""

from __future__ import annotations

import ctypes
import os

from . import c_api, machine
from .machine import Memory, UnusableError, Watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_IMPORTS = {
    machine.ABORT: (1, 0),
    machine.PRINT: (1, 0),
    **{name: (parameters, 1) for name, parameters in machine.BUILTINS.items()},
}
_ABORT, _FIRST_BUILTIN = 0, 2  # places in _IMPORTS


class SlimRuntime:
    """An engine of wasmtime; what it compiled and kept, one of the wrapper's can load, and the other way round."""

    def __init__(self, path: str, version: str) -> None:
        """Raises UnusableError where that library cannot be used."""
        self.c = c = c_api.load(path, version)
        config = c.wasm_config_new()
        c.wasmtime_config_epoch_interruption_set(config, True)
        self.engine = c.wasm_engine_new_with_config(config)
        self.identity = f"wasmtime {version} epochs"

    def __del__(self) -> None:
        if hasattr(self, "engine"):
            self.c.wasm_engine_delete(self.engine)

    def compile(self, wasm: bytes) -> SlimModule:
        module = ctypes.c_void_p()
        error = self.c.wasmtime_module_new(self.engine, wasm, len(wasm), ctypes.byref(module))
        if error:
            raise machine.failed("cannot be compiled", c_api.error_text(self.c, error))
        return SlimModule(self.c, module)

    def serialise(self, module: SlimModule) -> bytes:
        content = c_api.Vector()
        error = self.c.wasmtime_module_serialize(module.pointer, content)
        if error:
            raise machine.failed("cannot be kept", c_api.error_text(self.c, error))
        return c_api.taken(self.c, content)

    def load(self, path: str) -> SlimModule | None:
        module = ctypes.c_void_p()
        error = self.c.wasmtime_module_deserialize_file(self.engine, os.fsencode(path), ctypes.byref(module))
        if error:
            self.c.wasmtime_error_delete(error)
            return None
        return SlimModule(self.c, module)

    def start(self, module: SlimModule, memory_limit: int) -> SlimMachine:
        return SlimMachine(self, module, memory_limit)


class SlimModule:
    """Machine code, freed with this object."""

    def __init__(self, c: ctypes.CDLL, pointer: ctypes.c_void_p) -> None:
        self._c = c
        self.pointer = pointer

    def __del__(self) -> None:
        self._c.wasmtime_module_delete(self.pointer)


class SlimMachine:
    """One instance of a module; `machine.Machine` says what its methods do."""

    def __init__(self, runtime: SlimRuntime, module: SlimModule, memory_limit: int) -> None:
        self._runtime = runtime
        self._c = c = runtime.c
        self._store = c.wasmtime_store_new(runtime.engine, None, None)
        self._context = c.wasmtime_store_context(self._store)
        # No limit for table elements and tables.
        c.wasmtime_store_limiter(self._store, memory_limit, -1, 1, -1, 1)
        c.wasmtime_context_set_epoch_deadline(self._context, 1)
        pages = machine.pages(c_api.asked_pages(c, module.pointer), memory_limit)
        self.memory = _SlimMemory(c, self._context, *pages)
        self._raised: list[BaseException] = []
        # The closure holds no machine: with the collector off, one in its own callback would never be freed.
        self._callback = c_api.Callback(_host(c, self.memory, self._raised))
        self._functions: dict[str, tuple[Any, int]] = {}
        self._instance = self._instantiate(module)

    def __del__(self) -> None:
        if hasattr(self, "_store"):
            self._c.wasmtime_store_delete(self._store)

    def constant(self, name: str) -> int:
        value = c_api.Value()
        exported = self._export(name, c_api.GLOBAL)  # held: an address alone keeps nothing alive
        self._c.wasmtime_global_get(self._context, c_api.place(exported), value)
        if value[c_api.KIND] & 0xFF != c_api.I32:
            raise machine.missing(name)
        return int(value[c_api.NUMBER])

    def call(self, name: str, *arguments: int) -> int:
        function, results = self._functions.get(name) or self._function(name)
        given = (c_api.Value * len(arguments))()
        for place, argument in enumerate(arguments):
            given[place][c_api.NUMBER] = argument
        answer = c_api.Value()
        trap = ctypes.c_void_p()
        error = self._c.wasmtime_func_call(
            self._context, c_api.place(function), given, len(arguments), answer, results, ctypes.byref(trap)
        )
        if error:
            self._fail(machine.failed("failed", c_api.error_text(self._c, error)))
        if trap:
            self._fail(machine.trapped(*c_api.trap_code_and_text(self._c, trap)))
        return int(answer[c_api.NUMBER]) if results else 0

    def within(self, seconds: float) -> Watch:
        self._c.wasmtime_context_set_epoch_deadline(self._context, 1)
        increment, engine = self._c.wasmtime_engine_increment_epoch, self._runtime.engine
        return Watch(lambda: increment(engine), seconds)

    def _instantiate(self, module: SlimModule) -> Any:
        c = self._c
        instance, trap = c_api.Instance(), ctypes.c_void_p()
        linker = c.wasmtime_linker_new(self._runtime.engine)
        try:
            self._define_imports(linker)
            error = c.wasmtime_linker_instantiate(linker, self._context, module.pointer, instance, ctypes.byref(trap))
            self._started(error)
        finally:
            c.wasmtime_linker_delete(linker)
        if trap:
            self._fail(machine.failed("cannot be started", c_api.trap_code_and_text(c, trap)[1]))
        return instance

    def _define_imports(self, linker: int) -> None:
        c = self._c
        self._started(c.wasmtime_linker_define(linker, self._context, b"env", 3, b"memory", 6, self.memory.extern))
        for number, (name, (parameters, results)) in enumerate(_IMPORTS.items()):
            kind = c_api.function_type(c, parameters, results)
            error = c.wasmtime_linker_define_func(
                linker, b"env", 3, name.encode(), len(name), kind, self._callback, number, None
            )
            c.wasm_functype_delete(kind)
            self._started(error)

    def _function(self, name: str) -> tuple[Any, int]:
        function = self._export(name, c_api.FUNC)
        results = c_api.number_of_results(self._c, self._context, function)
        if results > 1:
            raise machine.missing(name)
        self._functions[name] = function, results
        return function, results

    def _export(self, name: str, kind: int) -> Any:
        found = c_api.Value()
        text = name.encode()
        if not self._c.wasmtime_instance_export_get(self._context, self._instance, text, len(text), found):
            raise machine.missing(name)
        if found[c_api.KIND] & 0xFF > c_api.LAST_EXTERN:
            raise UnusableError("an export is not laid out as expected")
        if found[c_api.KIND] & 0xFF != kind:
            raise machine.missing(name)
        return found

    def _started(self, error: int | None) -> None:
        if error:
            raise machine.failed("cannot be started", c_api.error_text(self._c, error))

    def _fail(self, said: Exception) -> None:
        """Raise what the callback raised before it trapped, else what wasmtime said."""
        if self._raised:
            raise self._raised.pop()
        raise said


class _SlimMemory(Memory):
    """A memory, made in the store and given to the instance; `extern` is how the linker is told of it."""

    def __init__(self, c: ctypes.CDLL, context: int, least: int, most: int) -> None:
        self._c = c
        self._context = context
        self.extern = c_api.Value(c_api.MEMORY)
        self._at = c_api.place(self.extern)
        kind = c.wasm_memorytype_new(c_api.Limits(least, most))
        error = c.wasmtime_memory_new(context, kind, self._at)
        c.wasm_memorytype_delete(kind)
        if error:
            raise machine.failed("cannot be started", c_api.error_text(c, error))
        if self.size() != least * machine.PAGE:
            raise UnusableError("a memory is not laid out as expected")

    def size(self) -> int:
        return int(self._c.wasmtime_memory_data_size(self._context, self._at))

    def _put(self, start: int, content: bytes) -> None:
        ctypes.memmove(self._c.wasmtime_memory_data(self._context, self._at) + start, content, len(content))

    def _get(self, start: int, end: int) -> bytes:
        return ctypes.string_at(self._c.wasmtime_memory_data(self._context, self._at) + start, end - start)


def _host(c: ctypes.CDLL, memory: Memory, raised: list[BaseException]) -> Any:
    """What answers the module's own calls: nothing is printed, and everything else ends in a trap and an error."""

    def called(number: int | None, _caller: int, arguments: Any, _given: int, _results: int, _wanted: int) -> int:
        try:
            place = number or 0  # ctypes gives None for a null pointer
            if place == _ABORT:
                raised.append(machine.aborted(memory.read_text(arguments[c_api.NUMBER])))
            elif place >= _FIRST_BUILTIN:
                raised.append(machine.builtin_wanted(arguments[c_api.NUMBER]))
        except BaseException as error:  # noqa: BLE001 - C lies between; it is raised behind the call
            raised.append(error)
        return int(c.wasmtime_trap_new(b"stopped", 7)) if raised else 0

    return called
