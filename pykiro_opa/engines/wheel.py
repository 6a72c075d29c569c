"""Where the wasmtime wheel lies and which version it is, without importing it: `import wasmtime` costs 47 ms."""

from __future__ import annotations

import os
import sys

# What `os` says of a machine, and where a wheel for it holds the library.
_LIBRARIES = {
    ("linux", "x86_64"): "linux-x86_64/_libwasmtime.so",
    ("linux", "aarch64"): "linux-aarch64/_libwasmtime.so",
    ("darwin", "x86_64"): "darwin-x86_64/_libwasmtime.dylib",
    ("darwin", "arm64"): "darwin-aarch64/_libwasmtime.dylib",
}


def find() -> tuple[str, str] | None:
    """The path of the wheel's C library and its version, None where either is not surely known.

    It is the wheel that `import wasmtime` would take: the first of that name on `sys.path`.
    """
    inside = _LIBRARIES.get((sys.platform, os.uname().machine))
    if inside is None:
        return None
    for folder in sys.path:
        package = os.path.join(folder, "wasmtime")
        if os.path.isdir(package) or os.path.exists(f"{package}.py"):
            library = os.path.join(package, inside)
            version = version_beside(package)
            return (library, version) if version is not None and os.path.exists(library) else None
    return None


def version_beside(package: str) -> str | None:
    """The version that the one `wasmtime-….dist-info` beside the package names."""
    try:
        names = os.listdir(os.path.dirname(package))
    except OSError:
        return None
    found = [name for name in names if name.startswith("wasmtime-") and name.endswith(".dist-info")]
    return found.pop().removeprefix("wasmtime-").removesuffix(".dist-info") if len(found) == 1 else None
