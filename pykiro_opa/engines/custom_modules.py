"""The module that judges where teams have rules of their own: the library and those rules, compiled once and kept.

A module is named by the digest of all it was made from: the module of this package, the Rego that rules call, which is not
in it, and every byte of the rules. Other bytes are another name, so a module cannot be stale. It is kept as guardrails are
(`folders.read_kept`); whatever is not whole is compiled anew, which needs an `opa`.
"""

from __future__ import annotations

import os

from ..catalogue.library import strict_text
from ..events import canonical, sha256
from . import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..guardrails.result import CustomRule

_MOST = 16  # modules of half a megabyte; the oldest go
_SUFFIX = ".wasm"
_MEMORY_LIMIT = 64 * 1024 * 1024


def load(rules: Sequence[CustomRule], library: bytes) -> bytes:
    """The module with these rules; `library` is that of the package, without any.

    Raises ConfigurationError where it is not kept and cannot be compiled.
    """
    key = sha256(canonical([sha256(library), strict_text(), [[rule.path, rule.text] for rule in rules]]))
    path = os.path.join(folders.cache_folder(), "custom", key + _SUFFIX)
    found = folders.read_kept(path, key)
    if found is None:
        found = _built(rules)
        folders.keep(path, key, found, prefix="", most=_MOST)
    return found


def wanted_builtins(module: bytes) -> list[str]:
    """The builtins that a module wants from its host, which has none: there, each would be an undefined rule."""
    from .abi import Policy
    from .binding import open_runtime

    runtime = open_runtime()
    return Policy(runtime.start(runtime.compile(module), _MEMORY_LIMIT), b"{}").builtins()


def _built(rules: Sequence[CustomRule]) -> bytes:
    from ..catalogue.library import policies_root
    from ..custom import building, checking, opa
    from ..errors import ConfigurationError
    from ..guardrails.custom_rules import files_of

    checking.check(rules)
    files = {**building.library_files(policies_root()), **files_of(rules)}
    module = building.compiled(files, opa.program())
    wanted = wanted_builtins(module)
    if wanted:
        raise ConfigurationError(
            f"{rules[0].place}: these rules use builtins that Wasm does not have: {', '.join(wanted)}; leave them out"
        )
    return module
