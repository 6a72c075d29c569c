"""Methods that are called like what starts programs, of objects that are no shell: the cursor of a database, a pattern."""

from __future__ import annotations

import re

# Names that objects of many kinds have: they count for shells only where the object is one of these, or stands for one.
_SHARED = frozenset(("call", "exec", "execute", "run"))
_MODULES = frozenset((
    "os", "posix", "subprocess", "commands", "child_process", "pty", "asyncio", "sh", "shell", "shelljs", "execa", "zx", "plumbum",
    "fabric", "invoke", "paramiko", "pexpect", "Kernel", "Process", "Open3", "IPC", "Deno", "Bun", "local", "process", "cp", "sp",
))  # fmt: skip
# Whose objects, however they are called, run the texts that they are given.
_RUNNING = re.compile(r"\b(?:shelljs|execa|zx|plumbum|fabric|invoke|pexpect|paramiko)\b|\bimport\s*\(")
_BOUND = (
    re.compile(r"(?<![\w.])([\w.]+)\s+as\s+(\w+)"),
    re.compile(r"()(?<!\w)(\w+)\s*:?=\s*[^=\n;]{0,40}?\b(?:os|posix|subprocess|child_process|pty)\b"),
)
_RECEIVER = re.compile(r"(?:([\w$]+)|(.))\s*\??(?:\.|->)\s*\Z", re.DOTALL)
_CALLED = re.compile(r"\b(?:os|posix|subprocess|child_process|pty|sh|shelljs|execa)\b")
_BEFORE = 100  # letters in which what a call gives is named


class Receivers:
    """The objects of one text of code."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._all_run: bool | None = None  # asked once, where it is asked at all
        self._modules = _MODULES

    def is_of_another(self, start: int, name: str) -> bool:
        """Whether the call of this name at this place is a method of an object that starts no program."""
        if name not in _SHARED:
            return False
        before = self._code[max(0, start - _BEFORE) : start]
        receiver = _RECEIVER.search(before)
        if receiver is None:
            return False
        if self._all_run is None:
            self._all_run = bool(_RUNNING.search(self._code))
            self._modules |= _standing_for_modules(self._code)
        known = receiver[1]
        is_one = known in self._modules if known is not None else bool(_CALLED.search(before))
        return not self._all_run and not is_one


def _standing_for_modules(code: str) -> set[str]:
    """Names that the code gives to modules."""
    return {
        name
        for pattern in _BOUND
        for module, name in pattern.findall(code)
        if not module or module.rpartition(".")[2] in _MODULES or module.partition(".")[0] in _MODULES
    }
