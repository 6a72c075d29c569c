"""What a shell text has set so far: variables, functions, aliases, the folder it stands in."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from .listed import either

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_DEFAULTS = {"IFS": " \t\n"}
_MOST_FOLDERS = 8  # that it may stand in


def _no_files(_pattern: str, _folder: str) -> list[str] | None:
    return []


class Scope:
    """The state of one shell; mutable while its text is evaluated, copied for subshells and branches.

    `functions` are (text, body) pairs of the evaluator's.
    """

    __slots__ = ("variables", "unset", "functions", "aliases", "arrays", "lowered", "own", "positional", "cwd", "root",
                 "descriptors", "hashed", "disables", "options", "others", "sure", "doubts", "pushed", "previous", "elsewhere",
                 "references", "matching")  # fmt: skip

    def __init__(self, cwd: str, root: str = "") -> None:
        self.variables: dict[str, str] = dict(_DEFAULTS)
        self.unset: set[str] = set()
        self.functions: dict[str, Any] = {}
        self.aliases: dict[str, str] = {}
        self.arrays: dict[str, dict[str, str]] = {}  # by name, each by its keys; absent where not known
        self.lowered: dict[str, bool] = {}  # variables that are declared to be lower case (True) or upper case
        self.own: set[str] = set()  # variables of the function that is running alone
        self.positional: list[str] | None = None
        self.cwd = cwd
        self.root = root
        self.hashed: dict[str, str] = {}  # programs by `hash -p`, by their names; never changed
        self.disables = False  # whether a builtin may have been switched off
        self.options: frozenset[str] = frozenset()  # of `shopt -s`; never changed
        self.others: tuple[str, ...] = ()  # folders that it may stand in as well
        self.sure: tuple[str, tuple[str, ...]] | None = None  # `cwd` and `others` if the last `cd` did not fail
        self.doubts = False  # whether that one may have failed
        self.pushed: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of `pushd`; never changed
        self.previous = UNKNOWN  # the folder before the last `cd`
        self.elsewhere = False  # whether it runs on another machine, where it changes no file of this one
        self.references: dict[str, str] = {}  # of `declare -n`: names that stand for other names
        self.matching: Callable[[str, str], list[str] | None] = _no_files
        self.descriptors: dict[str, str] = {}  # those that lead to the network, by their numbers; never changed

    def copy(self) -> Scope:
        other = Scope(self.cwd, self.root)
        other.variables = dict(self.variables)
        other.unset = set(self.unset)
        other.functions = dict(self.functions)
        other.aliases = dict(self.aliases)
        if self.arrays or self.lowered or self.own:  # seldom, and copies are many
            other.arrays = dict(self.arrays)
            other.lowered = dict(self.lowered)
            other.own = set(self.own)
        other.positional = self.positional
        other.descriptors = self.descriptors
        other.hashed = self.hashed
        other.disables = self.disables
        other.options = self.options
        other.others, other.sure, other.previous = self.others, self.sure, self.previous
        other.doubts = self.doubts
        other.pushed, other.elsewhere, other.matching = self.pushed, self.elsewhere, self.matching
        if self.references:
            other.references = dict(self.references)
        return other

    def lookup(self, name: str) -> str:
        """The value of a variable or positional parameter; UNKNOWN where the environment may hold anything."""
        if self.positional is not None:
            if name.isdigit() and name != "0":
                place = int(name) - 1
                return self.positional[place] if place < len(self.positional) else ""
            if name in ("@", "*"):
                return " ".join(self.positional)
            if name == "#":
                return str(len(self.positional))
        name = self.references.get(name, name)
        if name == "PWD" and name not in self.variables:
            return self.folder()
        if name == "OLDPWD" and name not in self.variables:
            return self.folder(self.previous)
        default = "~" if name == "HOME" else UNKNOWN
        return self.variables.get(name, "" if name in self.unset else default)

    def separators(self) -> str:
        """The letters that unquoted expansions are split at."""
        known = self.variables.get("IFS", _DEFAULTS["IFS"])
        return _DEFAULTS["IFS"] if UNKNOWN in known else known

    def folder(self, cwd: str | None = None) -> str:
        """The folder it stands in, or the one that is given, absolute where the root is known."""
        cwd = self.cwd if cwd is None else cwd
        if cwd == UNKNOWN or cwd.startswith(("/", "~")) or not self.root:
            return cwd or "."
        return f"{self.root.rstrip('/')}/{cwd}".rstrip("/") or "/"

    def stand(self, *places: tuple[str, tuple[str, ...]]) -> None:
        """Be in the folder of the first of these places, or perhaps in one of the others."""
        folders = list(dict.fromkeys(folder for cwd, others in places for folder in (cwd, *others)))
        self.cwd, self.others = (
            (UNKNOWN if len(folders) > _MOST_FOLDERS else folders[0]),
            tuple(folders[1:][:_MOST_FOLDERS]),
        )

    def assign(self, name: str, value: str) -> None:
        name = self.references.get(name, name)
        if name in self.lowered:
            value = value.lower() if self.lowered[name] else value.upper()
        self.variables[name] = value
        self.unset.discard(name)
        self.arrays.pop(name, None)
        if name == "PATH":  # the shell looks for everything anew
            self.hashed = {}

    def assign_array(self, name: str, values: dict[str, str]) -> None:
        name = self.references.get(name, name)
        self.assign(name, values.get("0", UNKNOWN))
        if UNKNOWN not in values:
            self.arrays[name] = values

    def forget(self, name: str) -> None:
        """`unset NAME`: known to be empty."""
        self.variables.pop(name, None)
        self.arrays.pop(name, None)
        self.unset.add(name)

    def forget_key(self, name: str, key: str) -> None:
        """`unset NAME[KEY]`."""
        known = self.arrays.get(name)
        if known is not None:
            self.arrays[name] = {one: value for one, value in known.items() if one != key}

    def clear(self) -> None:
        """`env -i`: what was set is not there for the program that is started."""
        for name in [name for name in self.variables if name not in _DEFAULTS]:
            self.forget(name)

    def leave(self, inner: Scope) -> None:
        """After a function: its own variables are what they were before."""
        for name in inner.own:
            inner.variables.pop(name, None)
            if name in self.variables:
                inner.variables[name] = self.variables[name]
            if name in self.arrays:
                inner.arrays[name] = self.arrays[name]
        inner.unset = (inner.unset - inner.own) | (self.unset & inner.own)
        inner.own, inner.positional, inner.references = self.own, self.positional, self.references

    def become(self, other: Scope) -> None:
        """What another has come to, is what this one has come to."""
        for slot in self.__slots__:
            setattr(self, slot, getattr(other, slot))

    def join(self, others: list[Scope]) -> None:
        """After branches: what they disagree about may be any of that; functions and aliases of any of them may hold."""
        for other in others:
            for name in {*self.variables, *other.variables}:
                mine, others_ = self.variables.get(name), other.variables.get(name)
                if mine != others_:
                    self.variables[name] = either(mine or "", others_ or "")
            if self.arrays or other.arrays:
                self.arrays = _joined(self.arrays, other.arrays)
            self.unset &= other.unset
            self.functions.update(other.functions)
            self.aliases.update(other.aliases)
            self.hashed = {**self.hashed, **other.hashed}
            self.disables = self.disables or other.disables
            self.options |= other.options
            if other.descriptors:
                self.descriptors = {**self.descriptors, **other.descriptors}
            self.stand((self.cwd, self.others), (other.cwd, other.others))
            if other.positional != self.positional:
                self.positional = None


def _joined(mine: dict[str, dict[str, str]], theirs: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Arrays that two branches left, each element any of what it is in either."""
    found = {}
    for name in {*mine, *theirs}:
        one, other = mine.get(name, {}), theirs.get(name, {})
        found[name] = (
            one if one == other else {key: either(one.get(key, ""), other.get(key, "")) for key in {**one, **other}}
        )
    return found
