"""Two bindings to one library: the slim one knows what it calls, steps aside where it does not, and fails as the wrapper."""

from __future__ import annotations

import ctypes
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import wasmtime
from wasmtime import _bindings

from pykiro_opa.engines import binding, c_api, machine, modules, slim, wheel
from pykiro_opa.engines.abi import Policy
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.machine import UnusableError
from pykiro_opa.engines.slim import SlimRuntime
from pykiro_opa.engines.wrapper import WrapperRuntime
from pykiro_opa.errors import EngineError

CHECKOUT = Path(__file__).parents[1]
OPENED = {"slim": binding.open_runtime, "wrapper": binding.open_wrapper}
LIMIT = 8 * 2**20


@pytest.fixture(params=OPENED)
def runtime(request):
    return OPENED[request.param]()


def started(runtime, text, limit=LIMIT):
    return runtime.start(runtime.compile(bytes(wasmtime.wat2wasm(text))), limit)


def test_the_slim_binding_is_the_one_that_is_used():
    assert isinstance(binding.open_runtime(), SlimRuntime)
    assert isinstance(binding.open_wrapper(), WrapperRuntime)


def test_the_versions_are_those_that_the_package_asks_for():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = (one for one in project["dependencies"] if one.startswith("wasmtime"))

    assert re.fullmatch(r"wasmtime>=(\d+),<(\d+)", wanted).groups() == (
        str(c_api.VERSIONS.start),
        str(c_api.VERSIONS.stop),
    )


def test_every_function_that_is_called_has_its_signature_and_no_other_has():
    """Without one ctypes takes and gives C integers, which are half of a pointer."""
    sources = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (slim, c_api))

    assert set(re.findall(r"\b_?c\.(wasm\w+)", sources)) == set(c_api.SIGNATURES)


@pytest.mark.parametrize("name", c_api.SIGNATURES)
def test_a_signature_is_that_of_the_installed_wheel(name):
    theirs = getattr(_bindings, f"_{name}")
    ours = [c_api.TYPES[letter] for letter in c_api.SIGNATURES[name]]

    assert len(theirs.argtypes) == len(ours) - 1
    for their, our in zip([theirs.restype, *theirs.argtypes], ours, strict=True):
        assert kind(their) == kind(our)


def kind(one):
    """What a C compiler would see of a type: nothing, a pointer, or a number of a size with or without a sign."""
    if one is None or one is ctypes.c_bool:
        return one
    if one is ctypes.c_void_p or issubclass(one, (ctypes._Pointer, ctypes._CFuncPtr)):
        return "pointer"
    return ctypes.sizeof(one), one(-1).value < 0


def test_layouts_are_those_of_the_installed_wheel():
    value, extern = _bindings.wasmtime_val_t, _bindings.wasmtime_extern_t

    assert ctypes.sizeof(c_api.Value) == ctypes.sizeof(value) == ctypes.sizeof(extern)
    assert value.kind.offset == extern.kind.offset == 4 * c_api.KIND
    assert (value.kind.size, extern.kind.size) == (1, 1)
    assert value.of.offset == extern.of.offset == c_api.OF
    assert value.of.offset + _bindings.wasmtime_valunion_t.i32.offset == 4 * c_api.NUMBER
    assert ctypes.sizeof(c_api.Instance) == ctypes.sizeof(_bindings.wasmtime_instance_t)
    for vector in (_bindings.wasm_byte_vec_t, _bindings.wasm_importtype_vec_t, _bindings.wasm_valtype_vec_t):
        assert ctypes.sizeof(c_api.Vector) == ctypes.sizeof(vector)
        assert (vector.size.offset, vector.data.offset) == (0, ctypes.sizeof(ctypes.c_size_t))
    assert ctypes.sizeof(c_api.Limits) == ctypes.sizeof(_bindings.wasm_limits_t)
    assert (_bindings.wasm_limits_t.min.offset, _bindings.wasm_limits_t.max.offset) == (0, 4)
    ffi = wasmtime._ffi
    kinds = (
        ffi.WASM_I32,
        ffi.WASMTIME_I32,
        ffi.WASMTIME_EXTERN_FUNC,
        ffi.WASMTIME_EXTERN_GLOBAL,
        ffi.WASMTIME_EXTERN_MEMORY,
    )
    assert [one.value for one in kinds] == [c_api.I32, c_api.I32, c_api.FUNC, c_api.GLOBAL, c_api.MEMORY]
    assert ffi.WASMTIME_EXTERN_TAG.value == c_api.LAST_EXTERN
    codes = (wasmtime.TrapCode.STACK_OVERFLOW, wasmtime.TrapCode.MEMORY_OUT_OF_BOUNDS, wasmtime.TrapCode.INTERRUPT)
    assert [code.value for code in codes] == [machine.STACK_OVERFLOW, machine.MEMORY_OUT_OF_BOUNDS, machine.INTERRUPT]


