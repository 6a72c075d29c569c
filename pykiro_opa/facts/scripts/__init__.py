"""Shell text inside files that run it one day: scripts, Dockerfiles, Makefiles, CI jobs, package scripts, Terraform.

One module for each kind of file; each has `scripts(text) -> list of Script` and is imported by need.
"""

from __future__ import annotations

import re

from ...changes import POWERSHELL, SHELL
from ...values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_SHELL_NAMES = (
    ".sh", ".bash", ".zsh", ".ksh", ".bats", ".command", ".bashrc", ".bash_profile", ".zshrc", ".zprofile", ".profile",
    ".envrc",
)  # fmt: skip
_POWERSHELL_NAMES = (".ps1", ".psm1")
_SHELL_FOLDERS = ("/.husky/", "/.git/hooks/", "/.githooks/")
_SHEBANG = re.compile(r"^#!.*\b(?:ba|z|k|da)?sh\b")
_PACKAGES = ("package.json", "composer.json", "deno.json", "deno.jsonc")
_LARGEST = 4 * 1024 * 1024


class Script(Value):
    """A text for a shell, the line of the file it starts on, the variables that are set when it runs, its language."""

    __slots__ = ("text", "line", "variables", "language")

    text: str
    line: int
    variables: Mapping[str, str]
    language: str

    def __init__(self, text: str, line: int, variables: Mapping[str, str] | None = None, language: str = SHELL) -> None:
        self._set(text=text, line=line, variables=variables or {}, language=language)


def scripts(path: str, text: str, *, executable: bool = False) -> list[Script]:
    """The shell texts of a file; none where it holds no shell. `executable` says that the file's mode is."""
    if is_shell(path, text, executable=executable):
        return [Script(text, 1)]
    if path.lower().endswith(_POWERSHELL_NAMES):
        return [Script(text, 1, language=POWERSHELL)]
    if len(text) > _LARGEST:
        return []
    return [*_by_name(path.rpartition("/")[2].lower(), text), *_deployed(path, text)]


def is_shell(path: str, text: str, *, executable: bool = False) -> bool:
    """Whether the whole file is shell text: by name, by folder, by its first line, or run without one."""
    name = path.rpartition("/")[2].lower()
    if name.endswith(_SHELL_NAMES) or _SHEBANG.match(text):
        return True
    if text.startswith("#!"):
        return False
    if any(folder in f"/{path}" for folder in _SHELL_FOLDERS):
        return True
    # The kernel leaves a text without a first line of its own to the shell.
    return executable and "." not in name and "file" not in name


def _by_name(name: str, text: str) -> list[Script]:
    if "dockerfile" in name or "containerfile" in name:
        from .containers import scripts as found
    elif name in ("makefile", "gnumakefile", "justfile") or name.endswith((".mk", ".just")):
        from .makefiles import scripts as found
    elif name.endswith((".yml", ".yaml")):
        from .jobs import scripts as found
    elif name in _PACKAGES:
        from .packages import scripts as found
    else:
        from .lines import scripts as by_row

        return by_row(name, text)
    return found(text)


def _deployed(path: str, text: str) -> list[Script]:
    """What a machine or a deployment would run: start-up scripts and provisioners of infrastructure files."""
    from ...infrastructure import kind_of

    content = text.encode("utf-8", "replace")
    if kind_of(path, content) is None:
        return []
    from .deployed import scripts as found

    return found(path, content)
