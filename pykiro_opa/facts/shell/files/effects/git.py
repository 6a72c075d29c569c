"""What git does to the files that its command line names: a subcommand is one row."""

from __future__ import annotations

from ...syntax.options import after
from .. import pathspecs
from ..file_effects import DELETED, WRITTEN
from ._kinds import at, each, output, same, verbs
from .copies import move
from .patches import applied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row

_BEFORE = "-C -c --git-dir --work-tree --namespace --exec-path --super-prefix --config-env --attr-source"
_FROM = "--pathspec-from-file"
_READS = "--get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool -l --list"


def _removed(given: Given) -> Found:
    if not given.says("--cached -n --dry-run"):
        yield from each(pathspecs.named(given, given.beside(_FROM)), DELETED)


def _moved(given: Given) -> Found:
    if not given.says("-n --dry-run"):
        yield from move(given.instead(given.beside(), "mv"))


def _restored(given: Given) -> Found:
    """Without `--worktree`, `--staged` changes the index alone."""
    if given.says("-S --staged") and not given.says("-W --worktree"):
        return
    words = given.beside(f"-s --source --conflict {_FROM}")
    yield from _brought(pathspecs.named(given, words), given.values("-s", "--source"))


def _checked_out(given: Given) -> Found:
    """The first word is a revision unless a file is called so; `--` ends the revisions."""
    if given.says("-b -B --orphan"):
        return
    behind = after(given.arguments, "--")
    words = given.beside(f"--conflict {_FROM}")
    rest = words[: len(words) - len(behind)] if behind else words
    revisions = rest if behind else rest[: given.read("".join(rest[:1])) is None]
    yield from _brought(pathspecs.named(given, behind or rest[len(revisions) :]), revisions)


def _brought(paths: list[str], revisions: list[str]) -> Found:
    """Files out of another revision; a folder brings all it has there, and from HEAD or the index nothing new."""
    is_other = any(revision not in ("HEAD", "@") for revision in revisions)
    yield from ((path, WRITTEN, None, (path.rstrip("/") or "/") if is_other else None) for path in paths)


def _from_index(given: Given) -> Found:
    prefix = "".join(given.values("--prefix"))
    words = given.beside("--prefix --stage")
    yield from each([f"{prefix}{word}" for word in (words or ["**"] * given.says("-a --all"))], WRITTEN)


def _stashed(given: Given) -> Found:
    yield from each(pathspecs.named(given, given.beside(f"-m --message {_FROM}")), WRITTEN)


def _stashed_short(given: Given) -> Found:
    """`git stash -- F`; `list` and its like only look."""
    if not {"list", "show", "drop", "clear", "create", "store"} & set(given.words[:1]):
        yield from each(pathspecs.named(given, after(given.arguments, "--")), WRITTEN)


def _merged(given: Given) -> Found:
    if not given.says("-p --stdout"):
        yield from each(given.beside("-L --marker-size --diff-algorithm --object-id")[:1], WRITTEN)


def _trailed(given: Given) -> Found:
    if given.says("--in-place"):
        yield from each(given.beside("--trailer --where --if-exists --if-missing --separators"), WRITTEN)


def _configured(given: Given) -> Found:
    """`git config -f F NAME VALUE`, `git config set -f F …`."""
    words = given.beside("-f --file --type --default --comment --value --blob")
    changes = given.says("-e --edit --unset --unset-all --add --replace-all --rename-section --remove-section")
    reads = given.says(_READS) or words[:1] in (["get"], ["list"])
    if not reads and (changes or len(words) > 1):
        yield from each(given.values("-f", "--file"), WRITTEN)


def _kept_marks(given: Given) -> Found:
    yield from each(given.values("--export-marks"), WRITTEN)


_SUBCOMMANDS: dict[str, Row] = {
    "rm": _removed, "mv": _moved, "restore": _restored, "checkout": _checked_out, "checkout-index": _from_index,
    "stash push": _stashed, "stash": _stashed_short, "stash show": output("--output"),
    "apply": applied, "am": applied, "merge-file": _merged, "interpret-trailers": _trailed, "config": _configured,
    **same(output("--output"), "diff log show format-patch diff-tree diff-index diff-files range-diff reflog whatchanged"),
    "archive": output("-o", "--output"), "bundle create": at(0, valued="--progress"), "credential-store": output("--file"),
    **same(_kept_marks, "fast-export fast-import"), "index-pack": output("-o"), "mailinfo": lambda given: each(given.beside()[:2], WRITTEN),
}  # fmt: skip
ROWS = {"git": verbs(_SUBCOMMANDS, valued=_BEFORE)}
