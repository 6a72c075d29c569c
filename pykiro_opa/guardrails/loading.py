"""All guardrails that judge one change, from the bytes of their files."""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from ..events import canonical
from ..values import Value
from .compilation import builtin, compile_guardrails, without_settings
from .discovery import folder_of
from .document import read_document
from .expressions import check_expressions
from .problems import Problems, did_you_mean
from .result import Guardrails
from .settings import NOT_JUDGED, PRODUCTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .compilation import Compiled
    from .document import Document
    from .expressions import RegexIsValid

_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


class _File(Value):
    __slots__ = ("compiled", "document", "origin", "problems", "scope")

    compiled: Compiled
    document: Document
    origin: str
    problems: Problems
    scope: str

    def __init__(self, document: Document, scope: str) -> None:
        problems = Problems(document.path)
        origin, compiled = compile_guardrails(document.guardrails, _default_origin(scope), scope, problems)
        self._set(compiled=compiled, document=document, origin=origin, problems=problems, scope=scope)


def load(
    files: Sequence[tuple[str, bytes]], regex_is_valid: RegexIsValid, *, named: bool = False, agreed: bool = True
) -> Guardrails:
    """Compile the guardrails of some kiro.json files, outermost first, together with the built-in protections.

    A file with a folder's path (`services/a/.kiro/kiro.json`) speaks for that folder alone, unless it was `named` by
    the user. Files that nobody `agreed` to, since the change itself may have brought them, cannot ask for shadow mode.
    Raises ConfigurationError with every problem of every file.
    """
    found: list[_File] = []
    failed: list[str] = []
    notes: list[str] = []
    for path, data in files:
        try:
            document = read_document(path, data)
        except ConfigurationError as error:
            failed += error.problems
            continue
        notes += _notes(document)
        if "guardrails" in document.keys:
            found.append(_File(document, "" if named else folder_of(path)))
    _check_origins(found)
    _refuse_extends(found)
    check_expressions([(file.compiled, file.problems) for file in found if not file.problems], regex_is_valid)
    for file in found:
        if file.problems or file.document.has_duplicates:
            failed += file.problems.lines(file.document.text)
    if failed:
        raise ConfigurationError(failed)
    return guardrails_of(_documents(found), notes, agreed=agreed)


def guardrails_of(documents: Mapping[str, Compiled], notes: Sequence[str] = (), *, agreed: bool = True) -> Guardrails:
    """The guardrails that some documents, one for each origin, amount to; `agreed` as in `load`."""
    abouts = [(name, document["about"]) for name, document in sorted(documents.items())]
    return Guardrails(
        canonical(documents),
        expected=tuple((name, about["content"], about["counter"]) for name, about in abouts),
        production={
            kind: tuple(sorted({item for one in documents.values() for item in one["production"][kind]}))
            for kind in PRODUCTION
        },
        shadow=agreed and documents["builtin"]["settings"]["mode"] == "shadow",
        notes=tuple(notes),
    )


def _documents(found: Sequence[_File]) -> dict[str, Compiled]:
    own = next((file for file in found if not file.scope), None)
    documents = {"builtin": builtin(own.compiled if own else None)}
    for file in found:
        documents[file.origin] = without_settings(file.compiled) if file is own else file.compiled
    return documents


def _default_origin(scope: str) -> str:
    if not scope:
        return "workspace"
    name = _NOT_A_NAME.sub("_", scope.lower()).strip("_")[:60]
    return name if name[:1].isalpha() else f"in_{name}"


def _check_origins(found: Sequence[_File]) -> None:
    first: dict[str, _File] = {}
    for file in found:
        other = first.setdefault(file.origin, file)
        if other is not file:
            pointer = "/guardrails/origin" if "origin" in (file.document.guardrails or {}) else "/guardrails"
            file.problems.add(
                pointer,
                f"the origin `{file.origin}` is already that of `{other.document.path}`; "
                'give this file another, as in `"origin": "payments"`',
            )


def _refuse_extends(found: Sequence[_File]) -> None:
    for file in found:
        guardrails: Any = file.document.guardrails
        if isinstance(guardrails, dict) and guardrails.get("extends") and isinstance(guardrails["extends"], list):
            file.problems.add(
                "/guardrails/extends",
                "shared bundles are not supported yet, and their guardrails would not be judged; remove `extends`",
            )


def _notes(document: Document) -> list[str]:
    if "guardrails" not in document.keys:
        close = [key for key in document.keys if key.lower().replace("_", "").startswith("guardrail")]
        hint = f"; {did_you_mean(close[0], ['guardrails'])}" if close else ""
        return [f"{document.path}: there is no `guardrails` in it, so it sets none{hint}"]
    if not isinstance(document.guardrails, dict):
        return []
    return [
        f"{document.path}: `{name}` is accepted but not judged by this version"
        for name in NOT_JUDGED
        if name in document.guardrails
    ]
