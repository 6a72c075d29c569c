"""What the code blocks of a spec say in words: diagrams, added lines of diffs, switches, jobs, whom a role trusts."""

from __future__ import annotations

import re

from ..code import of_block
from ..text import visible
from .blocks import DIFFS
from .diagrams import boxes, drawn, is_drawn
from .sketches import headings_by_line, planned_blocks
from .spelled_calls import spelled_out
from .statements import Statement, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Label = tuple[int, str]

_DRAWN = ("mermaid", "plantuml", "puml", "uml", "dot", "graphviz", "d2")
_PLAIN = ("", "text", "txt", "ascii", "plain", "plaintext", "diagram", "flow")
_SETTINGS = ("hcl", "terraform", "tf", "yaml", "yml", "json", "toml", "ini", "properties")
_SWITCHED_OFF = re.compile(r"^\s*[\"']?[\w.-]+[\"']?\s*[=:]\s*[\"']?(?:false|off|disabled)[\"']?,?\s*$", re.IGNORECASE)
_ADDED = re.compile(r"^\+(?!\+\+)\s*\S")
_TABLES_OF_JOBS = ("", "cron", "crontab", "text", "txt", "plain", "plaintext")
_JOB = re.compile(
    r"^\s*(?:@(?:reboot|hourly|daily|weekly|monthly|yearly)|(?=[\d\s,/-]*\*)[\d*,/-]+(?:\s+[\d*,/A-Za-z-]+){4})\s+\S*[/a-z]"
)
_ENCRYPTED = re.compile(r"https\b", re.IGNORECASE)
_UNENCRYPTED = re.compile(r"http\b", re.IGNORECASE)
_TRUSTED = re.compile(r"\bPrincipal\b|\bprincipals\b|:(?:sub|aud)\b|\bexternalid\b", re.IGNORECASE)
_REMOVED = re.compile(r"\bremoved\s*\{[^{}]*?\bfrom\s*=\s*([\w.]+)(?![\s\S]{0,200}?\bdestroy\s*=\s*false)")
_READ = re.compile(r"\b(?:read|open|load|cat|parse)\w*\(.*?[\"'](~/[\w./-]+|/etc/shadow)[\"']", re.IGNORECASE)
_JOINED = re.compile(r"[\"']\.aws[\"']\s*[/,]\s*[\"']credentials\b")
_SWITCHED_ON = re.compile(
    r"\b(public\w*|privileged|\w*skip_?final_?snapshot|host_?pid|force_?destroy)\s*[:=]\s*true\b", re.IGNORECASE
)
_ADMITS = re.compile(r"\.(?:add_?ingress_?rule|add_?egress_?rule|allow_?(?:default_?port_?)?from)\s*\(", re.IGNORECASE)
_SETTING = re.compile(r"^([-+])\s*[\"']?([\w.-]+)[\"']?\s*[=:]\s*[\"']?([^\"',]+)[\"']?,?\s*$")


def labels(text: str) -> Iterator[Statement]:
    """What the code blocks of a Markdown text say in words, each label by itself."""
    blocks = planned_blocks(text)
    if not blocks:
        return
    above = headings_by_line(text)
    for language, code, first in blocks:
        for line, label in labels_of(language, visible(code)):
            yield Statement(plain(spelled_out(label), keep_code=False), first + line, above(first), is_task=False)


def labels_of(language: str, code: str) -> Iterator[Label]:
    """(number of the line from 0, label) for each label of a block."""
    name, lines = language.strip("{}.").lower(), code.split("\n")
    if name in _DRAWN:
        yield from drawn(lines)
    elif name in _PLAIN and is_drawn(code):
        yield from boxes(lines)
    if name in _SETTINGS:
        yield from ((number, line.strip()) for number, line in enumerate(lines) if _SWITCHED_OFF.match(line))
        yield from _removed(code)
    if name in DIFFS:
        yield from _gained(lines)
    if name in (*_SETTINGS, *DIFFS) and "sts:AssumeRole" in code and _TRUSTED.search(code):
        yield 0, "add a trusted principal to the trust policy"
    if name in _TABLES_OF_JOBS:
        yield from ((number, f"add a crontab entry: {line}") for number, line in enumerate(lines) if _JOB.match(line))
    if of_block(name) is not None:
        for number, line in enumerate(lines):
            yield from ((number, label) for label in _of_code(line))


def _of_code(line: str) -> Iterator[str]:
    """What a line of a program reads, switches on and admits."""
    read = _READ.search(line)
    if read or _JOINED.search(line):
        yield f"read {read[1] if read else '~/.aws/credentials'}"
    on = _SWITCHED_ON.search(line)
    if on:
        yield f"set {on[1]} to true"
    if _ADMITS.search(line):
        yield "add an ingress rule to the security group"


def _removed(code: str) -> Iterator[Label]:
    """What Terraform's `removed` blocks destroy."""
    for match in _REMOVED.finditer(code):
        yield code.count("\n", 0, match.start()), f"delete the {re.sub(r'[._]', ' ', match[1])}"


def _gained(lines: list[str]) -> Iterator[Label]:
    """The added lines of a diff, and of a setting that was another before what it becomes."""
    removed: dict[str, str] = {}
    for number, line in enumerate(lines):
        setting = _SETTING.match(line)
        if setting and setting[1] == "-":
            removed[setting[2]] = setting[3]
        if not _ADDED.match(line):
            continue
        yield number, line[1:]
        was = removed.get(setting[2]) if setting else None
        if setting and was is not None:
            yield number, f"set {setting[2]} to {setting[3]}"
            if _ENCRYPTED.match(was) and _UNENCRYPTED.match(setting[3]):
                yield number, f"switch from {was} to {setting[3]}"
