"""What git and tar put out for another program to unpack or apply: the files that it brings, as far as they are named."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.listed import listed
from ..syntax.options import after, beside, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PATCHES = ("diff", "show", "log", "format-patch", "diff-tree", "diff-index", "whatchanged")
_NO_PATCHES = ("--stat", "--name-only", "--name-status", "--numstat", "--shortstat", "--summary", "--raw", "--quiet")
_TAR_VALUED = (
    "-f",
    "--file",
    "-C",
    "--directory",
    "--exclude",
    "-X",
    "-T",
    "-I",
    "--transform",
    "--xform",
    "--owner",
    "--group",
)


def carried_by(program: str, arguments: Sequence[str]) -> str | None:
    """None for what carries nothing."""
    if program == "git":
        found = patches(arguments)
        return archived(arguments) if found is None else found
    return packed(arguments) if program in ("bsdtar", "tar") else None


def patches(arguments: Sequence[str]) -> str | None:
    """The heads of the patches that `git diff REVISION -- FILES` puts out; None where it is no patch, or of all files."""
    words = beside(arguments, ("-C", "-c", "--git-dir", "--work-tree"))
    paths = after(arguments, "--")
    short = any(argument.partition("=")[0] in _NO_PATCHES for argument in arguments)
    if not words or words[0] not in _PATCHES or not paths or short:
        return None
    if words[0] == "format-patch" and "--stdout" not in arguments:
        return None
    heads = "".join(f"diff --git a/{path} b/{path}\n" for path in _members(paths) if UNKNOWN not in path)
    return f"{heads}{UNKNOWN}" if heads else None


def archived(arguments: Sequence[str]) -> str | None:
    """The members of `git archive REVISION FILES`; None where it does not put them out."""
    words = beside(
        arguments,
        ("-C", "-c", "--git-dir", "--work-tree", "-o", "--output", "--prefix", "--format", "--remote", "--exec"),
    )
    if words[:1] != ["archive"] or values(arguments, "-o", "--output"):
        return None
    prefix = "".join(values(arguments, "--prefix"))
    return listed(f"{prefix}{one}" for one in _members(words[2:]))


def packed(arguments: Sequence[str]) -> str | None:
    """The members that `tar c FILES` puts out."""
    given = list(arguments)
    if given and not given[0].startswith("-"):
        given[0] = f"-{given[0]}"
    names = [value for value in values(given, "-f", "--file") if value != "-"]
    creates = any(one in ("-c", "--create") or (one[:1] == "-" and one[1:2] != "-" and "c" in one) for one in given)
    if not creates or names:
        return None
    words = [word for word in beside(given, _TAR_VALUED) if word != "-"]
    return listed(_members(words)) if words else None


def _members(words: Sequence[str]) -> list[str]:
    """A folder brings all that is in it."""
    found: list[str] = []
    for word in words or ["."]:
        plain = word.rstrip("/").removeprefix("./")
        found += (
            ["**"] if plain in ("", ".") else [plain] if "." in plain.rpartition("/")[2] else [plain, f"{plain}/**"]
        )
    return found
