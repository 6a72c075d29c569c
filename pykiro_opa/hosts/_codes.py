"""Code that a tool runs at once, as the command line that would: `run_python`, `execute_code`, a notebook's cell."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_RUNNING = ("run", "exec", "eval", "repl", "interpreter")
_FIELDS = ("code", "source", "source_code", "sourceCode", "cell_source", "cellSource", "python_code", "pythonCode",
           "js_code", "jsCode", "javascript", "python")  # fmt: skip
_LANGUAGES = ("language", "lang", "runtime", "kernel")
_PROGRAMS = {
    "javascript": "node -e", "js": "node -e", "node": "node -e", "nodejs": "node -e", "typescript": "node -e",
    "bash": "bash -c", "sh": "bash -c", "shell": "bash -c", "ruby": "ruby -e", "perl": "perl -e", "php": "php -r",
}  # fmt: skip
_SCRIPTED = ("require(", "=> ", "const ", "console.")  # what no Python has


def commands(tool: str, arguments: Mapping[str, Any]) -> list[str]:
    """The command lines; none where the name does not say that it runs something."""
    if not any(word in tool.lower() for word in _RUNNING):
        return []
    return [
        line
        for name in _FIELDS
        if isinstance(code := arguments.get(name), str)
        for line in _lines(code, tool, arguments)
    ]


def _lines(code: str, tool: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    """The code, and what a notebook hands to the shell."""
    import shlex

    kept = []
    for line in code.split("\n"):
        if line.lstrip().startswith(("!", "%sx ", "%system ")):
            yield line.lstrip().removeprefix("%system").removeprefix("%sx").lstrip("! ")
        elif not line.lstrip().startswith("%"):
            kept.append(line)
    if code.startswith(("%%bash", "%%sh")):
        yield code.partition("\n")[2]
    elif any(kept):
        yield f"{_program(code, tool, arguments)} {shlex.quote(chr(10).join(kept))}"


def _program(code: str, tool: str, arguments: Mapping[str, Any]) -> str:
    named = [str(arguments.get(name, "")).lower() for name in _LANGUAGES]
    found = next(
        (_PROGRAMS[name] for name in (*named, *tool.lower().replace("-", "_").split("_")) if name in _PROGRAMS), None
    )
    if found is None and not any("python" in name for name in (*named, tool.lower())):
        found = "node -e" if any(sign in code for sign in _SCRIPTED) else None
    return found or "python3 -c"
