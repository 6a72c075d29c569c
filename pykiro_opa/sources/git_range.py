"""`--diff A..B`: what B brings to A since they parted, judged by A's tip."""

from __future__ import annotations

from ..changes import Change, repository_of
from ..errors import InputError
from ._diff import changed_files
from ._git import Git
from ._reading import entries_of_git, from_git, guardrails_of_git, rules_of_git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OPTION = ("--diff", "RANGE", "What B brings to A since they parted, for RANGE A..B, A...B or A (B is HEAD).")
STAGE = "pull_request"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:  # noqa: ARG001 - one signature
    root, start = repository_of(folder)
    git = Git(root)
    target, head = (git.commit_of(revision) for revision in _ends(argument or ""))
    base = _merge_base(git, target, head)
    return Change(
        STAGE,
        "git",
        root=root,
        start=start,
        files=changed_files(git, base, head),
        read=from_git(git, head),
        entries=entries_of_git(git, head),
        judged_by=guardrails_of_git(git, target),
        rules=rules_of_git(git, target),
        context=_context(git, target, head),
    )


def _ends(argument: str) -> tuple[str, str]:
    for separator in ("...", ".."):
        target, found, head = argument.partition(separator)
        if found:
            return target or "HEAD", head or "HEAD"
    if not argument:
        raise InputError("`--diff` names no revision; write `--diff main..HEAD`")
    return argument, "HEAD"


def _merge_base(git: Git, target: str, head: str) -> str:
    done = git.attempt("merge-base", target, head)
    base = done.stdout.decode().strip()
    if done.returncode or not base:
        raise InputError(
            "the two ends of `--diff` have no common ancestor here; fetch the whole history (`git fetch --unshallow`)"
        )
    return base


def _context(git: Git, base: str, head: str) -> dict[str, str]:
    origin = git.origin()
    return {"base": base, "head": head, **({"repository": origin} if origin else {})}
