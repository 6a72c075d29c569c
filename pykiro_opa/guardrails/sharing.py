"""One kiro.json compiled for other teams: all of it speaks for whole repositories, and nothing of it for this one alone."""

from __future__ import annotations

from ..errors import ConfigurationError
from ..values import Value
from .compilation import compile_guardrails
from .document import read_document
from .expressions import check_expressions
from .problems import Problems
from .settings import NOT_JUDGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .compilation import Compiled
    from .expressions import RegexIsValid


class ForOthers(Value):
    """Guardrails to share; `extends` are the entries as written, `notes` what the user should know."""

    __slots__ = ("origin", "document", "extends", "notes")

    origin: str
    document: Compiled
    extends: Sequence[object]
    notes: tuple[str, ...]

    def __init__(self, origin: str, document: Compiled, extends: Sequence[object], notes: tuple[str, ...]) -> None:
        self._set(origin=origin, document=document, extends=extends, notes=notes)


def for_others(path: str, data: bytes, origin: str | None, regex_is_valid: RegexIsValid) -> ForOthers:
    """Compile the bytes of a kiro.json to share them as `origin`, or as the origin that it names itself.

    Raises ConfigurationError with every problem.
    """
    document = read_document(path, data)
    if "guardrails" not in document.keys:
        raise ConfigurationError(f"{path}: there is no `guardrails` in it, so there is nothing to share")
    problems = Problems(path)
    guardrails = document.guardrails
    named, compiled = compile_guardrails(guardrails, origin or "workspace", "", problems)
    if isinstance(guardrails, dict):
        if origin is not None and guardrails.get("origin", origin) != origin:
            problems.add("/guardrails/origin", f"another origin than `--origin {origin}`; remove one of them")
        if "mode" in guardrails:
            problems.add("/guardrails/mode", "shared guardrails may not set `mode`: it is for who judges; remove it")
    if not problems:
        check_expressions([(compiled, problems)], regex_is_valid)
    failed = problems.lines(document.text) if problems or document.has_duplicates else []
    if failed:
        raise ConfigurationError(failed)
    notes = tuple(
        f"{path}: `{name}` is accepted but not judged by this version" for name in NOT_JUDGED if name in guardrails
    )
    return ForOthers(named, compiled, guardrails.get("extends", []), notes)
