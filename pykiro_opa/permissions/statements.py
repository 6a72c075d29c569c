"""Policy statements as rules: patterns of actions, resources and principals, and the atoms of their conditions.

IAM refuses a statement that it cannot read; a reviewer must not take it for harmless. One of which nobody can say what
it speaks of is a rule that allows everything, and says why; it never hides a gain: as part of what was allowed before,
it counts only where the very same one stands on both sides.
"""

from __future__ import annotations

from functools import lru_cache

from ..errors import InputError
from .conditions import atoms
from .documents import read
from .principals import principals
from .requests import PRINCIPAL, RESOURCE
from .symbols import Symbols, has_unknown, is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    import json
    from collections.abc import Mapping
    from typing import Any

    from .conditions import Atom
    from .documents import Document
    from .principals import Principal

    Pairs = list[tuple[str, str]]

_ELEMENTS = frozenset(("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal",
                       "Condition"))  # fmt: skip
_EVERYTHING = {"Action": "*", "Resource": "*"}
# Of all statements of a document: each is read against every action there is. Of 1,560 versions of AWS' managed policies
# (the changes of a year) none has one.
_MOST_SPREAD = 32
_TOO_SPREAD = f"more than {_MOST_SPREAD} patterns of several services; name the services, or write `*`"
# Of one action or resource: no ARN is longer (IAM, "IAM and AWS STS quotas"), and comparing takes the square of it.
_LONGEST = 2_048
_NAMED = ("Action", "NotAction", "Resource", "NotResource")
_BOTH_WAYS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))


class Statement:
    """One statement; its parts are read when first asked for, since most of a policy does not change.

    `actions` and `resources` pair what is written with its pattern; `identity` is equal for statements that say the
    same; `problem` is why it could not be read, "" where it could; `is_certain` whether IAM would take it as it is;
    `source` and `index` say where it stands.
    """

    __slots__ = ("effect", "sid", "index", "source", "problem", "is_certain", "parts", "identity", "_body", "_symbols",
                 "_variables", "_read", "_by_service", "_literals")  # fmt: skip

    def __init__(
        self,
        body: Mapping[str, Any],
        index: int,
        symbols: Symbols,
        *,
        variables: bool,
        source: str = "",
        problem: str = "",
    ) -> None:
        """`problem` is one that the statement alone does not have."""
        self.problem = problem or _problem(body)
        # IAM refuses elements that it does not know; they widen nothing.
        self.is_certain = not self.problem and "Effect" in body and _ELEMENTS.issuperset(body)
        self.effect = "Deny" if body.get("Effect") == "Deny" and not self.problem else "Allow"
        self.sid = str(body.get("Sid", ""))
        self.index = index
        self.source = source
        # Each element in one spelling, so that statements can be told apart by one of them alone.
        self.parts = {name: _canonical(_sorted(value)) for name, value in body.items() if name != "Sid"}
        has_variables = any("${" in text for text in self.parts.values())
        # Whether its variables are alive, and its elements.
        self.identity = (variables or not has_variables, tuple(sorted(self.parts.items())))
        self._body = _EVERYTHING if self.problem else body
        self._symbols = symbols
        self._variables = variables
        self._read: dict[str, Pairs] = {}
        self._by_service: dict[str, Pairs] | None = None
        self._literals: list[Atom] | None = None

    @property
    def actions(self) -> Pairs:
        return self._pairs("Action")

    @property
    def not_actions(self) -> Pairs:
        return self._pairs("NotAction")

    @property
    def resources(self) -> Pairs:
        return self._pairs("Resource")

    @property
    def not_resources(self) -> Pairs:
        return self._pairs("NotResource")

    @property
    def principals(self) -> tuple[Principal, ...]:
        body = self._body
        return principals(body["Principal"], self._symbols) if "Principal" in body else ()

    @property
    def condition(self) -> str:
        """The conditions as canonical JSON, "" where there are none."""
        condition = self._body.get("Condition")
        return _canonical(condition) if condition else ""

    @property
    def kind(self) -> str:
        """identity, trust or resource: a statement with a principal and no resource speaks for its own role."""
        if not {"Principal", "NotPrincipal"} & self.parts.keys():
            return "identity"
        return "resource" if {"Resource", "NotResource"} & self.parts.keys() else "trust"

    def by_service(self) -> dict[str, Pairs]:
        """The patterns of actions (or of those left out) by service, "" for those that speak of several."""
        if self._by_service is None:
            found: dict[str, Pairs] = {}
            for pair in self.not_actions or self.actions:
                found.setdefault(service_of(pair[1]), []).append(pair)
            self._by_service = found
        return self._by_service

    def literals(self) -> list[Atom]:
        """What a request must be for the statement to speak of it, but for the action."""
        if self._literals is None:
            self._literals = self._found_literals()
        return self._literals

    def without(self, others: Mapping[str, Pairs]) -> Statement:
        """The statement with fewer actions or resources, its name and place the same."""
        made = Statement.__new__(Statement)
        for name in Statement.__slots__:
            setattr(made, name, getattr(self, name))
        made.keep(others)
        return made

    def keep(self, others: Mapping[str, Pairs]) -> None:
        """Read these elements as given and not as written."""
        self._read = {**self._read, **others}
        self._by_service = self._literals = None

    def _found_literals(self) -> list[Atom]:
        found = atoms(self._body.get("Condition"), self._symbols, variables=self._variables)
        named = tuple(dict.fromkeys(pattern for _, pattern in self.not_resources or self.resources))
        if self.not_resources or (named and "*" not in named):
            found.append((RESOURCE, "in", ("texts", not self.not_resources, named)))
        body = self._body
        refused = principals(body["NotPrincipal"], self._symbols, exactly=True) if "NotPrincipal" in body else ()
        who = tuple(dict.fromkeys(one for each in refused or self.principals for one in each.patterns))
        if refused or (who and "*" not in who):
            found.append((PRINCIPAL, "in", ("texts", not refused, who)))
        return found

    def _pairs(self, element: str) -> Pairs:
        if element not in self._read:
            is_action = element.endswith("Action")
            self._read[element] = _pairs(
                self._body.get(element), self._symbols, variables=self._variables and not is_action, lower=is_action
            )
        return self._read[element]


