"""The entries of the five lists: what an entry may hold, and the compiled entry of each.

Every compiled entry has the same keys, so that Rego never meets an undefined one.
"""

from __future__ import annotations

from ..errors import ConfigurationError
from ..events import canonical, sha256
from .checks import check_keys, text_problem
from .document import kind_of
from .matchers import MATCHERS, regex
from .options import read_except, read_id, read_message, read_stages
from .problems import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .problems import Problems

    Entry = dict[str, Any]
    Entries = dict[str, list[Entry]]

LISTS = tuple(MATCHERS)
EFFECTS = {"deny": "deny", "requireApproval": "needs-approval"}
_KEYS = ("match", "regex", "id", "reason", "stages", "except")
_NOT_MATCHER = ("id", "pointer", "effect", "message", "match", "digest", "stages", "except")
_DERIVED = ("regexes", "needle")
_DEFAULT_MESSAGES = {
    "actions": ("the action {} is forbidden", "the action {} needs a human's approval"),
    "resources": ("the resource {} must not be touched", "touching the resource {} needs a human's approval"),
    "files": ("files {} must not be changed", "changing files {} needs a human's approval"),
    "commands": ("the command {} must not run", "running {} needs a human's approval"),
    "patterns": ("the text {} must not be written", "writing {} needs a human's approval"),
}


def compile_entries(guardrails: Mapping[str, Any], scope: str, problems: Problems) -> Entries:
    """All entries by list, denied ones first, in the order they are written."""
    found: Entries = {name: [] for name in LISTS}
    ids: dict[str, str] = {}
    for key in EFFECTS:
        lists = guardrails.get(key, {})
        pointer = f"/guardrails/{key}"
        if not isinstance(lists, dict):
            problems.add(pointer, f'expected an object, found {kind_of(lists)}; write `{{"files": […]}}`')
            continue
        check_keys(lists, LISTS, pointer, problems)
        for name in LISTS:
            found[name] += _list(lists.get(name, []), f"{pointer}/{name}", scope, problems)
    for entries in found.values():
        for entry in entries:
            _check_id(entry, ids, problems)
    return found


def _list(values: object, pointer: str, scope: str, problems: Problems) -> list[Entry]:
    if not isinstance(values, list):
        problems.add(pointer, f"expected a list, found {kind_of(values)}; write `[…]` around it")
        return []
    found: list[Entry] = []
    seen: dict[bytes, str] = {}
    for index, value in enumerate(values):
        entry = _entry(value, f"{pointer}/{index}", scope, problems)
        if entry is None:
            continue
        meaning = canonical(matcher_of(entry))
        if meaning in seen:
            problems.add(entry["pointer"], f"the same entry stands already at `#{seen[meaning]}`; keep one")
        seen.setdefault(meaning, entry["pointer"])
        found.append(entry)
    return found


def matcher_of(entry: Entry) -> dict[str, Any]:
    """What an entry matches, however it is spelled."""
    return {key: value for key, value in entry.items() if key not in _NOT_MATCHER and key not in _derived(entry)}


def _derived(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that follow from the rest: how they are found may change, and the entry stays what it is."""
    return (*_DERIVED, "text", "folded") if entry["matcher"] == "regex" else _DERIVED


def _entry(value: object, pointer: str, scope: str, problems: Problems) -> Entry | None:
    written = {"match": value} if isinstance(value, str) else value
    if not isinstance(written, dict):
        problems.add(pointer, f"expected a string or an object, found {kind_of(value)}")
        return None
    check_keys(written, _KEYS, pointer, problems)
    matcher = _matcher(written, pointer, scope, problems)
    options = {
        "id": read_id(written, pointer, problems),
        "message": read_message(written, pointer, problems),
        "stages": read_stages(written, pointer, problems),
        "except": read_except(written, pointer, scope, problems),
    }
    if matcher is None or any(option is None for option in options.values()):
        return None
    return _named({**matcher, **options}, str(written.get("match", written.get("regex"))), pointer)


def _named(entry: Entry, match: str, pointer: str) -> Entry:
    """The entry with everything that can be said of it; its digest is that of its meaning, not of its place."""
    _, _, effect, name, _ = pointer.split("/")
    meaning = {**entry, "effect": EFFECTS[effect], "match": match}
    left_out = ("id", "message", *_derived(entry))
    digest = sha256(canonical([name, {key: item for key, item in meaning.items() if key not in left_out}]))
    default = _DEFAULT_MESSAGES[name][effect != "deny"].format(f"`{shown(match)}`")
    return {
        **meaning,
        "id": entry["id"] or f"{effect}-{name}-{digest[:12]}",
        "message": entry["message"] or default,
        "pointer": pointer,
        "digest": digest,
    }


def _matcher(written: Mapping[str, Any], pointer: str, scope: str, problems: Problems) -> dict[str, Any] | None:
    keys = [key for key in ("match", "regex") if key in written]
    if len(keys) != 1:
        problems.add(pointer, "the entry has both `match` and `regex`; keep one" if keys else "no `match`; add one")
        return None
    try:
        return _match(keys[0], written[keys[0]], pointer.split("/")[3], scope)
    except ConfigurationError as error:
        problems.add(f"{pointer}/{keys[0]}", str(error))
        return None


def _match(key: str, value: Any, name: str, scope: str) -> dict[str, Any]:
    problem = text_problem(value)
    if problem is not None:
        raise ConfigurationError(problem)
    if key == "match":
        return MATCHERS[name](value, scope)
    if name != "patterns":
        raise ConfigurationError("`regex` is for `patterns` alone; write `match`")
    return regex(value)


def _check_id(entry: Entry, ids: dict[str, str], problems: Problems) -> None:
    first = ids.setdefault(entry["id"], entry["pointer"])
    if first != entry["pointer"]:
        problems.add(f"{entry['pointer']}/id", f"the id `{entry['id']}` is already that of `#{first}`; choose another")
