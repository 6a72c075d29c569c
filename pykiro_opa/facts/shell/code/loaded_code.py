"""Which code and files of its language an option or a text of code loads."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN

_MOST_MODULES = 20
_ENDINGS = {"node": (".js", ".cjs", "/index.js"), "ruby": (".rb",)}
_DATA = "data:"


def preloaded(program: str, given: str) -> tuple[str, bool]:
    """The code that an option gives, or the file that it names."""
    if program == "perl":  # -Mstrict;system(…) is pasted behind `use`
        name, semicolon, _ = given.partition(";")
        return (f"use {given}", True) if semicolon else (name.partition("=")[0].strip().replace("::", "/"), False)
    if given.startswith(_DATA):
        head, _, body = given.partition(",")
        if head.endswith(";base64"):
            import base64
            import binascii

            try:
                return base64.b64decode(body).decode("utf-8", "replace"), True
            except binascii.Error:
                return UNKNOWN, True
        from urllib.parse import unquote

        return unquote(body), True
    return given, False


def imported(text: str) -> list[str]:
    import re

    return re.findall(r"(?:^|;)\s*(?:import|from)\s+([A-Za-z_][\w.]*)", text, re.MULTILINE)[:_MOST_MODULES]


def is_standard(module: str) -> bool:
    import sys

    return module.partition(".")[0] in sys.stdlib_module_names


# How code runs another file of its language; a file that is made here is found by its name alone.
_LOADS = {
    "lua": r"""\b(?:dofile|loadfile)\s*\(?\s*["']([^"'\n]+)["']""",
    "node": r"""\b(?:require|import|fork)\s*\(?\s*["'](\.{1,2}/[^"'\n]+|/[^"'\n]+)["']""",
    "perl": r"""\b(?:do|require)\s*\(?\s*["']([^"'\n]+)["']""",
    "php": r"""\b(?:include|require)(?:_once)?\s*\(?\s*["']([^"'\n]+)["']""",
    "ruby": r"""\b(?:load|require|require_relative)\s*\(?\s*["']([^"'\n]+)["']""",
}


def loaded(language: str, text: str) -> list[str]:
    import re

    pattern = _LOADS.get(language)
    found = re.findall(pattern, text)[:_MOST_MODULES] if pattern is not None else []
    return [name for path in found for name in (path, *(path + suffix for suffix in _ENDINGS.get(language, ())))]
