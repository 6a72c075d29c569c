"""Running git so that neither the repository nor the user's settings change what is read.

A repository may name programs in its configuration (external diffs, text conversion, file system monitors, hooks);
none of them is run here, and neither replacement objects nor grafts are believed.
"""

from __future__ import annotations

import os
import subprocess

from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "core.untrackedCache=false",
    "core.warnAmbiguousRefs=true",
    "diff.external=",
    "diff.noprefix=false",
    "diff.renames=true",
    "submodule.recurse=false",
)
# git itself sets these for its hooks: a partial commit is judged by its own index.
_FROM_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")


class Git:
    """git in one repository; `root` is the repository's top folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._environment = _environment()

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """What git prints. Raises InputError with git's own first line."""
        done = self.attempt(*arguments, stdin=stdin)
        if done.returncode:
            raise InputError(f"git {arguments[0]}: {_said(done.stderr)}")
        return done.stdout

    def attempt(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            return subprocess.run(  # noqa: S603 - a fixed program; arguments are revisions and options of ours
                ["git", "--no-pager", "--literal-pathspecs", *settings, *arguments],  # noqa: S607 - PATH is the user's
                cwd=self.root,
                input=stdin,
                capture_output=True,
                check=False,
                env=self._environment,
            )
        except FileNotFoundError:
            raise InputError("git is not installed or not on PATH; install it") from None

    def commit_of(self, revision: str) -> str:
        """The commit a revision names. Raises InputError."""
        done = self.attempt("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        if revision != "HEAD" and b"is ambiguous" in done.stderr:
            # git takes the tag, and whoever may push one would choose what a branch is judged by.
            raise InputError(f"`{revision}` is a branch and a tag; write `refs/heads/…`, `refs/remotes/…` or a commit")
        if done.returncode:
            shallow = self.attempt("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
            advice = "this clone is shallow: `git fetch --unshallow`" if shallow else "see `git branch --all`"
            raise InputError(f"git knows no revision `{revision}`; {advice}")
        return done.stdout.decode().strip()

    def head(self) -> str | None:
        """The commit HEAD names, None before the first one."""
        done = self.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return done.stdout.decode().strip() or None

    def nothing(self) -> str:
        """The empty tree, whatever the repository's hash."""
        return self.run("hash-object", "-t", "tree", "--stdin").decode().strip()

    def contents(self, objects: Sequence[str]) -> list[bytes | None]:
        """The content of each blob (an object id or `<revision>:<path>`), None where there is none."""
        if not objects:
            return []
        # -z would need git 2.38; names with a line feed are asked for one by one.
        plain = [name for name in objects if "\n" not in name]
        found = dict(zip(plain, self._batch(plain), strict=True)) if plain else {}
        return [found[name] if name in found else self._alone(name) for name in objects]

    def _batch(self, names: Sequence[str]) -> list[bytes | None]:
        question = b"".join(os.fsencode(name) + b"\n" for name in names)
        data = self.run("cat-file", "--batch", stdin=question)
        found: list[bytes | None] = []
        offset = 0
        for _ in names:
            end = data.index(b"\n", offset)
            header = data[offset:end].rsplit(b" ", 2)
            offset = end + 1
            if len(header) < 3 or not header[2].isdigit():
                found.append(None)
                continue
            size = int(header[2])
            found.append(data[offset : offset + size] if header[1] == b"blob" else None)
            offset += size + 1
        return found

    def _alone(self, name: str) -> bytes | None:
        done = self.attempt("cat-file", "blob", name)
        return None if done.returncode else done.stdout

    def origin(self) -> str | None:
        """The address of the remote `origin`, without credentials."""
        done = self.attempt("config", "--get", "remote.origin.url")
        address = done.stdout.decode("utf-8", "replace").strip()
        scheme, separator, rest = address.partition("://")
        if not separator:
            return address or None
        host, slash, path = rest.partition("/")
        return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _FROM_HOOKS}
    # Neither replaced objects nor grafted parents are believed: both rewrite history for this clone alone. Git warns of
    # a file of grafts that is there.
    ours = {
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.path.join(os.devnull, "none"),
        "GIT_OPTIONAL_LOCKS": "0",
    }
    return {**kept, **ours, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}


def _said(stderr: bytes) -> str:
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[0].removeprefix("fatal: ") if lines else "failed without a word"
