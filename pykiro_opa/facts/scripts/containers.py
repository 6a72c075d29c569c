"""Dockerfiles: `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`, in shell form, exec form and here-documents."""

from __future__ import annotations

import re

from . import Script

_INSTRUCTION = re.compile(
    r"^\s*(?:ONBUILD\s+)?(RUN|CMD|ENTRYPOINT|HEALTHCHECK)\s+(.*)$", re.IGNORECASE
)  # fmt: skip
_OPTIONS = re.compile(r"^(?:--\S+\s+)*")
_HERE = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")
_MOST_VARIABLES = 256
_ESCAPE = re.compile(r"^#\s*escape\s*=\s*(\S)\s*$", re.IGNORECASE)
_VARIABLE = re.compile(r"^\s*(?:ENV|ARG)\s+(\w+)[= ]\s*(?:\"([^\"$]*)\"|'([^'$]*)'|([^\s\"'$]+))\s*$", re.IGNORECASE)


def scripts(text: str) -> list[Script]:
    lines = text.split("\n")
    escape = _escape(lines)
    variables: dict[str, str] = {}
    found = []
    index = 0
    while index < len(lines):
        start = index
        match = _INSTRUCTION.match(lines[index])
        if match is None:
            named = _VARIABLE.match(lines[index])
            if named and len(variables) < _MOST_VARIABLES:
                variables = {**variables, named[1]: named[2] or named[3] or named[4] or ""}
            index += 1
            continue
        written, index = _whole(match[2], lines, index, escape)
        shell = _shell_text(match[1].upper(), written)
        if shell:
            found.append(Script(shell, start + 1, variables))
    return found


def _escape(lines: list[str]) -> str:
    """The character that continues a line; a directive at the head may change it."""
    for line in lines:
        match = _ESCAPE.match(line)
        if match:
            return match[1]
        if not line.startswith("#"):
            break
    return "\\"


def _whole(first: str, lines: list[str], index: int, escape: str) -> tuple[str, int]:
    """An instruction with the lines that continue it and its here-documents, and the index of the line after it.

    Comments and blank lines stand between continued lines without ending them.
    """
    parts = [first]
    index += 1
    while parts[-1].rstrip().endswith(escape) and index < len(lines):
        blanks = 0
        while index < len(lines) and (not lines[index].strip() or lines[index].lstrip().startswith("#")):
            index += 1
            blanks += 1
        if index >= len(lines):
            break
        parts[-1] = parts[-1].rstrip().removesuffix(escape) + "\\"
        parts += ["\\"] * blanks + [lines[index]]
        index += 1
    for _, word in _HERE.findall(parts[-1]):
        while index < len(lines):
            parts.append(lines[index])
            index += 1
            if parts[-1].strip() == word:
                break
    return "\n".join(parts), index


def _shell_text(instruction: str, written: str) -> str:
    written = _OPTIONS.sub("", written)
    if instruction == "HEALTHCHECK":
        before, command, written = written.partition("CMD ")
        if not command or before.strip():
            return ""
    if written.lstrip().startswith("<<"):  # the here-document is the script
        return f"sh {written}"
    return _exec_form(written)


def _exec_form(text: str) -> str:
    """`["rm", "-rf", "x"]` as shell words."""
    if not text.lstrip().startswith("["):
        return text
    import json

    try:
        words = json.loads(text.replace("\\\n", "\n"))
    except (ValueError, RecursionError):
        return text
    if not isinstance(words, list):
        return text
    from .words import quoted

    return quoted(words)
