"""`pykiro-opa rule`: what can be forbidden, explained from the rules' own words and examples."""

from __future__ import annotations

import click

from ..catalogue import explanation
from ..catalogue.named import named_actions
from ..errors import UsageError
from ._output import emit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_MOST_SHOWN = 6
_LONGEST = 100


@click.command("rule")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the rules and named actions, or explain one of them."""
    rules, actions = explanation.rules(), named_actions()
    if name is None:
        emit(_listed(rules, {key: str(action["title"]) for key, action in actions.items()}), None)
    elif name in rules:
        emit("\n".join([*_described(name, rules[name]), *_examples("rules", name)]) + "\n", None)
    elif name in actions:
        action = explanation.actions()[name]
        lines = [*_described(name, action), "", f"Severity: {action['severity']}", *_found_by(action)]
        emit("\n".join([*lines, *_examples("actions", name)]) + "\n", None)
    else:
        raise UsageError(f"no rule or action is named `{name}`{_meant(name, [*rules, *actions])}")


def _listed(rules: dict[str, dict[str, str]], actions: dict[str, str]) -> str:
    titles = {name: described.get("title", "") for name, described in rules.items()}
    width = max(len(name) for name in (*titles, *actions))
    lines = ["Rules", *(f"  {name:{width}}  {title}" for name, title in titles.items())]
    lines += ["", "Named actions", *(f"  {name:{width}}  {title}" for name, title in sorted(actions.items()))]
    return "\n".join(lines) + "\n"


def _described(name: str, described: Mapping[str, Any]) -> list[str]:
    return [f"{name}: {described.get('title', '')}", "", str(described.get("description", ""))]


def _found_by(action: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", "Found by")
    for kind, items in explanation.found_by(action).items():
        more = f", and {len(items) - _MOST_SHOWN} more" if len(items) > _MOST_SHOWN else ""
        told = ", ".join(items[:_MOST_SHOWN])
        yield f"  {kind}: {told if len(told) <= _LONGEST else told[: _LONGEST - 1] + '…'}{more}"


def _examples(kind: str, name: str) -> Iterator[str]:
    examples = explanation.examples(kind, name)
    for quality, heading in (("bad", "Stopped"), ("good", "Allowed")):
        yield from ("", heading)
        for case in examples[quality]:
            told = explanation.shown(case)
            yield f"  {case['title']} ({case['effect']}): {told if len(told) <= _LONGEST else told[: _LONGEST - 1] + '…'}"


def _meant(name: str, known: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else "; `pykiro-opa rule` lists them all"
