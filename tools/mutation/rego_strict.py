"""What `kiro.lib.strict` is asked beyond its own tests: that it stops cannot be said in Rego, where nothing catches it.

The functions and operands are those that `tests/test_custom_strict.py` puts to both engines.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, NamedTuple

import test_custom_strict as strict

if TYPE_CHECKING:
    from collections.abc import Iterator


class Calls(NamedTuple):
    """A policy of the package `mutation_calls` that calls what its input names, and the inputs."""

    policy: str
    questions: list[bytes]


def calls(opa: str) -> Calls:
    """Each call that gives something, with every odd operand in every place as well, and each that must stop."""
    policy = strict.probe(strict.functions(opa)).replace("package kiro.main\n", "package mutation_calls\n")
    asked = [{"input": {"call": call, "operands": operands}} for call, operands in _operands()]
    return Calls(policy, [json.dumps(one).encode() for one in asked])


def _operands() -> Iterator[tuple[str, list[object]]]:
    for call, operands, _ in strict.GIVES:
        yield call, operands
        for place, odd in itertools.product(range(len(operands)), (*strict.OPERANDS, *strict.SET)):
            yield call, [*operands[:place], odd, *operands[place + 1 :]]
    yield from strict.STOPPED
