"""YAML that runs commands: CI jobs, compose files, pods, playbooks, task files and hooks."""

from __future__ import annotations

import re

from . import Script
from .words import quoted, without_expressions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

# keys whose text, or each text of whose list, is a line of shell
_LINES = frozenset((
    "run", "script", "before_script", "after_script", "commands", "cmds", "cmd", "bash", "sh", "shell", "raw",
    "ansible.builtin.shell", "ansible.builtin.command", "ansible.builtin.raw", "pre_build", "post_build",
    "before_install", "install", "after_success", "before_deploy", "inline",
))  # fmt: skip
# keys of a program with its words: `command: [rm, x]`, `entrypoint: bash` with `args: [-c, …]`
_PROGRAMS = ("entrypoint", "entry", "command")
_WORDS = "args"
_VARIABLES = ("env", "environment", "variables")
_GATE = re.compile(r"\b(?:run|\w*script|commands?|cmds?|entry(?:point)?|bash|sh|shell|raw|install|inline|p\w+_build)\b")
_LARGEST = 1_000_000
_MOST_NODES = 100_000
_DEEPEST = 60


def scripts(text: str) -> list[Script]:
    if not _GATE.search(text):
        return []
    if len(text) <= _LARGEST:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            nodes = list(yaml.compose_all(text, Loader=loader))
        except (yaml.YAMLError, RecursionError, ValueError):
            pass  # a template of YAML: read by its lines
        else:
            walk = _Walk()
            return [script for node in nodes if node is not None for script in walk.node(node, {}, 0)]
    from .template_lines import scripts as by_lines

    return by_lines(text)


class _Walk:
    """All mappings of a document; counts nodes, because aliases can make a small file a huge one."""

    def __init__(self) -> None:
        self._count = 0

    def node(self, node: Any, variables: Mapping[str, str], depth: int) -> Iterator[Script]:
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST_NODES:
            return
        if node.id == "sequence":
            for item in node.value:
                yield from self.node(item, variables, depth + 1)
        elif node.id == "mapping":
            yield from self._mapping(node, variables, depth)

    def _mapping(self, node: Any, outer: Mapping[str, str], depth: int) -> Iterator[Script]:
        entries = {key.value: value for key, value in _entries(node)}
        own = {name: text for key in _VARIABLES for name, text in _texts(entries.get(key))}
        variables = {**outer, **own} if own else outer
        for key, value in entries.items():
            lines = list(_lines(value)) if key in _LINES else []
            if lines:
                yield _script(lines, variables)
        yield from _program(entries, variables)
        for value in entries.values():
            yield from self.node(value, variables, depth + 1)


def _entries(node: Any) -> Iterator[tuple[Any, Any]]:
    """Keys and values, those of a merged mapping (`<<`) first, since a key of its own wins."""
    own = [(key, value) for key, value in node.value if isinstance(key.value, str)]
    for key, value in own:
        if key.value == "<<":
            merged = value.value if value.id == "sequence" else [value]
            for one in merged:
                if one.id == "mapping":
                    yield from ((inner, item) for inner, item in one.value if isinstance(inner.value, str))
    yield from own


def _texts(node: Any) -> Iterator[tuple[str, str]]:
    """The variables of an `env` mapping, or of a list of `NAME=value` or of `{name, value}`."""
    if node is None:
        return
    if node.id == "mapping":
        for key, value in node.value:
            if value.id == "scalar" and isinstance(key.value, str):
                yield key.value, without_expressions(value.value)
    elif node.id == "sequence":
        for item in node.value:
            if item.id == "scalar" and "=" in item.value:
                name, _, text = item.value.partition("=")
                yield name, without_expressions(text)
            elif item.id == "mapping":
                pair = {key.value: value.value for key, value in item.value if value.id == "scalar"}
                if "name" in pair and "value" in pair:
                    yield pair["name"], without_expressions(pair["value"])


def _lines(node: Any) -> Iterator[tuple[str, int]]:
    """The texts of a scalar or a (nested) list, each with the line it starts on."""
    if node.id == "scalar":
        yield node.value, node.start_mark.line + (2 if node.style in ("|", ">") else 1)
    elif node.id == "sequence":
        for item in node.value:
            yield from _lines(item)


def _script(lines: list[tuple[str, int]], variables: Mapping[str, str]) -> Script:
    """The lines as one text, since one shell runs them, with as many line feeds between as keep them on their lines."""
    first = lines[0][1]
    pieces: list[str] = []
    feeds = 0
    for line, number in lines:
        before = max(1 if pieces else 0, number - first - feeds)
        pieces.append("\n" * before + line)
        feeds += before + line.count("\n")
    return Script(without_expressions("".join(pieces)), first, variables)


def _program(entries: Mapping[str, Any], variables: Mapping[str, str]) -> Iterator[Script]:
    named = [entries[key] for key in _PROGRAMS if key in entries]
    if not named:
        return
    words = entries.get(_WORDS)
    parts = [*named, words] if words is not None and words.id == "sequence" else named
    joined = " ".join(_shell_words(part) for part in parts)
    if joined.strip():
        yield Script(without_expressions(joined), named[0].start_mark.line + (2 if named[0].style in ("|", ">") else 1)
                     if named[0].id == "scalar" else named[0].start_mark.line + 1, variables)  # fmt: skip


def _shell_words(node: Any) -> str:
    if node.id == "scalar":
        return str(node.value)
    if node.id == "sequence":
        return quoted(item.value for item in node.value if item.id == "scalar")
    return ""
