"""Where the wasmtime wheel lies: the one that `import wasmtime` would take, or none."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from types import SimpleNamespace

import pytest
import wasmtime

from pykiro_opa.engines import wheel


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that Python looks into first, on Linux, with a wheel and what describes it."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    on(monkeypatch, "linux", "x86_64")
    place(tmp_path, "linux-x86_64/_libwasmtime.so")
    (tmp_path / "wasmtime-50.0.0.dist-info").mkdir()
    return tmp_path


def on(monkeypatch, system, machine) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine=machine))


def place(folder, library) -> str:
    path = folder / "wasmtime" / library
    path.parent.mkdir(parents=True)
    path.touch()
    return str(path)


def test_the_wheel_is_found_without_importing_it():
    library, version = wheel.find()

    assert os.path.samefile(library, wasmtime._ffi.filename)
    assert version == importlib.metadata.version("wasmtime")


@pytest.mark.parametrize(
    ("system", "machine", "library"),
    [
        ("linux", "x86_64", "linux-x86_64/_libwasmtime.so"),
        ("linux", "aarch64", "linux-aarch64/_libwasmtime.so"),
        ("darwin", "x86_64", "darwin-x86_64/_libwasmtime.dylib"),
        ("darwin", "arm64", "darwin-aarch64/_libwasmtime.dylib"),
    ],
)
def test_each_machine_has_its_library(system, machine, library, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    on(monkeypatch, system, machine)
    (tmp_path / "wasmtime-50.0.0.dist-info").mkdir()
    path = place(tmp_path, library)

    assert wheel.find() == (path, "50.0.0")


@pytest.mark.parametrize(("system", "machine"), [("linux", "riscv64"), ("win32", "x86_64"), ("darwin", "x86_64")])
def test_another_machine_than_the_wheels_has_none(system, machine, folder, monkeypatch):
    assert wheel.find() == (f"{folder}/wasmtime/linux-x86_64/_libwasmtime.so", "50.0.0")
    on(monkeypatch, system, machine)

    assert wheel.find() is None


def test_a_wheel_without_its_library_is_none(folder):
    (folder / "wasmtime/linux-x86_64/_libwasmtime.so").unlink()

    assert wheel.find() is None


@pytest.mark.parametrize("version", [None, "45.0.0"])
def test_a_wheel_without_one_version_is_none(version, folder):
    if version is None:
        (folder / "wasmtime-50.0.0.dist-info").rmdir()
    else:
        (folder / f"wasmtime-{version}.dist-info").mkdir()

    assert wheel.find() is None


@pytest.mark.parametrize("other", ["wasmtime-50.0.0.data", "wasmtime_bindgen-1.0.dist-info", "yaml-6.0.dist-info"])
def test_what_else_lies_beside_a_wheel_is_no_version(other, folder):
    (folder / other).mkdir()

    assert wheel.version_beside(str(folder / "wasmtime")) == "50.0.0"


def test_a_module_of_that_name_hides_the_wheel_behind_it(folder, tmp_path_factory, monkeypatch):
    """Python would import it, so what lies further behind is not what runs."""
    first = tmp_path_factory.mktemp("first")
    monkeypatch.setattr(sys, "path", [str(first), *sys.path])
    assert wheel.find() == (f"{folder}/wasmtime/linux-x86_64/_libwasmtime.so", "50.0.0")
    (first / "wasmtime.py").touch()

    assert wheel.find() is None


@pytest.mark.usefixtures("folder")
def test_a_path_that_leads_nowhere_has_no_wheel(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "path", [f"{tmp_path}/none"])
    assert wheel.find() is None
    assert wheel.version_beside(f"{tmp_path}/none/wasmtime") is None
