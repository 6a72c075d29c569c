"""Text for a terminal, in the order a reader asks: the verdict, what and where, why, what to do next."""

from __future__ import annotations

from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ..decisions import Decision
    from ._permissions import Gains

    Finding = Mapping[str, Any]

_ORDER = ("deny", "needs-approval", "notice", "approved")
_COLOURS = {"deny": "31", "needs-approval": "33", "allow": "32", "notice": "36", "approved": "32"}
_COUNTED = {"deny": "denied", "needs-approval": "to approve", "notice": "noticed", "approved": "approved"}
_MOST_PLACES = 5
_MOST_NOTICED = 4
_WIDTH = 110


def render(decision: Decision, *, colour: bool) -> str:
    facts = decision.document.get("permission_delta") or []
    if facts:
        return _with_permissions(decision, facts, colour=colour)
    groups = grouped(decision.findings)
    lines = [_verdict(decision, [group[0] for group in groups], colour=colour)]
    for group in groups:
        lines += ["", *_finding(group, colour=colour)]
    return "\n".join(lines) + "\n"


def _with_permissions(decision: Decision, facts: list[Mapping[str, Any]], *, colour: bool) -> str:
    """The same, where somebody gains or loses something: who gains what stands among the rest, the worst first."""
    from . import _permissions

    shown = _permissions.told(decision.findings, facts)
    groups = grouped(one for one in decision.findings if id(one) not in shown)
    gains = _permissions.gains((one for one in decision.findings if id(one) in shown), facts)
    parts = [(_rank(group[0]["effect"]), _finding(group, colour=colour)) for group in groups]
    parts += [(_rank(one.finding["effect"]), _gains(one, colour=colour)) for one in gains if not one.is_noticed]
    noticed = [one for one in gains if one.is_noticed]
    parts += [(_rank("notice"), _gains(one, colour=colour)) for one in noticed[:_MOST_NOTICED]]
    if len(noticed) > _MOST_NOTICED:
        parts.append((_rank("notice"), [f"and {len(noticed) - _MOST_NOTICED} more that gain a read or a list"]))
    lines = [_verdict(decision, [*(group[0] for group in groups), *(one.finding for one in gains)], colour=colour)]
    counted = _permissions.counts(facts)
    lines[0] += f"; {counted}" if counted else ""
    for _, part in sorted(parts, key=lambda part: part[0]):
        lines += ["", *part]
    unchanged = _permissions.unchanged(facts)
    return "\n".join([*lines, *([""] if unchanged else []), *map(_plain, unchanged)]) + "\n"


def _gains(group: Gains, *, colour: bool) -> list[str]:
    """What one principal gains, never cut but where it is only noticed."""
    from . import _permissions

    finding = group.finding
    effect = _painted(finding["effect"], finding["effect"], colour=colour)
    lines = [f"{effect} {_plain(finding['rule'])}: {_plain(group.heading)}"]
    for row in group.rows:
        lines += _wrapped(f"+ {_permissions.actions(row, cut=group.is_noticed)}", "  ")
        resources = ", ".join(_permissions.resources(row, cut=group.is_noticed))
        lines += _wrapped(f"on {resources} ({row.why})", "    ")
        if not group.is_noticed:
            lines.append(f"    for example {_plain(row.witness)}")
        lines += [f"    at {_plain(place)}" for place in _permissions.places(row)]
    if not group.is_noticed:
        lines.append(f"  why: {_plain(why(finding))}")
    if finding["remedy"]:
        lines.append(f"  next: {_plain(finding['remedy'])}")
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    """Long lists over several lines, so that nothing has to be left out."""
    lines, line = [], indent
    for word in _plain(text).split(" "):
        if len(line) + len(word) > _WIDTH and line.strip():
            lines.append(line.rstrip())
            line = f"{indent}  "
        line += f"{word} "
    return [*lines, line.rstrip()]


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that say the same thing about several places, worst first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        key = tuple(finding[field] for field in ("effect", "rule", "origin", "guardrail", "action", "message"))
        groups.setdefault(key, []).append(finding)
    return sorted(groups.values(), key=lambda group: _rank(group[0]["effect"]))


def _rank(effect: str) -> int:
    return _ORDER.index(effect) if effect in _ORDER else 0


def _verdict(decision: Decision, firsts: Iterable[Finding], *, colour: bool) -> str:
    counts = Counter(finding["effect"] for finding in firsts)
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
    lines.append(f"  why: {_plain(why(first))}")
    if first["remedy"]:
        lines.append(f"  next: {_plain(first['remedy'])}")
    return lines


def why(finding: Finding) -> str:
    """The origin, and the entry, the file of a rule of its own, or what is built in."""
    origin, _, name = finding["rule"].removeprefix("custom/").partition("/")
    own = f"policies/{name}.rego" if finding["rule"] == f"custom/{origin}/{name}" else "protection"
    return f"{finding['origin']} {finding['guardrail'] or own}"


def _place(evidence: Mapping[str, Any]) -> str:
    text = f"  {_plain(evidence['text'])}" if evidence.get("text") else ""
    return f"{_plain(str(evidence['path']))}:{evidence['line']}{text}"


def _plain(text: str) -> str:
    """Without control characters: a change must not be able to write escape sequences to the reader's terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _painted(text: str, effect: str, *, colour: bool) -> str:
    return f"\x1b[1;{_COLOURS.get(effect, '31')}m{text}\x1b[0m" if colour else text
