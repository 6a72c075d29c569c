"""The module that judges where teams have rules of their own: the library and those rules, compiled once and kept.

A module is named by the digest of all it was made from: the module of this package, the Rego that rules call, which is not
in it, and every byte of the rules. Other bytes are another name, so a module cannot be stale. It is read from a folder and a file of this user's own alone, and
only if the digest at its end is right; whatever else is found is compiled anew, which needs an `opa`.
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

_DIGEST_SIZE = 64
_MOST = 16  # modules of half a megabyte; the oldest go
_SUFFIX = ".wasm"
_MEMORY_LIMIT = 64 * 1024 * 1024


def load(rules: Sequence[CustomRule], library: bytes) -> bytes:
    """The module with these rules; `library` is that of the package, without any.

    Raises ConfigurationError where it is not kept and cannot be compiled.
    """
    key = sha256(canonical([sha256(library), strict_text(), [[rule.path, rule.text] for rule in rules]]))
    place = os.path.join(folders.cache_folder(), "custom")
    path = os.path.join(place, key + _SUFFIX)
    found = _kept(place, path, key)
    if found is None:
        found = _built(rules)
        _keep(place, path, key, found)
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


def _kept(place: str, path: str, key: str) -> bytes | None:
    if not folders.is_private(place):
        return None
    kept = folders.read_private(path)
    if kept is None:
        return None
    module, digest = kept[:-_DIGEST_SIZE], kept[-_DIGEST_SIZE:]
    return module if _digest(key, module) == digest else None


def _keep(place: str, path: str, key: str, module: bytes) -> None:
    try:
        folders.make_private(place)
        folders.write_private(path, module + _digest(key, module))
        folders.keep_newest(place, "", _MOST)
    except OSError:  # each run is slower, and says the same
        return


def _digest(key: str, module: bytes) -> bytes:
    """Bound to the name, so that a module under another's name is none."""
    return sha256(key.encode() + module).encode()
