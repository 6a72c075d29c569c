"""Terraform's JSON syntax as the HCL that means the same, so that both are read by one reader."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "locals": 0}


def as_hcl(document: Any) -> str:
    """Blocks that are not read are left out; a list of objects stands wherever an object may."""
    return "\n".join(
        block for whole in _objects(document) for kind, labels in _LABELS.items()
        for block in _blocks(kind, labels, whole.get(kind), ())
    )  # fmt: skip


def as_values(document: Any) -> str:
    """`terraform.tfvars.json`."""
    return "\n".join(
        f"{key} = {_literal(item)}" for one in _objects(document) for key, item in one.items() if _NAME.fullmatch(key)
    )


def _blocks(kind: str, labels: int, value: Any, above: tuple[str, ...]) -> Iterator[str]:
    for one in _objects(value):
        if labels:
            for name, inner in one.items():
                yield from _blocks(kind, labels - 1, inner, (*above, name))
        else:
            named = " ".join(_literal(name) for name in above)
            lines = [f"  {key} = {_literal(item)}" for key, item in one.items() if _NAME.fullmatch(key)]
            yield "\n".join([f"{kind} {named} {{", *lines, "}"])


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def _literal(value: Any) -> str:
    """JSON is a literal of HCL, but for two escapes; its texts are templates in both."""
    return json.dumps(value, ensure_ascii=False).replace("\\b", "\\u0008").replace("\\f", "\\u000c")
