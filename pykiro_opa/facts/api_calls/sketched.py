"""Fragments of code in a spec, with the clients and imports that they take for granted."""

from __future__ import annotations

import re

from ..code import PYTHON, of_block
from ..prose import planned_blocks
from ..prose.spans import planned_spans
from .sdk import service_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CONSTRUCTS = re.compile(r"(?<![\w.])(iam|ec2|s3|rds|kms|dynamodb|lambda)\.[A-Z]\w+")
_ASKED = re.compile(r"(?<![\w.])(?:self\.)?_?([a-z]\w*)\.[a-z]+_\w+\(")
_SPAN = re.compile(r"`((?:self\.)?[a-z_]\w*\.[a-z]+_\w+\([^`]*)`")
_CALL = re.compile(r"(?:self\.)?_?([a-z]\w*\.\w+\()")


def pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Language, code and first line of each block, and of each call that a statement says is made."""
    for name, code, line in planned_blocks(text):
        language = of_block(name)
        if language is not None:
            yield language, completed(language, code), line
    for call, line in planned_spans(text, _SPAN):
        one = _CALL.sub(r"\1", call, count=1)
        yield PYTHON, completed(PYTHON, one if _is_whole(one) else f"{one.partition('(')[0]}()"), line


def completed(language: str, code: str) -> str:
    """A fragment with the imports and clients that it takes for granted; lines keep their numbers."""
    if language == PYTHON:
        made = sorted(name for name in {*_ASKED.findall(code)} if service_of(name) and not _is_bound(name, code))
        clients = [f'{name} = boto3.client("{service_of(name)}")' for name in made]
        missing = ["import boto3"] if (clients or "boto3." in code) and "import boto3" not in code else []
        return "\n".join([code, *missing, *clients, ""]) if missing or clients else code
    imports = [
        f"import * as {name} from 'aws-cdk-lib/aws-{name}';"
        for name in sorted(set(_CONSTRUCTS.findall(code)))
        if not re.search(rf"\b(?:import|require)\b.*\b{name}\b", code)
    ]
    return "\n".join([code, *imports])


def _is_bound(name: str, code: str) -> bool:
    return re.search(rf"\b{name}\s*(?::[^=\n]+)?=(?!=)|\b(?:as|for|import)\s+{name}\b", code) is not None


def _is_whole(code: str) -> bool:
    """Whether it is Python by itself: a spec leaves out what everybody knows ("…")."""
    import ast

    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
