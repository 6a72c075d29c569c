"""Calls of an API as words: "DeleteBucket" is "Delete Bucket"."""

from __future__ import annotations

import re

from .statements import Statement

_CALL = re.compile(r"\b(?:Assume|Attach|Authorize|Create|Deactivate|Delete|Deregister|Detach|Disable|Get|Modify|Put|Revoke|Schedule|Start|Stop|"
                   r"Terminate|Update)[A-Z]\w+")  # fmt: skip
_CALLED = re.compile(
    rf"\b(?i:call(?:s|ed|ing)?|invok(?:e|es|ed|ing)|via|through|using|uses?|with)\s+(?:the\s+)?{_CALL.pattern}"
)
_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def spelled_out(text: str) -> str:
    """The text with every call as words."""
    return _CALL.sub(lambda match: _WITHIN.sub(" ", match[0]), text)


def with_calls(statement: Statement) -> Statement:
    """The statement, with the calls of an API that it says to make as words."""
    if statement.columns or not _CALLED.search(statement.text):
        return statement
    text = _CALLED.sub(lambda match: _WITHIN.sub(" ", match[0]), statement.text)
    return Statement(text, statement.line, statement.headings, is_task=statement.is_task, parents=statement.parents,
                     before=statement.before)  # fmt: skip
