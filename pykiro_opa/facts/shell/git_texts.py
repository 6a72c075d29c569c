"""Shell text that git is given: settings that name programs, aliases, and what it runs for each commit or module."""

from __future__ import annotations

from .options import after, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Settings whose value git runs (git-config(1)).
# No `re` before it is needed: every git command comes here.
_SETTINGS = (
    r"(?:core\.(?:editor|pager|sshcommand|fsmonitor|askpass|gitproxy|alternaterefscommand)|sequence\.editor|pager\..+|"
    r"diff\.external|gpg\.(?:.+\.)?program|credential\.(?:.+\.)?helper|uploadpack\.packobjectshook|"
    r"(?:diff|merge|filter|difftool|mergetool|browser|man|tar|remote|trailer|hook|guitool)\..+\."
    r"(?:textconv|command|driver|clean|smudge|process|cmd|path|uploadpack|receivepack)|interactive\.difffilter)"
)
_ALIAS = "alias."
_FILTERS = tuple(
    f"--{name}-filter" for name in ("tree", "index", "msg", "env", "commit", "parent", "tag-name", "setup")
)
_EXT = "ext::"  # git-remote-ext(7)
_CONFIG_WORDS = ("set", "add", "replace-all")


def texts(arguments: Sequence[str], _stdin: str) -> list[str]:
    """The texts that this command line makes git run, now or later."""
    found: list[str] = []
    words = _words(arguments)
    for setting in values(arguments, "-c"):
        name, _, value = setting.partition("=")
        found += _setting(name, value, words)
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command == "config":
        named = [word for word in rest if not word.startswith("-") and word not in _CONFIG_WORDS]
        found += _setting(named[0], " ".join(named[1:2]), []) if len(named) > 1 else []
    elif command == "submodule" and rest[:1] == ["foreach"]:
        found.append(" ".join(word for word in rest[1:] if not word.startswith("--")))
    elif command in ("rebase", "difftool"):
        found += values(arguments, "-x", "--exec", "--extcmd")
    elif command == "filter-branch":
        found += values(arguments, *_FILTERS)
    elif command == "bisect" and rest[:1] == ["run"]:
        found.append(" ".join(map(_requoted, rest[1:])))
    found += [word[len(_EXT) :].replace("% ", " ") for word in rest if word.startswith(_EXT)]
    found += values(arguments, "--upload-pack", "--receive-pack", "--open-files-in-pager")
    return found


def _requoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def _words(arguments: Sequence[str]) -> list[str]:
    """From the subcommand on; git's own options before it are passed over, with their values."""
    index = 0
    while index < len(arguments) and arguments[index].startswith("-"):
        index += 2 if arguments[index] in ("-c", "-C", "--git-dir", "--work-tree", "--namespace", "--exec-path") else 1
    return list(arguments[index:])


def _setting(name: str, value: str, words: Sequence[str]) -> list[str]:
    """What a setting makes git run; an alias with the words that call it, or by itself."""
    if name.lower().startswith(_ALIAS):
        called = name[len(_ALIAS) :]
        rest = after(words, called) if words[:1] == [called] else []
        text = value[1:] if value.startswith("!") else f"git {value}"
        return [" ".join([text, *rest])] if value.strip() else []
    import re

    if value.strip() and re.fullmatch(_SETTINGS, name, re.IGNORECASE):
        return [value.removeprefix("!")]
    return []
