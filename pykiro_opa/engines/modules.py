"""The compiled policy module, kept between runs: compiling costs 150 ms, loading what was compiled 1 ms.

A compiled module is machine code that is run as it stands, so it is loaded from a folder and a file of this user's own
alone, and only if the checksum at its end is right; whatever else is found is compiled anew. A checksum is enough: who
can write into that folder could write a digest as well.
"""

from __future__ import annotations

import os
from binascii import crc32

from . import folders

try:  # hashlib costs 3 ms of import; BLAKE2 is twice as fast as the interpreter's SHA-256
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .machine import Runtime

_SUM_SIZE = 4
_MOST = 16  # modules of 1.3 MB; the oldest go
_CHUNK = 65536
_CPU = "/proc/cpuinfo"


def load(wasm: bytes, runtime: Runtime, folder: str | None = None) -> tuple[object, str | None]:
    """The compiled module, from the cache folder where that may be trusted, and a warning where it could not be kept.

    Raises EngineError where the module cannot be compiled.
    """
    place = folder or os.path.join(folders.cache_folder(), "modules")
    path = os.path.join(place, _name(wasm, runtime))
    module = _load_kept(path, place, runtime)
    if module is not None:
        return module, None
    module = runtime.compile(wasm)
    try:
        folders.make_private(place)
        content = runtime.serialise(module)
        folders.write_private(path, content + crc32(content).to_bytes(_SUM_SIZE))
        folders.keep_newest(place, "", _MOST)
    except OSError as error:
        return (
            module,
            f"the compiled policies cannot be kept in `{place}`: {error.strerror or error}; each run is slower",
        )
    return module, None


def _load_kept(path: str, place: str, runtime: Runtime) -> object | None:
    if not folders.is_private(place):
        return None
    handle = folders.open_private(path)
    if handle is None:
        return None
    try:
        whole = _is_whole(handle)
    except OSError:
        return None
    finally:
        os.close(handle)
    return runtime.load(path) if whole else None


def _is_whole(handle: int) -> bool:
    """Whether the file ends in the checksum of the rest; read by pieces, since 1.3 MB in one cost three times as much."""
    left = os.fstat(handle).st_size - _SUM_SIZE
    piece = bytearray(_CHUNK)
    view = memoryview(piece)
    found = 0
    while size := os.readv(handle, [view[:left]]):  # nothing, where only the checksum is left
        found = crc32(view[:size], found)
        left -= size
    return os.read(handle, _SUM_SIZE) == found.to_bytes(_SUM_SIZE)


def _name(wasm: bytes, runtime: Runtime) -> str:
    machine = os.uname()
    about = f"{runtime.identity}|{machine.sysname}|{machine.machine}|"
    return blake2b(wasm + about.encode() + _cpu(), digest_size=20).hexdigest() + ".cwasm"


def _cpu() -> bytes:
    """What the first CPU can do, where the kernel says so: a home folder may be shared by unlike machines."""
    try:
        with open(_CPU, "rb") as stream:
            return next((line for line in stream if line.startswith((b"flags", b"Features"))), b"")
    except OSError:
        return b""
