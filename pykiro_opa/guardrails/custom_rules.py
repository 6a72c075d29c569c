"""The rules of a team's own, by the names of their files: `<rule>.rego` with `<rule>_test.rego` beside it."""

from __future__ import annotations

import re

from ..errors import ConfigurationError
from .problems import shown
from .result import CustomRule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FOLDER = ".kiro/policies"
FILE = re.compile(r"([a-z][a-z0-9_]{0,63})\.rego")
MOST = 64  # rules of one origin
LARGEST = 64 * 1024  # bytes of one
_TEST = "_test.rego"


def rules_of(origin: str, files: Mapping[str, bytes], folder: str = FOLDER) -> tuple[CustomRule, ...]:
    """The rules among some Rego files, by their path below `folder`. Raises ConfigurationError with every problem."""
    named = {name: data for name, data in files.items() if not name.endswith(_TEST)}
    failed = [problem for name, data in sorted(named.items()) for problem in _problems(f"{folder}/{name}", name, data)]
    if len(named) > MOST:
        failed.append(f"{folder}: {len(named)} rules; write at most {MOST}")
    if failed:
        raise ConfigurationError(failed)
    return tuple(
        CustomRule(origin, name.removesuffix(".rego"), data.decode(), f"{folder}/{name}")
        for name, data in sorted(named.items())
    )


def tests_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The tests among some Rego files, which never judge and never leave their repository."""
    return {name: data for name, data in files.items() if name.endswith(_TEST)}


def files_of(rules: Sequence[CustomRule]) -> dict[str, bytes]:
    """The rules as files of a bundle."""
    return {rule.path: rule.text.encode() for rule in rules}


def _problems(place: str, name: str, data: bytes) -> Iterator[str]:
    if "/" in name:
        yield f"{shown(place)}: rules lie side by side; move it up, and its helpers into the rules that use them"
    elif FILE.fullmatch(name) is None:
        yield f"{shown(place)}: name it with small letters, digits and `_`, a letter first, as in `freeze.rego`"
    if len(data) > LARGEST:
        yield f"{shown(place)}: larger than {LARGEST // 1024} kB; a rule is a page, not a program"
        return
    try:
        data.decode()
    except UnicodeDecodeError as error:
        yield f"{shown(place)}: the byte {error.start} is not UTF-8; save it as UTF-8"
