"""A compiled module in the cache that is not surely ours is never loaded, whatever is wrong with it.

What lies in the cache here is the module of a policy that allows everything, so that a verdict tells what was loaded.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import tarfile
from binascii import crc32
from importlib.metadata import version

import pytest
from cells import tried
from conftest import not_run
from harms import FIXED, FOREIGN, HARMS, write
from scene import Scene
from workspace import CONFIGURATION

from pykiro_opa.engines import modules
from pykiro_opa.engines.binding import open_runtime

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
    runtime = open_runtime()
    return sealed(runtime.serialise(runtime.compile(wasm)))


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
    return content + crc32(content).to_bytes(modules._SUM_SIZE)


def another_version(content: bytes) -> bytes:
    """The module as the next version of wasmtime would write it, its checksum right."""
    body = content[: -modules._SUM_SIZE]
    major = version("wasmtime").partition(".")[0].encode()
    named = bytes([len(major)]) + major
    at = body.index(named)
    return sealed(body[:at] + bytes([len(major)]) + b"9" * len(major) + body[at + len(named) :])


OWN_HARMS = {
    **HARMS,
    "only a checksum": lambda path, _content: write(path, sealed(b"")),
    "rubbish with the right checksum": lambda path, _content: write(path, sealed(b"rubbish" * 1000)),
    "half a module with the right checksum": lambda path, content: write(path, sealed(content[: len(content) // 2])),
    "another version of wasmtime's": lambda path, content: write(path, another_version(content)),
}


def test_a_module_of_the_user_alone_is_loaded_or_this_proves_nothing(scene, ours, evil):
    write(folder_of(scene) / ours[1], evil)

    assert 0 == scene.cli(*FORBIDDEN).code


@pytest.mark.parametrize("harm", OWN_HARMS)
def test_what_is_not_surely_ours_is_compiled_anew_and_replaced(harm, scene, ours, evil):
    tried("modules in the cache")
    OWN_HARMS[harm](folder_of(scene) / ours[1], evil)

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


@pytest.mark.parametrize("harm", FIXED)
def test_what_cannot_be_replaced_is_not_loaded_and_said(harm, scene, ours, evil):
    tried("modules in the cache")
    FIXED[harm](folder_of(scene) / ours[1], evil)

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
