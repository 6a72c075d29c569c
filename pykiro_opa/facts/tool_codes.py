"""Code that a tool is given to run: `run_code`, `execute_python`, a notebook's cell."""

from __future__ import annotations

from .code import JAVASCRIPT, PYTHON, Code, of_block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..changes import ToolCall

_CODE = ("code", "script", "source", "source_code", "sourceCode", "python_code", "pythonCode", "js_code", "new_source")
_LANGUAGE = ("language", "lang", "runtime", "kernel")
_SCRIPTED = ("require(", "import {", "=> ", "const ", "new ")  # what no Python has


def codes(tools: Iterable[ToolCall]) -> list[Code]:
    """The code in the arguments of tools, with the language that they or the code itself say it is in."""
    return [
        Code(_language(tool, value), value, 1)
        for tool in tools
        for name in _CODE
        if isinstance(value := tool.arguments.get(name), str)
    ]


def _language(tool: ToolCall, code: str) -> str:
    for name in _LANGUAGE:
        value = tool.arguments.get(name)
        language = of_block(value) if isinstance(value, str) else None
        if language is not None:
            return language
    if "python" in tool.name.lower():
        return PYTHON
    return JAVASCRIPT if any(sign in code for sign in _SCRIPTED) else PYTHON
