"""`run:` and `script:` of what is nearly YAML, such as a template of it: found by lines alone."""

from __future__ import annotations

import re

from . import Script
from .words import without_expressions

_RUN_KEY = re.compile(r"^(\s*(?:- )?)[\"']?(?:run|script|before_script|after_script|commands?|cmds?)[\"']?\s*:\s*(.*)$")


def scripts(text: str) -> list[Script]:
    """On the line, as a block, or as a list."""
    lines = text.split("\n")
    found = []
    index = 0
    while index < len(lines):
        match = _RUN_KEY.match(lines[index])
        index += 1
        if not match:
            continue
        indent, value = len(match[1]), match[2].strip()
        if value and value[0] not in "|>":
            found.append(Script(without_expressions(value.strip("'\"")), index))
            continue
        start = index
        block = []
        while index < len(lines) and (not lines[index].strip() or _indent(lines[index]) > indent - 1):
            if lines[index].strip() and _indent(lines[index]) <= indent and not lines[index].lstrip().startswith("- "):
                break
            block.append(lines[index].strip().removeprefix("- ") if not value else lines[index])
            index += 1
        if block:
            found.append(Script(without_expressions("\n".join(block)), start + 1))
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
