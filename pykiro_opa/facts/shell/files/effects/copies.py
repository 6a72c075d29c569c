"""What copies, moves and links do to files."""

from __future__ import annotations

from ..file_effects import DELETED, LINKED, MODE, WRITTEN
from . import mirrors
from ._kinds import each, same
from .mirrors import is_remote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row


def _copied(given: Given, *, modes: bool = False) -> tuple[list[str], str | None, bool]:
    """Sources, target, and whether the target is said to be a folder."""
    folders = given.values("-t", "--target-directory")
    words = given.words_but(
        *folders, *(given.values("-m", "--mode", "-o", "--owner", "-g", "--group") if modes else ())
    )
    if folders:
        return words, folders[-1], True
    return words[:-1], words[-1] if len(words) > 1 else None, False


def _install(given: Given) -> Found:
    if not given.has("-d", "--directory"):
        yield from copy(given, modes=True)


def copy(given: Given, *, modes: bool = False) -> Found:
    sources, target, is_folder = _copied(given, modes=modes)
    if target is None or _is_kept(given, target):
        return
    yield from ((_inside(target, source), WRITTEN, None, source) for source in sources)
    if not (is_folder or target.endswith("/")):
        yield target, WRITTEN, None, sources[0] if len(sources) == 1 else None
    elif is_folder or any(source.endswith(("/.", "/")) for source in sources):
        yield target.rstrip("/"), WRITTEN, None, sources[0] if len(sources) == 1 else None


def _is_kept(given: Given, target: str) -> bool:
    """Whether the target is a file that is there, and is to stay as it is (`cp -n`)."""
    return given.program in ("cp", "mv") and given.says("-n --no-clobber") and given.read(target) is not None


def _inside(folder: str, source: str) -> str:
    """Where a source is copied to in a folder."""
    name = source.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return folder.rstrip("/") if name in (".", "") else f"{folder.rstrip('/')}/{name}"


def move(given: Given) -> Found:
    sources, target, _ = _copied(given)
    if target is not None and not _is_kept(given, target):
        yield from each(sources, DELETED)
        yield from copy(given)


def _link(given: Given) -> Found:
    """`ln`: what is written to the new name is written to the old one."""
    symbolic = given.has("-s", "--symbolic")
    for path, _, content, source in copy(given):
        if source is None:
            continue
        folder, slash, _ = path.rpartition("/")
        # A symbolic link leads from its own folder on.
        beside = symbolic and slash and not source.startswith(("/", "~"))
        yield path, LINKED, content, f"{folder}/{source}" if beside else source
        if not symbolic:  # no later command can see that the two are one
            yield source, MODE, None, None


def _remote_copy(given: Given) -> Found:
    """`scp`, `rsync`: what has a host is no file here."""
    if given.words and not is_remote(given.words[-1]):
        yield from copy(given)


def _rsync(given: Given) -> Found:
    if not given.has("-n", "--dry-run", "--list-only"):
        yield from _remote_copy(given)
        yield from mirrors.rsync(given)


def _from_afar(given: Given) -> Found:
    """`docker cp`, `kubectl cp`, `aws s3 cp`: what is copied here from elsewhere."""
    verb = next((word for word in given.words[:2] if word in ("cp", "mv", "rsync", "sync")), None)
    if verb is None:
        return
    *sources, target = given.words[given.words.index(verb) :]
    if not is_remote(target):
        yield from each([target, *(_inside(target, source) for source in sources[1:])], WRITTEN)
    yield from mirrors.synchronised(given)


def _desktop(given: Given) -> Found:
    """`gio copy FROM TO`, `gio trash F`."""
    verb, *words = [*given.words, ""]
    if verb in ("copy", "move", "rename", "mkdir"):
        program = "mv" if verb == "move" else "cp"
        yield from (move if verb == "move" else copy)(given.instead(words[:-1], program))
    elif verb in ("trash", "remove", "save", "set"):
        yield from each([word for word in words if word], DELETED if verb in ("trash", "remove") else WRITTEN)


ROWS: dict[str, Row] = {
    "cp": copy, "mv": move, "install": _install, "ln": _link, "scp": _remote_copy, "rsync": _rsync, "gio": _desktop,
    **same(_from_afar, "aws docker gcloud gsutil kubectl oc podman"),
}  # fmt: skip
