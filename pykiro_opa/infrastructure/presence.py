"""Whether a block of Terraform makes anything: none, some, or as many as only a deployment knows."""

from __future__ import annotations

from .expressions import source
from .mentions import paths
from .switches import OFF, SWITCH, alternatives, count_is_off
from .syntax import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from tree_sitter import Node

    from .expressions import Evaluation

_DEEPEST = 12


def switch_of(
    bodies: Sequence[Node], evaluation: Evaluation, values: Mapping[str, Node], given: set[str]
) -> dict[str, Any]:
    """The property that says when a block makes anything; none where it always does.

    `values` are the locals, `given` the variables that have more than a default.
    """
    nodes = [node for body in bodies for name, node in attributes(body) if name in ("count", "for_each")]
    off = [node for node in nodes if count_is_off(node, evaluation.value)]
    if off:
        defaults = [source(node) for node in off if _is_by_default(node, values, given, 0)]
        return {OFF: defaults[0] if len(defaults) == len(off) else True}
    found = alternatives(nodes[-1], evaluation.value, evaluation.unknown) if nodes else None
    return {} if found is None or [] in found else {SWITCH: found}


def _is_by_default(node: Node, values: Mapping[str, Node], given: set[str], depth: int) -> bool:
    """Whether an expression depends on a variable of which nothing but the default is known."""
    for path in paths(node):
        if path[0] == "var" and not given.intersection(path[1:2]):
            return True
        inner = values.get(path[1]) if path[0] == "local" and len(path) > 1 else None
        if inner is not None and (depth > _DEEPEST or _is_by_default(inner, values, given, depth + 1)):
            return True
    return False