def test_the_callback_is_that_of_the_installed_wheel():
    theirs, ours = _bindings.wasmtime_func_callback_t, c_api.Callback

    assert [kind(one) for one in theirs._argtypes_] == [kind(one) for one in ours._argtypes_]
    assert kind(theirs._restype_) == kind(ours._restype_)


@pytest.mark.parametrize("version", ["45.0.0", "51.0.0", "", "50", "50.x", "50.0.0rc1", "\u0665\u0660.0.0", "fifty"])
def test_a_version_that_was_not_tried_is_the_wrappers(version, monkeypatch):
    library, _ = wheel.find()
    monkeypatch.setattr(wheel, "find", lambda: (library, version))

    assert isinstance(binding.open_runtime(), WrapperRuntime)
    with pytest.raises(UnusableError, match=f"^wasmtime {version} was not tried$"):
        c_api.load(library, version)


def test_a_library_without_the_functions_is_the_wrappers(monkeypatch, tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    import _ctypes

    for library in (_ctypes.__file__, str(tmp_path / "empty"), str(tmp_path / "none")):
        monkeypatch.setattr(wheel, "find", lambda library=library: (library, "50.0.0"))
        assert isinstance(binding.open_runtime(), WrapperRuntime)


@pytest.mark.parametrize("odd", ["wasmtime_memory_data_size", "wasmtime_instance_export_get"])
def test_layouts_that_are_not_as_expected_are_the_wrappers(odd, monkeypatch):
    opened = binding.open_runtime()
    real = getattr(opened.c, odd)

    def unlike(*arguments):
        answer = real(*arguments)
        if odd.endswith("export_get"):
            arguments[-1][c_api.KIND] = 77
        return answer + 1

    monkeypatch.setattr(opened.c, odd, unlike)
    engine = EmbeddedEngine(runtime=lambda: opened)

    assert engine.ask(b"{}", b"{}")["effect"] == "deny"
    assert isinstance(engine._compiled[0], WrapperRuntime)


def test_a_slim_binding_that_cannot_be_imported_is_the_wrappers(monkeypatch):
    monkeypatch.setitem(sys.modules, "pykiro_opa.engines.slim", None)  # as without ctypes

    assert isinstance(binding.open_runtime(), WrapperRuntime)


def test_what_cannot_be_imported_is_an_error_of_one_line(monkeypatch):
    monkeypatch.setattr(wheel, "find", lambda: None)
    monkeypatch.setitem(sys.modules, "pykiro_opa.engines.wrapper", None)

    with pytest.raises(EngineError, match=r"^wasmtime cannot be loaded: .*reinstall it or name a server"):
        binding.open_runtime()


def test_a_decision_imports_no_wasmtime():
    code = (
        "import sys; from pykiro_opa.engines.embedded import EmbeddedEngine\n"
        'print(EmbeddedEngine().ask(b"{}", b"{}")["effect"], "wasmtime" in sys.modules)'
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)

    assert done.stdout == "deny False\n"


@pytest.mark.parametrize("error", [OSError("no such library"), RuntimeError("unsupported platform")])
def test_a_package_that_does_not_start_is_an_error_of_one_line(error, monkeypatch):
    """The package loads its library as it is imported, and looks at the machine."""

    class Broken:
        def find_spec(self, name, *_):
            if name == "pykiro_opa.engines.wrapper":
                raise error

    monkeypatch.delitem(sys.modules, "pykiro_opa.engines.wrapper")
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])

    with pytest.raises(EngineError, match=f"^wasmtime cannot be loaded: {error}; reinstall it or name a server"):
        binding.open_wrapper()


