"""From what stands in a list to the data a rule matches with; one function for each of the five lists."""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from .arns import FRESH_LETTER, compile_arn, says_it_all
from .globs import compile_glob, needle
from .problems import did_you_mean, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Matcher = dict[str, Any]

_API = re.compile(r"[A-Za-z0-9*?][A-Za-z0-9*?-]*:[A-Za-z0-9*?]+")
_OPERATORS = re.compile(r"[|&;<>()]+|[0-9]*[<>]+.*")
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")


def action(text: str, _scope: str) -> Matcher:
    """A catalogue name, or `service:Action` with IAM's wildcards, compared without case."""
    if ":" in text:
        if _API.fullmatch(text) is None:
            raise ConfigurationError(f"`{shown(text)}` is no API action; write `service:Action`, as in `iam:Create*`")
        return {"matcher": "api", "text": text.lower()}
    from ..catalogue.named import action_names

    known = action_names()
    if text in known:
        return {"matcher": "named", "name": text}
    if text == "*":
        raise ConfigurationError("`*` is no action; write `*:*` for every call of every API")
    hint = did_you_mean(text, known)
    raise ConfigurationError(f"unknown action `{shown(text)}`; {hint}")


def resource(text: str, _scope: str) -> Matcher:
    fields = compile_arn(text)
    return {
        "matcher": "arn",
        "fields": [one["text"] for one in fields],
        "regexes": ["" if says_it_all(one["text"]) else one["regex"] for one in fields],
    }


def file(text: str, scope: str) -> Matcher:
    regex, prefix = compile_glob(text, scope)
    return {"matcher": "glob", "regex": regex, "prefix": prefix, "needle": needle(text)}


def command(text: str, _scope: str) -> Matcher:
    """A program and the beginning of its arguments, read as a shell would read them."""
    import shlex

    try:
        argv = shlex.split(text)
    except ValueError as error:
        reason = str(error).lower()
        raise ConfigurationError(f"`{shown(text)}` is no command: {reason}; close or escape it") from None
    _check_command(argv, text)
    from ..catalogue.cmdlets import plain_name
    from ..catalogue.programs import parse_arguments

    program = plain_name(argv[0].rpartition("/")[2])
    words, options = parse_arguments(program, argv[1:])
    return {"matcher": "argv", "program": program, "words": list(words), "options": list(filter(None, options))}


def pattern(text: str, _scope: str) -> Matcher:
    """Literal text; any white space equals any other."""
    collapsed = " ".join(text.split())
    return {"matcher": "literal", "text": collapsed, "folded": collapsed.lower()}


def regex(text: str) -> Matcher:
    """RE2; whether it is, only the engine can say. `text` and `folded` stand in all that it matches."""
    from .required import required

    literal, folded = required(text)
    return {"matcher": "regex", "regex": text, "text": literal, "folded": folded}


MATCHERS: dict[str, Callable[[str, str], Matcher]] = {
    "actions": action,
    "resources": resource,
    "files": file,
    "commands": command,
    "patterns": pattern,
}


def _check_command(argv: list[str], text: str) -> None:
    if not argv or not argv[0].rpartition("/")[2]:
        raise ConfigurationError(f"`{shown(text)}` names no program; write one, as in `git push --force`")
    if _ASSIGNMENT.match(argv[0]):
        raise ConfigurationError(f"`{shown(text)}` begins with a variable; begin with the program")
    if FRESH_LETTER in text:
        raise ConfigurationError(f"`{shown(text)}` has the character U+E000, which stands for the unknown; remove it")
    for word in argv:
        if _OPERATORS.fullmatch(word) or word.endswith(";"):
            raise ConfigurationError(f"`{shown(text)}` is more than one command; write an entry for each program")
        if "$" in word or "`" in word:
            raise ConfigurationError(
                f"`{shown(text)}` has a `$` or a backquote, which is never compared; leave that part out"
            )
        if "*" in word:
            raise ConfigurationError(
                f"`{shown(text)}` has a `*`, which is not read in commands; an entry covers all that begins as it does"
            )
