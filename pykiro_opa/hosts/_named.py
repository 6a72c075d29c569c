"""Tools that are named after a program's command and given its arguments by name: `kubectl_delete`, `git_push`."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# program: arguments that stand in its command line without their names, in this order
_PLACES: dict[str, tuple[str, ...]] = {
    "git": ("repository", "remote", "branch", "branch_name", "revision", "target", "ref"),
    "helm": ("name", "release", "releaseName", "release_name", "chart"),
    "kubectl": ("resourceType", "resource_type", "kind", "resource", "name"),
    "terraform": (),
}
_OTHER_NAMES = {"delete": {"helm": "uninstall"}}
_VALUES = (str, int)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ANY = frozenset(("generic", "command", "run", "exec", "execute", "cli"))  # tools that are told the command's name


def commands(tool: str, arguments: Mapping[str, Any]) -> list[str]:
    """The command lines that a tool's name and arguments make; none where the name is no program and command."""
    words = [word.lower() for word in _WORD.findall(tool)]
    program = next((word for word in words if word in _PLACES), None)
    verbs = [word for word in words if word != program]
    told = arguments.get("command")
    if verbs and set(verbs) <= _ANY and isinstance(told, str) and told.strip().isalpha():
        verbs = [told.strip()]
    if program is None or not verbs or len(verbs) > 2:
        return []
    verb = _OTHER_NAMES.get(verbs[0], {}).get(program, verbs[0])
    return [_joined([program, verb, *_placed(program, arguments), *_options(program, arguments)])]


def _placed(program: str, arguments: Mapping[str, Any]) -> list[str]:
    return [
        str(arguments[name])
        for name in _PLACES[program]
        if isinstance(arguments.get(name), _VALUES) and not isinstance(arguments[name], bool)
    ]


def _options(program: str, arguments: Mapping[str, Any]) -> list[str]:
    """What is left, as options: what is true alone, other values behind their names."""
    found = []
    for name, value in arguments.items():
        option = "--" + re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()
        if name in _PLACES[program] or name == "command":
            continue
        if value is True:
            found.append(option)
        elif isinstance(value, _VALUES) and not isinstance(value, bool) and value != "":
            found.append(f"{option}={value}")
    return found


def _joined(words: list[str]) -> str:
    import shlex

    return shlex.join(words)