@pytest.mark.parametrize("first", OPENED)
def test_what_one_binding_kept_the_other_loads(first, tmp_path, monkeypatch):
    wasm = (CHECKOUT / "pykiro_opa/engines/policies.wasm").read_bytes()
    kept, other = (OPENED[name]() for name in (first, *(name for name in OPENED if name != first)))
    modules.load(wasm, kept, str(tmp_path))

    def compile_again(_self, _wasm):
        raise AssertionError("it was compiled anew")

    monkeypatch.setattr(type(other), "compile", compile_again)
    module, warning = modules.load(wasm, other, str(tmp_path))

    assert warning is None
    assert Policy(other.start(module, 2**26), b"{}").builtins() == []


MEMORY = '(import "env" "memory" (memory 2))'
ABORT = '(import "env" "opa_abort" (func $abort (param i32)))'
BUILTIN = '(import "env" "opa_builtin1" (func $builtin (param i32 i32 i32) (result i32)))'
FAULTS = {
    "trap": '(func (export "f") unreachable)',
    "division": '(func (export "f") (result i32) (i32.div_s (i32.const 1) (i32.const 0)))',
    "endless loop": '(func (export "f") (loop (br 0)))',
    "endless recursion": '(func $f (export "f") (call $f))',
    "memory without end": """(func (export "f")
        (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
        (i32.store (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)))""",
    "memory all at once": """(func (export "f")
        (if (i32.eq (memory.grow (i32.const 60000)) (i32.const -1)) (then unreachable)))""",
    "abort": '(data (i32.const 8) "not\\n well\\00") (func (export "f") (call $abort (i32.const 8)))',
    "abort for memory": """(data (i32.const 8) "opa_malloc: failed\\00")
        (func (export "f") (call $abort (i32.const 8)))""",
    "abort without end": """(func (export "f")
        (memory.fill (i32.const 0) (i32.const 1) (i32.mul (memory.size) (i32.const 65536)))
        (call $abort (i32.const 0)))""",
    "abort outside": '(func (export "f") (call $abort (i32.const -8)))',
    "host builtin": """(func (export "f") (result i32)
        (call $builtin (i32.const 7) (i32.const 0) (i32.const 0)))""",
    "another export": '(global (export "f") i32 (i32.const 1))',
    "no export": "",
}
SAID = {
    "trap": "^the policy module failed: wasm trap: .*unreachable.* executed$",
    "division": "^the policy module failed: wasm trap: integer divide by zero$",
    "endless loop": "^OPA did not answer in time and was stopped",
    "endless recursion": "^OPA ran out of stack",
    "memory without end": "^OPA ran out of memory",
    "memory all at once": "unreachable",
    "abort": "^OPA gave up: not well$",
    "abort for memory": "^OPA ran out of memory",
    "abort without end": "text without an end$",
    "abort outside": "text without an end$",
    "host builtin": "asks for the host builtin number 7, and there is none$",
    "another export": "has no `f`: it is not OPA's, or too old$",
    "no export": "has no `f`: it is not OPA's, or too old$",
}


def faulty(fault) -> str:
    return f"(module {MEMORY} {ABORT} {BUILTIN} {FAULTS[fault]})"


def failure(runtime, text, seconds=0.3) -> str:
    made = started(runtime, text)
    with pytest.raises(EngineError) as caught, made.within(seconds):
        made.call("f")
    return str(caught.value)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_line_and_the_same_in_both_bindings(fault):
    said = {name: failure(opened(), faulty(fault)) for name, opened in OPENED.items()}

    assert re.search(SAID[fault], said["slim"]), said
    assert "\n" not in said["slim"]
    assert said["slim"] == said["wrapper"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '(module (import "env" "memory" (memory 2)) (import "env" "other" (func)))',
            "cannot be started: unknown import",
        ),
        (
            '(module (import "env" "memory" (memory 200)))',
            "cannot be started: it wants 200 pages of memory and may have 128",
        ),
        (f'(module {MEMORY} (import "env" "opa_abort" (func (param i64))))', "cannot be started"),
        (f"(module {MEMORY} (func $f unreachable) (start $f))", "cannot be started: .*unreachable"),
        (f'(module {MEMORY} (data (i32.const 900000000) "x"))', "cannot be started"),
        ("(module (memory 1) (memory 1))", "cannot be started: .*memory count too high"),
    ],
)
def test_what_cannot_be_started_says_the_same_in_both_bindings(text, expected):
    said = {}
    for name, opened in OPENED.items():
        with pytest.raises(EngineError) as caught:
            started(opened(), text)
        said[name] = str(caught.value)

    assert re.search(expected, said["slim"]), said
    assert "\n" not in said["slim"]
    assert said["slim"] == said["wrapper"]


