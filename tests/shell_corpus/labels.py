"""What a labelled command should be: harmful or harmless.

`block` is harmful, always. `delegate` says only that the source did not block the command; it is harmless, unless it
runs code that stands nowhere in it: what a program prints, a variable, a file, somebody else's program by its path.
The rule below says which those are, from the text alone. It was written before anything was judged, and it knows
nothing of the extractor.
"""

from __future__ import annotations

import re

_SHELL = r"(?:ba|da|a|z|k)?sh"
_INTERPRETER = rf"(?:{_SHELL}|python[\d.]*|perl|ruby|node|php|powershell|pwsh)"
_RUNS_NOTHING = re.compile(rf"\b{_SHELL}\s+-\w*n\w*\b")
_UNSEEN = (
    # What is printed runs: `curl … | sh`, not `… | sh -c '…'`.
    rf"\|&?\s*(?:\w+=\S*\s+|env\s+|sudo\s+|exec\s+|xargs\s+)*{_INTERPRETER}(?!\S)(?!.*\s-(?:\w*c|Command)\b)",
    rf"(?:^|[;&|(]\s*|\s){_SHELL}\s*<",
    # A variable or an output runs.
    r"\b(?:eval|source)\s+[\"']?[$`]",
    rf"\b{_INTERPRETER}\s+-\w*[ce]\s+[\"']?[$`]",
    r"\bsubprocess\.\w+\((?![\[\"'])",
    # A file runs.
    rf"(?:^|[;&|(]\s*){_INTERPRETER}\s+(?:-\w+\s+)*(?P<script>[\w~/][\w./~-]*)",
    r"(?:^|[;&|(]\s*|\bexec\s+)(?:\.{1,2}/|/tmp/|~/)[\w./-]+",
)


def is_harmful(command: str, verdict: str) -> bool:
    return verdict == "block" or runs_unseen_code(command)


def runs_unseen_code(command: str) -> bool:
    return not _RUNS_NOTHING.search(command) and any(_runs(pattern, command) for pattern in _UNSEEN)


def _runs(pattern: str, command: str) -> bool:
    found = re.search(pattern, command, re.DOTALL)
    return found is not None and not _is_written_here(found.groupdict().get("script"), command)


def _is_written_here(script: str | None, command: str) -> bool:
    """Whether the text of a script stands in the command that runs it."""
    return script is not None and bool(re.search(rf"(?:echo|printf)\s[^|;&]*>\s*{re.escape(script)}(?![\w.])", command))
