"""The user's own folders: where the cache and the state of a sidecar live, and whether they are his alone."""

from __future__ import annotations

import os
import stat

from ..events import sha256

NAME = "pykiro-opa"
_DIGEST_SIZE = 64


def cache_folder() -> str:
    """`$XDG_CACHE_HOME/pykiro-opa`, with `~/.cache` where the variable is unset or relative."""
    return os.path.join(_absolute("XDG_CACHE_HOME") or os.path.join(_home(), ".cache"), NAME)


def key_file() -> str:
    """`$XDG_CONFIG_HOME/pykiro-opa/key.pem`, with `~/.config` where the variable is unset or relative."""
    return os.path.join(_absolute("XDG_CONFIG_HOME") or os.path.join(_home(), ".config"), NAME, "key.pem")


def state_folder(root: str) -> str:
    """Where the sidecar of the folder `root` keeps its state, one folder for each real path."""
    runtime = _absolute("XDG_RUNTIME_DIR")
    base = os.path.join(runtime, NAME) if runtime else os.path.join(cache_folder(), "run")
    return os.path.join(base, _named(root))


def workspace_cache(root: str) -> str:
    """Where what is kept between runs for the folder `root` lies, one folder for each real path."""
    return os.path.join(cache_folder(), _named(root))


def is_private(folder: str) -> bool:
    """Whether it is a real folder of this user that nobody else can enter."""
    try:
        return _is_own(os.lstat(folder), stat.S_IFDIR)
    except OSError:
        return False


def make_private(folder: str) -> None:
    """Create the folder and its parents for this user alone, and close it to others if it is his already.

    Raises OSError where it cannot be made or belongs to somebody else.
    """
    missing = []
    parent = folder
    while parent and not os.path.isdir(parent):
        missing.append(parent)
        parent = os.path.dirname(parent)
    for path in reversed(missing):
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            continue
    if not is_private(folder):
        found = os.lstat(folder)
        if found.st_uid != os.geteuid() or not stat.S_ISDIR(found.st_mode):
            raise PermissionError(f"`{folder}` belongs to somebody else")
        os.chmod(folder, 0o700)


def open_private(path: str) -> int | None:
    """A file that this user owns and nobody else can open, for reading; None for any other."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    if _is_own(os.fstat(handle), stat.S_IFREG):
        return handle
    os.close(handle)
    return None


def read_private(path: str) -> bytes | None:
    """The content of a file that this user owns and nobody else can open; None for any other."""
    handle = open_private(path)
    if handle is None:
        return None
    with os.fdopen(handle, "rb") as stream:
        try:
            return stream.read()
        except OSError:
            return None


def write_private(path: str, content: bytes) -> None:
    """Write the file for this user alone; readers see the old content or the new one, never a part. Raises OSError."""
    draft = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(draft, path)
    except OSError:
        os.unlink(draft)
        raise


def _home() -> str:
    """The user's home; with a relative HOME, or none, what is kept would lie in the workspace, and be loaded from it."""
    home = _absolute("HOME")
    if home is None:
        import pwd

        try:
            home = pwd.getpwuid(os.geteuid()).pw_dir
        except KeyError:
            home = ""
    # Made private, or not used if somebody else made it.
    return home if os.path.isabs(home) else f"/tmp/{NAME}-{os.geteuid()}"  # noqa: S108


def keep_newest(folder: str, prefix: str, most: int) -> None:
    """Remove the oldest files of that beginning, as long as there are more. Raises OSError."""
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.name.startswith(prefix)]
    if len(found) > most:
        aged = sorted((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in found)
        for _, path in aged[:-most]:
            os.unlink(path)


def read_kept(path: str, key: str) -> bytes | None:
    """What `keep` has kept there under that key, None where it is anything else, or not this user's alone."""
    if not is_private(os.path.dirname(path)):
        return None
    kept = read_private(path)
    if kept is None:
        return None
    content, digest = kept[:-_DIGEST_SIZE], kept[-_DIGEST_SIZE:]
    return content if _digest(key, content) == digest else None


def keep(path: str, key: str, content: bytes, *, prefix: str, most: int) -> None:
    """Keep some content, and of the files beside it that begin with `prefix` the newest; where nothing can be, nothing."""
    folder = os.path.dirname(path)
    try:
        make_private(folder)
        write_private(path, content + _digest(key, content))
        keep_newest(folder, prefix, most)
    except OSError:  # each run is slower, and says the same
        return


def _digest(key: str, content: bytes) -> bytes:
    """Bound to the key, so that what is kept under another's is nothing."""
    return sha256(key.encode() + content).encode()


def _named(root: str) -> str:
    return sha256(os.fsencode(os.path.realpath(root)))


def _absolute(variable: str) -> str | None:
    value = os.environ.get(variable, "")
    return value if os.path.isabs(value) else None


def _is_own(found: os.stat_result, kind: int) -> bool:
    mode = found.st_mode
    return stat.S_IFMT(mode) == kind and found.st_uid == os.geteuid() and not mode & 0o077
