"""What an entry may say beside its match: `id`, `reason`, `stages` and `except`; None where a problem was found."""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from ..events import STAGES
from .checks import text_problem
from .document import kind_of
from .globs import compile_glob
from .problems import did_you_mean, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .problems import Problems

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def read_id(written: Mapping[str, Any], pointer: str, problems: Problems) -> str | None:
    if "id" not in written:
        return ""
    if isinstance(written["id"], str) and _ID.fullmatch(written["id"]):
        return str(written["id"])
    problems.add(f"{pointer}/id", "expected an id of letters, digits, `.`, `_` and `-`, at most 100")
    return None


def read_message(written: Mapping[str, Any], pointer: str, problems: Problems) -> str | None:
    if "reason" not in written:
        return ""
    problem = text_problem(written["reason"])
    if problem is None:
        return " ".join(written["reason"].split())
    problems.add(f"{pointer}/reason", problem)
    return None


def read_stages(written: Mapping[str, Any], pointer: str, problems: Problems) -> list[str] | None:
    stages = written.get("stages", list(STAGES))
    pointer = f"{pointer}/stages"
    if not isinstance(stages, list) or not stages:
        problems.add(pointer, f"expected a list of stages, found {kind_of(stages) if stages != [] else 'an empty one'}")
        return None
    sound = True
    for index, stage in enumerate(stages):
        if stage not in STAGES:
            hint = did_you_mean(stage, STAGES) if isinstance(stage, str) else f"known are {', '.join(STAGES)}"
            problems.add(f"{pointer}/{index}", f"unknown stage `{shown(str(stage))}`; {hint}")
            sound = False
        elif stage in stages[:index]:
            problems.add(f"{pointer}/{index}", f"the stage `{stage}` stands twice; keep one")
            sound = False
    return [stage for stage in STAGES if stage in stages] if sound else None


def read_except(written: Mapping[str, Any], pointer: str, scope: str, problems: Problems) -> list[str] | None:
    globs = written.get("except", [])
    pointer = f"{pointer}/except"
    if not isinstance(globs, list):
        problems.add(pointer, f"expected a list of globs, found {kind_of(globs)}; write `[…]` around it")
        return None
    found = []
    sound = True
    for index, glob in enumerate(globs):
        problem = text_problem(glob)
        if problem is None:
            try:
                found.append(compile_glob(glob, scope)[0])
                continue
            except ConfigurationError as error:
                problem = str(error)
        problems.add(f"{pointer}/{index}", problem)
        sound = False
    return sorted(set(found)) if sound else None
