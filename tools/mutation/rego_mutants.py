"""Mutants of a Rego module, at the positions that OPA's own parser gives."""

from __future__ import annotations

import base64
import json
import subprocess
from typing import TYPE_CHECKING, Any

from mutants import Mutant, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    Node = dict[str, Any]

_OPERATORS = {
    "==": ("!=",), "!=": ("==",), "<": ("<=",), "<=": ("<",), ">": (">=",), ">=": (">",), "+": ("-",), "-": ("+",),
    "&": ("|",), "|": ("&",),
}  # fmt: skip
_BUILTINS = {
    "startswith": ("endswith", "contains"), "endswith": ("startswith", "contains"), "contains": ("startswith",),
    "min": ("max",), "max": ("min",), "lower": ("",), "sort": ("",), "is_string": ("is_number",),
    "is_number": ("is_string",), "is_array": ("is_object",), "is_object": ("is_array",), "is_set": ("is_array",),
}  # fmt: skip
_EFFECTS = {
    "deny": ("notice", "needs-approval"), "needs-approval": ("notice", "deny"), "notice": ("needs-approval",),
    "allow": ("deny",), "approved": ("deny",),
}  # fmt: skip
_SIMPLE = ("string", "number", "boolean", "null")


def rego_mutants(opa: str, path: str, source: bytes) -> list[Mutant]:
    """Every mutant of a module; some do not compile."""
    asked = [opa, "parse", "--format", "json", "--json-include", "locations,-comments", "/dev/stdin"]
    parsed = json.loads(subprocess.run(asked, input=source, capture_output=True, check=True).stdout)
    finder = _Finder(path, source)
    for rule in parsed["rules"]:
        finder.rule(rule, _name(rule["head"]))
    return named(finder.found, source)


def _name(head: Node) -> str:
    return str(head["ref"][0]["value"])


