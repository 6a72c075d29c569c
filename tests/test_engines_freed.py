"""The slim binding frees what it made: Python does not know of what C holds."""

from __future__ import annotations

import gc
import weakref
from collections import Counter

import pytest
import wasmtime

from pykiro_opa.engines import binding, c_api, slim
from pykiro_opa.errors import EngineError

LIMIT = 8 * 2**20
MEMORY = '(import "env" "memory" (memory 2))'
ABORT = '(import "env" "opa_abort" (func $abort (param i32)))'


def start(runtime, text):
    return runtime.start(runtime.compile(bytes(wasmtime.wat2wasm(text))), LIMIT)


def test_a_machine_that_nobody_holds_is_freed_without_the_collector():
    opened = binding.open_runtime()
    module = opened.compile(bytes(wasmtime.wat2wasm(f'(module {MEMORY} (func (export "f")))')))
    gc.disable()
    try:
        made = opened.start(module, LIMIT)
        made.call("f")
        gone = weakref.ref(made)
        del made
        assert gone() is None
    finally:
        gc.enable()


# What makes something of wasmtime's, and what deletes it.
OWNED = {
    "wasm_engine_delete": ["wasm_engine_new_with_config"],
    "wasmtime_store_delete": ["wasmtime_store_new"],
    "wasmtime_linker_delete": ["wasmtime_linker_new"],
    "wasm_memorytype_delete": ["wasm_memorytype_new"],
    "wasm_functype_delete": ["wasm_functype_new", "wasmtime_func_type"],
    "wasm_importtype_vec_delete": ["wasmtime_module_imports"],
    "wasm_byte_vec_delete": ["wasmtime_module_serialize", "wasm_trap_message", "wasmtime_error_message"],
    "wasm_trap_delete": ["wasm_trap_message"],
    "wasmtime_error_delete": ["an error"],
    "wasmtime_module_delete": ["a module"],
}
MODULES = ("wasmtime_module_new", "wasmtime_module_deserialize_file")
FALLIBLE = (
    *MODULES, "wasmtime_module_serialize", "wasmtime_memory_new", "wasmtime_linker_define", "wasmtime_linker_define_func",
    "wasmtime_linker_instantiate", "wasmtime_func_call",
)  # fmt: skip


def counted(c) -> Counter[str]:
    """How often each function was called from now on, and what they made."""
    calls: Counter[str] = Counter()

    def counting(name, real):
        def called(*arguments):
            answer = real(*arguments)
            calls[name] += 1
            calls["an error"] += name in FALLIBLE and bool(answer)
            calls["a module"] += name in MODULES and not answer
            return answer

        return called

    for name in c_api.SIGNATURES:
        setattr(c, name, counting(name, getattr(c, name)))
    return calls


def test_everything_that_was_made_is_deleted(monkeypatch, tmp_path):
    made = []
    real = c_api.load
    monkeypatch.setattr(c_api, "load", lambda *of: made.append(real(*of)) or made.append(counted(made[0])) or made[0])
    opened = binding.open_runtime()
    calls = made[1]
    text = f"""(module {MEMORY} {ABORT} (func (export "f")) (func (export "trap") unreachable)
        (data (i32.const 8) "no\\00") (func (export "abort") (call $abort (i32.const 8))))"""
    module = opened.compile(bytes(wasmtime.wat2wasm(text)))
    (tmp_path / "kept").write_bytes(opened.serialise(module))
    machines = [opened.start(found, LIMIT) for found in (module, opened.load(str(tmp_path / "kept")))]
    assert opened.load(str(tmp_path / "none")) is None
    for one in machines:
        one.call("f")
        for name, arguments in (("trap", ()), ("abort", ()), ("f", (1,)), ("none", ())):
            with pytest.raises(EngineError):
                one.call(name, *arguments)
    for other in ('(import "env" "other" (func))', '(import "env" "memory" (memory 200))', "(memory 1) (memory 1)"):
        with pytest.raises(EngineError):
            start(opened, f"(module {other})")
    with pytest.raises(EngineError):
        start(opened, f"(module {MEMORY} (func $f unreachable) (start $f))")
    with pytest.raises(EngineError):
        opened.compile(b"not wasm")
    del opened, module, machines, one
    gc.collect()

    assert {name: calls[name] for name in OWNED} == {
        name: sum(calls[maker] for maker in makers) for name, makers in OWNED.items()
    }
    assert min(calls[name] for name in OWNED) > 0


def test_a_thousand_machines_take_no_more_address_space_than_one():
    opened = binding.open_runtime()
    module = opened.compile(bytes(wasmtime.wat2wasm(f'(module {MEMORY} (func (export "f")))')))
    for _ in range(1000):  # each reserves 4 GiB: leaked ones end at 128 TiB, long before
        opened.start(module, LIMIT).call("f")

    assert slim.SlimMachine.__del__
