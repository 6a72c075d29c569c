"""The cache of compiled modules: never load what is not surely ours."""

import os
import re
from pathlib import Path

import pytest

from pykiro_opa.engines import modules


class Runtime:
    """Counts compilations; a module is the bytes it was made from."""

    identity = "runtime 1"

    def __init__(self):
        self.compiled = 0

    def compile(self, wasm):
        self.compiled += 1
        return b"code of " + wasm

    def serialise(self, module):
        return module

    def load(self, path):
        return Path(path).read_bytes()[:-4]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "modules"


def load(folder, runtime, wasm=b"wasm"):
    return modules.load(wasm, runtime, str(folder))


def kept(folder) -> Path:
    (path,) = folder.iterdir()
    return path


def test_the_second_load_does_not_compile(folder):
    runtime = Runtime()
    assert load(folder, runtime) == load(folder, runtime) == (b"code of wasm", None)
    assert runtime.compiled == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    assert kept(folder).stat().st_mode & 0o777 == 0o600


def test_another_module_or_runtime_is_kept_beside_it(folder):
    runtime = Runtime()
    load(folder, runtime)
    load(folder, runtime, b"other")
    runtime.identity = "runtime 2"
    load(folder, runtime)
    assert runtime.compiled == len(list(folder.iterdir())) == 3


def test_a_module_is_named_by_a_digest(folder):
    load(folder, Runtime())
    assert re.fullmatch(r"[0-9a-f]{40}\.cwasm", kept(folder).name)


def test_modules_are_kept_in_the_users_cache_where_nobody_names_a_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    modules.load(b"wasm", Runtime())
    assert kept(tmp_path / "pykiro-opa/modules").read_bytes().startswith(b"code of wasm")


def test_the_oldest_of_more_than_sixteen_goes(folder):
    for number in range(16):
        load(folder, Runtime(), b"%d" % number)
    assert len(list(folder.iterdir())) == 16
    for number, path in enumerate(sorted(folder.iterdir())):
        os.utime(path, (number, number))
    oldest = min(folder.iterdir())
    load(folder, Runtime(), b"one more")
    assert len(list(folder.iterdir())) == 16
    assert not oldest.exists()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_module_of_any_size_is_kept_whole(folder, size):
    runtime = Runtime()
    runtime.serialise = lambda _module: bytes(size)
    for _ in range(2):
        load(folder, runtime)
    assert runtime.compiled == 1


@pytest.mark.parametrize("size", range(8))
def test_a_file_shorter_than_its_checksum_is_not_loaded(folder, size):
    runtime = Runtime()
    load(folder, runtime)
    kept(folder).write_bytes(b"\1" * size)
    load(folder, runtime)
    assert runtime.compiled == 2


def test_a_file_that_is_cut_while_it_is_read_is_not_loaded(folder, monkeypatch):
    runtime = Runtime()
    load(folder, runtime)
    readv = os.readv

    def cut(handle, views):
        kept(folder).write_bytes(b"code")
        return readv(handle, views)

    monkeypatch.setattr(os, "readv", cut)
    load(folder, runtime)
    assert runtime.compiled == 2


def test_a_file_that_cannot_be_read_is_not_loaded(folder, monkeypatch):
    runtime = Runtime()
    load(folder, runtime)

    def fails(_handle, _views):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "readv", fails)
    assert load(folder, runtime) == (b"code of wasm", None)
    assert runtime.compiled == 2


def test_what_was_read_is_not_left_open(folder):
    runtime = Runtime()
    load(folder, runtime)
    before = os.listdir("/proc/self/fd")
    for _ in range(3):
        load(folder, runtime)
    assert os.listdir("/proc/self/fd") == before


@pytest.mark.parametrize(
    ("says", "can"),
    [
        (b"processor : 0\nflags : fpu avx\n\nprocessor : 1\nflags : fpu\n", b"flags : fpu avx\n"),
        (b"BogoMIPS : 50\nFeatures : fp asimd\nCPU part : 0xd0c\n", b"Features : fp asimd\n"),
        (b"vmx flags : vnmi\n\xff\n", b""),
        (b"", b""),
        (None, b""),
    ],
)
def test_the_first_processor_says_what_it_can_do(says, can, tmp_path, monkeypatch):
    monkeypatch.setattr(modules, "_CPU", str(tmp_path / "cpuinfo"))
    if says is not None:
        (tmp_path / "cpuinfo").write_bytes(says)
    assert modules._cpu() == can


def test_the_kernel_is_asked_what_the_processor_can_do():
    assert modules._CPU == "/proc/cpuinfo"


def test_another_processor_has_modules_of_its_own(folder, tmp_path, monkeypatch):
    """A home folder may be shared by machines, and one may lack what the other compiled for."""
    monkeypatch.setattr(modules, "_CPU", str(tmp_path / "cpuinfo"))
    runtime = Runtime()
    for says in ("flags : avx", "flags : none", "flags : avx"):
        (tmp_path / "cpuinfo").write_text(says)
        load(folder, runtime)
    assert runtime.compiled == len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied", "open to others", "link", "folder open"])
def test_what_cannot_be_trusted_is_compiled_anew_and_replaced(folder, tmp_path, harm):
    runtime = Runtime()
    load(folder, runtime)
    path = kept(folder)
    content = path.read_bytes()
    if harm == "cut":
        path.write_bytes(content[:-1])
    elif harm == "changed":
        path.write_bytes(b"evil" + content[4:])
    elif harm == "emptied":
        path.write_bytes(b"")
    elif harm == "open to others":
        path.chmod(0o666)
    elif harm == "link":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    else:
        folder.chmod(0o777)
    assert load(folder, runtime) == (b"code of wasm", None)
    assert runtime.compiled == 2
    assert load(folder, runtime) == (b"code of wasm", None)
    assert runtime.compiled == 2
    assert kept(folder).read_bytes() == content
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_of_somebody_else_is_not_loaded(folder, monkeypatch):
    runtime = Runtime()
    load(folder, runtime)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    module, warning = load(folder, runtime)
    assert (module, runtime.compiled) == (b"code of wasm", 2)
    assert "belongs to somebody else" in warning


def test_what_the_runtime_refuses_is_compiled_anew(folder):
    runtime = Runtime()
    load(folder, runtime)
    runtime.load = lambda _path: None
    assert load(folder, runtime) == (b"code of wasm", None)
    assert runtime.compiled == 2


def test_a_cache_that_cannot_be_written_is_a_warning(tmp_path):
    (tmp_path / "file").write_text("")
    module, warning = load(tmp_path / "file" / "modules", Runtime())
    assert module == b"code of wasm"
    assert warning.startswith(f"the compiled policies cannot be kept in `{tmp_path}/file/modules`: ")
