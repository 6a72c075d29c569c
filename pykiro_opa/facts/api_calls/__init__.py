"""Commands and tool calls as calls of a cloud's API: `service:Action` on resources.

What knows the clouds is imported when one of their programs or tools is there: most commands are no API calls.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ...changes import Read, ToolCall
    from ...events import Fact
    from ..code import Code
    from .sources import SourceCalls

    Found = tuple[list[Fact], list[Fact]]

# A text that names none of these calls nothing; one that runs now may hide the name.
_SKETCHED = ("iam.", "ec2.", "s3.", "rds.", "kms.", "dynamodb.", "lambda.")
_MENTIONS = ("boto", "aws_cdk", "aws-sdk", "aws-cdk", "@aws-sdk")
_HIDING = ("__import__", "import_module", "require(", "import(")
# `session.client("iam")`, `iam.create_user(UserName=`, `iam.createUser({ UserName:`
_ASKING = (  # with the point in front, so that the engine looks nowhere else
    r"""\.(?:(?:client|create_client)\(\s*["'][a-z0-9-]+["']|(?<=\w\.)[a-z]\w+\(\s*(?:[A-Z]\w+\s*=[^=]|\{\s*[A-Z]\w+\s*:))"""
)
_SNAKE = r"\w\.[a-z]+_\w+\("  # `kms.schedule_key_deletion(…)`
PROGRAMS = frozenset(("aws",))  # whose commands `extraction` reads


def from_commands(commands: Sequence[Fact], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of cloud command lines."""
    if not any(command["program"] in PROGRAMS for command in commands):
        return [], []
    from . import extraction

    return extraction.from_commands(commands, production=production, read=read)


def from_tools(tools: Sequence[ToolCall], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of tools that call a cloud, by their names and arguments."""
    if not tools:
        return [], []
    from . import tools as extraction

    return extraction.from_tools(tools, production=production, read=read)


def mentions(text: str, *, runs_now: bool = False) -> bool:
    """Whether code may use a library for API calls: it names one, or asks something of a client as they alone are asked."""
    if any(word in text for word in _MENTIONS) or (runs_now and any(word in text for word in _HIDING)):
        return True
    import re

    return re.search(_ASKING, text) is not None


def sketches(text: str) -> bool:
    """Whether a spec may hold fragments of such code, without the imports that they take for granted."""
    if any(word in text for word in _SKETCHED):
        return True
    import re

    return re.search(_SNAKE, text) is not None


def from_codes(
    codes: Sequence[Code], path: str, *, runs_now: bool, production: Mapping[str, Any], read: Read
) -> SourceCalls | None:
    """The calls of code that commands run; None where there are none."""
    if not any(mentions(code.text, runs_now=runs_now) for code in codes):
        return None
    from . import sources

    return sources.from_run(codes, path, runs_now=runs_now, production=production, read=read)
