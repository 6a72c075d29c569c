"""Commands that go around the hooks which ask us: they change no file, and nobody is asked any more.

Only where the workspace's own hooks ask: `--no-verify` means nothing to us elsewhere.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..changes import Read
    from ..events import Fact

_OUR_NAME = b"pykiro-opa"
_PLACES = (
    ".pre-commit-config.yaml", ".git/hooks/pre-commit", ".git/hooks/pre-push", ".husky/pre-commit", ".husky/pre-push",
    "lefthook.yml", ".lefthook.yml", ".githooks/pre-commit", ".githooks/pre-push",
)  # fmt: skip
_HOOKED = ("commit", "push", "merge", "am", "rebase", "cherry-pick")
_INSTALLERS = ("pip", "pipx", "uv", "brew", "apt", "apt-get", "npm")
_REMOVING = ("uninstall", "remove", "purge", "rm")
_SWITCHES = ("SKIP=", "HUSKY=0", "LEFTHOOK=0", "PRE_COMMIT_ALLOW_NO_CONFIG=")
_INDEX_FLAGS = ("--assume-unchanged", "--skip-worktree")


def extract(commands: Iterable[Fact], read: Read) -> list[Fact]:
    """A loosened guardrail for each command that switches our hooks off or removes us."""
    found = [command for command in commands if command["runs_now"] and _switches_off(command)]
    if not found or not (any(map(_removes_us, found)) or any(_OUR_NAME in (read(place) or b"") for place in _PLACES)):
        return []
    return [_fact(command["at"]) for command in found]


def _switches_off(command: Fact) -> bool:
    words = [word or "" for word in command["words"]]
    argv = [word or "" for word in command["argv"]]
    if _removes_us(command) or any(run["text"].startswith(_SWITCHES) for run in command["runs"]):
        return True
    if command["program"] == "git":
        return _git(words, command["options"], argv)
    return command["program"] in ("pre-commit", "lefthook", "husky") and words[:1] == ["uninstall"]


def _git(words: list[str], options: list[str | None], argv: list[str]) -> bool:
    subcommand = words[0] if words else ""
    if subcommand in _HOOKED and "--no-verify" in options:
        return True
    if any(word.lower().startswith(("core.hookspath=", "core.hookspath =")) for word in argv):
        return True
    if subcommand == "config" and len(words) > 2 and words[1].lower() == "core.hookspath":
        return True
    return subcommand == "update-index" and any(flag in argv for flag in _INDEX_FLAGS)


def _removes_us(command: Fact) -> bool:
    words = [word or "" for word in command["words"]]
    return (
        command["program"] in _INSTALLERS
        and any(word in _REMOVING for word in words)
        and any(word.partition("[")[0].replace("_", "-").lower() == _OUR_NAME.decode() for word in words)
    )


def _fact(at: dict[str, Any]) -> Fact:
    return {"pointer": "", "change": "loosened", "before": None, "after": None, "at": at}
