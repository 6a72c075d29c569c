"""`--plan FILE`: a Terraform plan as JSON, the deployment's own word on what would change."""

from __future__ import annotations

from ..changes import Change, repository_of
from ._argument import content
from ._reading import from_disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OPTION = ("--plan", "FILE", "A Terraform plan (`terraform show -json PLANFILE`); `-` reads stdin.")
STAGE = "pull_request"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:
    root, start = repository_of(folder)
    plan = content("--plan", argument, stdin)
    return Change(STAGE, "plan", root=root, start=start, plan=plan, read=from_disk(root))
