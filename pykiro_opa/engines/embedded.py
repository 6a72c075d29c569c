"""OPA in this process: the policies compiled to Wasm, no server and no OPA on the machine."""

from __future__ import annotations

import os

from .. import light_json
from ..errors import EngineError
from .data import NOTHING, data_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..guardrails.result import CustomRule
    from .abi import Policy
    from .machine import Machine, Runtime

DECISION = "kiro/main/decision"
REGEX_CHECK = "kiro/check/regex/valid"
_MEMORY_LIMIT = 512 * 1024 * 1024
_LARGEST_QUESTION = _MEMORY_LIMIT // 8  # OPA's values take up to ten times their text
_SHARE = 5  # of the deadline, for one regular expression checked alone


class EmbeddedEngine:
    """OPA's Wasm module in this process; one thread at a time.

    Nothing is loaded before the first question. `warnings` fills up with what the user should know and nothing fails for.
    """

    name = "embedded"

    def __init__(
        self,
        wasm_path: str | None = None,
        cache_dir: str | None = None,
        *,
        library: bytes | None = None,
        deadline: float = 5.0,
        memory_limit: int = _MEMORY_LIMIT,
        runtime: Callable[[], Runtime] | None = None,
    ) -> None:
        """`runtime` opens the binding to wasmtime, where it is not `binding` that chooses one."""
        self.warnings: list[str] = []
        self._wasm_path = wasm_path or os.path.join(os.path.dirname(os.path.abspath(__file__)), "policies.wasm")
        self._cache_dir = cache_dir
        self._library = library
        self._deadline = deadline
        self._memory_limit = memory_limit
        self._open = runtime
        self._compiled: tuple[Runtime, object] | None = None
        self._with_rules: tuple[Sequence[CustomRule], Runtime, object] | None = None
        self._instance: _Loaded | None = None

    def ask(self, event: bytes, guardrails: bytes, rules: Sequence[CustomRule] = ()) -> object:
        """The decision for an event under compiled guardrails and rules, None where it is undefined.

        Raises EngineError, and ConfigurationError where the rules cannot be compiled.
        """
        if self._library is None:
            from ..catalogue.library import library_text

            self._library = library_text().encode()
        data = data_document(self._library, guardrails)
        if len(event) + len(data) > _LARGEST_QUESTION:
            raise EngineError("the change is too large for the embedded engine: use `pykiro-opa sidecar start`")
        return self._evaluate(self._loaded(data, rules), DECISION, event, self._deadline)

    def prepare(self, rules: Sequence[CustomRule]) -> None:
        """Compile the module of some rules and keep it, as the first question would. Raises as `ask` does."""
        self._module_with(rules)

    def regex_is_valid(self, patterns: list[str]) -> list[bool]:
        """For each pattern whether OPA can use it; one that breaks the module or takes too long cannot be used.

        Raises EngineError where the module itself does not work.
        """
        policy = self._loaded(NOTHING)
        known = [pattern for pattern in patterns if _is_text(pattern)]
        try:
            said = self._check(policy, known, self._deadline) if known else []
        except _StoppedError:
            said = [self._check_alone(pattern) for pattern in known]
        verdicts = iter(said)
        return [next(verdicts) if _is_text(pattern) else False for pattern in patterns]

    def _check_alone(self, pattern: str) -> bool:
        try:
            (usable,) = self._check(self._loaded(NOTHING), [pattern], self._deadline / _SHARE)
        except _StoppedError:
            return False
        return usable

    def _check(self, policy: _Loaded, patterns: list[str], seconds: float) -> list[bool]:
        question = light_json.canonical({"patterns": patterns}).encode()
        answer = self._evaluate(policy, REGEX_CHECK, question, seconds)
        if not isinstance(answer, list) or len(answer) != len(patterns):
            raise EngineError("the policy module did not say which regular expressions it can use")
        return [said is True for said in answer]

    def _evaluate(self, loaded: _Loaded, entrypoint: str, question: bytes, seconds: float) -> object:
        try:
            with loaded.machine.within(seconds):
                return loaded.policy.evaluate(entrypoint, question)
        except EngineError as error:
            # What a trap leaves behind is not to be trusted: the next question gets a new instance.
            self._instance = None
            raise _StoppedError(str(error)) from None

    def _loaded(self, data: bytes, rules: Sequence[CustomRule] = ()) -> _Loaded:
        """The instance that holds this data document and these rules, made anew where the last one held others."""
        if self._instance is None or self._instance.data != data or self._instance.rules != rules:
            self._instance = None
            self._instance = self._started(data, rules)
        return self._instance

    def _started(self, data: bytes, rules: Sequence[CustomRule]) -> _Loaded:
        from .abi import Policy
        from .machine import UnusableError

        try:
            runtime, module = self._module_with(rules) if rules else self._module()
            machine = runtime.start(module, self._memory_limit)
            with machine.within(self._deadline):
                return _Loaded(data, rules, machine, Policy(machine, data))
        except UnusableError:
            self._open, self._compiled, self._with_rules = _wrapper, None, None
            return self._started(data, rules)

    def _module(self) -> tuple[Runtime, object]:
        if self._compiled is None:
            self._compiled = self._translated(_read(self._wasm_path))
        return self._compiled

    def _module_with(self, rules: Sequence[CustomRule]) -> tuple[Runtime, object]:
        """The module of these rules; it is not loaded beside that of the package, unless somebody asks about regexes."""
        from . import custom_modules

        if self._with_rules is None or self._with_rules[0] != rules:
            wasm = custom_modules.load(rules, _read(self._wasm_path))
            self._with_rules = rules, *self._translated(wasm)
        return self._with_rules[1:]

    def _translated(self, wasm: bytes) -> tuple[Runtime, object]:
        from . import modules

        runtime = (self._open or _chosen)()
        module, warning = modules.load(wasm, runtime, self._cache_dir)
        if warning:
            self.warnings.append(warning)
        return runtime, module


class _StoppedError(EngineError):
    """The module works, but did not finish this question."""


class _Loaded:
    """A running instance, the data document that it holds, and the rules that it has beside the library."""

    __slots__ = ("data", "machine", "policy", "rules")

    def __init__(self, data: bytes, rules: Sequence[CustomRule], machine: Machine, policy: Policy) -> None:
        self.data = data
        self.rules = rules
        self.machine = machine
        self.policy = policy


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise EngineError(f"cannot read `{path}`: {error.strerror}; reinstall pykiro-opa") from None


def _chosen() -> Runtime:
    from .binding import open_runtime

    return open_runtime()


def _wrapper() -> Runtime:
    from .binding import open_wrapper

    return open_wrapper()


def _is_text(pattern: str) -> bool:
    """Whether OPA can read it at all: a lone surrogate makes its JSON parser give up."""
    return pattern.encode("utf-8", "ignore").decode() == pattern
