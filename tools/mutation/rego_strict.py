"""What `kiro.lib.strict` is asked beyond its own tests: that it stops cannot be said in Rego, where nothing catches it.

The functions and operands are those that `tests/test_custom_strict.py` puts to both engines.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import test_custom_strict as strict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def policy(opa: str) -> str:
    """A package that calls the function which the input names."""
    return strict.probe(strict.functions(opa)).replace("package kiro.main\n", "package mutation_strict\n")


def answers(request: Callable[[str, str, bytes], tuple[int, bytes]]) -> Iterator[object]:
    """The answers, None for a call that stops; without OPA's strict mode, which Wasm has not."""
    for question in _questions():
        status, answer = request("POST", "/v1/data/mutation_strict/decision", question)
        yield json.loads(answer) if status == 200 else None


def first_that_differs(before: Iterable[object], now: Iterable[object]) -> str | None:
    pairs = enumerate(zip(before, now, strict=True))
    return next((f"strict: call {number}" for number, (was, one) in pairs if was != one), None)


def _questions() -> Iterator[bytes]:
    """Each call that gives something, with every odd operand in every place as well, and each that must stop."""
    for call, operands, _ in strict.GIVES:
        yield _question(call, operands)
        for place, odd in itertools.product(range(len(operands)), (*strict.OPERANDS, *strict.SET)):
            yield _question(call, [*operands[:place], odd, *operands[place + 1 :]])
    for call, operands in strict.STOPPED:
        yield _question(call, operands)


def _question(call: str, operands: list[object]) -> bytes:
    return json.dumps({"input": {"call": call, "operands": operands}}).encode()
