"""What the hook believes about a running sidecar: a state file of the user's own that names a live process."""

import io
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
        "follows": [],
        "version": pykiro_opa.__version__,
        "pid": os.getpid(),
        "start_time": running.start_time(os.getpid()),
        **changes,
    }
    folders.make_private(folders.state_folder(root))
    path = os.path.join(folders.state_folder(root), "sidecar.json")
    folders.write_private(path, json.dumps(state).encode())
    return path


def test_the_state_of_a_live_process_is_believed(root):
    write(root, token="t")
    assert running.running(root) == ("unix:/s", "t", "r", ())


def test_all_names_of_a_folder_have_the_same_sidecar(root, tmp_path):
    write(root)
    (tmp_path / "link").symlink_to(root)
    assert running.running(f"{tmp_path}/link") == running.running(f"{root}/../work/") == ("unix:/s", None, "r", ())
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
        {"start_time": None},
        {"version": None},
        {"url": 1},
        {"follows": None},
        {"follows": "platform"},
        {"follows": [1]},
    ],
)
def test_a_state_that_is_stale_or_odd_is_none(root, changes):
    write(root, **changes)
    assert running.running(root) is None


@pytest.mark.parametrize("field", ["url", "token", "revision", "follows", "version", "pid", "start_time"])
def test_a_state_without_a_field_is_none(field, root):
    path = write(root)
    with open(path, "rb") as stream:
        state = json.load(stream)
    assert running.running(root) is not None
    del state[field]
    folders.write_private(path, json.dumps(state).encode())

    assert running.running(root) is None
    assert running.read_state(root) is None


def test_the_state_of_a_process_that_is_gone_can_still_be_read(root):
    write(root, pid=2**22 + 1, version="0.0.0", url="http://127.0.0.1:8181")
    state = running.read_state(root)

    assert (state["pid"], state["url"], state["token"]) == (2**22 + 1, "http://127.0.0.1:8181", None)
    assert running.read_state(f"{root}/other") is None


@pytest.mark.parametrize("pid", [0, -1, -7, True, "1", None, 1.0])
def test_a_number_that_is_no_process_is_no_state(pid, root):
    """`stop` signals the process: 0 and below are groups of them."""
    write(root, pid=1)
    assert running.read_state(root)["pid"] == 1
    write(root, pid=pid)
    assert running.read_state(root) is None


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


def test_a_process_keeps_its_start_whatever_it_is_called():
    """A name may look like what stands behind it; the kernel's 22nd field is the start."""
    with open("/proc/self/stat", "rb") as stream:
        assert running.start_time(os.getpid()) == stream.read().rpartition(b")")[2].split()[22 - 3].decode()
    code = "open('/proc/self/comm', 'w').write('a) Z 1 (b'); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        with open(f"/proc/{child.pid}/stat", "rb") as stream:
            said = stream.read()
        found = running.start_time(child.pid)
        child.kill()
    assert b"(a) Z 1 (b)" in said
    assert found == said.rpartition(b")")[2].split()[22 - 3].decode()


@pytest.mark.parametrize("state", [b"Z", b"X", b"R"])
def test_what_is_dead_or_ends_now_has_no_start(state, monkeypatch):
    fields = b" ".join([state, *(b"%d" % number for number in range(4, 53))])
    monkeypatch.setattr(running, "open", lambda *_: io.BytesIO(b"7 (x) " + fields), raising=False)

    assert running.start_time(7) == ("22" if state == b"R" else None)


def test_a_system_without_proc_is_asked_with_ps(monkeypatch):
    def nothing(*_arguments):
        raise FileNotFoundError

    monkeypatch.setattr(running, "open", nothing, raising=False)
    monkeypatch.setattr(running, "_start_time_from_ps", lambda pid: f"start of {pid}")
    assert running.start_time(7) is None
    monkeypatch.setattr(os.path, "exists", lambda _path: False)
    assert running.start_time(7) == "start of 7"


@pytest.mark.parametrize(
    ("said", "started"),
    [
        ("Ss   Wed Nov 25 01:56:00 2026\n", "Wed Nov 25 01:56:00 2026"),
        ("Z    Wed Nov 25 01:56:00 2026\n", None),
        ("Zs   Wed Nov 25 01:56:00 2026\n", None),
        (" S  Wed Nov  4 01:56:00 2026 \n", "Wed Nov 4 01:56:00 2026"),
        ("Ss\n", None),
        ("", None),
        (OSError(), None),
        (subprocess.TimeoutExpired("ps", 5), None),
    ],
)
def test_what_ps_says_is_the_start_of_what_lives(said, started, monkeypatch):
    asked = []

    def run(command, **how):
        asked.append((command, how))
        if isinstance(said, Exception):
            raise said
        return subprocess.CompletedProcess(command, 1, stdout=said)

    monkeypatch.setattr(subprocess, "run", run)

    assert running._start_time_from_ps(7) == started
    how = {"capture_output": True, "check": False, "text": True, "timeout": 5, "env": {"LC_ALL": "C"}}
    assert asked == [(["/bin/ps", "-o", "stat=,lstart=", "-p", "7"], how)]


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
