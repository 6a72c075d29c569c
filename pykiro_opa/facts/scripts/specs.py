"""Commands that a spec plans: in its code blocks, and in code spans that it says to run."""

from __future__ import annotations

import re

from ...changes import POWERSHELL
from ..prose.blocks import DIFFS
from ..prose.phrases import is_local
from ..prose.sketches import planned_blocks
from ..prose.spans import planned_spans
from . import Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SHELL = ("", "sh", "bash", "shell", "zsh", "console", "terminal", "shell-session", "bash-session", "sh-session")
_POWERSHELL = ("powershell", "pwsh", "ps1", "ps")
_YAML = ("yaml", "yml")
_DOCKER = ("dockerfile", "docker")
# Of the added lines of a diff those that can be nothing but a command.
_ADDED = re.compile(r"^\+\s*(?:[-$]\s+)?(?:run:\s*)?((?:sudo\s+)?(?:aws|terraform|tofu|cdk|pulumi|kubectl|helm|gcloud|az|git|docker|rm|chmod|chown|curl|wget|psql|"
                    r"mysql|dropdb|eksctl|sam|ssh|scp|crontab|systemctl|npm|npx)\s.*)$")  # fmt: skip
_PROMPT = re.compile(r"^\s*[\w.@~:/-]*[$%]\s+(?=\S)")
_POWER_PROMPT = re.compile(r"^\s*PS [^>\n]{0,200}> ?", re.MULTILINE)
_CONTINUED = re.compile(r"^\s*>\s")
_RUNS = re.compile(r"(?:^|[:,;|]\s+|\b(?:then|and|do|first|finally|next|afterwards|run(?:s|ning)?|execut(?:e|es|ing)|invok(?:e|es|ing)|call(?:s|ing)?|us(?:e|es|ing)|with|via|by)\s+)"
                   r"(?:the\s+command\s+)?`([^`\s]+\s[^`]*)`", re.IGNORECASE)  # fmt: skip


def scripts(text: str) -> list[Script]:
    return [*_blocks(text), *_spans(text)]


def commands(text: str) -> list[Script]:
    """Those that somebody runs as they stand: no steps of a pipeline, and no instructions of an image."""
    return [*_blocks(text, of_shells_alone=True), *_spans(text)]


def _blocks(text: str, *, of_shells_alone: bool = False) -> Iterator[Script]:
    for language, code, line in planned_blocks(text):
        name = language.strip("{}.").lower()
        if name in _SHELL:
            yield Script(_without_prompts(code), line)
        elif name in _POWERSHELL:
            yield Script(_POWER_PROMPT.sub("", code), line, language=POWERSHELL)
        elif of_shells_alone:
            continue
        elif name in DIFFS:
            yield Script("\n".join(added[1] if (added := _ADDED.match(one)) else "" for one in code.split("\n")), line)
        elif name in _YAML:
            from .jobs import scripts as jobs

            yield from (Script(one.text, one.line + line - 1, one.variables) for one in jobs(code))
        elif name in _DOCKER:
            from .containers import scripts as instructions

            yield from (Script(one.text, one.line + line - 1, one.variables) for one in instructions(code))


def _without_prompts(code: str) -> str:
    """A session's commands where its lines have prompts: what stands between them is output."""
    lines = code.split("\n")
    if not any(_PROMPT.match(line) for line in lines):
        return code
    kept = []
    continues = False
    for line in lines:
        prompt = _PROMPT.match(line)
        kept.append(line[prompt.end() :] if prompt else _CONTINUED.sub("", line) if continues else "")
        continues = kept[-1].endswith("\\")
    return "\n".join(kept)


def _spans(text: str) -> Iterator[Script]:
    for command, line in planned_spans(text, _RUNS):
        is_emulated = command.startswith("aws ") and is_local(command)
        if not is_emulated:
            yield Script(command, line)
