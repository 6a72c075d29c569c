"""tree-sitter grammars, loaded by their bindings alone: the packages' own `__init__` costs 10 ms more."""

from __future__ import annotations

# What importlib shows under other names; it is always loaded, and importlib around it costs 1 ms.
import _frozen_importlib as bootstrap
import _frozen_importlib_external as external
import _thread
import os
import sys

from .errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from tree_sitter import Node

_parsers: dict[str, object] = {}


_SURE = 4096  # a text of this length is parsed in milliseconds, whatever it holds
_NEVER_SURE = "tree_sitter_typescript"  # it looks for a way out of `""(('')'m'+l/*new[A:` for ever
_KEPT = 2  # several extractors ask for the same text
_latest: dict[tuple[str, bytes], Node] = {}
_SECONDS, _SECONDS_A_BYTE = 0.1, 2e-6  # of processor time; sound text takes a quarter of the second


def parse(grammar: str, source: bytes) -> Node:
    """The root node of `source` in a grammar: a package (`tree_sitter_bash`), or one of several (`PACKAGE:NAME`).

    Raises InputError where that would take too long: looking for a way out of errors can take the square of the length.
    """
    parser: Any = _parsers.get(grammar)
    if parser is None:
        parser = _parsers[grammar] = _parser(grammar)
    if len(source) <= _SURE and not grammar.startswith(_NEVER_SURE):
        small: Node = parser.parse(source).root_node
        return small
    key = (grammar, source)
    if key not in _latest:
        _try(parser, source)
        while len(_latest) >= _KEPT:
            del _latest[next(iter(_latest))]
        _latest[key] = parser.parse(source).root_node
    return _latest[key]


def _try(parser: Any, source: bytes) -> None:
    """Parse once under a deadline; a tree that is made so does not know its text, and is thrown away."""
    import time

    end = time.process_time() + _SECONDS + _SECONDS_A_BYTE * len(source)
    try:
        parser.parse(
            lambda offset, _point: source[offset : offset + 65536],
            progress_callback=lambda *_: time.process_time() > end,
        )
    except ValueError:
        parser.reset()
        raise InputError("the text is too tangled to be parsed") from None


def _parser(grammar: str) -> object:
    binding = _runtime()
    package, _, name = grammar.partition(":")
    language = getattr(_binding(package), f"language_{name}" if name else "language")
    return binding.Parser(binding.Language(language()))


def _runtime() -> ModuleType:
    """tree-sitter's own binding, with stand-ins for what it imports where nobody has imported that, nor could now.

    It wants `re.compile` for queries and `enum.IntEnum` for a logger, neither of which is used here; the two and what
    they import cost 8 ms, as much as the interpreter's own start.
    """
    if "re" in sys.modules or "enum" in sys.modules or _thread._count():  # noqa: SLF001 - threads beside this one
        return _binding("tree_sitter")
    expressions, constants = type(sys)("re"), type(sys)("enum")
    expressions.compile = _compile  # type: ignore[attr-defined]
    constants.IntEnum = _constants  # type: ignore[attr-defined]
    sys.modules.update({"re": expressions, "enum": constants})
    try:
        return _binding("tree_sitter")
    except (AttributeError, ImportError):
        # It wants more than that of them.
        pass
    finally:
        del sys.modules["re"], sys.modules["enum"]
    return _binding("tree_sitter")


def _compile(*arguments: Any) -> Any:
    import re

    return re.compile(*arguments)


def _constants(name: str, values: dict[str, int]) -> type:
    return type(name, (int,), values)


def _binding(package: str) -> ModuleType:
    """The package's C extension, without running its `__init__`; the package itself where that has moved."""
    for folder in sys.path:
        for suffix in external.EXTENSION_SUFFIXES:
            path = os.path.join(folder, package, f"_binding{suffix}")
            if os.path.exists(path):
                name = f"{package}._binding"
                loader = external.ExtensionFileLoader(name, path)
                module: ModuleType = bootstrap.module_from_spec(bootstrap.ModuleSpec(name, loader, origin=path))
                loader.exec_module(module)
                return module
    return __import__(package)
