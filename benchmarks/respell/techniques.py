"""The techniques: one a row of a text file, `name  [for whom, with what] template`.

Placeholders of the template stand in spelling.py; `⏎` is a line feed and `⇥` a tab. The brackets hold, each only where
needed: the names of the commands it is for (`rm cat`) or not for (`-aws`), `+program` (a stub of it is on the PATH),
`>name=target` (a symbolic link that is there before), `*name=content` (a file that is there before).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONDITIONS = re.compile(r"\[(?=[-+*>a-z])(.*?)\] ", re.DOTALL)
_FILE = re.compile(r"([*>])([\w./]+)=(.*?)(?= [*>][\w./]+=|$)", re.DOTALL)


@dataclass(frozen=True)
class Technique:
    name: str
    template: str
    only: frozenset[str]
    never: frozenset[str]
    stubs: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]

    def is_for(self, command: str) -> bool:
        return command not in self.never and (not self.only or command in self.only)


def techniques(folder: Path) -> Iterator[Technique]:
    """Those of a folder's text files, each named `family/name`."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                name, template = line.split("  ", 1)
                yield _technique(f"{path.stem}/{name}", template.replace("⏎", "\n").replace("⇥", "\t"))


def _technique(name: str, template: str) -> Technique:
    found = _CONDITIONS.match(template)
    conditions = found[1] if found else ""
    placed = _FILE.findall(conditions)
    words = _FILE.sub("", conditions).split()
    return Technique(
        name=name,
        template=template[found.end() :] if found else template,
        only=frozenset(word for word in words if word[0] not in "+-"),
        never=frozenset(word[1:] for word in words if word[0] == "-"),
        stubs=tuple(word[1:] for word in words if word[0] == "+"),
        files=tuple((path, content) for kind, path, content in placed if kind == "*"),
        links=tuple((path, target) for kind, path, target in placed if kind == ">"),
    )
