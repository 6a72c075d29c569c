"""Fragments of code in a spec, with the clients and imports that they take for granted."""

from __future__ import annotations

import re

from ..code import PYTHON, of_block
from ..prose import planned_blocks
from ..prose.spans import planned_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CONSTRUCTS = re.compile(r"(?<![\w.])(iam|ec2|s3|rds|kms|dynamodb|lambda)\.[A-Z]\w+")
# What clients of boto3 are called where nobody says how they were made: by their service, or by what is short for it.
_SHORT = {
    "cfn": "cloudformation", "ddb": "dynamodb", "sm": "secretsmanager", "secrets": "secretsmanager", "r53": "route53",
    "asg": "autoscaling", "lambda_": "lambda", "lambda_client": "lambda", "org": "organizations", "trail": "cloudtrail",
    "cloud_trail": "cloudtrail", "secrets_manager": "secretsmanager", "cloud_formation": "cloudformation",
}  # fmt: skip
_SERVICES = frozenset((
    "accessanalyzer", "acm", "apigateway", "athena", "autoscaling", "backup", "cloudformation", "cloudfront",
    "cloudtrail", "cloudwatch", "config", "dynamodb", "ec2", "ecr", "ecs", "efs", "eks", "elasticache", "elb", "elbv2",
    "glue", "guardduty", "iam", "kinesis", "kms", "logs", "opensearch", "organizations", "rds", "redshift", "route53",
    "s3", "secretsmanager", "securityhub", "sns", "sqs", "ssm", "sts", "wafv2",
))  # fmt: skip
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
        made = sorted({name for name in _ASKED.findall(code) if _service(name) and not _is_bound(name, code)})
        clients = [f'{name} = boto3.client("{_service(name)}")' for name in made]
        missing = ["import boto3"] if (clients or "boto3." in code) and "import boto3" not in code else []
        return "\n".join([code, *missing, *clients, ""]) if missing or clients else code
    imports = [
        f"import * as {name} from 'aws-cdk-lib/aws-{name}';"
        for name in sorted(set(_CONSTRUCTS.findall(code)))
        if not re.search(rf"\b(?:import|require)\b.*\b{name}\b", code)
    ]
    return "\n".join([code, *imports])


def _service(name: str) -> str | None:
    """The service of a client by its name."""
    short = name.removesuffix("_client").removeprefix("aws_")
    return _SHORT.get(name) or _SHORT.get(short) or (short if short in _SERVICES else None)


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
