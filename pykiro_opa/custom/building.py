"""Rego to Wasm: a library, and the rules of teams beside it, as one module that needs nothing of its host."""

from __future__ import annotations

import os
import tarfile

from ..errors import ConfigurationError
from . import opa
from .scratch import capabilities, scratch_folder, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRY_POINTS = ("kiro/main/decision", "kiro/check/regex/valid")
_BUNDLE, _MODULE = "bundle.tar.gz", "/policy.wasm"


def library_files(policies: str) -> dict[str, bytes]:
    """All Rego of the library in the folder `policies` but its tests, by path."""
    found = {}
    for folder, folders, names in os.walk(os.path.join(policies, "kiro")):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".rego") and not name.endswith("_test.rego"):
                location = os.path.join(folder, name)
                with open(location, "rb") as stream:
                    found[os.path.relpath(location, policies).replace(os.sep, "/")] = stream.read()
    return found


def compiled(files: Mapping[str, bytes], program: str) -> bytes:
    """The Wasm module of some Rego files, by path; the same files and the same `opa` give the same bytes.

    Raises ConfigurationError with OPA's own words.
    """
    with scratch_folder() as folder:
        sources = os.path.join(folder, "policies")
        write(sources, files)
        write(folder, {"capabilities.json": capabilities(program, folder)})
        entry_points = [part for name in ENTRY_POINTS for part in ("-e", name)]
        # From inside the folder, so that the names of files in the module are the same everywhere.
        options = ["-t", "wasm", *entry_points, "--capabilities", "../capabilities.json", "-o", f"../{_BUNDLE}", "."]
        code, output, errors = opa.run(program, ["build", *options], sources)
        if code:
            said = " ".join((errors or output).decode("utf-8", "replace").split())
            raise ConfigurationError(f"`opa build` failed: {said or f'exit code {code}'}")
        with tarfile.open(os.path.join(folder, _BUNDLE)) as bundle:
            module = bundle.extractfile(_MODULE)
            assert module is not None
            return module.read()
