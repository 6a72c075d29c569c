"""Shell text that git is given: settings that name programs, aliases, and what it runs for each commit or module."""

from __future__ import annotations

from ..syntax.options import after, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Settings whose value git runs (git-config(1)).
# No `re` before it is needed: every git command comes here.
_SETTINGS = (
    r"(?:core\.(?:editor|pager|sshcommand|fsmonitor|askpass|gitproxy|alternaterefscommand)|sequence\.editor|pager\..+|"
    r"diff\.external|gpg\.(?:.+\.)?program|credential\.(?:.+\.)?helper|uploadpack\.packobjectshook|"
    r"(?:diff|merge|filter|difftool|mergetool|browser|man|tar|remote|trailer|hook|guitool)\..+\."
    r"(?:textconv|command|driver|clean|smudge|process|cmd|path|uploadpack|receivepack)|interactive\.difffilter)"
)
_FORCES = r"remote\..+\.(?:push=\+.*|mirror=(?:true|1|yes|on)?)"  # every push of such a remote is forced
_FORCED = "git push --force"
_ALIAS = "alias."
# subcommand: options whose value is a command
_OPTIONS: dict[str, tuple[str, ...]] = {
    "clone": ("-u",), "difftool": ("-x", "--extcmd"), "filter-branch": (), "grep": ("--open-files-in-pager",),
    "instaweb": ("-b", "--browser"), "rebase": ("-x",), "send-email": ("--sendmail-cmd", "--to-cmd", "--cc-cmd"),
    "web--browse": ("-b", "--browser"),
}  # fmt: skip
MOST_SETTINGS = 64
_FILTERS = tuple(
    f"--{name}-filter" for name in ("tree", "index", "msg", "env", "commit", "parent", "tag-name", "setup")
)
# Commands of git that every version of it has: it looks for no alias of these names.
_BUILTINS = frozenset((
    "add", "am", "apply", "archive", "blame", "branch", "bundle", "cat-file", "check-ignore", "checkout", "cherry",
    "cherry-pick", "clean", "clone", "commit", "config", "describe", "diff", "fetch", "for-each-ref", "fsck", "gc",
    "grep", "init", "log", "ls-files", "ls-remote", "ls-tree", "merge", "merge-base", "mv", "notes", "prune", "pull",
    "push", "read-tree", "reflog", "remote", "reset", "rev-list", "rev-parse", "revert", "rm", "shortlog", "show",
    "show-ref", "status", "tag", "update-index", "update-ref", "worktree", "write-tree",
))  # fmt: skip
_EXT = "ext::"  # git-remote-ext(7)
_CONFIG_WORDS = ("set", "add", "replace-all")


def subcommand(arguments: Sequence[str]) -> str:
    return next(iter(_words(arguments)), "")


def alias_set(arguments: Sequence[str]) -> tuple[str, str] | None:
    """The name and the text of an alias that `git config` sets."""
    words = _words(arguments)
    named = _named(words[1:])
    if words[:1] != ["config"] or len(named) < 2 or not named[0].lower().startswith(_ALIAS):
        return None
    return named[0][len(_ALIAS) :], named[1]


def _named(words: Sequence[str]) -> list[str]:
    """The setting that `git config` names, and what follows it; a value may begin with a dash."""
    valued = ("-f", "--file", "--blob", "--type", "--default", "--comment")
    index = 0
    while index < len(words) and (words[index].startswith("-") or words[index] in _CONFIG_WORDS):
        index += 2 if words[index] in valued else 1
    return list(words[index:])


def from_environment(variables: Mapping[str, str]) -> list[str]:
    """The settings that git gets by `GIT_CONFIG_KEY_n` and `GIT_CONFIG_VALUE_n`."""
    count = variables.get("GIT_CONFIG_COUNT", "")
    numbers = range(min(int(count), MOST_SETTINGS)) if count.isdecimal() else ()
    return [
        *_passed_on(variables.get("GIT_CONFIG_PARAMETERS", "")),
        *(
            f"{variables.get(f'GIT_CONFIG_KEY_{number}', '')}={variables.get(f'GIT_CONFIG_VALUE_{number}', '')}"
            for number in numbers
        ),
    ]


def _passed_on(text: str) -> list[str]:
    """As git gives them to the git that it starts: 'name'='value', or 'name=value'."""
    if not text:
        return []
    import shlex

    try:
        return shlex.split(text)
    except ValueError:
        return []


def from_file(text: str) -> list[str]:
    """The settings of a git configuration file that may make git run something."""
    import re

    section, found = "", []
    for line in text.splitlines():
        head = re.match(r'\s*\[([\w.-]+)(?:\s+"(.*)")?\]\s*$', line)
        if head:
            section = f"{head[1]}.{head[2]}." if head[2] else f"{head[1]}."
        elif "=" in line and section:
            name, _, value = line.partition("=")
            found.append(f"{section}{name.strip()}={_unquoted(value.strip())}")
    return found


def _unquoted(value: str) -> str:
    return value[1:-1].replace('\\"', '"').replace("\\\\", "\\") if value[:1] == '"' == value[-1:] else value


def texts(arguments: Sequence[str], stdin: str, settings: Sequence[str] = ()) -> list[str]:
    """The texts that this command line makes git run, now or later; `settings` are more than it gives with `-c`."""
    found: list[str] = []
    words = _words(arguments)
    for setting in (*values(arguments, "-c"), *settings):
        name, _, value = setting.partition("=")
        found += _setting(name, value, words)
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command == "config":
        named = _named(rest)
        found += _setting(named[0], " ".join(named[1:2]), []) if len(named) > 1 else []
    elif command == "submodule" and rest[:1] == ["foreach"]:
        found.append(" ".join(word for word in rest[1:] if not word.startswith("--")))
    elif command == "filter-branch":
        found += values(arguments, *_FILTERS)
    elif command == "bisect" and rest[:1] == ["run"]:
        found.append(" ".join(map(_requoted, rest[1:])))
    found += [_of_address(word) for word in rest if word.startswith(_EXT)]
    found += values(arguments, *_OPTIONS.get(command, ()), "--upload-pack", "--receive-pack", "--exec")
    found += [word[2:] for word in rest if command == "grep" and word.startswith("-O")]
    if command == "remote" and rest[:1] == ["add"] and any(word.startswith("--mirror") for word in rest):
        found.append(_FORCED)
    if command == "send-pack" and "--stdin" in rest and any(line.startswith("+") for line in stdin.split("\n")):
        found.append(_FORCED)
    return found


def _of_address(word: str) -> str:
    """The command of an `ext::` address: a space separates its words, `% ` is a space inside one."""
    words = word[len(_EXT) :].replace("% ", "\0").split(" ")
    return " ".join(_requoted(one.replace("\0", " ")) for one in words if one)


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
        if called in _BUILTINS:
            return []
        rest = after(words, called) if words[:1] == [called] else []
        text = value[1:] if value.startswith("!") else f"git {value}"
        return [" ".join([text, *rest])] if value.strip() else []
    import re

    if re.fullmatch(_FORCES, f"{name}={value}", re.IGNORECASE):
        return [_FORCED]
    if value.strip() and re.fullmatch(_SETTINGS, name, re.IGNORECASE):
        return [value.removeprefix("!")]
    return []
