"""The C functions of the wasmtime wheel as ctypes sees them: signatures, layouts, and what has to be freed.

All is that of the wheel's own `_bindings.py`, which was compared for each version of `VERSIONS`; a test compares it with
what is installed. With any other version, or where a function is not there, `UnusableError` says so.
"""

from __future__ import annotations

import ctypes

from .machine import UnusableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSIONS = range(46, 51)  # the majors that were compared; within one the C functions stay

# Result and parameters: p a pointer, n a size_t, l an int64, u an uint64, y a byte, b a bool, - nothing.
SIGNATURES = {
    "wasm_config_new": "p",
    "wasmtime_config_epoch_interruption_set": "-pb",
    "wasm_engine_new_with_config": "pp",
    "wasm_engine_delete": "-p",
    "wasmtime_engine_increment_epoch": "-p",
    "wasmtime_module_new": "pppnp",
    "wasmtime_module_serialize": "ppp",
    "wasmtime_module_deserialize_file": "pppp",
    "wasmtime_module_imports": "-pp",
    "wasmtime_module_delete": "-p",
    "wasm_importtype_type": "pp",
    "wasm_importtype_vec_delete": "-p",
    "wasm_externtype_as_memorytype_const": "pp",
    "wasmtime_memorytype_minimum": "up",
    "wasm_memorytype_new": "pp",
    "wasm_memorytype_delete": "-p",
    "wasmtime_memory_new": "pppp",
    "wasmtime_memory_data": "ppp",
    "wasmtime_memory_data_size": "npp",
    "wasmtime_store_new": "pppp",
    "wasmtime_store_context": "pp",
    "wasmtime_store_limiter": "-plllll",
    "wasmtime_store_delete": "-p",
    "wasmtime_context_set_epoch_deadline": "-pu",
    "wasm_valtype_new": "py",
    "wasm_valtype_vec_new": "-pnp",
    "wasm_functype_new": "ppp",
    "wasm_functype_results": "pp",
    "wasm_functype_delete": "-p",
    "wasmtime_linker_new": "pp",
    "wasmtime_linker_define": "ppppnpnp",
    "wasmtime_linker_define_func": "pppnpnpppp",
    "wasmtime_linker_instantiate": "pppppp",
    "wasmtime_linker_delete": "-p",
    "wasmtime_instance_export_get": "bpppnp",
    "wasmtime_global_get": "-ppp",
    "wasmtime_func_type": "ppp",
    "wasmtime_func_call": "ppppnpnp",
    "wasmtime_trap_new": "ppn",
    "wasmtime_trap_code": "bpp",
    "wasm_trap_message": "-pp",
    "wasm_trap_delete": "-p",
    "wasmtime_error_message": "-pp",
    "wasmtime_error_delete": "-p",
    "wasm_byte_vec_delete": "-p",
}
TYPES = {
    "p": ctypes.c_void_p, "n": ctypes.c_size_t, "l": ctypes.c_int64, "u": ctypes.c_uint64, "y": ctypes.c_uint8,
    "b": ctypes.c_bool, "-": None,
}  # fmt: skip

# A value and an extern are 32 bytes each: the kind in the first byte, what it is from the ninth on.
Value = ctypes.c_int32 * 8
KIND, NUMBER = 0, 2  # places in a Value; of the first only the lowest byte counts
OF = 8  # bytes into a Value
I32 = 0
FUNC, GLOBAL, MEMORY, LAST_EXTERN = 0, 1, 3, 5
Instance = ctypes.c_uint64 * 2
Vector = ctypes.c_size_t * 2  # size and address
Limits = ctypes.c_uint32 * 2
# env, caller, arguments and how many, results and how many; gives a trap or 0
Callback = ctypes.CFUNCTYPE(
    ctypes.c_size_t,
    ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int32), ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t,
)  # fmt: skip


def load(path: str, version: str) -> ctypes.CDLL:
    """The functions of the wheel's library. Raises UnusableError where the version or a function is not known."""
    major, _, rest = version.partition(".")
    if not (version.isascii() and major.isdecimal() and int(major) in VERSIONS and rest.replace(".", "").isdecimal()):
        raise UnusableError(f"wasmtime {version} was not tried")
    try:
        library = ctypes.CDLL(path)
        for name, letters in SIGNATURES.items():
            function = getattr(library, name)
            function.restype, *function.argtypes = (TYPES[letter] for letter in letters)
    except (OSError, AttributeError) as error:
        raise UnusableError(str(error)) from None
    return library


def place(value: Any) -> int:
    """Where the handle in an extern lies."""
    return ctypes.addressof(value) + OF


def function_type(c: ctypes.CDLL, parameters: int, results: int) -> int:
    """A function of that many 32 bit integers that gives that many; to be deleted."""
    vectors = []
    for size in (parameters, results):
        numbers = (ctypes.c_void_p * size)(*(c.wasm_valtype_new(I32) for _ in range(size)))
        vector = Vector()
        c.wasm_valtype_vec_new(vector, size, numbers)
        vectors.append(vector)
    kind: int = c.wasm_functype_new(*vectors)
    return kind


def number_of_results(c: ctypes.CDLL, context: int, function: Any) -> int:
    kind = c.wasmtime_func_type(context, place(function))
    results: int = Vector.from_address(c.wasm_functype_results(kind))[0]
    c.wasm_functype_delete(kind)
    return results


def asked_pages(c: ctypes.CDLL, module: ctypes.c_void_p) -> int:
    """How large a memory the module wants to start with."""
    imports = Vector()
    c.wasmtime_module_imports(module, imports)
    types = (ctypes.c_void_p * imports[0]).from_address(imports[1])
    kinds = (c.wasm_externtype_as_memorytype_const(c.wasm_importtype_type(one)) for one in types)
    asked = max((c.wasmtime_memorytype_minimum(kind) for kind in kinds if kind), default=0)
    c.wasm_importtype_vec_delete(imports)
    return asked


def trap_code_and_text(c: ctypes.CDLL, trap: ctypes.c_void_p) -> tuple[int | None, str]:
    """What the trap is, and what it says; it is deleted."""
    code = ctypes.c_uint8()
    known = c.wasmtime_trap_code(trap, ctypes.byref(code))
    message = Vector()
    c.wasm_trap_message(trap, message)
    c.wasm_trap_delete(trap)
    return (code.value if known else None), taken(c, message).rstrip(b"\0").decode("utf-8", "replace")


def error_text(c: ctypes.CDLL, error: int) -> str:
    """What the error says; it is deleted."""
    message = Vector()
    c.wasmtime_error_message(error, message)
    c.wasmtime_error_delete(error)
    return taken(c, message).decode("utf-8", "replace")


def taken(c: ctypes.CDLL, vector: Any) -> bytes:
    """The bytes of a vector of wasmtime's; it is deleted."""
    content = ctypes.string_at(vector[1], vector[0])
    c.wasm_byte_vec_delete(vector)
    return content
