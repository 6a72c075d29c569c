"""All guardrails that judge one change, from the bytes of their files."""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from ..events import canonical
from ..values import Value
from .compilation import builtin, compile_guardrails, with_rules, without_settings
from .custom_rules import FOLDER, rules_of
from .discovery import folder_of
from .document import read_document
from .expressions import check_expressions
from .extending import read_extends
from .problems import Problems, did_you_mean
from .result import CustomRule, Guardrails
from .settings import NOT_JUDGED, PRODUCTION
from .shared import resolved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .compilation import Compiled
    from .document import Document
    from .expressions import RegexIsValid
    from .extending import Extended
    from .shared import Shared

    Resolve = Callable[[Sequence[Extended], str], Sequence[Shared]]

_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


class _File(Value):
    __slots__ = ("compiled", "document", "extends", "origin", "problems", "scope")

    compiled: Compiled
    document: Document
    extends: tuple[Extended, ...]
    origin: str
    problems: Problems
    scope: str

    def __init__(self, document: Document, scope: str) -> None:
        problems = Problems(document.path)
        origin, compiled = compile_guardrails(document.guardrails, _default_origin(scope), scope, problems)
        extends = () if problems else read_extends(document.guardrails, problems)
        self._set(compiled=compiled, document=document, extends=extends, origin=origin, problems=problems, scope=scope)


def load(
    files: Sequence[tuple[str, bytes]],
    regex_is_valid: RegexIsValid,
    *,
    named: bool = False,
    agreed: bool = True,
    resolve: Resolve | None = None,
    rules: Mapping[str, bytes] | None = None,
    rules_folder: str = FOLDER,
) -> Guardrails:
    """Compile the guardrails of some kiro.json files, outermost first, together with the built-in protections.

    A file with a folder's path (`services/a/.kiro/kiro.json`) speaks for that folder alone, unless it was `named` by
    the user. Files that nobody `agreed` to, since the change itself may have brought them, cannot ask for shadow mode.
    `resolve` gives the shared guardrails that `extends` in the file at a path names, those that they extend included, or
    raises ConfigurationError. `rules` are the Rego files in `rules_folder`; whether they may judge is for `custom` to
    say. Raises ConfigurationError with every problem of every file.
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
    shared, told = _shared(found, resolve)
    failed += told
    _check_origins(found, shared)
    judged = [(file.compiled, file.problems) for file in found if not file.problems]
    own_rules, told = _rules(found, rules or {}, rules_folder)
    failed += told
    foreign = [(one.document, Problems(one.source)) for one in shared]
    check_expressions(judged, regex_is_valid, foreign)
    for file in found:
        if file.problems or file.document.has_duplicates:
            failed += file.problems.lines(file.document.text)
    failed += [line for _, problems in foreign for line in problems.unplaced()]
    if failed:
        raise ConfigurationError(failed)
    return guardrails_of(_documents(found, own_rules), notes, agreed=agreed, shared=shared, rules=own_rules)


def guardrails_of(
    documents: Mapping[str, Compiled],
    notes: Sequence[str] = (),
    *,
    agreed: bool = True,
    shared: Sequence[Shared] = (),
    rules: Sequence[CustomRule] = (),
) -> Guardrails:
    """The guardrails that some documents, one for each origin, and shared ones amount to; `agreed` as in `load`.

    `rules` are those of the documents; shared ones bring theirs.
    """
    least = {one.origin: one.least for one in shared}
    documents = {**documents, **{one.origin: one.document for one in shared}}
    abouts = [(name, document["about"]) for name, document in sorted(documents.items())]
    origins = tuple((name, about["content"], about["counter"]) for name, about in abouts)
    return Guardrails(
        canonical(documents),
        origins=origins,
        expected=tuple(_expected(*origin, least.get(origin[0])) for origin in origins),
        production={
            kind: tuple(sorted({item for one in documents.values() for item in one["production"][kind]}))
            for kind in PRODUCTION
        },
        shadow=agreed and documents["builtin"]["settings"]["mode"] == "shadow",
        shared=tuple(sorted(least)),
        notes=tuple(notes),
        rules=tuple(sorted((*rules, *(rule for one in shared for rule in one.rules)), key=lambda rule: rule.id)),
    )


def _expected(name: str, content: str, counter: int, least: int | None) -> tuple[str, str | None, int]:
    return (name, content, counter) if least is None else (name, None, least)


def _documents(found: Sequence[_File], rules: Sequence[CustomRule]) -> dict[str, Compiled]:
    own = _own(found)
    documents = {"builtin": builtin(own.compiled if own else None)}
    for file in found:
        documents[file.origin] = with_rules(without_settings(file.compiled), rules) if file is own else file.compiled
    return documents


def _own(found: Sequence[_File]) -> _File | None:
    """The workspace's own file, which speaks for all of it."""
    return next((file for file in found if not file.scope), None)


