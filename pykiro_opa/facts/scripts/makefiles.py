"""Makefiles and justfiles: recipes, `$(shell …)`, and the variables that stand in them as text."""

from __future__ import annotations

import re

from . import Script
from .make_functions import DOLLAR, Automatic, automatic, called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ASSIGNMENT = re.compile(r"^(?:export\s+|override\s+)*([\w.-]+)\s*([:?+!]{0,3}=)(.*)$")
_PREFIX = re.compile(r"^\.RECIPEPREFIX\s*[:?]?=\s*(\S)")
_REFERENCE = re.compile(r"\$\$|\$[({]([\w.-]+)[)}]|\$(\w)|\{\{\s*(\w+)\s*\}\}")
_SHELL = re.compile(r"\$\(shell\s+((?:[^()]|\([^()]*\))*)\)")
_FILE = re.compile(r"\$[({]file\s+(>{1,2})\s*([^,()}]+),?((?:[^()]|\([^()]*\))*)")
_SHEBANG = re.compile(r"^#!")
_DEEPEST = 8
_MOST_WORK = 100_000  # references, and pieces of long values


def assigned_by(arguments: Sequence[str]) -> dict[str, str]:
    """The variables that a command line of make sets: `NAME=VALUE`."""
    pairs = [argument.partition("=")[::2] for argument in arguments if not argument.startswith("-")]
    return {name.rstrip(":+?"): value for name, value in pairs if name.rstrip(":+?").isidentifier()}


def scripts(text: str, given: Mapping[str, str] | None = None, goals: Sequence[str] = ()) -> list[Script]:
    """Each recipe line with those that continue it is a shell of its own; `given` are variables of a command line.

    A recipe is read once for each target of its rule; of a pattern's targets those count that are asked for (`goals`).
    """
    lines = text.split("\n")
    make = _Make({**_variables(lines), **(given or {})})
    is_whole = any(line.startswith(".ONESHELL") for line in lines)
    rules: list[Automatic] = [Automatic("", [])]
    prefix = next((match[1] for match in map(_PREFIX.match, lines) if match), "\t")
    found = []
    index = 0
    while index < len(lines):
        start, line = index, lines[index]
        recipe = _recipe(line, prefix)
        index += 1
        parts = [line if recipe is None else recipe]
        while parts[-1].endswith("\\") and index < len(lines):
            parts.append(lines[index].removeprefix(prefix))
            index += 1
        while is_whole and line.startswith(prefix) and index < len(lines) and lines[index].startswith(prefix):
            parts.append(lines[index].removeprefix(prefix).lstrip("@-+ "))
            index += 1
        whole = "\n".join(parts)
        found += [
            Script(_written(sign, name, content, make), start + 1) for sign, name, content in _FILE.findall(whole)
        ]
        found += [Script(make.expanded(inner), start + 1) for inner in _SHELL.findall(whole)]
        assigned = _ASSIGNMENT.match(whole) if recipe is None else None
        if assigned and assigned[2] == "!=":
            found.append(Script(make.expanded(assigned[3].strip()), start + 1))
        if not assigned and not line.startswith((prefix, " ")):
            rules = automatic(line, goals, make.expanded) or rules
        if recipe is not None and not _SHEBANG.match(recipe):
            text_of = whole.lstrip("@-+ ")
            found += [
                Script(one, start + 1) for one in dict.fromkeys(make.expanded(rule.set_in(text_of)) for rule in rules)
            ]
    return found


def _written(sign: str, name: str, content: str, make: _Make) -> str:
    """What `$(file >NAME,CONTENT)` does, as a shell does it."""
    text = make.expanded(content)
    quoted = '"${PYKIRO_EXPRESSION}"' if "$" in text else "'" + text.replace("'", "'\\''") + "'"
    return f"echo {quoted} {sign} {make.expanded(name).strip()}"


def _recipe(line: str, prefix: str) -> str | None:
    """The shell text of a recipe line, or after the `;` of a rule; None for every other line."""
    if line.startswith(prefix):
        return line[len(prefix) :].strip(" \t")
    if line[:1] == " " and line.strip() and not _ASSIGNMENT.match(line.strip()):
        return line.strip()  # justfiles indent as they like
    rule, found, recipe = line.partition(";")
    is_rule = found and ":" in rule and not rule[0].isspace() and "#" not in rule and "=" not in rule
    return recipe.strip() if is_rule else None


def _variables(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    index = 0
    while index < len(lines):
        line = lines[index]
        while line.endswith("\\") and index + 1 < len(lines):
            index += 1
            line = f"{line[:-1]} {lines[index].strip()}"
        index += 1
        match = None if line.startswith("\t") else _ASSIGNMENT.match(line.strip())
        if match:
            earlier = found.get(match[1])
            value = match[3].partition("#")[0].strip()
            found[match[1]] = f"{earlier} {value}" if earlier and match[2] == "+=" else value
    return found


class _Make:
    """A makefile's variables; what they make of one another in one file has a limit, behind which nothing is known."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._left = _MOST_WORK

    def expanded(self, text: str, depth: int = 0) -> str:
        """As make expands it: `$(NAME)` becomes text, `$$` becomes `$`, what make is not told stays a variable."""
        return self._expanded(text, depth).replace(DOLLAR, "$")

    def _expanded(self, text: str, depth: int) -> str:
        def replaced(match: re.Match[str]) -> str:
            if match[0] == "$$":
                return DOLLAR
            name = match[1] or match[2] or match[3]
            value = self._variables.get(name)
            self._left -= 1 + (0 if value is None else len(value) >> 4)
            if value is not None and depth < _DEEPEST and self._left > 0:
                return self._expanded(value, depth + 1)
            return f"${{{name}}}" if name.isidentifier() else "${PYKIRO_EXPRESSION}"

        return called(_REFERENCE.sub(replaced, text))
