"""OPA's ABI against a machine that keeps a heap as OPA does, and against some that speak another language."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.engines.abi import Policy
from pykiro_opa.errors import EngineError

DATA = b'{"kiro":{}}'
PARSED, TABLES, ANSWER = 7000, {8000: b'{"a/b":0,"c/d":3}', 8001: b'{"z":1,"a":2,"m":3}'}, 9000


class Memory:
    """What was written at each address."""

    def __init__(self):
        self.held = {}

    def write(self, address, content):
        self.held[address] = content

    def read_text(self, address):
        return self.held[address]


class Machine:
    """As much of OPA's module as can be without Wasm; `evaluated` holds what each evaluation was given."""

    def __init__(self, answer=b'[{"result":{"x":1}}]', version=(1, 3), tables=TABLES, parsed=PARSED):
        self.memory = Memory()
        self.evaluated = []
        self._answer = answer
        self._constants = dict(zip(("opa_wasm_abi_version", "opa_wasm_abi_minor_version"), version, strict=True))
        self._tables = tables
        self._parsed = parsed
        self._heap = 1000

    def constant(self, name):
        return self._constants[name]

    def call(self, name, *arguments):
        return getattr(self, f"_{name}")(*arguments)

    def _entrypoints(self):
        return 8000

    def _builtins(self):
        return 8001

    def _opa_json_dump(self, value):
        self.memory.held[value + 10] = self._tables[value]
        return value + 10

    def _opa_malloc(self, size):
        address = self._heap
        self._heap += size
        return address

    def _opa_json_parse(self, address, size):
        assert self.memory.held[address] == DATA
        assert size == len(DATA)
        self._heap += 100  # what was parsed
        return self._parsed

    def _opa_heap_ptr_get(self):
        return self._heap

    def _opa_heap_ptr_set(self, address):
        self._heap = address

    def _opa_eval(self, reserved, number, data, address, size, heap, form):
        assert (reserved, form, heap) == (0, 0, self._heap)
        assert size == len(self.memory.held[address])
        self.evaluated.append((number, data, address, self.memory.held[address]))
        self._heap += 1000  # what is left behind
        self.memory.held[ANSWER] = self._answer
        return ANSWER


def test_each_question_starts_from_the_heap_behind_the_data():
    machine = Machine()
    policy = Policy(machine, DATA)

    assert policy.evaluate("a/b", b"one") == {"x": 1}
    assert policy.evaluate("c/d", b"second") == {"x": 1}
    heap = 1000 + len(DATA) + 100
    assert machine.evaluated == [(0, PARSED, heap, b"one"), (3, PARSED, heap, b"second")]


def test_the_builtins_are_those_the_module_names():
    assert Policy(Machine(), DATA).builtins() == ["a", "m", "z"]


@pytest.mark.parametrize("version", [(1, 2), (1, 3), (1, 30)])
def test_a_version_that_evaluates_in_one_call_is_spoken(version):
    assert Policy(Machine(version=version), DATA).evaluate("a/b", b"{}") == {"x": 1}


@pytest.mark.parametrize("version", [(1, 1), (1, 0), (0, 3), (2, 0), (2, 3)])
def test_another_version_is_refused(version):
    with pytest.raises(EngineError) as caught:
        Policy(Machine(version=version), DATA)
    assert str(caught.value) == (f"the policy module speaks ABI {version[0]}.{version[1]}, expected 1.2 or newer")


def test_data_that_opa_cannot_read_is_refused():
    with pytest.raises(EngineError, match=r"^OPA cannot read the guardrails: they are not JSON$"):
        Policy(Machine(parsed=0), DATA)


@pytest.mark.parametrize("table", [b"[]", b"null", b'"a/b"', b"1"])
def test_a_module_that_does_not_name_its_entry_points_is_refused(table):
    with pytest.raises(EngineError, match=r"^the policy module describes itself in a way this version does not know$"):
        Policy(Machine(tables={8000: table}), DATA)


def test_an_entry_point_that_is_not_there_is_named_and_nothing_evaluated():
    machine = Machine()
    with pytest.raises(EngineError, match=r"^the policy module has no entry point `x`$"):
        Policy(machine, DATA).evaluate("x", b"{}")
    assert machine.evaluated == []


@pytest.mark.parametrize("answer", [b"[]", b"[{}]", b'[{"result":null}]', b'[{"other":1}]'])
def test_an_answer_without_a_result_is_undefined(answer):
    assert Policy(Machine(answer), DATA).evaluate("a/b", b"{}") is None


@pytest.mark.parametrize(
    "answer", [b"{}", b"null", b"0", b'""', b'{"result":1}', b"[[]]", b"[1]", b'[{"result":1},{"result":2}]']
)
def test_an_answer_that_is_no_result_set_is_an_error(answer):
    with pytest.raises(EngineError, match=r"^OPA answered something that is not a result set$"):
        Policy(Machine(answer), DATA).evaluate("a/b", b"{}")


@pytest.mark.parametrize("answer", [b"", b"[{", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_not_json_is_an_error(answer):
    with pytest.raises(EngineError, match=r"^OPA answered something that is not JSON$"):
        Policy(Machine(answer), DATA).evaluate("a/b", b"{}")


def test_an_answer_is_what_the_result_is():
    for value in ([], False, 0, "", {"effect": "deny"}):
        answer = json.dumps([{"result": value}]).encode()
        assert Policy(Machine(answer), DATA).evaluate("a/b", b"{}") == value
