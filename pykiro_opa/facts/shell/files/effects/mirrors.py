"""What programs delete that make one folder like another: what the source has not, or the source itself."""

from __future__ import annotations

from ..file_effects import DELETED, WRITTEN
from ._kinds import each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..file_effects import Given
    from ._kinds import Found, Row


def is_remote(word: str) -> bool:
    """Whether a word names a host, a bucket or a container (`HOST:PATH`, `s3://...`), and no file here."""
    return ":" in word.partition("/")[0]


def rsync(given: Given) -> Found:
    """What `--del`, `--delete`, `--delete-after` and so on delete; `-d` is another thing (man rsync)."""
    if given.has("--del") or any(option is not None and option.startswith("--delete") for option in given.options):
        yield from _here(given.words[-1:], DELETED)
    if given.has("--remove-source-files"):
        yield from _here(given.words[:-1], DELETED)


def synchronised(given: Given) -> Found:
    """`aws s3 sync --delete`, `gsutil rsync -d`."""
    if given.has("--delete", "-d"):
        yield from _here(given.words[-1:], DELETED)


def _here(words: Sequence[str], kind: str) -> Found:
    yield from each([word for word in words if not is_remote(word)], kind)


def _rclone(given: Given) -> Found:
    """`rclone sync FROM TO` and its like (rclone.org/commands)."""
    subcommand, words = (given.words[0], given.words[1:]) if given.words else ("", ())
    if given.has("-n", "--dry-run"):
        return
    if subcommand in ("delete", "deletefile", "purge", "rmdir", "rmdirs", "bisync"):
        yield from _here(words, DELETED)
    elif subcommand in ("copy", "copyto", "move", "moveto", "sync"):
        yield from _here(words[-1:], DELETED if subcommand == "sync" else WRITTEN)
    if subcommand.startswith("move"):
        yield from _here(words[:-1], DELETED)


ROWS: dict[str, Row] = {"rclone": _rclone}
