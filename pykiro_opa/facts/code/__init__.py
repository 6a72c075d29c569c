"""Source code of programming languages, read without being run: what an expression may stand for.

A language's reader makes `syntax` of its text; `evaluation` says what each expression may be, the same for all of
them. What a library's names mean is told by whoever asks, as `Meanings`.
"""

from __future__ import annotations

from ...values import Value

PYTHON, JAVASCRIPT, TYPESCRIPT, TSX = "python", "javascript", "typescript", "tsx"
_SUFFIXES = {
    ".py": PYTHON, ".pyw": PYTHON, ".pyi": PYTHON, ".js": JAVASCRIPT, ".mjs": JAVASCRIPT, ".cjs": JAVASCRIPT,
    ".jsx": JAVASCRIPT, ".ts": TYPESCRIPT, ".mts": TYPESCRIPT, ".cts": TYPESCRIPT, ".tsx": TSX,
}  # fmt: skip
_BLOCKS = {
    "python": PYTHON, "py": PYTHON, "python3": PYTHON, "ipython": PYTHON, "pycon": PYTHON, "javascript": JAVASCRIPT,
    "js": JAVASCRIPT, "jsx": JAVASCRIPT, "node": JAVASCRIPT, "mjs": JAVASCRIPT, "typescript": TYPESCRIPT,
    "ts": TYPESCRIPT, "tsx": TSX,
}  # fmt: skip
_PROGRAMS = {"python": PYTHON, "node": JAVASCRIPT}


class Code(Value):
    """Code of a programming language that something runs, and the line of what runs it."""

    __slots__ = ("language", "text", "line")

    language: str
    text: str
    line: int

    def __init__(self, language: str, text: str, line: int) -> None:
        self._set(language=language, text=text, line=line)


def of_file(path: str, text: str) -> str | None:
    """The language of a file by its name, or of a script by its first line."""
    name = path.rpartition("/")[2].lower()
    suffix = name[name.rfind(".") :] if "." in name else ""
    if suffix or not text.startswith("#!"):
        return _SUFFIXES.get(suffix)
    first = text.partition("\n")[0]
    return PYTHON if "python" in first else JAVASCRIPT if "node" in first or "deno" in first else None


def of_block(name: str) -> str | None:
    """The language of a code block by what stands behind its fence."""
    return _BLOCKS.get(name.strip("{}. ").partition(" ")[0].lower())


def of_program(name: str) -> str | None:
    """The language that an interpreter reads."""
    return _PROGRAMS.get(name)