def statements(
    document: Document, symbols: Symbols | None = None, *, source: str = "", variables: bool | None = None
) -> list[Statement]:
    """The statements of a policy document; none for no document. Raises InputError where it is not one.

    `variables` says whether `${…}` is a policy variable; None: as the document's version has it.
    """
    bodies, knows_variables = read(document)
    known = symbols or Symbols()
    chosen = knows_variables if variables is None else variables
    found, spread = [], 0
    try:
        for index, body in enumerate(bodies):
            for one in _branches(body):
                spread += _spread(one)
                problem = _TOO_SPREAD if spread > _MOST_SPREAD else ""
                found.append(Statement(one, index, known, variables=chosen, source=source, problem=problem))
    except RecursionError:
        raise InputError("policy: nested too deep to be read") from None
    return found


def _spread(body: Mapping[str, Any]) -> int:
    """How many patterns of actions speak of several services; each is compared with each in every service there is."""
    listed = _listed(body.get("Action", body.get("NotAction")))
    return sum(isinstance(one, str) and one != "*" and not service_of(one.lower()) for one in listed)


def _branches(body: Any) -> list[dict[str, Any]]:
    """The statement, or those of which CloudFormation's `Fn::If` chooses one, each under its choice as a condition."""
    if not isinstance(body, dict):
        return [{"unreadable": body}]
    branches = body.get("Fn::If")
    if not isinstance(branches, list) or len(body) != 1 or len(branches) != 3:
        return [body]
    return [
        {**one, "Condition": {**_as_mapping(one.get("Condition")), f"Fn::If {chosen}": {str(branches[0]): None}}}
        for chosen, branch in (("true", branches[1]), ("false", branches[2]))
        if branch != {"Ref": "AWS::NoValue"}
        for one in _branches(branch)
    ]


def _problem(body: Mapping[str, Any]) -> str:
    """Why nobody can say what a statement speaks of, "" where it can be said."""
    for one, other in _BOTH_WAYS:
        if one in body and other in body:
            return f"`{one}` and `{other}` together"
    if body.get("Action", body.get("NotAction")) in (None, [], "", {}):
        return "neither `Action` nor `NotAction`"
    if body.get("Effect", "Allow") not in ("Allow", "Deny"):
        return "`Effect` is neither Allow nor Deny"
    for name in _NAMED:
        if any(isinstance(one, str) and len(one) > _LONGEST for one in _listed(body.get(name))):
            return f"a text of more than {_LONGEST} characters in `{name}`"
    return ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@lru_cache(maxsize=1 << 16)
def service_of(pattern: str) -> str:
    """The service that a pattern of actions speaks of, "" for several."""
    service, colon, _ = pattern.partition(":")
    return "" if not colon or is_wild(service) or has_unknown(service) else service


def _pairs(value: Any, symbols: Symbols, *, variables: bool, lower: bool) -> Pairs:
    """What is written with its pattern; what is no text is an unknown value of its own."""
    if value is None:
        return []
    listed = _listed(value)
    # Letters of unknown values have no case.
    return list(dict.fromkeys(
        (one, _plain(one, lower=lower) or symbols.pattern(one.lower() if lower else one, variables=variables))
        if isinstance(one, str) else _unknown(one, symbols)
        for one in listed
    ))  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _plain(text: str, *, lower: bool) -> str | None:
    """The pattern of a text that holds nothing but plain letters and wildcards, None for any other."""
    return Symbols().pattern(text.lower() if lower else text) if text.isascii() and "${" not in text else None


def _unknown(value: object, symbols: Symbols) -> tuple[str, str]:
    text = _canonical(value)
    return text, symbols.unknown(text)


def _as_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {} if value is None else {"unreadable": value}


def _sorted(value: Any) -> Any:
    """A list of texts without its order and repetitions; one text as a list of it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return sorted(set(value))
    return value


def _canonical(value: object) -> str:
    return _encoder().encode(value)


@lru_cache(maxsize=1)
def _encoder() -> json.JSONEncoder:
    """One for all: making it takes as long as a short value."""
    import json

    return json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)
