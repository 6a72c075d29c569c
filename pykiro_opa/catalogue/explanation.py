"""What the library says of its rules and named actions, for people: titles, what an action is found by, examples."""

from __future__ import annotations

import json
import os
import re

from .library import policies_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_METADATA = re.compile(r"^# (title|description): (.*)$")


def rules() -> dict[str, dict[str, str]]:
    """Title and description of every rule, by `category/rule`."""
    base = os.path.join(policies_root(), "kiro", "rules")
    found = {}
    for category in sorted(os.listdir(base)):
        for rule in sorted(os.listdir(os.path.join(base, category))):
            source = os.path.join(base, category, rule, f"{rule}.rego")
            if os.path.exists(source):
                found[f"{category}/{rule}"] = _metadata(source)
    return found


def actions() -> dict[str, dict[str, Any]]:
    """The whole data of every named action, by name, with `besides`: what its own Rego finds, empty where it has none."""
    base = os.path.join(policies_root(), "kiro", "actions")
    return {name: _action(os.path.join(base, name), name) for name in sorted(os.listdir(base))}


def examples(kind: str, name: str) -> dict[str, list[dict[str, Any]]]:
    """The `good` and `bad` examples of one of the `rules` or `actions`."""
    found: dict[str, list[dict[str, Any]]] = _json(
        os.path.join(policies_root(), "kiro", kind, *name.split("/"), "examples.json")
    )
    return found


def found_by(action: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a named action is found by, by kind of fact; kinds of which it says nothing are left out."""
    kinds = {
        "API calls, and policies that grant them": [
            *action["api"], *(one for row in action["calls"] for one in row["actions"]),
        ],
        "Policies that grant": [f"{one} on {row['resource']}" for row in action["grants"] for one in row["actions"]],
        "Infrastructure": [
            f"{type_} ({', '.join(row['operations'])})" for row in action["infrastructure"] for type_ in row["types"]
        ],
        "Settings of infrastructure": list(_settings(action)),
        "Commands": list(_commands(action)),
        "Files": [f"{path} ({', '.join(row['changes'])})" for row in action["files"] for path in row["paths"]],
        "SQL": [one for row in action["statements"] for one in row["operations"]],
        "Plans in prose": list(_phrases(action)),
        "Besides": [action["besides"]] if action["besides"] else [],
    }  # fmt: skip
    return {kind: list(dict.fromkeys(items)) for kind, items in kinds.items() if items}


def shown(case: Mapping[str, Any]) -> str:
    """What an example proposes, in one line."""
    if case.get("stage") == "spec" and case["files"]:
        return str(case["files"][0]["after"]).strip().rpartition("\n")[2]
    parts = [*case["commands"], *(file["path"] for file in case["files"]), *(tool["name"] for tool in case["tools"])]
    return "; ".join(" ".join(part.split()) for part in parts)


def _settings(action: Mapping[str, Any]) -> Iterator[str]:
    for row in action["settings"]:
        values = " or ".join({"": "removed", "*": "changed"}.get(value, f"= {value}") for value in row["values"])
        yield from (f"{key} {values}" for key in row["keys"])


def _commands(action: Mapping[str, Any]) -> Iterator[str]:
    for row in action["commands"]:
        yield " ".join([row["program"], *row["words"], *row["options"]])
    for row in action["arguments"]:
        asked = " ".join([*row["words"], *row["options"], *(f"/{text}/" for text in row["arguments"])])
        but = f" (not with {', '.join(row['without'])})" if row["without"] else ""
        yield from (f"{program} {asked}".strip() + but for program in row["programs"])


def _phrases(action: Mapping[str, Any]) -> Iterator[str]:
    for row in action["phrases"]:
        qualifiers = f" … {', '.join(row['qualifiers'])}" if row["qualifiers"] else ""
        objects = f" … {', '.join(row['objects'])}" if row["objects"] else ""
        yield f"{', '.join(row['verbs'])}{objects}{qualifiers}"


def _action(folder: str, name: str) -> dict[str, Any]:
    source = os.path.join(folder, f"{name}.rego")
    besides = _metadata(source).get("description", "") if os.path.exists(source) else ""
    return {**_json(os.path.join(folder, "data.json")), "besides": besides}


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


def _json(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as stream:
        found: dict[str, Any] = json.load(stream)
    return found
