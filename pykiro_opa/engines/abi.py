"""OPA's Wasm ABI 1.3: load a data document once, evaluate entry points against many inputs.

https://www.openpolicyagent.org/docs/wasm describes the exports. Each evaluation starts from the heap as it was after the
data was read, so nothing that one question left behind reaches the next.
"""

from __future__ import annotations

from .. import light_json
from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .machine import Machine

_MAJOR, _LEAST_MINOR = 1, 2  # `opa_eval`, the evaluation in one call, came with 1.2
_AS_JSON = 0


class Policy:
    """A policy module with its data document."""

    def __init__(self, machine: Machine, data: bytes) -> None:
        self._machine = machine
        major, minor = machine.constant("opa_wasm_abi_version"), machine.constant("opa_wasm_abi_minor_version")
        if major != _MAJOR or minor < _LEAST_MINOR:
            raise EngineError(
                f"the policy module speaks ABI {major}.{minor}, expected {_MAJOR}.{_LEAST_MINOR} or newer"
            )
        self._entrypoints = self._dump(machine.call("entrypoints"))
        self._data = machine.call("opa_json_parse", self._put(data), len(data))
        if not self._data:
            raise EngineError("OPA cannot read the guardrails: they are not JSON")
        self._heap = machine.call("opa_heap_ptr_get")

    def builtins(self) -> list[str]:
        """The names of the builtins that the module wants from its host."""
        return sorted(self._dump(self._machine.call("builtins")))

    def evaluate(self, entrypoint: str, question: bytes) -> object:
        """The value of the entry point for the input, None where it is undefined. Raises EngineError."""
        number = self._entrypoints.get(entrypoint)
        if number is None:
            raise EngineError(f"the policy module has no entry point `{entrypoint}`")
        machine = self._machine
        machine.call("opa_heap_ptr_set", self._heap)
        address = self._put(question)
        # NOTE: opa_malloc moved the heap's end behind the input; a host that writes there itself would let the heap
        # grow by a page at each small allocation.
        end = machine.call("opa_heap_ptr_get")
        answer = machine.call("opa_eval", 0, number, self._data, address, len(question), end, _AS_JSON)
        return _only_result(_parse(machine.memory.read_text(answer)))

    def _put(self, content: bytes) -> int:
        address = self._machine.call("opa_malloc", len(content))
        self._machine.memory.write(address, content)
        return address

    def _dump(self, value: int) -> dict[str, int]:
        dumped = _parse(self._machine.memory.read_text(self._machine.call("opa_json_dump", value)))
        if not isinstance(dumped, dict):
            raise EngineError("the policy module describes itself in a way this version does not know")
        return dumped


def _parse(text: bytes) -> object:
    try:
        return light_json.loads(text)
    except (ValueError, RecursionError):
        raise EngineError("OPA answered something that is not JSON") from None


def _only_result(answer: object) -> object:
    if answer == []:
        return None
    if not isinstance(answer, list) or len(answer) != 1 or not isinstance(answer[0], dict):
        raise EngineError("OPA answered something that is not a result set")
    return answer[0].get("result")