def _rules(found: Sequence[_File], files: Mapping[str, bytes], folder: str) -> tuple[tuple[CustomRule, ...], list[str]]:
    """The rules of the workspace's own origin, and all that is wrong with them in lines."""
    own = _own(found)
    try:
        rules = rules_of(own.origin if own else "workspace", files, folder)
    except ConfigurationError as error:
        return (), error.problems
    if rules and own is None:
        what = f"{rules[0].place}: a rule stands beside guardrails, and there are none"
        return (), [f'{what}; write `{{"guardrails": {{}}}}` into `.kiro/kiro.json`']
    return rules, []


def _default_origin(scope: str) -> str:
    if not scope:
        return "workspace"
    name = _NOT_A_NAME.sub("_", scope.lower()).strip("_")[:60]
    return name if name[:1].isalpha() else f"in_{name}"


def _shared(found: Sequence[_File], resolve: Resolve | None) -> tuple[Sequence[Shared], list[str]]:
    """The shared guardrails of the workspace's own file, each of which this version can judge with; and what is wrong."""
    for file in found:
        if file.scope and file.extends:
            file.problems.add(
                "/guardrails/extends",
                "shared guardrails judge the whole repository; extend them in `.kiro/kiro.json` at its root",
            )
    own = _own(found)
    if own is None or not own.extends:
        return (), []
    if resolve is None:
        own.problems.add("/guardrails/extends", "shared guardrails cannot be resolved here; name a file without any")
        return (), []
    return resolved(own.extends, resolve, own.document.path)


def _check_origins(found: Sequence[_File], shared: Sequence[Shared]) -> None:
    """INVARIANT: no two documents have one origin, or the later would take the place of the earlier."""
    first = {one.origin: f"the bundle `{one.source}`" for one in shared}
    for file in found:
        here = f"`{file.document.path}`"
        other = first.setdefault(file.origin, here)
        if other != here:
            pointer = "/guardrails/origin" if "origin" in (file.document.guardrails or {}) else "/guardrails"
            file.problems.add(
                pointer,
                f"the origin `{file.origin}` is already that of {other}; "
                'give this file another, as in `"origin": "payments"`',
            )


def _notes(document: Document) -> list[str]:
    if "guardrails" not in document.keys:
        close = [key for key in document.keys if key.lower().replace("_", "").startswith("guardrail")]
        hint = f"; {did_you_mean(close[0], ['guardrails'])}" if close else ""
        return [f"{document.path}: there is no `guardrails` in it, so it sets none{hint}"]
    if not isinstance(document.guardrails, dict):
        return []
    beside = ["extends"] if "extends" in document.keys else []
    return [
        f"{document.path}: `{name}` beside `guardrails` extends nothing; write it into `guardrails`" for name in beside
    ] + [
        f"{document.path}: `{name}` is accepted but not judged by this version"
        for name in NOT_JUDGED
        if name in document.guardrails
    ]
