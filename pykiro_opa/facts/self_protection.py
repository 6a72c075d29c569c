"""Changes of what protects the workspace: guardrails, hooks, agents, the lock, policies, approvals, pykiro-opa itself.

Files are recognised however they are spelled: by real path, by any case, in any Unicode normal form.
"""

from __future__ import annotations

from ..changes import MODE_SYMLINK
from ..events import canonical, sha256
from . import hook_settings, installation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..changes import FileChange
    from ..events import Fact

ADDED, LOOSENED, TIGHTENED = "added", "loosened", "tightened"
_CONFIGURATION = ".kiro/kiro.json"
_LOCK = (".kiro/guardrails.lock",)
_WHOLE = (".kiro/policies/", ".kiro/approvals/")
_HOOKS = (".kiro/hooks/", ".kiro/agents/", ".claude/settings.json", ".claude/settings.local.json", hook_settings.CHOICE)
_STEERING = (".kiro/steering/",)
_FOLDERS = (".kiro", ".claude", ".kiro/hooks", ".kiro/agents", ".kiro/policies", ".kiro/approvals", ".kiro/settings")
_OWN_HOOKS = (".pre-commit-config.yaml", ".husky/", ".git/hooks/", ".githooks/", "lefthook.yml", ".lefthook.yml")
_GIT = (".git/config", ".git/config.worktree")
_HOOKS_PATH = b"hookspath"
_KINDS = (
    ("lock", _LOCK),
    ("whole", _WHOLE),
    ("hooks", _HOOKS),
    ("steering", _STEERING),
    ("git", _GIT),
    ("own hooks", _OWN_HOOKS),
)
_GLOBS = "*?["
_LONGEST_GLOB = 1_000


def extract(files: Sequence[FileChange]) -> list[Fact]:
    """Guardrail change facts; a rename counts at both of its ends."""
    return [fact for file in files for fact in _file(file)]


def _file(file: FileChange) -> list[Fact]:
    found = list(_at(file, file.path, file.before if file.previous_path is None else None, file.after))
    if file.previous_path is not None:
        found += _at(file, file.previous_path, file.before, None)
    return found


def _at(file: FileChange, path: str, before: bytes | None, after: bytes | None) -> list[Fact]:
    place = _normal(path)
    kind = _kind(place)
    if kind is None and after is not None and installation.is_installed(path):
        return [_fact(path, "", LOOSENED, before, after)]
    if kind is None:
        return _above(path, place, after)
    if kind == "steering":
        return [_fact(path, "", TIGHTENED if before is not None else ADDED, before, after)]
    if not file.content_known or file.mode == MODE_SYMLINK or _became_executable_only(file):
        return [_fact(path, "", LOOSENED, before, None)]
    if kind == "configuration":
        from ..guardrails import compare

        return _placed(path, compare(before, after, nested=place != _CONFIGURATION))
    if kind == "lock":
        from ..bundles import lock_changes

        return _placed(path, lock_changes.compare(before, after))
    if kind == "hooks":
        return _hooks(path, before, after)
    if kind == "git":
        switched = _HOOKS_PATH in (after or b"").lower() and _HOOKS_PATH not in (before or b"").lower()
        return [_fact(path, "", LOOSENED, before, after)] if switched else []
    if kind == "own hooks":
        lost = not _calls(before) <= _calls(after) or (_calls(before) and "/hooks/" in place and before != after)
        return [_fact(path, "", LOOSENED, before, after)] if lost else []
    if before == after:
        return []
    return [_fact(path, "", ADDED if before is None else LOOSENED, before, after)]


def _normal(path: str) -> str:
    if path.isascii():
        return path.casefold()
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _kind(place: str) -> str | None:
    for at in _tails(place):
        if at == _CONFIGURATION:
            return "configuration"
        for kind, places in _KINDS:
            if any(at == one or (one.endswith("/") and at.startswith(one)) for one in places):
                return kind
    return None


def _tails(place: str) -> list[str]:
    """The path from each of its folders on: a nested workspace protects itself as the outer one does."""
    parts = place.split("/")
    starts = [
        index for index, part in enumerate(parts) if part.startswith((".kiro", ".claude", ".pre-", ".husky", ".git"))
    ]
    return ["/".join(parts[index:]) for index in [0, *starts]]


