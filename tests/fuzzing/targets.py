"""The parsers of foreign input, each as a function of bytes, with hand-written seeds and the words of its language.

A target may raise PykiroError and nothing else.
"""

from __future__ import annotations

import os
import re
import tempfile
from typing import TYPE_CHECKING

from pykiro_opa import gate, hosts, infrastructure, permissions
from pykiro_opa.changes import POWERSHELL, Change, Command, FileChange
from pykiro_opa.events import canonical, new_event, read_event
from pykiro_opa.facts.diff import added_blocks
from pykiro_opa.facts.runs import runs
from pykiro_opa.facts.text import decode
from pykiro_opa.guardrails import compare, load
from pykiro_opa.guardrails.arns import compile_arn
from pykiro_opa.guardrails.globs import compile_glob
from pykiro_opa.sources import patch

from . import seeds as words

if TYPE_CHECKING:
    from collections.abc import Callable

SEPARATOR = b"\n=====\n"  # between two sides of an input


class Target:
    """One parser: `run` is given an input, `seeds` are sound inputs, `words` what its language is made of."""

    def __init__(self, run: Callable[[bytes], object], seeds: tuple[str, ...], tokens: str) -> None:
        self.run = run
        self.seeds = [seed.encode() for seed in seeds]
        self.tokens = [word.encode().decode("unicode_escape").encode("latin-1") for word in tokens.split()]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _sides(data: bytes) -> tuple[bytes | None, bytes]:
    before, found, after = data.partition(SEPARATOR)
    return (before, after) if found else (None, data)


def _folder() -> str:
    """A folder of this process's own, gone at its end, where parsers look for files."""
    if not _made:
        _made.append(tempfile.TemporaryDirectory(prefix="fuzz-"))
        with open(os.path.join(_made[0].name, "there.txt"), "wb") as stream:
            stream.write(b"one\ntwo\nthree\n")
    return _made[0].name


_made: list[tempfile.TemporaryDirectory[str]] = []


def _configuration(data: bytes) -> object:
    return load([(".kiro/kiro.json", data)], lambda asked: [True] * len(asked))


def _comparison(data: bytes) -> object:
    return compare(*_sides(data))


def _event(data: bytes) -> object:
    return read_event(data)


def _tool_call(data: bytes) -> object:
    _, change = hosts.decode(data, _folder())
    return _judged(change)


def _patch(data: bytes) -> object:
    return _judged(patch.read("-", _folder(), lambda: data))


def _judged(change: Change) -> object:
    """The change's event under its own guardrails, as far as the engine's door."""
    guardrails = gate.guardrails_for(change, lambda asked: [True] * len(asked))
    return canonical(gate.event_of(change, guardrails))


def _diff(data: bytes) -> object:
    before, after = (decode(side) for side in _sides(data))
    return runs("a.py", added_blocks(before, after), after or "")


def _glob(data: bytes) -> object:
    regex, _ = compile_glob(_text(data).encode("utf-8", "replace").decode())
    return [re.compile(regex).search(path) for path in ("a", "a/b.c", "src/" * 9 + "x")]


def _arn(data: bytes) -> object:
    return [re.compile(field["regex"].replace(r"\x{E000}", "\ue000")) for field in compile_arn(_text(data))]


def _shell(data: bytes) -> object:
    command = Command(_text(data), cwd="")
    return _judged(Change("task", "command", root=_folder(), commands=(command,), read=_reader))


def _powershell(data: bytes) -> object:
    command = Command(_text(data), cwd="", language=POWERSHELL)
    return _judged(Change("task", "command", root=_folder(), commands=(command,), read=_reader))


def _reader(path: str) -> bytes | None:
    return b"#!/bin/sh\nrm -rf /\n" if path.endswith("x.sh") else None


def _permissions(data: bytes) -> object:
    before, after = _sides(data)
    return permissions.permission_facts(permissions.permission_delta(before, after, principal="p"), "p", 1)


def _file(path: str) -> Callable[[bytes], object]:
    """A changed file of this path through every extractor, and that of infrastructure by itself."""

    def run(data: bytes) -> object:
        before, after = _sides(data)
        file = FileChange(path, before=before, after=after, mode="100644", previous_mode="100644")
        old, new, _ = infrastructure.sides({} if before is None else {path: before}, {path: after})
        infrastructure.changes_between(old, new)
        kind = "spec" if path.startswith(".kiro/specs") else "patch"
        return _judged(
            Change("commit", kind, root=_folder(), files=(file,), read=lambda asked: after if asked == path else None)
        )

    return run


