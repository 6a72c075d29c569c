"""The cache of compiled modules: never load what is not surely ours."""

import os
from pathlib import Path

import pytest

from pykiro_opa.engines import folders, modules


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


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def fails(_from, _to):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        folders.write_private(str(tmp_path / "x"), b"content")
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_where_the_desktop_says_and_a_relative_word_of_it_does_not_count(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    assert folders.cache_folder() == "/c/pykiro-opa"
    monkeypatch.setenv("XDG_CACHE_HOME", "c")
    assert folders.cache_folder() == f"{tmp_path}/.cache/pykiro-opa"
