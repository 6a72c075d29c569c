"""Throw-away folders: a workspace with a remote, a home and stubs, and a shell that runs a text there.

Every text names files of the workspace alone; for root the rest of the machine is read-only. Stubs stand for what would leave the machine or needs more rights:
`aws` records its words, the others (sudo, docker, ssh, …) run the tail of their arguments here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from . import spelling
from .victims import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

    from .techniques import Technique

_SYSTEM = "/usr/bin:/bin:/usr/sbin:/sbin"
_LONGEST = 20.0
_LATE = 1.5
_GIT = ("-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false")
# For root, who may write anywhere: all but the folder is read-only in a mount namespace of the text's own.
_SEAL = (
    'mount --bind "$0" "$0" && mount -o remount,ro,bind / && mount -o remount,ro,bind /dev && cd "$0/work" && exec "$@"'
)
_RUNS_ITS_TAIL = """#!/usr/bin/python3 -S
import os, sys
program = open("{folder}/program").read()
words = [word for word in sys.argv[1:] if word != ":::"]
for index, word in enumerate(words):
    if word in (program, "sh"):
        os.execvp(word, words[index:])
    if program in word and " " in word:
        os.execvp("sh", ["sh", "-c", word])
"""
_RECORDS = """#!/bin/sh
printf '%s\\0' "$@" >> "{folder}/aws.log"
echo >> "{folder}/aws.log"
"""
_STUBS = (
    "arch asdf aws-vault bundle busybox bwrap caffeinate catchsegv chamber conda direnv doas docker docker-compose dotenv "
    "dumb-init entr fakeroot firejail gcloud gosu kubectl ltrace lxc mise multipass nix nix-shell op parallel perf pipenv "
    "pkexec pnpm podman poetry proot proxychains4 screen su-exec sudo systemd-run tini tmux torsocks toybox unbuffer uv "
    "vagrant valgrind wsl yarn"
).split()


def pattern(folder: Path) -> None:
    """Make the workspace that every other one is a copy of: the remote's branch has a commit that ours has not."""
    work, remote = folder / "work", folder / "remote.git"
    for name in ("work", "home", "bin"):
        (folder / name).mkdir()
    _git(folder, "init", "-q", "--bare", "--template=", "-b", "main", str(remote))
    _git(work, "init", "-q", "--template=", "-b", "main")
    _git(work, "remote", "add", "origin", "../remote.git")
    (work / ".git/hooks").mkdir()
    for number, name in enumerate(("notes.txt", "secret.txt", "other.txt")):
        (work / name).write_text(f"{SECRET if name == 'secret.txt' else number}\n")
        _git(work, "add", name)
        _git(work, "commit", "-q", "-m", name)
    (work / "notes.txt").chmod(0o644)
    _git(work, "commit", "-q", "--allow-empty", "-m", "theirs")
    _git(work, "push", "-q", "-u", "origin", "main")
    (folder / "theirs").write_text(_git(work, "rev-parse", "HEAD"))
    _git(work, "reset", "-q", "--hard", "HEAD~1")
    _git(work, "commit", "-q", "--allow-empty", "-m", "ours")
    for name in ("user.name", "user.email"):
        _git(work, "config", name, "x")


def prepare(folder: Path, like: Path, technique: Technique, words: tuple[str, ...]) -> None:
    """A copy with what the technique finds there."""
    shutil.copytree(like, folder, symlinks=True)
    (folder / "program").write_text(words[0])
    _program(folder / "bin/aws", _RECORDS.format(folder=folder))
    for name in (*_STUBS, *technique.stubs):
        _program(folder / "bin" / name, _RUNS_ITS_TAIL.format(folder=folder))
    (folder / "bin/python3.13").symlink_to("/usr/bin/python3")
    work = folder / "work"
    for name, content in technique.files:
        (work / name).parent.mkdir(exist_ok=True)
        _program(work / name, spelling.filled(content, words, "@") + "\n")
    for name, target in technique.links:
        (work / name).symlink_to(spelling.filled(target, words, "@"))


def has_effect(folder: Path, text: str, has_run: Callable[[Path, bytes], bool]) -> bool:
    """Run a text in the workspace's shell; what runs detached is given a moment."""
    printed = _run(folder, text)
    if has_run(folder, printed):
        return True
    if not any(mark in text for mark in ("setsid", "tmux", "&")):
        return False
    time.sleep(_LATE)
    return has_run(folder, printed)


def _run(folder: Path, text: str) -> bytes:
    environment = {
        "PATH": f"{folder}/bin:{_SYSTEM}",
        "HOME": f"{folder}/home",
        "TMPDIR": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "SHELL": "/bin/bash",
        "npm_config_update_notifier": "false",
    }
    process = subprocess.Popen(
        [*_sealed(folder), "/bin/bash", "-c", text],
        cwd=folder / "work",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=_LONGEST)[0]
    except subprocess.TimeoutExpired:
        return b""
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _sealed(folder: Path) -> tuple[str, ...]:
    """What a text is started by, so that a mistake in a technique cannot reach the system."""
    if os.geteuid() != 0:
        return ()
    return ("unshare", "--mount", "--propagation", "private", "sh", "-c", _SEAL, str(folder))


def _program(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o755)


def _git(folder: Path, *words: str) -> str:
    run = subprocess.run(["git", *_GIT, *words], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout
