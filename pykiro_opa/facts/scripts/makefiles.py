"""Makefiles and justfiles: recipes, `$(shell …)`, and the variables that stand in them as text."""

from __future__ import annotations

import re

from . import Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_ASSIGNMENT = re.compile(r"^(?:export\s+|override\s+)*([\w.-]+)\s*(?:[:?+!]{0,3}=)\s*(.*?)\s*(?:#.*)?$")
_PREFIX = re.compile(r"^\.RECIPEPREFIX\s*[:?]?=\s*(\S)")
_RULE = re.compile(r"^[^\s#=][^#=]*?::?(?![:=])[^#=;]*;(.*)$")
_REFERENCE = re.compile(r"\$\$|\$[({]([\w.-]+)[)}]|\$(\w)|\{\{\s*(\w+)\s*\}\}")
_SHELL = re.compile(r"\$\(shell\s+((?:[^()]|\([^()]*\))*)\)")
_SHEBANG = re.compile(r"^#!")
_DEEPEST = 8


def scripts(text: str) -> list[Script]:
    """Each recipe line with those that continue it is a shell of its own."""
    lines = text.split("\n")
    variables = _variables(lines)
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
        whole = "\n".join(parts)
        found += [Script(_expanded(inner, variables, 0), start + 1) for inner in _SHELL.findall(whole)]
        if recipe is not None and not _SHEBANG.match(recipe):
            found.append(Script(_expanded(whole.lstrip("@-+ "), variables, 0), start + 1))
    return found


def _recipe(line: str, prefix: str) -> str | None:
    """The shell text of a recipe line, or after the `;` of a rule; None for every other line."""
    if line.startswith(prefix):
        return line[len(prefix) :].strip(" \t")
    if line[:1] == " " and line.strip() and not _ASSIGNMENT.match(line.strip()):
        return line.strip()  # justfiles indent as they like
    match = _RULE.match(line)
    return match[1].strip() if match else None


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
            found[match[1]] = f"{earlier} {match[2]}" if earlier and "+=" in line.partition(match[2])[0] else match[2]
    return found


def _expanded(text: str, variables: Mapping[str, str], depth: int) -> str:
    """As make expands it: `$(NAME)` becomes text, `$$` becomes `$`, what make is not told stays a variable."""

    def replaced(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        name = match[1] or match[2] or match[3]
        if name in variables and depth < _DEEPEST:
            return _expanded(variables[name], variables, depth + 1)
        return f"${{{name}}}" if name.isidentifier() else "${PYKIRO_EXPRESSION}"

    return _REFERENCE.sub(replaced, text)
