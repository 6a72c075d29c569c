"""Real inputs as seeds, from the folder of corpora beside the checkout; none where that is not there."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST = 300
_LARGEST = 16_000
_ENDS = {
    "terraform": (".tf",), "terraform values": (".tfvars",), "cloudformation yaml": (".yaml", ".yml"), "jobs": (".yml", ".yaml"),
    "cloudformation json": (".json",), "package": ("package.json",), "prose": (".md",), "dockerfile": ("Dockerfile",),
    "script": (".sh",), "makefile": ("Makefile",), "source": (".py", ".ts"),
}  # fmt: skip


def seeds(folder: Path, target: str) -> list[bytes]:
    """At most 300 inputs for a parser, evenly from all there are."""
    found = list(_found(folder, target)) if folder.is_dir() else []
    return found[:: max(1, len(found) // MOST)][:MOST]


def _found(folder: Path, target: str) -> Iterator[bytes]:
    if target in ("shell", "script"):
        rows = _rows(folder / "shell/labelled_commands.jsonl.gz")
        yield from (row["command"].encode() for row in rows if "command" in row)
    if target in ("permissions", "policy file"):
        for row in _rows(folder / "iam/consolidations.jsonl.gz"):
            yield json.dumps(row["after"]).encode()[:_LARGEST]
    if target == "prose":
        yield from (path.read_bytes()[:_LARGEST] for path in sorted(folder.glob("specs/**/*.md")))
    for path in sorted(folder.glob("pull_requests/*.gz")) if target in _ENDS else ():
        for row in _rows(path):
            for file in row["files"]:
                if file["path"].endswith(_ENDS[target]):
                    yield (file["after"] or file["before"] or "").encode("utf-8", "replace")[:_LARGEST]


def _rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)
