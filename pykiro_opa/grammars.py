"""tree-sitter grammars, loaded by their bindings alone: the packages' own `__init__` costs 10 ms more."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from tree_sitter import Node

_parsers: dict[str, object] = {}


def parse(package: str, source: bytes) -> Node:
    """The root node of `source` in the grammar of `package` (for example `tree_sitter_bash`)."""
    parser = _parsers.get(package)
    if parser is None:
        parser = _parsers[package] = _parser(package)
    root: Node = parser.parse(source).root_node  # type: ignore[attr-defined]
    return root


def _parser(package: str) -> object:
    binding = _binding("tree_sitter")
    return binding.Parser(binding.Language(_binding(package).language()))


def _binding(package: str) -> ModuleType:
    """The package's C extension, without running its `__init__`; the package itself where that has moved."""
    import importlib.machinery
    import importlib.util
    import os
    import sys

    for folder in sys.path:
        for suffix in importlib.machinery.EXTENSION_SUFFIXES:
            path = os.path.join(folder, package, f"_binding{suffix}")
            if os.path.exists(path):
                spec = importlib.util.spec_from_file_location(f"{package}._binding", path)
                if spec is not None and spec.loader is not None:
                    module = importlib.util.module_from_spec(spec)
                    spec.loader.exec_module(module)
                    return module
    return __import__(package)
