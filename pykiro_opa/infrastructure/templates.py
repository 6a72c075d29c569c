"""What a CloudFormation template declares, before anything in it is evaluated."""

from __future__ import annotations

from .mentions import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_DEEPEST_LOOP = 8
_LONGEST_SHOWN = 500


def is_template(value: object) -> bool:
    """Whether a document is a CloudFormation template."""
    resources = value.get("Resources") if isinstance(value, dict) else None
    return isinstance(resources, dict) and any("Type" in one for _, one in declared_in(resources, 0))


def with_globals(declared: Mapping[str, Any], template: Mapping[str, Any]) -> Any:
    """The properties of a resource, with what SAM takes from `Globals` where the resource does not say."""
    own = declared.get("Properties") or {}
    globals_ = template.get("Globals")
    _, _, kind = str(declared.get("Type")).partition("AWS::Serverless::")
    common = globals_.get(kind) if kind and isinstance(globals_, dict) else None
    return {**common, **own} if isinstance(common, dict) and isinstance(own, dict) else own


def declared_in(resources: Mapping[str, Any], depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The resources, and those that a loop (`Fn::ForEach`) makes, once for all its rounds."""
    for name, declared in resources.items():
        if isinstance(declared, dict):
            yield name, declared
            connectors = declared.get("Connectors")
            for inner, one in connectors.items() if isinstance(connectors, dict) else ():
                if isinstance(one, dict):
                    yield f"{name}.{inner}", {"Type": "AWS::Serverless::Connector", **one}
        elif name.startswith("Fn::ForEach") and isinstance(declared, list) and depth < _DEEPEST_LOOP:
            body = declared[-1] if declared else None
            for looped, one in declared_in(body, depth + 1) if isinstance(body, dict) else ():
                # What it loops over is part of what it makes; one resource stands for all its rounds.
                yield looped, {**one, "Condition": one.get("Condition", f"{name} {in_short(declared[:-1])}")}


def in_short(argument: Any) -> str:
    """A value as it is written, with its digest in place of all of it where it is long."""
    import json

    whole = json.dumps(argument, sort_keys=True, default=str, ensure_ascii=False)
    return whole if len(whole) <= _LONGEST_SHOWN else f"{whole[:200]}… {shown(argument)}"