def _above(path: str, place: str, after: bytes | None) -> list[Fact]:
    """A folder of ours, or a glob over it, that a command removes or puts something in the place of."""
    tail = place.rstrip("/")
    is_folder = any(tail == folder or tail.endswith(f"/{folder}") for folder in _FOLDERS)
    if len(tail) > _LONGEST_GLOB:  # a shell would not follow it either
        is_folder = any(letter in tail for letter in _GLOBS)
    elif any(letter in tail for letter in _GLOBS):
        from fnmatch import fnmatchcase

        is_folder = any(fnmatchcase(one, tail) for one in (_CONFIGURATION, *_FOLDERS, *_HOOKS[2:], *_LOCK))
    if tail in ("", "."):
        is_folder = after is None
    if after is not None and f"/{tail}".endswith("/.git"):  # where a repository begins, the guardrails above it end
        is_folder = True
    return [_fact(path, "", LOOSENED, None, None)] if is_folder else []


def _calls(content: bytes | None) -> set[bytes]:
    """The lines of a git hook, or of what makes git hooks, that name us; one that is commented out is another line."""
    return {line.strip() for line in (content or b"").splitlines() if b"pykiro-opa" in line}


def _became_executable_only(file: FileChange) -> bool:
    """`chmod` on a protected file: what it allows is not known from the command."""
    return file.mode == "changed"


def _placed(path: str, changes: Sequence[dict[str, Any]]) -> list[Fact]:
    return [
        {
            "pointer": one["pointer"],
            "change": one["change"],
            "before": one["before"],
            "after": one["after"],
            "at": {"path": path, "line": max(1, one["line"])},
        }
        for one in changes
    ]


def _hooks(path: str, before: bytes | None, after: bytes | None) -> list[Fact]:
    old, new = _hook_entries(before), _hook_entries(after)
    if new is None and before != after and (after is not None or old is None or old):
        return [_fact(path, "", LOOSENED, before, after)]
    lost = (old or frozenset()) - (new or frozenset())
    gained = (new or frozenset()) - (old or frozenset())
    if lost or hook_settings.loosened(_normal(path), before, after, guarded=bool(old)):
        return [_fact(path, "/hooks", LOOSENED, before, after)]
    if gained:
        return [_fact(path, "/hooks", ADDED if before is None else TIGHTENED, before, after)]
    return []


def _hook_entries(content: bytes | None) -> frozenset[bytes] | None:
    """The hooks of a file that are switched on, each as canonical JSON; None where the file cannot be read."""
    if content is None:
        return frozenset()
    document = hook_settings.parsed(content)
    if document is None:
        return None
    if document.get("disableAllHooks") is True or document.get("enabled") is False:
        return frozenset()
    return frozenset(_flattened(document.get("hooks", document.get("then"))))


def _flattened(hooks: Any) -> list[bytes]:
    """`hooks` as Kiro (list, or map by trigger) and Claude Code (map of matchers with lists) write them."""
    if isinstance(hooks, list):
        return [_entry("", hook) for hook in hooks if _is_on(hook)]
    if isinstance(hooks, dict):
        listed = ((trigger, one if isinstance(one, list) else [one]) for trigger, one in hooks.items())
        return [_entry(trigger, hook) for trigger, some in listed for hook in some if _is_on(hook)]
    return []


def _is_on(hook: Any) -> bool:
    return not (isinstance(hook, dict) and hook.get("enabled") is False)


def _entry(trigger: str, hook: Any) -> bytes:
    from ..events import clean

    kept = (
        {key: value for key, value in hook.items() if key not in ("description", "name")}
        if isinstance(hook, dict)
        else hook
    )
    return canonical(clean([trigger, kept]))


def _fact(path: str, pointer: str, change: str, before: bytes | None, after: bytes | None) -> Fact:
    return {
        "pointer": pointer,
        "change": change,
        "before": None if before is None else sha256(before),
        "after": None if after is None else sha256(after),
        "at": {"path": path, "line": 1},
    }
