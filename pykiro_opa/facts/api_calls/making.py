"""A service, an operation and its parameters, wherever they were found, as call facts and what they grant."""

from __future__ import annotations

from ...catalogue import actions, interfaces
from ...catalogue.programs import UNKNOWN
from ...events import canonical, clean, sha256
from ..production import environment
from .policies import granted
from .resources import resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ...changes import Read
    from ...events import Fact
    from .resources import Resource

    Parameters = Mapping[str, list[str]]  # by kebab-case name
    Found = tuple[list[Fact], list[Fact]]  # calls, and the permissions that they give


class Origin:
    """Where a call was found and how it is made."""

    __slots__ = ("via", "at", "text", "runs_now", "profiles")

    def __init__(
        self, via: str, at: dict[str, object], text: str, *, runs_now: bool, profiles: Sequence[str] = ()
    ) -> None:
        self.via = via
        self.at = at
        self.text = text
        self.runs_now = runs_now
        self.profiles = profiles


class Making:
    """Makes facts under the names of production; `read` gives the workspace files that parameters name."""

    __slots__ = ("production", "read")

    def __init__(self, production: Mapping[str, Any], read: Read) -> None:
        self.production = production
        self.read = read

    def operation(self, service: str, operation: str, parameters: Parameters, origin: Origin) -> Found:
        """The calls of an operation as an SDK or the command line names it; unknown parts of names are `*`."""
        found = [
            self.call(name, resources(name.partition(":")[0], parameters), parameters, origin)
            for name in _names(service, operation)
        ]
        given = [fact for call in found for fact in granted(call["action"], parameters, self.read, origin.at)]
        return found, given

    def call(self, name: str, touched: list[Resource], parameters: Parameters, origin: Origin) -> Fact:
        """The call of one action on resources that are known already."""
        values = [one["arn"] for one in touched] + [value for values in parameters.values() for value in values]
        return {
            "action": name,
            "resources": touched,
            "parameters": sha256(canonical(clean(dict(parameters)))),
            "level": actions.action(name).level,
            "runs_now": origin.runs_now,
            "via": origin.via,
            "environment": environment(values, self.production, origin.profiles),
            "text": origin.text,
            "at": origin.at,
        }


def _names(service: str, operation: str) -> list[str]:
    if UNKNOWN in service:
        return [f"*:{interfaces.pascal(operation).replace(UNKNOWN, '*')}"]
    if UNKNOWN in operation:
        prefix = interfaces.action_names(service, "Any")[0].partition(":")[0]
        return [f"{prefix}:{interfaces.pascal(operation).replace(UNKNOWN, '*')}"]
    return interfaces.action_names(service, operation)
