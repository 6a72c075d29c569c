"""A change of files as a pull request, judged with some guardrails by the embedded engine."""

from __future__ import annotations

import json

from pykiro_opa import gate
from pykiro_opa.changes import Change, FileChange
from pykiro_opa.guardrails import load


def changed(before: dict, after: dict, *, beside: dict | None = None) -> Change:
    """The change from some files to others; `beside` are those that stay as they are."""
    same = {path: text.encode() for path, text in (beside or {}).items()}
    files = []
    for path in sorted({*before, *after}):
        old, new = (side[path].encode() if path in side else None for side in (before, after))
        if old != new:
            files.append(FileChange(path, before=old, after=new))
    now = {**same, **{path: text.encode() for path, text in after.items()}}

    def entries(folder: str) -> list[tuple[str, bool]]:
        return [(path, False) for path in now if path.rpartition("/")[0] == folder]

    return Change("pull_request", "git", root="/workspace", files=tuple(files), read=now.get, entries=entries)


def judged(change: Change, engine, guardrails: dict | None = None):
    """The decision."""
    configuration = json.dumps({"guardrails": guardrails or {}}).encode()
    compiled = load([(".kiro/kiro.json", configuration)], engine.regex_is_valid)
    return gate.decide(change, compiled, engine)