class _Finder:
    """Walks OPA's syntax tree and collects mutants."""

    def __init__(self, path: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._path = path
        self._source = source
        self._lines = [0]
        self._where = ""
        for line in source.split(b"\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def rule(self, rule: Node, where: str) -> None:
        self._where = where
        start, end = self._span(rule)
        if rule.get("default"):  # OPA's position holds the first word alone
            _, end = self._span(rule["head"])
        self._replace(start, end, "")
        if "args" in rule["head"]:
            self._terms(rule["head"]["args"])
        for part in ("key", "value"):
            if rule["head"].get(part, {}).get("location"):
                self._term(rule["head"][part])
        self._body(rule["body"], rule)
        if "else" in rule:
            self.rule(rule["else"], where)

    def _body(self, body: list[Node], owner: Node | None = None) -> None:
        for expression in body:
            if owner is not None and self._is_implied(expression, owner):
                continue
            self._expression(expression)

    def _is_implied(self, expression: Node, rule: Node) -> bool:
        """Whether OPA made the body up: it then stands where the value stands, or the rule begins."""
        value = rule["head"].get("value", {})
        return self._start(expression) in {self._start(part) for part in (rule, value) if "location" in part}

    def _expression(self, expression: Node) -> None:
        start, end = self._span(expression)
        self._replace(start, end, "true")
        terms = expression["terms"]
        for modifier in expression.get("with", []):
            self._term(modifier["value"])
        if expression.get("negated"):
            text = self._source[start:end].decode()
            self._replace(start, end, text.removeprefix("not").strip())
        elif isinstance(terms, list):
            operator = self._text(terms[0])
            if operator not in (*_OPERATORS, ":=", "="):
                self._replace(start, start, "not ")
        elif "symbols" not in terms and "domain" not in terms and terms.get("type") != "boolean":
            self._replace(start, start, "not ")
        if isinstance(terms, list):
            self._call(terms)
        elif "symbols" in terms:
            for symbol in terms["symbols"]:
                if symbol.get("type") == "call":
                    self._collection(symbol["value"][-1])
        elif "domain" in terms:
            self._term(terms["domain"])
            self._body(terms["body"])
        else:
            self._term(terms)

    def _collection(self, term: Node) -> None:
        """What `some … in` walks over: nothing at all, or without one of its members."""
        start, end = self._span(term)
        self._replace(start, end, "[]")
        self._term(term)

    def _call(self, terms: list[Node]) -> None:
        """An operator or function, and its arguments."""
        name = self._text(terms[0])
        start, end = self._span(terms[0])
        for other in (*_OPERATORS.get(name, ()), *_BUILTINS.get(name, ())):
            self._replace(start, end, other)
        self._terms(terms[1:])

    def _terms(self, terms: list[Node]) -> None:
        for term in terms:
            self._term(term)

    def _term(self, term: Node) -> None:
        kind = term.get("type")
        if kind in _SIMPLE:
            self._constant(term)
        elif kind == "call":
            self._call(term["value"])
        elif kind == "ref":
            self._ref(term["value"])
        elif kind in ("array", "set"):
            self._members(term, [(item, item) for item in term["value"]])
        elif kind == "object":
            self._members(term, [(key, value) for key, value in term["value"]])
        elif kind is not None and kind.endswith("comprehension"):
            for part in ("key", "value", "term"):
                if isinstance(term["value"].get(part), dict):
                    self._term(term["value"][part])
            self._body(term["value"]["body"])

    def _ref(self, parts: list[Node]) -> None:
        """What stands in brackets; `.name` is no constant, another name there is no likely mistake."""
        if parts[0]["type"] != "var":
            self._term(parts[0])
        for part in parts[1:]:
            if part["type"] == "string" and not self._text(part).startswith(('"', "`")):
                continue
            self._term(part)

    def _members(self, term: Node, members: list[tuple[Node, Node]]) -> None:
        """A collection without one of its members, and with each that is no text mutated; another text says no more."""
        start, end = self._span(term)
        spans = sorted((self._span(first)[0], self._span(last)[1]) for first, last in members)
        if len(spans) == 1:
            self._replace(start, end, "set()" if term["type"] == "set" else "{}" if term["type"] == "object" else "[]")
        else:
            for index, (first, last) in enumerate(spans):
                if index + 1 < len(spans):
                    self._replace(first, spans[index + 1][0], "")
                else:
                    self._replace(spans[index - 1][1], last, "")
        for first, last in members:
            if first is last and first["type"] != "string":
                self._term(first)
            elif first is not last:
                self._term(last)

    def _constant(self, term: Node) -> None:
        start, end = self._span(term)
        for text in _others(term["type"], term["value"]):
            self._replace(start, end, text)

    def _replace(self, start: int, end: int, text: str) -> None:
        self.found.append(Mutant(self._path, self._where, start, end, text.encode()))

    def _text(self, node: Node) -> str:
        return base64.b64decode(node["location"]["text"]).decode()

    def _start(self, node: Node) -> int:
        """The offset in bytes; OPA's columns count characters."""
        row, column = node["location"]["row"] - 1, node["location"]["col"] - 1
        line = self._source[self._lines[row] : self._lines[row + 1]].decode()
        return self._lines[row] + len(line[:column].encode())

    def _span(self, node: Node) -> tuple[int, int]:
        text = base64.b64decode(node["location"]["text"])
        start = self._start(node)
        assert self._source.startswith(text, start), (self._path, node["location"], text)
        return start, start + len(text)


def _others(kind: str, value: Any) -> Iterator[str]:
    if kind == "boolean":
        yield "false" if value else "true"
    elif kind == "null":
        yield '"mutated"'
    elif kind == "number":
        yield str(value + 1)
        yield str(value - 1)
    elif value in _EFFECTS:
        yield from (f'"{effect}"' for effect in _EFFECTS[value])
    else:
        yield json.dumps(f"mutated {value}")
