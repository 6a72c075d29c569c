"""What a shell text has set so far: variables, functions, aliases, the folder it stands in."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEFAULTS = {"IFS": " \t\n"}


class Scope:
    """The state of one shell; mutable while its text is evaluated, copied for subshells and branches.

    `functions` are (text, body) pairs of the evaluator's.
    """

    __slots__ = ("variables", "unset", "functions", "aliases", "arrays", "lowered", "own", "positional", "cwd", "root",
                 "descriptors", "hashed", "disables", "options")  # fmt: skip

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
        if name == "PWD" and name not in self.variables:
            return self.folder()
        default = "~" if name == "HOME" else UNKNOWN
        return self.variables.get(name, "" if name in self.unset else default)

    def separators(self) -> str:
        """The letters that unquoted expansions are split at."""
        known = self.variables.get("IFS", _DEFAULTS["IFS"])
        return _DEFAULTS["IFS"] if UNKNOWN in known else known

    def folder(self) -> str:
        """The folder it stands in, absolute where the root is known."""
        if self.cwd == UNKNOWN or self.cwd.startswith(("/", "~")) or not self.root:
            return self.cwd or "."
        return f"{self.root.rstrip('/')}/{self.cwd}".rstrip("/") or "/"

    def assign(self, name: str, value: str) -> None:
        if name in self.lowered:
            value = value.lower() if self.lowered[name] else value.upper()
        self.variables[name] = value
        self.unset.discard(name)
        self.arrays.pop(name, None)
        if name == "PATH":  # the shell looks for everything anew
            self.hashed = {}

    def assign_array(self, name: str, values: dict[str, str]) -> None:
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
        self.join([inner])

    def join(self, others: list[Scope]) -> None:
        """After branches: what they disagree about is unknown; functions and aliases of any of them may hold."""
        for other in others:
            for name in {*self.variables, *other.variables}:
                if self.variables.get(name) != other.variables.get(name):
                    self.variables[name] = UNKNOWN
            if self.arrays:
                self.arrays = {name: known for name, known in self.arrays.items() if other.arrays.get(name) == known}
            self.unset &= other.unset
            self.functions.update(other.functions)
            self.aliases.update(other.aliases)
            self.hashed = {**self.hashed, **other.hashed}
            self.disables = self.disables or other.disables
            self.options |= other.options
            if other.descriptors:
                self.descriptors = {**self.descriptors, **other.descriptors}
            if other.cwd != self.cwd:
                self.cwd = UNKNOWN
            if other.positional != self.positional:
                self.positional = None
