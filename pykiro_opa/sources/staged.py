"""`--staged`: what the next commit would hold, judged by HEAD."""

from __future__ import annotations

from ..changes import Change, repository_of
from ._diff import changed_files
from ._git import Git
from ._reading import entries_of_git, from_git, guardrails_of_git, rules_of_git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OPTION = ("--staged", None, "What the next commit would hold.")
STAGE = "commit"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:  # noqa: ARG001 - one signature
    root, start = repository_of(folder)
    git = Git(root)
    head = git.head()
    return Change(
        STAGE,
        "staged",
        root=root,
        start=start,
        files=changed_files(git, "--cached", head or git.nothing()),
        read=from_git(git, ""),
        entries=entries_of_git(git, ""),
        judged_by=guardrails_of_git(git, head) if head else None,
        rules=rules_of_git(git, head) if head else None,
        context={"base": head} if head else {},
    )