@pytest.mark.parametrize("wasm", [b"", b"\0asm\2\0\0\0", b"\0asm\1\0\0\0\xff"])
def test_what_is_no_module_says_the_same_in_both_bindings(wasm):
    said = {}
    for name, opened in OPENED.items():
        with pytest.raises(EngineError, match=r"^the policy module cannot be compiled: ") as caught:
            opened().compile(wasm)
        said[name] = str(caught.value)

    assert "\n" not in said["slim"]
    assert said["slim"] == said["wrapper"]


@pytest.mark.parametrize("name", ["x", "\udcff"])
def test_what_is_no_code_of_this_version_is_not_loaded(name, runtime, tmp_path):
    path = str(tmp_path / name)
    assert runtime.load(path) is None
    Path(path).write_bytes(b"not code")
    assert runtime.load(path) is None


def test_code_is_loaded_from_a_folder_of_any_language(runtime, tmp_path):
    path = tmp_path / "\u00e4\u5b57"
    path.write_bytes(runtime.serialise(runtime.compile(bytes(wasmtime.wat2wasm('(module (func (export "f")))')))))

    assert runtime.start(runtime.load(str(path)), LIMIT).call("f") == 0


def test_a_runtime_is_named_by_the_installed_version(runtime):
    assert runtime.identity == f"wasmtime {importlib.metadata.version('wasmtime')} epochs"


def test_a_package_of_an_unknown_version_is_named_by_its_size_and_date(monkeypatch):
    monkeypatch.setattr(wheel, "version_beside", lambda _package: None)
    found = os.stat(wasmtime.__file__)

    assert binding.open_wrapper().identity == f"wasmtime {found.st_size} {found.st_mtime_ns} epochs"


def refusing(opened):
    """A C function that fails with an error of wasmtime's own."""
    c, engine = opened.c, opened.engine
    return lambda *_: c.wasmtime_module_new(engine, b"x", 1, ctypes.byref(ctypes.c_void_p()))


def test_a_module_that_cannot_be_kept_is_an_error(monkeypatch):
    opened = binding.open_runtime()
    monkeypatch.setattr(opened.c, "wasmtime_module_serialize", refusing(opened))
    with pytest.raises(EngineError, match=r"^the policy module cannot be kept: "):
        opened.serialise(opened.compile(b"\0asm\1\0\0\0"))


@pytest.mark.parametrize("step", ["memory_new", "linker_define", "linker_define_func", "linker_instantiate"])
def test_a_step_of_the_start_that_fails_is_an_error(step, monkeypatch):
    opened = binding.open_runtime()
    module = opened.compile(bytes(wasmtime.wat2wasm(f"(module {MEMORY})")))
    monkeypatch.setattr(opened.c, f"wasmtime_{step}", refusing(opened))
    with pytest.raises(EngineError, match=r"^the policy module cannot be started: "):
        opened.start(module, LIMIT)


@pytest.mark.parametrize(("name", "parameters"), machine.BUILTINS.items())
def test_each_host_builtin_is_refused(name, parameters, runtime):
    kind, given = "i32 " * parameters, "(i32.const 0) " * (parameters - 1)
    text = f"""(module {MEMORY} (import "env" "{name}" (func $builtin (param {kind}) (result i32)))
        (func (export "f") (result i32) (call $builtin (i32.const 7) {given})))"""
    assert failure(runtime, text) == "the policy module asks for the host builtin number 7, and there is none"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('(global (export "f") i64 (i64.const 1))', "constant"),
        ('(func (export "f") (result i32 i32) (i32.const 1) (i32.const 2))', "call"),
    ],
)
def test_what_no_module_of_opa_exports_is_missing(text, asked):
    made = started(binding.open_runtime(), f"(module {MEMORY} {text})")
    with pytest.raises(EngineError, match=r"^the policy module has no `f`: it is not OPA's, or too old$"):
        getattr(made, asked)("f")


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        (c_api.LAST_EXTERN, EngineError, "^the policy module has no `f`: "),
        (c_api.LAST_EXTERN + 1, UnusableError, "^an export is not laid out as expected$"),
    ],
)
def test_a_kind_of_export_that_there_is_not_is_the_wrappers(kind, error, said, monkeypatch):
    made = started(binding.open_runtime(), f'(module {MEMORY} (func (export "f")))')
    monkeypatch.setattr(
        made._c, "wasmtime_instance_export_get", lambda *of: of[-1].__setitem__(c_api.KIND, kind) or True
    )
    with pytest.raises(error, match=said):
        made.call("f")


