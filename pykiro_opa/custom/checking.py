"""Whether rules of a team's own may judge, asked before anything is compiled or served: the lint, and OPA's strict check.

OPA knows the schema of the event, so that a field that is misspelled is an error here and no silence later.
"""

from __future__ import annotations

import json
import os

from ..catalogue.library import STRICT, policies_root, strict_text
from ..errors import ConfigurationError
from ..guardrails.custom_rules import files_of
from . import lint, opa
from .scratch import capabilities, scratch_folder, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ..guardrails.result import CustomRule

_SCHEMA = b"""# METADATA
# scope: subpackages
# schemas:
#   - input: schema["change_event.v1"]
package kiro.custom
"""


def check(rules: Sequence[CustomRule]) -> None:
    """Raises ConfigurationError with a line for everything that keeps one of the rules from judging."""
    program = opa.program()
    with scratch_folder() as folder:
        write(folder, files_of(rules))
        failed = [line for rule in rules for line in _lint(program, rule, folder)]
        if not failed:
            # What was refused above may bring the compiler to say a great deal more about it.
            failed = list(_strictly(program, rules, folder))
    if failed:
        raise ConfigurationError(failed)


def told(errors: bytes, places: Mapping[str, str]) -> Iterator[str]:
    """What OPA says of some files, each at its place; `places` are those that authors know, by path."""
    try:
        found = json.loads(errors)["errors"]
        lines = [_line(one, places) for one in found]
    except (ValueError, KeyError, TypeError, RecursionError):
        lines = [f"opa: {' '.join(errors.decode('utf-8', 'replace').split())[:500] or 'it failed without a word'}"]
    yield from lines


def _lint(program: str, rule: CustomRule, folder: str) -> Iterator[str]:
    deep = lint.nested(rule.text)
    if deep is not None:
        yield f"{rule.place}:{deep[0]}:{deep[1]}: {deep[2]}"
        return
    code, output, errors = opa.run(
        program, ["parse", "--format", "json", "--json-include", "locations,-comments", rule.path], folder
    )
    if code:
        yield from told(errors, {rule.path: rule.place})
        return
    try:
        found = lint.problems(json.loads(output), ("kiro", "custom", rule.origin, rule.name))
    except RecursionError:
        yield f"{rule.place}: nested too deeply; write it as several functions"
        return
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        yield f"{rule.place}: opa shows it in a way that this version does not know; use opa 1.21"
        return
    yield from (f"{rule.place}:{row}:{column}: {message}" for row, column, message in found)


def _strictly(program: str, rules: Sequence[CustomRule], folder: str) -> Iterator[str]:
    made = {STRICT: strict_text().encode(), "schema.rego": _SCHEMA, "capabilities.json": capabilities(program, folder)}
    write(folder, made)
    told_by = ["--strict", "--format", "json", "--max-errors", "100", "--capabilities", "capabilities.json"]
    code, _, errors = opa.run(
        program,
        ["check", *told_by, "--schema", os.path.join(policies_root(), "schemas"), "kiro", "schema.rego"],
        folder,
    )
    if code:
        yield from told(errors, {rule.path: rule.place for rule in rules})


def _line(error: dict[str, Any], places: Mapping[str, str]) -> str:
    location = error.get("location") or {}
    place = places.get(location.get("file", ""), location.get("file") or "opa")
    row = f":{location['row']}:{location['col']}" if "row" in location else ""
    message = " ".join(str(error["message"]).split())
    return f"{place}{row}: {message}{_known(error)}"


def _known(error: dict[str, Any]) -> str:
    """The fields that there are, where one was named that is not there."""
    details = error.get("details")
    names = details.get("oneOf") if isinstance(details, dict) else None
    return f"; known here: {', '.join(map(str, names))}" if isinstance(names, list) and names else ""
