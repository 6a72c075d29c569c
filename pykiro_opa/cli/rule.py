"""`pykiro-opa rule`: what can be forbidden, explained from the rules' own words and examples."""

from __future__ import annotations

import json
import os
import re

import click

from ..catalogue.library import policies_root
from ..catalogue.named import named_actions
from ..errors import UsageError
from ._output import emit

_METADATA = re.compile(r"^# (title|description): (.*)$")


@click.command("rule")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the rules and named actions, or explain one of them."""
    rules, actions = _rules(), named_actions()
    if name is None:
        emit(_listed(rules, {key: str(action["title"]) for key, action in actions.items()}), None)
    elif name in rules:
        emit(_explained(name, rules[name], os.path.join(policies_root(), "kiro", "rules", name)), None)
    elif name in actions:
        described = {field: str(actions[name][field]) for field in ("title", "description", "severity")}
        emit(_explained(name, described, os.path.join(policies_root(), "kiro", "actions", name)), None)
    else:
        raise UsageError(f"no rule or action is named `{name}`{_meant(name, [*rules, *actions])}")


def _rules() -> dict[str, dict[str, str]]:
    base = os.path.join(policies_root(), "kiro", "rules")
    found = {}
    for category in sorted(os.listdir(base)):
        for rule in sorted(os.listdir(os.path.join(base, category))):
            source = os.path.join(base, category, rule, f"{rule}.rego")
            if os.path.exists(source):
                found[f"{category}/{rule}"] = _metadata(source)
    return found


def _metadata(source: str) -> dict[str, str]:
    """Title and description of the package, from the METADATA block at the top of the file."""
    found: dict[str, str] = {}
    last = None
    with open(source, encoding="utf-8") as stream:
        for line in stream:
            if line.startswith("package "):
                break
            match = _METADATA.match(line.rstrip())
            if match:
                last = match[1]
                found[last] = match[2].strip(">-| ")
            elif last == "description" and line.startswith("#   "):
                found[last] = f"{found[last]} {line[1:].strip()}".strip()
    return found


def _listed(rules: dict[str, dict[str, str]], actions: dict[str, str]) -> str:
    titles = {name: described.get("title", "") for name, described in rules.items()}
    width = max(len(name) for name in (*titles, *actions))
    lines = ["Rules", *(f"  {name:{width}}  {title}" for name, title in titles.items())]
    lines += ["", "Named actions", *(f"  {name:{width}}  {title}" for name, title in sorted(actions.items()))]
    return "\n".join(lines) + "\n"


def _explained(name: str, described: dict[str, str], folder: str) -> str:
    lines = [f"{name}: {described.get('title', '')}", "", described.get("description", "")]
    if "severity" in described:
        lines += ["", f"Severity: {described['severity']}"]
    with open(os.path.join(folder, "examples.json"), encoding="utf-8") as stream:
        examples = json.load(stream)
    for kind, heading in (("bad", "Stopped"), ("good", "Allowed")):
        lines += ["", heading, *(f"  {case['title']} ({case['effect']})" for case in examples[kind])]
    return "\n".join(lines) + "\n"


def _meant(name: str, known: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else "; `pykiro-opa rule` lists them all"
