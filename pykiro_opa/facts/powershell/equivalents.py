"""Cmdlets as the programs that do the same elsewhere, so that what is known of those holds for them: one row each."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .values import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .parameters import Bound

_ANY = "path|literalpath"
# A word stands for itself; `name?word` is there where the switch is on, `name=word` stands before each value of the
# parameter, `*names` are the values of some, as paths where they are such. `|name` is the program's input.
_ROWS: dict[str, tuple[str, ...]] = {
    "remove-item": ("rm", "recurse?-r", "force?-f", f"*{_ANY}"),
    "copy-item": ("cp", "recurse?-r", "force?-f", f"*{_ANY}", "*destination"),
    "move-item": ("mv", "force?-f", f"*{_ANY}", "*destination"),
    "rename-item": ("mv", "force?-f", f"*{_ANY}", "*newname"),
    "get-content": ("cat", f"*{_ANY}"),
    "import-csv": ("cat", f"*{_ANY}"),
    "import-clixml": ("cat", f"*{_ANY}"),
    "get-childitem": ("ls", f"*{_ANY}"),
    "select-string": ("grep", "*pattern", f"*{_ANY}"),
    "tee-object": ("tee", "append?-a", "*filepath|literalpath", "|piped"),
    "export-csv": ("tee", "append?-a", f"*{_ANY}"),
    "export-clixml": ("tee", f"*{_ANY}"),
    "expand-archive": ("unzip", "destinationpath=-d", f"*{_ANY}"),
    "compress-archive": ("zip", "-r", "*destinationpath", f"*{_ANY}"),
    "invoke-webrequest": ("curl", "method=-X", "headers=-H", "body=-d", "infile=-T", "form=-F", "outfile=-o", "*uri"),
    "invoke-restmethod": ("curl", "method=-X", "headers=-H", "body=-d", "infile=-T", "form=-F", "outfile=-o", "*uri"),
    "start-bitstransfer": ("curl", "destination=-o", "*source"),
    "stop-process": ("kill", "force?-9", "*id|name"),
    "stop-computer": ("shutdown", "now"),
    "restart-computer": ("reboot",),
    "set-acl": ("setfacl", f"*{_ANY}"),
    "invoke-sqlcmd": ("sqlcmd", "serverinstance=-S", "database=-d", "query=-Q", "inputfile=-i"),
    "invoke-command": ("ssh", "*computername|hostname"),
    "enter-pssession": ("ssh", "*computername|hostname"),
    "get-process": ("ps",),
    "start-service": ("systemctl", "start", "*name"),
    "stop-service": ("systemctl", "stop", "*name"),
    "restart-service": ("systemctl", "restart", "*name"),
    "new-service": ("sc", "create", "*name", "*binarypathname"),
    "remove-service": ("sc", "delete", "*name"),
    "new-scheduledtaskaction": ("*execute", "*argument"),
}  # fmt: skip
# What such a row needs to say anything.
_NEEDED = {"invoke-command": "computername|hostname", "enter-pssession": "computername|hostname"}
_TASKS = frozenset(("argument",))  # a text of several words


def equivalent(bound: Bound) -> tuple[list[str], str] | None:
    """The command line that does the same, and its input; None where there is none."""
    row = _ROWS.get(bound.cmdlet)
    needed = _NEEDED.get(bound.cmdlet)
    if row is None or (needed and not bound.all(*needed.split("|"))) or _is_elsewhere(bound):
        return None
    words: list[str] = []
    stdin = ""
    for item in row:
        name, sign, word = item.partition("?") if "?" in item else item.partition("=")
        if item.startswith("*"):
            words += _values(bound, item[1:].split("|"))
        elif item.startswith("|"):
            stdin = "\n".join(text(one) for one in bound.piped)
        elif sign == "?":
            words += [word] if bound.has(name) else []
        elif sign == "=":
            words += [part for value in _values(bound, [name]) for part in (word, _as_file(word, value))]
        else:
            words.append(item)
    if words[:1] == ["curl"] and bound.piped and bound.has("method") and not bound.has("body"):
        words += ["-d", "@-"]
    return (words, stdin) if words and words[0] else None


def _as_file(option: str, value: str) -> str:
    """What another command tells is sent as curl sends its input."""
    return "@-" if option == "-d" and value == UNKNOWN else value


def _is_elsewhere(bound: Bound) -> bool:
    """Whether all its paths are of the registry or the like."""
    given = bound.all("path", "literalpath")
    return bool(given) and not bound.paths("path", "literalpath")


def _values(bound: Bound, names: Sequence[str]) -> list[str]:
    if names[0] in _TASKS:
        return [word for value in bound.all(*names) for word in text(value).split()]
    if names[0] in ("path", "filepath"):
        return _paths(bound, names)
    found = (
        bound.paths(*names)
        if names[0] in ("destination", "destinationpath", "outfile", "infile", "inputfile", "execute")
        else [text(value) for value in bound.all(*names)]
    )
    return found or ([text(one) for one in bound.piped[:1]] if names[0] in ("id", "uri") else [])


def _paths(bound: Bound, names: Sequence[str]) -> list[str]:
    """The paths given, else those that the pipeline brings; `-Filter` chooses among what lies in a folder."""
    from .variables import path

    found = bound.paths(*names)
    if not found and bound.piped and not bound.all(*names):
        found = [place for one in bound.piped if (place := path(text(one))) is not None]
    chosen = [text(value) for value in bound.all("filter", "include")]
    if chosen and bound.cmdlet != "get-content":
        found = [f"{folder.rstrip('/*') or '.'}/{name}" for folder in found or ["."] for name in chosen]
    return [one or UNKNOWN for one in found]
