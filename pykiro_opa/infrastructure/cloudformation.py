"""CloudFormation templates as resources; intrinsic functions are evaluated where they are constant."""

from __future__ import annotations

import re

from ..errors import InputError
from .arns import arn_of
from .expressions import within
from .mentions import shown
from .model import Resource
from .switches import OFF, SWITCH
from .templates import declared_in, in_short, is_template, with_globals
from .unknowns import unknown, written

__all__ = ["is_template", "read"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .documents import LineOf

_SUBSTITUTION = re.compile(r"\$\{([^}!][^}]*)\}")
_DEEPEST_LOOP = 8
_LEAST_WORK = 50_000  # values, and pieces of long texts
_LONGEST = 262_144
_PARTITION = "AWS::Partition"


def read(path: str, template: Mapping[str, Any], line_of: LineOf) -> Iterator[Resource]:
    """The resources of a template. Raises InputError after them where some could not be followed to the end."""
    evaluation = _Template(template)
    for name, declared in declared_in(template["Resources"], 0):
        properties = evaluation.value(with_globals(declared, template), 0)
        if isinstance(properties, dict) and "Condition" in declared:
            holds = evaluation.holds(declared["Condition"])
            if holds is not True:
                by = {SWITCH: [[evaluation.condition(str(declared["Condition"]), 0)]]} if holds is None else {OFF: True}
                properties = {**properties, **by}
        where = ("Resources", str(name))
        yield Resource(
            "resource",
            str(declared.get("Type", "?")),
            str(name),
            properties if isinstance(properties, dict) else {"Properties": properties},
            scope=path,
            path=path,
            line=line_of(where),
            lines={key: line_of((*where, "Properties", key)) for key in properties}
            if isinstance(properties, dict)
            else {},
        )
    if evaluation.is_exhausted:
        raise InputError("what the template refers to is too large to be followed")


class _Template:
    def __init__(self, template: Mapping[str, Any]) -> None:
        self._resources = template["Resources"]
        self._conditions = template.get("Conditions") if isinstance(template.get("Conditions"), dict) else {}
        self._parameters = template.get("Parameters") if isinstance(template.get("Parameters"), dict) else {}
        self._mappings = template["Mappings"] if isinstance(template.get("Mappings"), dict) else {}
        self._resolving: list[str] = []
        self._known: dict[str, Any] = {}
        self._cuts = 0
        self._left = _LEAST_WORK + 4 * _size(template, 1_000_000)

    @property
    def is_exhausted(self) -> bool:
        """Whether there was more to evaluate than anybody could wait for; the rest is unknown."""
        return self._left < 0

    def value(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if depth > 60 or self._left < 0:
            self._cuts += 1
            return unknown("deep")
        if isinstance(value, list):
            return [self.value(item, depth + 1) for item in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            name, argument = next(iter(value.items()))
            handler = _INTRINSICS.get(name)
            if handler is not None:
                return handler(self, argument, depth + 1)
            if name.startswith("Fn::"):
                return self.other(name, argument, depth + 1)
        return {key: self.value(item, depth + 1) for key, item in value.items()}

    def holds(self, condition: Any, depth: int = 0) -> bool | None:
        """Whether a condition (or the one of this name) is true; None where a deployment's parameters decide."""
        if isinstance(condition, str):
            condition = (self._conditions or {}).get(condition)
        self._left -= 1
        if not isinstance(condition, dict) or len(condition) != 1 or depth > _DEEPEST_LOOP or self._left < 0:
            return None
        name, argument = next(iter(condition.items()))
        if name == "Condition":
            return self.holds(argument, depth + 1)
        if not isinstance(argument, list):
            return None
        if name == "Fn::Equals" and all(isinstance(one, (str, int)) for one in argument):
            return len({str(one) for one in argument}) == 1
        inner = [self.holds(one, depth + 1) for one in argument]
        if name == "Fn::Not" and len(inner) == 1:
            return None if inner[0] is None else not inner[0]
        if name == "Fn::And" and False in inner:
            return False
        if name == "Fn::Or" and True in inner:
            return True
        return None if None in inner else {"Fn::And": True, "Fn::Or": False}.get(name)

    def ref(self, argument: Any, _depth: int) -> Any:
        name = str(argument)
        if name == _PARTITION:
            return "aws"
        parameter = (self._parameters or {}).get(name)
        if isinstance(parameter, dict) and "SSM::Parameter::Value" in str(parameter.get("Type")):
            return unknown(f"{name} of {parameter.get('Default')}")
        if isinstance(parameter, dict) and isinstance(parameter.get("Default"), (str, int)):
            text = str(parameter["Default"])
            kind = str(parameter.get("Type", ""))
            return [one.strip() for one in text.split(",")] if "List" in kind else text
        return self._named(name, ("name",)) or unknown(name)

    def get_att(self, argument: Any, _depth: int) -> Any:
        name, _, attribute = argument.partition(".") if isinstance(argument, str) else _pair(argument)
        if attribute == "Arn":
            return self._named(name, ("arn",)) or unknown(f"{name}.Arn")
        return unknown(f"{name}.{attribute}")

    def other(self, name: str, argument: Any, depth: int) -> str:
        """An unknown of what it is made of, so that it is another one where that is another."""
        return unknown(f"{name} {in_short(written(self.value(argument, depth)))}")

    def find_in_map(self, argument: Any, depth: int) -> Any:
        keys = self.value(argument, depth)
        if not isinstance(keys, list) or len(keys) < 3 or not all(isinstance(key, str) for key in keys[:3]):
            return self.other("Fn::FindInMap", argument, depth)
        whole = self._mappings.get(keys[0])
        found = within(whole, tuple(keys[1:3]))
        if found is None:
            return unknown(f"Fn::FindInMap {in_short(written(keys))} of {shown(whole)}")
        return self.value(found, depth)

    def split(self, argument: Any, depth: int) -> Any:
        parts = self.value(argument, depth)
        if isinstance(parts, list) and len(parts) == 2 and all(isinstance(one, str) and one for one in parts):
            return parts[1].split(parts[0])
        return self.other("Fn::Split", argument, depth)

    def select(self, argument: Any, depth: int) -> Any:
        parts = self.value(argument, depth)
        if isinstance(parts, list) and len(parts) == 2 and isinstance(parts[1], list) and str(parts[0]).isdigit():
            at = int(parts[0])
            return parts[1][at] if at < len(parts[1]) else unknown(in_short(written(parts)))
        return self.other("Fn::Select", argument, depth)

    def sub(self, argument: Any, depth: int) -> Any:
        text, given = (
            (argument[0], argument[1]) if isinstance(argument, list) and len(argument) == 2 else (argument, {})
        )
        if not isinstance(text, str) or not isinstance(given, dict):
            return unknown(in_short(argument))

        length = len(text)

        def replaced(match: re.Match[str]) -> str:
            nonlocal length
            name = match[1].strip()
            value = self.value(given[name], depth) if name in given else None
            if value is None:
                value = self.get_att(name, depth) if "." in name else self.ref(name, depth)
            found = value if isinstance(value, str) else unknown(name)
            length += len(found)
            return found if length <= _LONGEST else ""

        substituted = _SUBSTITUTION.sub(replaced, text).replace("${!", "${")
        return self._whole([substituted], length)

    def join(self, argument: Any, depth: int) -> Any:
        if not isinstance(argument, list) or len(argument) != 2:
            return unknown(in_short(argument))
        parts = self.value(argument[1], depth)
        if not isinstance(argument[0], str) or not isinstance(parts, list):
            return unknown(in_short(argument))
        texts = [part if isinstance(part, str) else unknown(in_short(part)) for part in parts]
        return self._whole(texts, sum(len(part) + len(argument[0]) for part in texts), argument[0])

    def _whole(self, texts: list[str], length: int, between: str = "") -> str:
        """The texts as one, unknown where it is too long: a name that names itself twice doubles."""
        self._left -= length >> 6
        return between.join(texts) if length <= _LONGEST else unknown("long")

    def either(self, argument: Any, depth: int) -> Any:
        """`Fn::If`: which branch holds is not known; where both are the same it does not matter."""
        if not isinstance(argument, list) or len(argument) != 3:
            return unknown(in_short(argument))
        yes, no = self.value(argument[1], depth), self.value(argument[2], depth)
        if yes == no:
            return yes
        holds = self.holds(argument[0]) if isinstance(argument[0], str) else None
        if holds is not None:
            return yes if holds else no
        condition = self.condition(str(argument[0]), depth)
        if isinstance(yes, dict) or isinstance(no, dict):
            return {"Fn::If": [condition, yes, no]}
        return unknown(f"If {in_short(written([condition, yes, no]))}")

    def condition(self, name: str, depth: int) -> str:
        """The name of a condition with what it asks, so that another question is another condition."""
        asked = (self._conditions or {}).get(name)
        return name if asked is None else f"{name}: {shown(self.value(asked, depth + 1))}"

    def base64(self, argument: Any, depth: int) -> Any:
        """As the text it encodes: who reads the template wants to know what a machine is told."""
        return self.value(argument, depth)

    def _named(self, name: str, what: tuple[str, ...]) -> str | None:
        declared = self._resources.get(name)
        if not isinstance(declared, dict):
            return None
        if name in self._resolving:
            self._cuts += 1
            return None
        properties = self._properties(name, declared)
        if not isinstance(properties, dict):
            return None
        if what == ("arn",):
            return arn_of(str(declared.get("Type")), properties, name)
        from .arns import name_properties

        names = (properties.get(key) for key in name_properties(str(declared.get("Type"))))
        return next((one for one in names if isinstance(one, str)), None)

    def _properties(self, name: str, declared: Mapping[str, Any]) -> Any:
        """The properties of a resource that another one names, kept where they mean the same everywhere."""
        if name not in self._known:
            before = self._cuts
            self._resolving.append(name)
            try:
                found = self.value(declared.get("Properties") or {}, 1)
            finally:
                self._resolving.pop()
            if self._cuts != before:
                return found
            self._known[name] = found
        return self._known[name]


def _size(value: Any, most: int) -> int:
    """How many values there are in a value."""
    stack, size = [value], 0
    while stack and size < most:
        one = stack.pop()
        size += 1
        stack += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return size


def _pair(argument: Any) -> tuple[str, str, str]:
    if isinstance(argument, list) and len(argument) == 2:
        return str(argument[0]), ".", str(argument[1])
    return in_short(argument), ".", "?"


_INTRINSICS = {
    "Fn::Base64": _Template.base64,
    "Ref": _Template.ref,
    "Fn::FindInMap": _Template.find_in_map,
    "Fn::GetAtt": _Template.get_att,
    "Fn::If": _Template.either,
    "Fn::Join": _Template.join,
    "Fn::Select": _Template.select,
    "Fn::Split": _Template.split,
    "Fn::Sub": _Template.sub,
}
