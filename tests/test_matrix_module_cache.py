"""A compiled module in the cache that is not surely ours is never loaded, whatever is wrong with it.

What lies in the cache here is the module of a policy that allows everything, so that a verdict tells what was loaded.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import tarfile

import pytest
from cells import tried
from conftest import not_run
from scene import Scene
from workspace import CONFIGURATION

from pykiro_opa.engines import modules
from pykiro_opa.engines.machine import WasmtimeRuntime, _installed_version

FORBIDDEN = ("evaluate", "--command", "git push --force origin main", "--format", "json")
EVIL = """package kiro.main

decision := {
	"version": 1, "effect": "allow", "digest": input.digest, "request": input.request,
	"origins": [[pin[0], pin[1], pin[2]] | some pin in input.context.expected],
	"findings": [], "obligations": [], "permission_delta": [],
}
"""
REGEX = "package kiro.check.regex\n\nvalid := [true | some pattern in input.patterns]\n"
DENY_COMMANDS = json.dumps({"guardrails": {"deny": {"commands": ["git push --force"]}}})
NOBODY = 65534


@pytest.fixture(scope="module")
def evil(opa, tmp_path_factory):
    """The content that a cache file of the policy that allows everything has."""
    folder = tmp_path_factory.mktemp("evil")
    (folder / "main.rego").write_text(EVIL)
    (folder / "regex.rego").write_text(REGEX)
    entry_points = ["-e", "kiro/main/decision", "-e", "kiro/check/regex/valid"]
    subprocess.run([opa, "build", "-t", "wasm", *entry_points, "-o", "b.tar.gz", "."], cwd=folder, check=True)
    with tarfile.open(folder / "b.tar.gz") as bundle:
        wasm = bundle.extractfile("/policy.wasm").read()
    runtime = WasmtimeRuntime()
    content = runtime.serialise(runtime.compile(wasm))
    return content + modules._digest(content)


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """A cache as a first run leaves it; name and content of the one file in it."""
    scene = made(None)
    assert 10 == scene.cli(*FORBIDDEN).code
    (kept,) = folder_of(scene).iterdir()
    yield scene.home / "cache", kept.name, kept.read_bytes()
    scene.remove()


def made(cache):
    scene = Scene(cache)
    scene.write({CONFIGURATION: DENY_COMMANDS})
    return scene


@pytest.fixture
def scene(ours):
    made_here = made(ours[0])
    yield made_here
    made_here.remove()


def folder_of(scene):
    return scene.home / "cache/pykiro-opa/modules"


def sealed(content: bytes) -> bytes:
    return content + modules._digest(content)


def another_version(content: bytes) -> bytes:
    """The module as the next version of wasmtime would write it, its digest right."""
    body = content[: -modules._DIGEST_SIZE]
    major = _installed_version().partition(".")[0].encode()
    named = bytes([len(major)]) + major
    at = body.index(named)
    return sealed(body[:at] + bytes([len(major)]) + b"9" * len(major) + body[at + len(named) :])


def write(path, content):
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)


def elsewhere_of(path):
    return path.parents[3] / "elsewhere"  # beside the cache


def link(path, content):
    write(elsewhere_of(path), content)
    path.unlink()
    path.symlink_to(elsewhere_of(path))


def linked_folder(path, content):
    write(path, content)
    elsewhere = elsewhere_of(path)
    path.parent.rename(elsewhere)
    path.parent.symlink_to(elsewhere)


def foreign(path, content):
    write(path, content)
    os.chown(path, NOBODY, NOBODY)


def foreign_folder(path, content):
    write(path, content)
    os.chown(path.parent, NOBODY, NOBODY)


def with_mode(mode):
    def harm(path, content):
        write(path, content)
        path.chmod(mode)

    return harm


def in_folder_of_mode(mode):
    def harm(path, content):
        write(path, content)
        path.parent.chmod(mode)

    return harm


def fifo(path, _content):
    path.unlink()
    os.mkfifo(path, 0o600)


def folder(path, _content):
    path.unlink()
    path.mkdir(mode=0o700)


HARMS = {
    "cut": lambda path, content: write(path, content[:-1]),
    "cut in half": lambda path, content: write(path, content[: len(content) // 2]),
    "only a digest": lambda path, content: write(path, modules._digest(b"")),
    "emptied": lambda path, _content: write(path, b""),
    "one bit changed": lambda path, content: write(path, bytes([content[0] ^ 1]) + content[1:]),
    "one bit of the digest changed": lambda path, content: write(path, content[:-1] + bytes([content[-1] ^ 1])),
    "rubbish with the right digest": lambda path, _content: write(path, sealed(b"rubbish" * 1000)),
    "half a module with the right digest": lambda path, content: write(path, sealed(content[: len(content) // 2])),
    "another version of wasmtime's": lambda path, content: write(path, another_version(content)),
    "readable by the group": with_mode(0o640),
    "writable by the group": with_mode(0o620),
    "readable by all": with_mode(0o604),
    "writable by all": with_mode(0o666),
    "in a folder open to the group": in_folder_of_mode(0o750),
    "in a folder open to all": in_folder_of_mode(0o777),
    "in a folder that all may enter": in_folder_of_mode(0o701),
    "a link to a file": link,
    "a FIFO": fifo,
}
FOREIGN = {"of somebody else": foreign, "in a folder of somebody else": foreign_folder}


def test_a_module_of_the_user_alone_is_loaded_or_this_proves_nothing(scene, ours, evil):
    write(folder_of(scene) / ours[1], evil)

    assert 0 == scene.cli(*FORBIDDEN).code


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_not_surely_ours_is_compiled_anew_and_replaced(harm, scene, ours, evil):
    tried("modules in the cache")
    HARMS[harm](folder_of(scene) / ours[1], evil)

    ended = scene.cli(*FORBIDDEN)

    assert (10, "") == (ended.code, ended.stderr)
    assert [] == scene.left()
    (kept,) = folder_of(scene).iterdir()
    assert (ours[1], ours[2], 0o600) == (kept.name, kept.read_bytes(), stat.S_IMODE(kept.lstat().st_mode))
    assert 0o700 == stat.S_IMODE(folder_of(scene).stat().st_mode)


@pytest.mark.parametrize("harm", FOREIGN)
def test_what_belongs_to_somebody_else_is_never_loaded(harm, scene, ours, evil):
    if os.geteuid() != 0:
        not_run("files of another user", "only root can make one")
    tried("modules in the cache")
    FOREIGN[harm](folder_of(scene) / ours[1], evil)

    ended = scene.cli(*FORBIDDEN)

    assert 10 == ended.code, ended.stderr
    assert "Traceback" not in ended.stderr
    if harm == "in a folder of somebody else":
        assert is_a_warning(ended.stderr)
    assert [] == scene.left()


@pytest.mark.parametrize("harm", [linked_folder, folder], ids=["in a folder that is a link", "a folder"])
def test_what_cannot_be_replaced_is_not_loaded_and_said(harm, scene, ours, evil):
    tried("modules in the cache")
    harm(folder_of(scene) / ours[1], evil)

    ended = scene.cli(*FORBIDDEN)

    assert 10 == ended.code
    assert is_a_warning(ended.stderr)


@pytest.mark.parametrize("way", ["modules", "pykiro-opa", "cache"])
def test_a_cache_that_cannot_be_written_works_with_a_warning(way, ours):
    tried("modules in the cache")
    scene = made(None)
    place = {"modules": folder_of(scene), "pykiro-opa": folder_of(scene).parent, "cache": scene.home / "cache"}[way]
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.chmod(0o500)

    ended = scene.cli(*FORBIDDEN, bound=True)
    blocked = scene.hook(bound=True)

    assert (10, True) == (ended.code, is_a_warning(ended.stderr)), ended.stderr
    assert (0, True) == (blocked.code, is_a_warning(blocked.stderr)), blocked.stderr
    assert [] == scene.left()
    place.chmod(0o700)
    scene.remove()


def test_a_cache_that_is_a_file_works_with_a_warning(ours):
    tried("modules in the cache")
    scene = made(None)
    (scene.home / "cache/pykiro-opa").write_text("x")

    ended = scene.cli(*FORBIDDEN)

    assert (10, True) == (ended.code, is_a_warning(ended.stderr)), ended.stderr
    scene.remove()


def test_a_full_disk_leaves_no_draft_behind(scene, ours):
    """The file cannot be larger than a limit, as on a disk that is full."""
    tried("modules in the cache")
    (folder_of(scene) / ours[1]).unlink()

    ended = scene.cli(*FORBIDDEN, limited=100_000)

    assert (10, True) == (ended.code, is_a_warning(ended.stderr)), ended.stderr
    assert [] == list(folder_of(scene).iterdir())


def is_a_warning(stderr) -> bool:
    lines = stderr.splitlines()
    return len(lines) == 1 and "the compiled policies cannot be kept in" in lines[0]
