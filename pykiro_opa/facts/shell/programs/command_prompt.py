"""Windows' command prompt: what `cmd /c TEXT` runs, as the shell would say it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Match

_HOME = r"(?i)%(?:USERPROFILE|HOMEPATH|HOME)%"
_DRIVE = r"(?<![\w/])([A-Za-z]:)\\"
_COMMAND = r"(?i)(^|[&|(]\s*)(copy|del|erase|format|move|rd|ren|rename|rmdir|type|xcopy)\b((?:\s+/\w+(?=\s|$))*)"
_SAME = {
    "copy": "cp", "del": "rm -f", "erase": "rm -f", "format": "format-volume", "move": "mv", "rd": "rm -f",
    "ren": "mv", "rename": "mv", "rmdir": "rm -f", "type": "cat", "xcopy": "cp -r",
}  # fmt: skip


def as_shell(text: str) -> str:
    """The text with its variables of the home folder, its paths and its built-in commands spelled for a shell."""
    import re

    plain = re.sub(_DRIVE, r"/\1/", re.sub(_HOME, "~", text)).replace("\\", "/")
    return re.sub(_COMMAND, _spelled, plain)


def _spelled(match: Match[str]) -> str:
    recursive = " -r" if "/s" in match[3].lower() else ""
    return f"{match[1]}{_SAME[match[2].lower()]}{recursive}"