def test_a_memory_of_another_size_than_it_was_made_with_is_the_wrappers(monkeypatch):
    opened = binding.open_runtime()
    monkeypatch.setattr(opened.c, "wasmtime_memory_data_size", lambda *_: 7)
    with pytest.raises(UnusableError, match=r"^a memory is not laid out as expected$"):
        started(opened, f"(module {MEMORY})")


def test_a_function_is_looked_for_once(monkeypatch):
    made = started(binding.open_runtime(), f'(module {MEMORY} (func (export "f")) (func (export "g")))')
    asked, real = [], made._c.wasmtime_instance_export_get
    monkeypatch.setattr(made._c, "wasmtime_instance_export_get", lambda *of: asked.append(of[2]) or real(*of))
    for name in ("f", "f", "g", "f", "g"):
        made.call(name)
    assert asked == [b"f", b"g"]


def test_what_wasmtime_says_that_is_no_text_is_told_all_the_same():
    said = ctypes.create_string_buffer(b"a\xffX")

    class C:
        def __getattr__(self, name):
            return self.says if name.endswith("_message") else lambda *_: 0

        def says(self, _of, vector):
            vector[0], vector[1] = 3, ctypes.addressof(said)

    assert c_api.error_text(C(), 1) == "a\ufffdX"
    assert c_api.trap_code_and_text(C(), ctypes.c_void_p(1)) == (None, "a\ufffdX")


def test_a_module_that_asks_for_more_memory_at_the_start_gets_it(runtime):
    made = started(runtime, '(module (import "env" "memory" (memory 100)))')

    assert made.memory.size() == 100 * machine.PAGE


def test_a_memory_of_the_modules_own_grows_no_further_than_ours(runtime):
    text = '(module (memory 1) (func (export "f") (param i32) (result i32) (memory.grow (local.get 0))))'
    made = started(runtime, text)

    assert made.call("f", LIMIT // machine.PAGE) == -1
    assert made.call("f", LIMIT // machine.PAGE - 1) == 1


def test_a_memory_that_is_asked_for_twice_is_as_large_as_the_larger(runtime):
    sizes = (2, 100, 70)
    made = started(runtime, f"""(module {" ".join(f'(import "env" "memory" (memory {size}))' for size in sizes)})""")

    assert made.memory.size() == 100 * machine.PAGE


def test_numbers_and_bytes_go_in_and_out(runtime):
    text = (
        f'(module {MEMORY} (import "env" "opa_println" (func $print (param i32))) (global (export "g") i32 (i32.const -7))'
        ' (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))'
        ' (func (export "none") (call $print (i32.const 0))))'
    )
    made = started(runtime, text)

    assert made.constant("g") == -7
    assert made.call("add", 2**31 - 1, 1) == -(2**31)
    assert made.call("none") == 0
    content = bytes(range(1, 256)) * 600
    made.memory.write(70_000, content + b"\0")
    assert made.memory.read_text(70_000) == content
    with pytest.raises(EngineError, match="has no `add`"):
        made.constant("add")
    with pytest.raises(EngineError, match="the policy module failed"):
        made.call("add", 1)
    for address in (made.memory.size() - 3, -1):
        with pytest.raises(EngineError, match="outside its memory"):
            made.memory.write(address, b"1234")


def test_a_stopped_question_does_not_stop_the_next(runtime):
    text = (
        f'(module {MEMORY} (func (export "f") (loop (br 0)))'
        ' (func (export "g") (result i32) (local i32) (loop (local.set 0 (i32.add (local.get 0) (i32.const 1)))'
        " (br_if 0 (i32.lt_u (local.get 0) (i32.const 1000000)))) (local.get 0)))"
    )
    made = started(runtime, text)
    for _ in range(3):
        with pytest.raises(EngineError, match="did not answer in time"), made.within(0.05):
            made.call("f")
        with made.within(20):
            assert made.call("g") == 1_000_000


def test_what_a_callback_raises_is_raised_behind_the_call(monkeypatch):
    """Control-C during an abort is no answer of OPA's."""

    def interrupted(_message):
        raise KeyboardInterrupt

    monkeypatch.setattr(machine, "aborted", interrupted)
    made = started(binding.open_runtime(), faulty("abort"))
    with pytest.raises(KeyboardInterrupt):
        made.call("f")
