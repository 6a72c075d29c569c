"""Methods that are called like what starts programs, of objects that are no shell: the cursor of a database, a pattern."""

from __future__ import annotations

import re

# Names that objects of many kinds have: they count for shells only where the object is one of these, or stands for one.
_SHARED = frozenset(("call", "exec", "execute", "run"))
_MODULES = (
    "os", "posix", "subprocess", "commands", "child_process", "pty", "asyncio", "sh", "shell", "shelljs", "execa", "zx", "plumbum",
    "fabric", "invoke", "paramiko", "pexpect", "Kernel", "Process", "Open3", "IPC", "Deno", "Bun", "local", "process", "cp", "sp",
)  # fmt: skip
# Whose objects, however they are called, run the texts that they are given.
_RUNNING = re.compile(r"\b(?:shelljs|execa|zx|plumbum|fabric|invoke|pexpect|paramiko)\b|\bimport\s*\(")
_BOUND = (
    re.compile(r"\b([\w.]+)\s+as\s+(\w+)"),
    re.compile(r"([\w.]*)\b(\w+)\s*:?=\s*[^=\n;]{0,40}?\b(?:os|posix|subprocess|child_process|pty)\b"),
)
_RECEIVER = re.compile(r"(?:([\w$]+)|(.))\s*\??(?:\.|->)\s*\Z", re.DOTALL)
_CALLED = re.compile(r"\b(?:os|posix|subprocess|child_process|pty|sh|shelljs|execa)\b")
_BEFORE = 100  # letters in which what a call gives is named


def is_of_another(code: str, start: int, name: str) -> bool:
    """Whether the call of this name at this place is a method of an object that starts no program."""
    if name not in _SHARED or _RUNNING.search(code):
        return False
    before = code[max(0, start - _BEFORE) : start]
    receiver = _RECEIVER.search(before)
    if receiver is None:
        return False
    known = receiver[1]
    if known is None:
        return not _CALLED.search(before)
    return known not in _MODULES and not _stands_for_one(code, known)


def _stands_for_one(code: str, name: str) -> bool:
    return any(
        other == name and (not module or module.rpartition(".")[2] in _MODULES or module.partition(".")[0] in _MODULES)
        for pattern in _BOUND
        for module, other in pattern.findall(code)
    )
