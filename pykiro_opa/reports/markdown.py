"""Markdown for a pull request: the verdict and the counts first, then a table of who gains what, then the rest."""

from __future__ import annotations

from . import _permissions
from .text import grouped, why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..decisions import Decision

_SIGNS = {"deny": "⛔", "needs-approval": "⚠️", "allow": "✅", "notice": "ℹ️", "approved": "✅"}  # noqa: RUF001 - a sign
_MOST_NOTICED = 4
_MOST_PLACES = 5


def render(decision: Decision, *, colour: bool) -> str:  # noqa: ARG001 - one signature for all formats
    facts = decision.document.get("permission_delta") or []
    shown = _permissions.told(decision.findings, facts)
    gains = _permissions.gains((one for one in decision.findings if id(one) in shown), facts)
    groups = grouped(one for one in decision.findings if id(one) not in shown)
    counted = _permissions.counts(facts)
    lines = [f"### {_SIGNS.get(decision.effect, '⛔')} {decision.effect}{f': {counted}' if counted else ''}"]
    if not decision.findings and not facts:
        lines += ["", "No guardrail is touched."]
    if gains:
        lines += ["", *table(gains)]
    for group in groups:
        lines += ["", *_finding(group)]
    remedies = dict.fromkeys(one.finding["remedy"] for one in gains if one.finding["remedy"])
    lines += [line for remedy in remedies for line in ("", f"Next: {text(remedy)}.")]
    unchanged = _permissions.unchanged(facts)
    return "\n".join([*lines, *([""] if unchanged else []), *(f"- {text(one)}" for one in unchanged)]) + "\n"


def table(gains: list[_permissions.Gains]) -> list[str]:
    """Who gains what on what, one row for each reason; what is only noticed comes last and shortened."""
    lines = ["| | who | gains | on | why | where |", "|---|---|---|---|---|---|"]
    noticed = [one for one in gains if one.is_noticed]
    for group in [*(one for one in gains if not one.is_noticed), *noticed[:_MOST_NOTICED]]:
        effect = group.finding["effect"]
        for row in group.rows:
            example = "" if group.is_noticed else f"<br>for example {code(row.witness)}"
            cells = (
                f"{_SIGNS.get(effect, '⛔')} {effect}",
                f"{text(group.heading)}<br>({group.finding['rule']}, {text(why(group.finding))})",
                code(_permissions.actions(row, cut=group.is_noticed)),
                "<br>".join(map(code, _permissions.resources(row, cut=group.is_noticed))),
                f"{text(row.why)}{example}",
                "<br>".join(map(code, _permissions.places(row))),
            )
            lines.append(f"| {' | '.join(cells)} |")
    if len(noticed) > _MOST_NOTICED:
        lines += ["", f"{len(noticed) - _MOST_NOTICED} more gain a read or a list."]
    return lines


def _finding(group: list[Mapping[str, Any]]) -> list[str]:
    first = group[0]
    named = f" {first['action']}" if first["action"] else ""
    places = dict.fromkeys(
        f"{item['path']}:{item['line']} {item.get('text', '')}".rstrip()
        for finding in group
        for item in finding["evidence"]
    )
    lines = [
        f"{_SIGNS.get(first['effect'], '⛔')} **{first['effect']}** {text(first['rule'] + named)}: {text(first['message'])}"
    ]
    lines += ["", *(f"- {code(place)}" for place in list(places)[:_MOST_PLACES])] if places else []
    if len(places) > _MOST_PLACES:
        lines.append(f"- and {len(places) - _MOST_PLACES} more places")
    lines += ["", f"Why: {text(why(first))}." + (f" Next: {text(first['remedy'])}." if first["remedy"] else "")]
    return lines


def text(value: str) -> str:
    """Words of a change in a line of Markdown: no markup, no HTML, no mention of anybody, no new line."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in value)
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]#|!~" else letter for letter in escaped)


def code(value: str) -> str:
    """The same as code, whatever it holds: in a table even a bar within it would end the cell."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in value)
    for letter, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;"), ("`", "&#96;"), ("*", "&#42;"),
                         ("_", "&#95;"), ("[", "&#91;"), ("\\", "&#92;"), ("@", "&#64;"), ("~", "&#126;")):  # fmt: skip
        plain = plain.replace(letter, name)
    return f"<code>{plain}</code>"
