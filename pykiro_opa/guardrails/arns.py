"""ARNs of the lists `resources`, as six fields that can be compared one by one.

`*` and `?` are IAM's own. Fields one to five do not cross a colon, the last crosses `/` and `:`; case counts.
"""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from .globs import quote
from .problems import shown

FRESH_LETTER = "\ue000"
_FIELDS = 6
_NAMES = ("arn", "partition", "service", "region", "account", "resource")
_WILDCARD = re.compile(r"([*?])")
_WITHIN = {"*": "[^:]*", "?": r"[^:\x{E000}]"}
_ACROSS = {"*": r"[\s\S]*", "?": r"[^\x{E000}]"}


def compile_arn(text: str) -> list[dict[str, str]]:
    """The six fields, each `{text, regex}`.

    The fresh letter U+E000 stands for "any character" when containment is tried: `*` takes it, `?` does not. Raises
    ConfigurationError.
    """
    parts = text.split(":", _FIELDS - 1)
    if len(parts) != _FIELDS:
        raise ConfigurationError(
            f"`{shown(text)}` has {len(parts)} of the six fields of an ARN; "
            "write `arn:partition:service:region:account:resource`, `*` for what does not matter"
        )
    for name, part in zip(_NAMES, parts, strict=True):
        _check(name, part, text)
    return [field(part, _ACROSS if index == _FIELDS - 1 else _WITHIN) for index, part in enumerate(parts)]


def field(text: str, wildcards: dict[str, str] = _ACROSS) -> dict[str, str]:
    """One text with IAM's wildcards, and the anchored regex of what it stands for."""
    body = "".join(wildcards.get(part) or quote(part) for part in _WILDCARD.split(text))
    return {"text": text, "regex": f"^(?:{body})$"}


def says_it_all(text: str) -> bool:
    """Whether no regex is needed: without wildcards, and where anything will do."""
    return text == "*" or _WILDCARD.search(text) is None


def _check(name: str, part: str, text: str) -> None:
    if name == "arn" and part not in ("arn", "*"):
        raise ConfigurationError(f"`{shown(text)}` does not begin with `arn:`; ARNs do")
    if name in ("partition", "service", "resource") and not part:
        raise ConfigurationError(f"`{shown(text)}` has no {name}; write `*` if any will do")
    if name in ("partition", "service", "region") and part != part.lower():
        raise ConfigurationError(
            f"`{shown(text)}` has capitals in the {name}, where case counts; write `{shown(part.lower())}`"
        )
    if part != part.strip() or (name != "resource" and any(letter.isspace() for letter in part)):
        raise ConfigurationError(f"`{shown(text)}` has white space in the {name}; remove it")
    if FRESH_LETTER in part:
        raise ConfigurationError(f"`{shown(text)}` has the character U+E000, which no ARN has; remove it")
