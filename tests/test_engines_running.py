"""What the hook believes about a running sidecar: a state file of the user's own that names a live process."""

import json
import os
import pwd
import subprocess
import sys

import pytest

import pykiro_opa
from pykiro_opa.engines import folders, running


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "work").mkdir()
    return str(tmp_path / "work")


def write(root, **changes):
    state = {
        "url": "unix:/s",
        "token": None,
        "revision": "r",
        "version": pykiro_opa.__version__,
        "pid": os.getpid(),
        "start_time": running.start_time(os.getpid()),
        **changes,
    }
    folders.make_private(folders.state_folder(root))
    path = os.path.join(folders.state_folder(root), running.STATE_FILE)
    folders.write_private(path, json.dumps(state).encode())
    return path


def test_the_state_of_a_live_process_is_believed(root):
    write(root, token="t")
    assert running.running(root) == ("unix:/s", "t", "r")


def test_all_names_of_a_folder_have_the_same_sidecar(root, tmp_path):
    write(root)
    (tmp_path / "link").symlink_to(root)
    assert running.running(f"{tmp_path}/link") == running.running(f"{root}/../work/") == ("unix:/s", None, "r")
    assert running.running(str(tmp_path)) is None


def test_without_a_runtime_folder_the_state_is_in_the_cache(root, tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert folders.state_folder(root).startswith(f"{tmp_path}/cache/pykiro-opa/run/")


@pytest.mark.parametrize("home", ["", ".", "work", None])
def test_nothing_is_kept_in_the_workspace_whatever_home_says(home, monkeypatch):
    for name in ("XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.delenv(name)
    if home is not None:
        monkeypatch.setenv("HOME", home)

    assert os.path.isabs(folders.cache_folder())
    assert folders.cache_folder() == os.path.join(pwd.getpwuid(os.geteuid()).pw_dir, ".cache/pykiro-opa")

    def unknown(_number):
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert folders.state_folder("/w").startswith(f"/tmp/pykiro-opa-{os.geteuid()}/.cache/pykiro-opa/run/")


@pytest.mark.parametrize(
    "changes",
    [
        {"start_time": "1"},
        {"pid": 2**22 + 1},
        {"pid": 0},
        {"pid": -1},
        {"pid": True},
        {"pid": "1"},
        {"version": "0.0.0"},
        {"url": None},
        {"url": "http://192.0.2.1:8181"},
        {"url": "http://0.0.0.0:8181"},
        {"url": "http://127.0.0.1.example:8181"},
        {"url": "unix:s"},
        {"token": 1},
        {"revision": None},
    ],
)
def test_a_state_that_is_stale_or_odd_is_none(root, changes):
    write(root, **changes)
    assert running.running(root) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"[" * 100_000])
def test_a_state_that_cannot_be_read_is_none(root, content):
    folders.write_private(write(root), content)
    assert running.running(root) is None


def test_a_state_that_others_could_have_written_is_none(root):
    path = write(root)
    os.chmod(path, 0o666)
    assert running.running(root) is None
    os.chmod(path, 0o600)
    assert running.running(root) is not None
    os.chmod(os.path.dirname(path), 0o777)
    assert running.running(root) is None


def test_the_remains_of_a_process_do_not_count_as_one():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert running.start_time(child.pid) is not None
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert running.start_time(child.pid) is None
    child.communicate()
    assert running.start_time(child.pid) is None


@pytest.mark.usefixtures("ps")
def test_where_there_is_no_proc_ps_knows_when_a_process_started():
    started = running._start_time_from_ps(os.getpid())
    assert started is not None
    assert started == running._start_time_from_ps(os.getpid())
    assert running._start_time_from_ps(2**22 + 1) is None


def test_asking_loads_nothing_heavy(root):
    code = f"import sys; from pykiro_opa.engines.running import running; running({root!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"typing", "dataclasses", "pathlib", "subprocess", "http.client", "socket", "ssl", "yaml", "wasmtime"}
    assert heavy.isdisjoint(loaded)
    assert "pykiro_opa.sidecar" not in loaded


def test_an_embedded_engine_loads_wasmtime_only_when_asked():
    code = "import sys; from pykiro_opa.engines import open_engine; open_engine('embedded'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"typing", "dataclasses", "pathlib", "ctypes", "wasmtime"}.isdisjoint(loaded)
