"""Facts without the secrets they held.

A mask has the length and the kind of every letter, so that what is looked for by its form is still found, and no offset
moves.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ...events import Facts
    from .detection import Secret

# What the issuers put before every token, and everybody may know.
_PUBLIC = re.compile(
    r"(?:AKIA|ASIA|ABIA|ACCA|A3T|gh[a-z]_|github_pat_|gl[a-z]+-|xox[a-z]-|xapp-|[rs]k_live_|sk-(?:ant-|proj-|svcacct-)?|npm_"
    r"|pypi-|eyJ|SG\.|AIza|GOCSPX-|ya29\.|hf_|do[op]_v1_|dapi|hv[sb]\.|shp[a-z]+_|https://hooks\.slack\.com/services/"
    r"|(?:Account|SharedAccess)Key=|dckr_pat_|rubygems_|NRAK-|sntrys_|sbp_|pscale_[a-z]+_|lin_api_|PMAK-)?"
)


class Mask:
    """The texts that must not be shown, each with what stands in its place."""

    def __init__(self) -> None:
        self._masks: dict[str, str] = {}

    @property
    def hides(self) -> bool:
        return bool(self._masks)

    def hide(self, secret: Secret) -> None:
        for part in secret.parts:
            for spelled in (part, part.lower()):  # as code is folded
                self._masks.setdefault(spelled, _masked(spelled))

    def applied(self, facts: Facts) -> Facts:
        """The facts anew, every text in them masked."""
        longest_first = sorted(self._masks, key=lambda part: (-len(part), part))

        def shown(value: Any) -> Any:
            if isinstance(value, str):
                for part in longest_first:
                    if part in value:
                        value = value.replace(part, self._masks[part])
                return value
            if isinstance(value, dict):
                return {name: shown(item) for name, item in value.items()}
            return [shown(item) for item in value] if isinstance(value, (list, tuple)) else value

        return {kind: shown(list(each)) for kind, each in facts.items()}


def _masked(part: str) -> str:
    public = _PUBLIC.match(part)
    known = "" if public is None else public[0]
    return known + "".join(_letter(letter) for letter in part[len(known) :])


def _letter(letter: str) -> str:
    if letter.isdigit():
        return "0"
    if letter.isalpha():
        return "X" if letter.isupper() else "x"
    return letter
