"""Real spec folders through the gate: what stops them, by file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from pykiro_opa import gate
from pykiro_opa.catalogue.named import named_actions
from pykiro_opa.changes import Change, FileChange
from pykiro_opa.guardrails import load

from .judging import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pykiro_opa.engines import Engine

    Stop = tuple[str, str, str, str]

_EXAMPLES = Path(__file__).parents[2] / "examples"


def configurations() -> dict[str, bytes]:
    """The seed, the recommended file, and every named action denied."""
    files = {name: (_EXAMPLES / name / ".kiro/kiro.json").read_bytes() for name in ("seed", "recommended")}
    everything = {"guardrails": {"deny": {"actions": sorted(named_actions())}}}
    return {**files, "all": json.dumps(everything).encode()}


def stops(corpora: str, engine: Engine) -> Iterator[Stop]:
    """(configuration, path below the corpus, line, action or rule) of each stop."""
    root = Path(corpora) / "specs"
    loaded = {
        name: load([(".kiro/kiro.json", content)], engine.regex_is_valid) for name, content in configurations().items()
    }
    for folder in sorted(root.glob("*/.kiro/specs/*")):
        repository = folder.parents[2]
        files = tuple(
            FileChange(str(path.relative_to(repository)), after=path.read_bytes()) for path in sorted(folder.glob("*"))
        )
        change = Change("spec", "spec", root="/workspace", files=files, read=lambda _: None)
        for name, guardrails in loaded.items():
            for finding in gate.decide(change, guardrails, engine).findings:
                if finding["effect"] in STOPS:
                    for evidence in finding["evidence"]:
                        path = f"{repository.name}/{evidence['path']}"
                        yield name, path, str(evidence["line"]), finding["action"] or finding["rule"]
