"""Secrets that a change introduces: private keys, tokens, connection strings; a fingerprint of each, never the secret.

What comes here are facts that are made already, since their runs are exactly what is introduced. Where a secret is found
it is masked in all of them, so that no event, log, approval or report holds it. The first look is for literals alone and
imports nothing: most changes hold none of them.
"""

from __future__ import annotations

from .joining import joined, pieces
from .literals import found_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ...events import Fact, Facts

_WITH_RUNS = ("files", "commands", "statements", "tools")


def without_secrets(facts: Facts) -> Facts:
    """The facts with `secrets` filled in, and everything that was found masked in all other facts."""
    looked = _Looked()
    suspicious = [
        (fact, run, found)
        for kind in _WITH_RUNS
        for fact in facts[kind]
        for run in fact["runs"]
        if (found := looked.found_in(run["text"]))
    ]
    shown = dict.fromkeys("\n".join(_words(fact)) for fact in facts["commands"])
    hidden = [text for text in shown if looked.found_in(text)]
    apart = [
        (fact, run, text)
        for kind in _WITH_RUNS
        for fact in facts[kind]
        for run in fact["runs"]
        if (text := joined(run["text"])) and looked.found_in(text)
    ]
    if not suspicious and not hidden and not apart:
        return facts
    from .detection import Secret, secrets
    from .masking import Mask

    mask = Mask()
    told: dict[str, Fact] = {}
    for fact, run, literals in suspicious:
        for secret in secrets(run["text"], literals):
            mask.hide(secret)
            one = secret.fact({"path": fact["at"]["path"], "line": run["line"] + secret.line})
            told.setdefault(f"{one['fingerprint']} {one['at']}", one)
    for fact, run, text in apart:
        for secret in secrets(text, looked.found_in(text)):
            if all(part in run["text"] for part in secret.parts):
                continue
            found = tuple(dict.fromkeys(piece for part in secret.parts for piece in pieces(run["text"], part)))
            mask.hide(Secret(secret.type, 0, found or secret.parts))
            one = secret.fact({"path": fact["at"]["path"], "line": run["line"]})
            told.setdefault(f"{one['fingerprint']} {one['at']}", one)
    for text in hidden:
        for secret in secrets(text, looked.found_in(text)):
            mask.hide(secret)
    return mask.applied({**facts, "secrets": [*facts["secrets"], *told.values()]}) if mask.hides else facts


class _Looked:
    """The first look, once at each text: many commands hold the same."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, ...]] = {}

    def found_in(self, text: str) -> tuple[str, ...]:
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = found_in(text)
        return found


def _words(command: Mapping[str, Any]) -> Iterator[str]:
    """What a command holds beside its runs: a word that it only reads is shown as well."""
    argv: Sequence[str | None] = command["argv"]
    yield from (word for word in argv if word is not None)
    yield command["text"]