FILES = {
    "terraform": ("main.tf", words.HCL, words.HCL_WORDS),
    "terraform values": ("terraform.tfvars", ('a = "x"\nb = { c = [1] }\n',), words.HCL_WORDS),
    "terraform json": (
        "main.tf.json",
        ('{"resource": {"a": {"b": {"c": "${var.d}"}}}, "locals": {"e": [1]}}',),
        words.JSON_WORDS,
    ),
    "cloudformation yaml": ("template.yaml", words.CLOUD, words.CLOUD_WORDS),
    "cloudformation json": ("template.json", words.CLOUD, words.CLOUD_WORDS),
    "policy file": ("policy.json", words.POLICY, words.POLICY_WORDS),
    "prose": (".kiro/specs/x/tasks.md", words.PROSE, words.PROSE_WORDS),
    "sql": ("db/1.sql", words.SQL, words.SQL_WORDS),
    "migration": ("m/1.py", words.MIGRATION, words.SQL_WORDS),
    "dockerfile": ("Dockerfile", words.DOCKER, words.DOCKER_WORDS),
    "makefile": ("Makefile", words.MAKE, words.MAKE_WORDS),
    "jobs": (".github/workflows/x.yml", words.JOBS, words.JOBS_WORDS),
    "script of powershell": ("x.ps1", words.POWERSHELL, words.POWERSHELL_WORDS),
    "script": ("x.sh", words.SHELL, words.SHELL_WORDS),
    "package": ("package.json", words.PACKAGE, words.JSON_WORDS),
    "hooks": (".kiro/hooks/x.json", words.HOOKS, words.JSON_WORDS),
    "agent settings": (".claude/settings.json", words.HOOKS, words.JSON_WORDS),
    "lines": ("tox.ini", words.LINES, words.LINES_WORDS),
    "jenkinsfile": ("Jenkinsfile", words.LINES, words.LINES_WORDS),
    "crontab": ("crontab", words.LINES, words.LINES_WORDS),
    "service": ("a.service", words.LINES, words.LINES_WORDS),
    "python code": ("app.py", words.PYTHON, words.PYTHON_WORDS),
    "javascript code": ("app.js", words.JAVASCRIPT, words.JAVASCRIPT_WORDS),
    "typescript code": ("app.ts", words.JAVASCRIPT, words.JAVASCRIPT_WORDS),
    "notebook": ("a.ipynb", words.NOTEBOOK, words.JSON_WORDS + " " + words.PYTHON_WORDS),
    "source": ("app.py", ("a = 1\nb = 2\n", "a = 1\n\n=====\n\nb = 2\n"), words.LINES_WORDS),
}
_EVENT = canonical(
    new_event("task", {"kind": "git"}, {"expected": []}, {"secrets": [{"type": "a", "fingerprint": "b", "at": {}}]})
)
TARGETS = {
    "kiro.json": Target(_configuration, words.KIRO, words.KIRO_WORDS),
    "two kiro.json": Target(_comparison, (*words.KIRO, SEPARATOR.decode().join(words.KIRO)), words.KIRO_WORDS),
    "event": Target(_event, (_EVENT.decode(), '{"version": 1}'), words.JSON_WORDS + r""" "id": "files":[] "calls":[{}] "version":1 "context":{}"""),
    "tool call": Target(_tool_call, words.TOOL, words.TOOL_WORDS),
    "patch": Target(_patch, words.PATCH, words.PATCH_WORDS),
    "diff": Target(_diff, ("a\nb\nc\n\n=====\na\nc\nb\n", "\n=====\n" + "a\n" * 40), r"a\n b\n c\n \n=====\n x\na\n \n \r\n 1"),
    "glob": Target(_glob, ("**/{a,b}/[!c-d]?x.*", "src/**", "\\{a\\}"), r"** * ? { } , [ ] ! ^ - / \\\\ .. . a b é % {a,b} [a-z] **/ \\\\*"),
    "arn": Target(_arn, ("arn:aws:s3:::a*?", "arn:aws*:iam::123456789012:role/x-*"), r"arn: aws s3 : :: * ? a é \\\\ ( ) [ ^ $ + ."),
    "shell": Target(_shell, words.SHELL, words.SHELL_WORDS),
    "powershell": Target(_powershell, words.POWERSHELL, words.POWERSHELL_WORDS),
    "permissions": Target(_permissions, words.POLICY, words.POLICY_WORDS),
    **{name: Target(_file(path), seeds, tokens) for name, (path, seeds, tokens) in FILES.items()},
}  # fmt: skip
