"""Text for a terminal, in the order a reader asks: the verdict, what and where, why, what to do next."""

from __future__ import annotations

from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ..decisions import Decision

    Finding = Mapping[str, Any]

_ORDER = ("deny", "needs-approval", "notice", "approved")
_COLOURS = {"deny": "31", "needs-approval": "33", "allow": "32", "notice": "36", "approved": "32"}
_COUNTED = {"deny": "denied", "needs-approval": "to approve", "notice": "noticed", "approved": "approved"}
_MOST_PLACES = 5


def render(decision: Decision, *, colour: bool) -> str:
    groups = _grouped(decision.findings)
    lines = [_verdict(decision, groups, colour=colour)]
    for group in groups:
        lines += ["", *_finding(group, colour=colour)]
    return "\n".join(lines) + "\n"


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that say the same thing about several places, worst first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        key = tuple(finding[field] for field in ("effect", "rule", "origin", "guardrail", "action", "message"))
        groups.setdefault(key, []).append(finding)
    return sorted(groups.values(), key=lambda group: _rank(group[0]["effect"]))


def _rank(effect: str) -> int:
    return _ORDER.index(effect) if effect in _ORDER else 0


def _verdict(decision: Decision, groups: list[list[Finding]], *, colour: bool) -> str:
    counts = Counter(group[0]["effect"] for group in groups)
    said = ", ".join(f"{counts[effect]} {_COUNTED[effect]}" for effect in _ORDER if counts[effect])
    word = _painted(decision.effect.upper(), decision.effect, colour=colour)
    return f"{word}: {said}" if said else f"{word}: no guardrail is touched"


def _finding(group: list[Finding], *, colour: bool) -> list[str]:
    first = group[0]
    places = list(dict.fromkeys(_place(item) for finding in group for item in finding["evidence"]))
    named = f" {first['action']}" if first["action"] else ""
    effect = _painted(first["effect"], first["effect"], colour=colour)
    lines = [f"{effect} {_plain(first['rule'] + named)}: {_plain(first['message'])}"]
    lines += [f"  at {place}" for place in places[:_MOST_PLACES]]
    if len(places) > _MOST_PLACES:
        lines.append(f"  and {len(places) - _MOST_PLACES} more places")
    why = f"{first['origin']} {first['guardrail'] or 'protection'}"
    lines.append(f"  why: {_plain(why)}")
    if first["remedy"]:
        lines.append(f"  next: {_plain(first['remedy'])}")
    return lines


def _place(evidence: Mapping[str, Any]) -> str:
    text = f"  {_plain(evidence['text'])}" if evidence.get("text") else ""
    return f"{_plain(str(evidence['path']))}:{evidence['line']}{text}"


def _plain(text: str) -> str:
    """Without control characters: a change must not be able to write escape sequences to the reader's terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _painted(text: str, effect: str, *, colour: bool) -> str:
    return f"\x1b[1;{_COLOURS.get(effect, '31')}m{text}\x1b[0m" if colour else text
