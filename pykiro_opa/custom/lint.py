"""What a rule of a team's own may say, asked of its syntax tree: everything that is not known to be harmless is refused.

Its author may be a stranger who publishes a bundle. A rule reads the event, calls what cannot fail unseen
(`builtins`) and defines names in its own package; it reaches neither other data, nor other rules, nor the network.
"""

from __future__ import annotations

import re

from .builtins import TOTAL, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Node = dict[str, Any]
    Problem = tuple[int, int, str]  # line, column, what is wrong and what to do

STRICT = ("data", "kiro", "lib", "strict")
_IMPORTS = (STRICT, ("rego", "v1"))
_MODULE = frozenset(("package", "imports", "annotations", "rules", "comments"))
_RULE = frozenset(("annotations", "body", "default", "else", "head", "location"))
_HEAD = frozenset(("args", "assign", "key", "location", "name", "ref", "value"))
_EXPRESSION = frozenset(("index", "location", "negated", "terms", "with"))
_DECLARED = frozenset(("location", "symbols"))
_EVERY = frozenset(("body", "domain", "key", "location", "value"))
_TERM = frozenset(("location", "type", "value"))
_WORDS = frozenset((
    "authors", "custom", "description", "location", "organizations", "related_resources", "scope", "title",
))  # fmt: skip
_MUST = ("evaluated", "findings")
_LARGEST = 2**53
_DEEPEST = 64
# Texts and comments, whose brackets are none, and brackets.
_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|`[^`]*`|#[^\n]*|[(\[{)\]}]')
_UNKNOWN = "this is Rego that rules of a team's own may not use; write it in another way"


def problems(tree: Node, package: tuple[str, ...]) -> list[Problem]:
    """Everything in the tree of a module (`opa parse`, with locations) that keeps it from judging as `package`."""
    return sorted(set(_Lint(tree, package).found()))


def nested(text: str) -> Problem | None:
    """Where brackets stand in one another so deeply that OPA's parser would take minutes for it."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "([{") - (token[0] in ")]}")
        if depth > _DEEPEST:
            row = text.count("\n", 0, token.start()) + 1
            column = token.start() - text.rfind("\n", 0, token.start())
            return row, column, f"brackets stand in one another more than {_DEEPEST} deep; write it as several rules"
    return None


class _Lint:
    """One module; `_functions` are the names of its own."""

    def __init__(self, tree: Node, package: tuple[str, ...]) -> None:
        self._tree = tree
        self._package = package
        self._rules: list[Node] = tree.get("rules", [])
        self._functions = {
            rule["head"]["ref"][0]["value"]
            for rule in self._rules
            if "args" in rule["head"] and len(rule["head"]["ref"]) == 1
        }
        self._imported = any(_path(one["path"]["value"]) == STRICT for one in tree.get("imports", []))

    def found(self) -> Iterator[Problem]:
        first = self._tree["package"]
        yield from _unknown(self._tree, _MODULE, first)
        if _path(first["path"]) != ("data", *self._package):
            yield _at(first, f"the package of this file is `{'.'.join(self._package)}`; write that")
        for one in self._tree.get("imports", []):
            yield from _import(one)
        for one in self._tree.get("annotations", []):
            yield from _unknown(one, _WORDS, one, "metadata may only describe here; remove `{}`")
        names = {rule["head"]["ref"][0]["value"] for rule in self._rules}
        for name in _MUST:
            if name not in names:
                yield _at(first, f"it does not say `{name}`, and would deny everything; see docs/custom-rules.md")
        for rule in self._rules:
            yield from self._rule(rule)

    def _rule(self, rule: Node) -> Iterator[Problem]:
        head = rule["head"]
        yield from _unknown(rule, _RULE, head)
        yield from _unknown(head, _HEAD, head)
        if len(head["ref"]) > 1 and "args" in head:
            yield _at(head, "the name of a function has no dots here; write it without")
        for part in (*head["ref"][1:], *head.get("args", ()), head.get("key"), head.get("value")):
            if part is not None:
                yield from self._term(part)
        yield from self._body(rule.get("body", ()))
        if "else" in rule:
            yield from self._rule(rule["else"])

    def _body(self, body: Iterable[Node]) -> Iterator[Problem]:
        for expression in body:
            yield from self._expression(expression)

    def _expression(self, expression: Node) -> Iterator[Problem]:
        yield from _unknown(expression, _EXPRESSION, expression)
        if expression.get("with"):
            yield _at(expression, "`with` would judge another event than the one that is asked about; leave it out")
        terms = expression["terms"]
        if isinstance(terms, list):
            yield from self._call(terms, expression)
        elif "symbols" in terms:
            yield from _unknown(terms, _DECLARED, expression)
            for symbol in terms["symbols"]:
                yield from self._term(symbol)
        elif "domain" in terms:
            yield from _unknown(terms, _EVERY, expression)
            for part in (terms["key"], terms["value"], terms["domain"]):
                if part is not None:
                    yield from self._term(part)
            yield from self._body(terms["body"])
        else:
            yield from self._term(terms)

    def _call(self, terms: list[Node], where: Node) -> Iterator[Problem]:
        operator, *operands = terms
        yield from self._operator(operator, where)
        for operand in operands:
            yield from self._term(operand)

    def _operator(self, operator: Node, where: Node) -> Iterator[Problem]:
        path = _path(operator["value"]) if operator.get("type") == "ref" else None
        where = operator if "location" in operator else where
        if path is None:
            yield _at(where, _UNKNOWN)
        elif path[:-1] == STRICT or (self._imported and path[:-1] == ("strict",)):
            return  # whether there is such a function, OPA's own check says
        elif path[0] == "data":
            yield _at(where, f"`{'.'.join(path)}` is not for rules of a team's own; `data.kiro.lib.strict` is")
        elif path[:-1] == ("strict",):
            yield _at(
                where, f"`{'.'.join(path)}` is not known here; write `import data.kiro.lib.strict` above the rules"
            )
        elif not (len(path) == 1 and path[0] in self._functions) and ".".join(path) not in TOTAL:
            yield _at(where, refused(".".join(path)))

    def _term(self, term: Node) -> Iterator[Problem]:
        yield from _unknown(term, _TERM, term)
        kind: object = term.get("type")
        value: Any = term.get("value")
        if kind in ("null", "boolean", "string"):
            return
        if kind == "number":
            if type(value) is not int or abs(value) >= _LARGEST:
                yield _at(term, "numbers are whole and below 2^53 here, where the engines agree on them; write another")
        elif kind == "var":
            yield from _data(term, value)
        elif kind == "ref":
            yield from _data(term, value[0]["value"] if value[0].get("type") == "var" else None)
            yield from self._terms(value[1:] if value[0].get("type") == "var" else value)
        elif kind in ("array", "set"):
            yield from self._terms(value)
        elif kind == "object":
            for pair in value:
                yield from self._terms(pair)
        elif kind == "call":
            yield from self._call(value, term)
        elif kind in ("arraycomprehension", "setcomprehension", "objectcomprehension"):
            yield from _unknown(value, frozenset(("term", "key", "value", "body")), term)
            yield from self._terms(value[part] for part in ("term", "key", "value") if part in value)
            yield from self._body(value["body"])
        else:
            yield _at(term, _UNKNOWN)

    def _terms(self, terms: Iterable[Node]) -> Iterator[Problem]:
        for term in terms:
            yield from self._term(term)


def _import(one: Node) -> Iterator[Problem]:
    path = _path(one["path"]["value"])
    if path not in _IMPORTS or one.get("alias"):
        yield _at(one, "a rule imports `data.kiro.lib.strict` under its own name, and nothing else; remove this")


def _data(where: Node, name: object) -> Iterator[Problem]:
    if name == "data":
        yield _at(where, "a rule reads `input` and its own names, and no other data; leave `data` out")


def _unknown(node: Node, known: frozenset[str], where: Node, what: str = _UNKNOWN) -> Iterator[Problem]:
    for name in node:
        if name not in known:
            yield _at(where, what.format(name))


def _path(parts: list[Node]) -> tuple[str, ...] | None:
    """The names that a reference is made of; None where one of them is none."""
    plain = all(part.get("type") == ("string" if index else "var") for index, part in enumerate(parts))
    return tuple(part["value"] for part in parts) if plain else None


def _at(node: Node, message: str) -> Problem:
    location = node.get("location", {})
    return location.get("row", 1), location.get("col", 1), message
