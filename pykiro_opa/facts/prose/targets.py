"""Files and cloud resources that a spec says it will create, change or delete, by their paths, names and ARNs."""

from __future__ import annotations

import re

from . import sections
from .intents import fact_of, forbids_in
from .phrases import done_to
from .statements import statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...events import Fact
    from .statements import Statement

    Named = tuple[str, tuple[int, int]]

_CHANGES = (
    "create", "add", "write", "modify", "delete", "rename", "move", "generate", "introduce", "put", "append", "patch",
    "configure", "extend", "implement", "overwrite", "commit", "place", "insert", "edit", "touch", "define", "set", "bump",
)  # fmt: skip
_USES = (
    *_CHANGES, "attach", "detach", "grant", "give", "assume", "pass", "empty", "open", "lock", "unlock", "invoke", "publish",
    "upload", "deploy", "scale", "stop", "terminate", "disable", "enable", "restore", "import", "purge", "rotate", "tag",
)  # fmt: skip
# What only speaks of the thing: tests for a file, a value read from it, a role that another one resembles.
_ASIDE = re.compile(
    r"\b(?:for|from|like|using|uses?|about|against|that|which|see|per|based on|of|as in|calls?|imports?|reads|than|via|with)\b", re.IGNORECASE
)  # fmt: skip
_NEAR = 110
_MOST = 40  # things in one statement whose part in it is read; of more, all are taken for planned
_PATH = re.compile(
    r"`((?:\./)?[\w.@{}*-]+(?:/[\w.@{}*()\[\]-]+)+/?|\.?[\w-]+\.[A-Za-z][\w.]{0,12}|\.env|Dockerfile[\w.-]*|Makefile|Jenkinsfile|Procfile|CODEOWNERS)`"
    r"|(?<![\w`/.:-])((?:\./)?\.?[\w@-]+(?:/[\w.@-]+)*/[\w@-]*\.[A-Za-z]\w{0,8}|Dockerfile|Makefile|Jenkinsfile)(?![\w`/-])"
)  # fmt: skip
_NAME = r"[`\"']([\w.+=@/-]{3,64})[`\"']|([a-z0-9]+(?:[-_.][a-z0-9]+)+)"
_KINDS = {
    "role": "arn:aws:iam::*:role/{}", "user": "arn:aws:iam::*:user/{}", "bucket": "arn:aws:s3:::{}",
    "queue": "arn:aws:sqs:*:*:{}", "topic": "arn:aws:sns:*:*:{}", "lambda": "arn:aws:lambda:*:*:function:{}",
    "lambda function": "arn:aws:lambda:*:*:function:{}", "dynamodb table": "arn:aws:dynamodb:*:*:table/{}",
    "rds instance": "arn:aws:rds:*:*:db:{}", "db instance": "arn:aws:rds:*:*:db:{}",
    "stack": "arn:aws:cloudformation:*:*:stack/{}/*", "log group": "arn:aws:logs:*:*:log-group:{}",
    "ecs cluster": "arn:aws:ecs:*:*:cluster/{}", "eks cluster": "arn:aws:eks:*:*:cluster/{}",
}  # fmt: skip
_ANY_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_KIND_FIRST = re.compile(rf"\b({_ANY_KIND})\s+(?:named\s+|called\s+)?(?:{_NAME})", re.IGNORECASE)
_NAME_FIRST = re.compile(rf"(?<![\w-])(?:{_NAME})\s+({_ANY_KIND})\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:new|add(?:ed)?|creat(?:e|ed)|modif(?:y|ied)|chang(?:e|ed|es)|updat(?:e|ed|es)|delet(?:e|ed)|remov(?:e|ed)|edit(?:ed)?|"
    r"rewrit(?:e|ten)|renam(?:e|ed)|mov(?:e|ed)|extend(?:ed)?)", re.IGNORECASE)  # fmt: skip
_LIST_OF_CHANGES = re.compile(
    r"\b(?:new|changed|modified|affected|touched|updated|created|added|deleted|removed) files?\b"
    r"|\bfiles? (?:to (?:be )?(?:chang|creat|modif|add|delet|remov|edit|updat|touch)\w*|(?:we |that )?(?:chang|creat|modif|touch|affect)\w*)", re.IGNORECASE)  # fmt: skip
_ARN = re.compile(r"\barn:aws[\w-]*:[\w-]+:[\w*-]*:[\w*-]*:[^\s`\"',;()\[\]{}]*[\w*/]")
_S3 = re.compile(r"\bs3://([a-z0-9][a-z0-9.-]{2,62})")


def files(text: str) -> Iterator[tuple[str, int]]:
    """(path, line) of each file that a statement plans to touch."""
    for statement in statements(text, keep_code=True):
        found = ((match[1] or match[2], match.span()) for match in _PATH.finditer(statement.text))
        for number, (path, span) in enumerate(found):
            if number >= _MOST or _is_planned(statement, span, _CHANGES):
                yield path.removeprefix("./"), statement.line


def resources(path: str, text: str) -> list[Fact]:
    """Intents whose action is the ARN of a resource that a statement plans to change or use."""
    return [
        fact_of(path, statement, arn, "plans")
        for statement in statements(text, keep_code=True)
        for number, (arn, span) in enumerate(_named(statement.text))
        if number >= _MOST or _is_planned(statement, span, _USES)
    ]


def _is_listed(statement: Statement, start: int) -> bool:
    """Whether a row or a list says of what it holds that it is new, or that it changes."""
    cells = statement.text.split(" | ") if statement.columns else ()
    if any(_CHANGED.fullmatch(cell.strip("`*_ ")) for cell in cells):
        return True
    return any(
        _LIST_OF_CHANGES.search(one) for one in (*statement.headings[-1:], *statement.parents, statement.text[:start])
    )


def _named(text: str) -> Iterator[Named]:
    for match in _ARN.finditer(text):
        yield match[0], match.span()
    for match in _S3.finditer(text):
        yield f"arn:aws:s3:::{match[1]}", match.span()
    for match in _KIND_FIRST.finditer(text):
        yield _KINDS[match[1].lower()].format(match[2] or match[3]), match.span()
    for match in _NAME_FIRST.finditer(text):
        yield _KINDS[match[3].lower()].format(match[1] or match[2]), match.span()


def _is_planned(statement: Statement, span: tuple[int, int], verbs: tuple[str, ...]) -> bool:
    if _is_listed(statement, span[0]):
        return not sections.forbid(statement, span[0])
    text, first_seen = statement.text, max(0, span[0] - _NEAR)
    near = text[first_seen : span[1] + _NEAR]  # a verb reaches no further, and a statement may hold many things
    thing = (span[0] - first_seen, span[1] - first_seen)
    return any(
        not _ASIDE.search(near, start, thing[0])
        and not forbids_in(statement, start + first_seen, end + first_seen, first + first_seen)
        for start, end, first in done_to(near, thing, verbs)
    )
