"""What both bindings share: addresses, texts, the clock, and the words for what goes wrong; no Wasm is run."""

from __future__ import annotations

import threading
import time

import pytest

from pykiro_opa.engines import machine
from pykiro_opa.errors import EngineError

PAGE = 65536


class Held(machine.Memory):
    """A memory that is a bytearray, and lets nothing be read or written outside."""

    def __init__(self, content: bytes) -> None:
        self.content = bytearray(content)

    def size(self) -> int:
        return len(self.content)

    def _put(self, start, content):
        assert 0 <= start <= start + len(content) <= self.size()
        self.content[start : start + len(content)] = content

    def _get(self, start, end):
        assert 0 <= start <= end <= self.size()
        return bytes(self.content[start:end])


def test_a_module_may_ask_for_what_the_abi_names_and_nothing_else():
    assert machine.BUILTINS == {
        "opa_builtin0": 2, "opa_builtin1": 3, "opa_builtin2": 4, "opa_builtin3": 5, "opa_builtin4": 6,
    }  # fmt: skip
    assert (machine.ABORT, machine.PRINT, machine.PAGE) == ("opa_abort", "opa_println", PAGE)


@pytest.mark.parametrize(
    ("asked", "limit", "found"),
    [
        (2, 128 * PAGE, (64, 128)),
        (64, 64 * PAGE, (64, 64)),
        (65, 65 * PAGE + 1, (65, 65)),
        (100, 129 * PAGE - 1, (100, 128)),
    ],
)
def test_a_memory_starts_with_64_pages_or_what_is_asked_for(asked, limit, found):
    assert machine.pages(asked, limit) == found


@pytest.mark.parametrize(("asked", "limit", "wanted", "most"), [(2, 64 * PAGE - 1, 64, 63), (65, 64 * PAGE, 65, 64)])
def test_more_memory_than_it_may_have_is_refused(asked, limit, wanted, most):
    with pytest.raises(EngineError, match=f"it wants {wanted} pages of memory and may have {most}$"):
        machine.pages(asked, limit)


def test_bytes_are_written_up_to_the_last_one():
    memory = Held(bytes(8))
    memory.write(4, b"1234")
    memory.write(8, b"")
    memory.write(0, b"12")
    assert memory.content == b"12\0\0" + b"1234"


@pytest.mark.parametrize("address", [5, 8, 9, -1, -4, 2**31, -(2**31)])
def test_bytes_beyond_the_last_one_are_refused(address):
    memory = Held(bytes(8))
    with pytest.raises(EngineError, match=r"^the policy module gave an address outside its memory$"):
        memory.write(address, b"1234")
    assert memory.content == bytes(8)


class Large(Held):
    """One of 3 GiB, of which only the end is there."""

    start = 3 * 2**30

    def size(self) -> int:
        return self.start + len(self.content)

    def _put(self, start, content):
        at = start - self.start
        self.content[at : at + len(content)] = content

    def _get(self, start, end):
        return bytes(self.content[start - self.start : end - self.start])


def test_an_address_is_unsigned():
    memory = Large(bytes(8))
    memory.write(Large.start + 1 - 2**32, b"123")
    assert memory.content == b"\x00123\0\0\0\0"
    assert memory.read_text(Large.start + 1 - 2**32) == b"123"
    assert memory.read_text(Large.start + 2) == b"23"


@pytest.mark.parametrize("size", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
@pytest.mark.parametrize("behind", [b"\0", b"\0more\0", b"\0" + bytes(PAGE)])
def test_a_text_ends_at_its_first_nul(size, behind):
    assert Held(b"ab" + b"x" * size + behind).read_text(2) == b"x" * size


@pytest.mark.parametrize(
    ("size", "address"), [(8, 0), (8, 7), (8, 8), (8, 9), (8, -1), (PAGE, 0), (PAGE + 8, 8), (0, 0)]
)
def test_a_text_without_an_end_is_an_error(size, address):
    with pytest.raises(EngineError, match=r"^the policy module gave text without an end$"):
        Held(b"x" * size).read_text(address)


def test_a_memory_is_a_bindings():
    memory = machine.Memory()
    for called in (memory.size, lambda: memory._put(0, b""), lambda: memory._get(0, 1)):
        with pytest.raises(NotImplementedError):
            called()


@pytest.mark.parametrize(("seconds", "waited"), [(2.5, 2.5), (1, 1), (0, 0), (-1, 0), (-0.5, 0)])
@pytest.mark.parametrize("in_time", [True, False])
def test_what_is_not_over_in_its_time_is_stopped(seconds, waited, in_time):
    """Without a time left it is stopped at once: a lock that waits for -1 seconds waits for ever."""
    stopped, asked = [], []

    class Lock:
        def acquire(self, timeout):
            asked.append(timeout)
            return in_time

    watch = machine.Watch(lambda: stopped.append("stopped"), seconds)
    watch._over = Lock()
    watch._ended.acquire()
    watch._wait()

    assert asked == [waited]
    assert stopped == ([] if in_time else ["stopped"])
    assert watch._ended.acquire(blocking=False)


def test_a_watch_is_over_when_its_thread_is():
    """One that stops late would stop the next question."""
    begun, ended = threading.Event(), []

    def stop():
        begun.set()
        time.sleep(0.05)
        ended.append("stopped")

    with machine.Watch(stop, 0):
        assert begun.wait(20)

    assert ended == ["stopped"]


def test_a_question_that_ends_is_not_stopped():
    stopped = []
    for _ in range(3):
        with machine.Watch(lambda: stopped.append("stopped"), 60):
            pass
    assert stopped == []


MEMORY = "OPA ran out of memory: the change is too large"
STUCK = "OPA did not answer in time and was stopped: the change or a regular expression is too large"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, "OPA ran out of stack: the change is nested too deeply"),
        (1, MEMORY),
        (10, STUCK),
        (2, "the policy module failed: wasm trap: x"),
        (9, "the policy module failed: wasm trap: x"),
        (11, "the policy module failed: wasm trap: x"),
        (None, "the policy module failed: wasm trap: x"),
    ],
)
def test_a_trap_is_told_by_its_code(code, said):
    error = machine.trapped(code, "error while executing\n\n  Caused by:\n    1: wasm trap: x")
    assert (type(error), str(error)) == (EngineError, said)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("", "cannot be started: without a word"),
        ("no", "cannot be started: no"),
        ("a\n b \t\n", "cannot be started: b"),
        ("a\n 1: b 1: ", "cannot be started: b 1:"),
        ("a\n 2: b", "cannot be started: 2: b"),
    ],
)
def test_what_wasmtime_refuses_is_told_by_its_last_line(message, said):
    assert str(machine.failed("cannot be started", message)) == f"the policy module {said}"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (b"opa_malloc: failed", MEMORY),
        (b"failed: opa_malloc", "OPA gave up: failed: opa_malloc"),
        (b" not\n  well\t", "OPA gave up: not well"),
        (b"\xff", "OPA gave up: \ufffd"),
        (b"", "OPA gave up: "),
    ],
)
def test_what_opa_says_as_it_gives_up_is_one_line(message, said):
    assert str(machine.aborted(message)) == said


def test_what_is_missing_is_named():
    assert str(machine.missing("f")) == "the policy module has no `f`: it is not OPA's, or too old"
    assert str(machine.builtin_wanted(7)) == "the policy module asks for the host builtin number 7, and there is none"
