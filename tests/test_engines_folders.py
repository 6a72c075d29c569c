"""The user's own folders and files: nobody else's are read, and what is written is open to nobody else."""

from __future__ import annotations

import os
import signal
import stat

import pytest

from pykiro_opa.engines import folders

OTHERS = [1 << bit for bit in range(6)]


@pytest.fixture(autouse=True)
def _open_to_all():
    """What is made is closed by whoever makes it, not by a cautious user."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _no_waiting():
    """Whoever opens a pipe that nobody writes to may wait for ever."""

    def late(*_):
        raise AssertionError("waited for a pipe")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def mode(path) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)


@pytest.mark.parametrize("bit", OTHERS, ids=oct)
def test_a_single_right_of_somebody_else_is_too_much(bit, tmp_path):
    folder, file = tmp_path / "folder", tmp_path / "file"
    folder.mkdir()
    file.write_bytes(b"x")
    folder.chmod(0o700)
    file.chmod(0o600)
    assert folders.is_private(str(folder)) is True
    assert folders.read_private(str(file)) == b"x"
    folder.chmod(0o700 | bit)
    file.chmod(0o600 | bit)
    assert folders.is_private(str(folder)) is False
    assert folders.read_private(str(file)) is None


def test_what_is_of_another_kind_or_of_somebody_else_is_not_private(tmp_path, monkeypatch):
    os.mkdir(tmp_path / "folder", 0o700)
    (tmp_path / "file").touch(0o600)
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "linked").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert [name for name in sorted(os.listdir(tmp_path)) if folders.is_private(f"{tmp_path}/{name}")] == ["folder"]
    opened = {name: folders.open_private(f"{tmp_path}/{name}") for name in os.listdir(tmp_path)}
    handle = opened.pop("file")
    assert set(opened.values()) == {None}
    assert not os.get_inheritable(handle)
    os.close(handle)
    assert folders.open_private(f"{tmp_path}/none") is None
    assert folders.is_private(f"{tmp_path}/none") is False

    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert not folders.is_private(f"{tmp_path}/folder")
    assert folders.open_private(f"{tmp_path}/file") is None


def test_what_is_not_read_is_not_left_open(tmp_path):
    (tmp_path / "file").touch(0o644)
    before = os.listdir("/proc/self/fd")
    for _ in range(3):
        assert folders.open_private(f"{tmp_path}/file") is None
    assert os.listdir("/proc/self/fd") == before


def test_a_folder_is_made_with_its_parents_for_this_user_alone(tmp_path, monkeypatch):
    folders.make_private(f"{tmp_path}/a/b/c")
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")] == [0o700] * 3
    monkeypatch.chdir(tmp_path)
    folders.make_private("d/e")
    assert mode("d/e") == 0o700


def test_a_folder_that_is_open_to_others_is_closed_and_its_parents_left(tmp_path):
    os.mkdir(tmp_path / "a", 0o755)
    os.mkdir(tmp_path / "a/b", 0o777)
    folders.make_private(f"{tmp_path}/a/b")
    assert (mode(tmp_path / "a"), mode(tmp_path / "a/b")) == (0o755, 0o700)


def test_a_folder_that_another_process_makes_meanwhile_is_no_error(tmp_path, monkeypatch):
    mkdir = os.mkdir

    def late(path, rights):
        mkdir(path, rights)
        raise FileExistsError

    monkeypatch.setattr(os, "mkdir", late)
    folders.make_private(f"{tmp_path}/a/b")
    assert mode(tmp_path / "a/b") == 0o700


def test_what_is_no_folder_of_this_user_is_refused_and_left(tmp_path, monkeypatch):
    os.mkdir(tmp_path / "folder", 0o755)
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    with pytest.raises(PermissionError, match=r"^`.*/link` belongs to somebody else$"):
        folders.make_private(f"{tmp_path}/link")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(PermissionError, match=r"^`.*/folder` belongs to somebody else$"):
        folders.make_private(f"{tmp_path}/folder")
    assert mode(tmp_path / "folder") == 0o755


def test_a_file_is_written_whole_for_this_user_alone(tmp_path):
    for content in (b"one", b"\0\xff" * 100_000):
        folders.write_private(f"{tmp_path}/x", content)
        assert (tmp_path / "x").read_bytes() == content == folders.read_private(f"{tmp_path}/x")
    assert mode(tmp_path / "x") == 0o600
    assert os.listdir(tmp_path) == ["x"]


def test_a_draft_is_never_somebody_elses(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "urandom", lambda _size: b"1234")
    draft = f"{tmp_path}/x.{os.getpid()}.31323334"
    os.symlink(tmp_path / "elsewhere", draft)
    with pytest.raises(FileExistsError):
        folders.write_private(f"{tmp_path}/x", b"content")
    assert not os.path.exists(tmp_path / "elsewhere")
    assert os.path.islink(draft)


def test_the_oldest_go_and_what_is_named_otherwise_stays(tmp_path):
    for date, name in enumerate(["a-3", "a-1", "b-1", "a-2", "a-4"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (date, date))
    folders.keep_newest(str(tmp_path), "a-", 4)
    assert len(os.listdir(tmp_path)) == 5
    folders.keep_newest(str(tmp_path), "a-", 2)
    assert sorted(os.listdir(tmp_path)) == ["a-2", "a-4", "b-1"]


def test_the_date_is_that_of_a_link_itself(tmp_path):
    for date, name in enumerate(["link", "new", "old"]):
        if name == "link":
            (tmp_path / name).symlink_to(tmp_path / "nowhere")
        else:
            (tmp_path / name).touch()
        os.utime(tmp_path / name, (date, date), follow_symlinks=False)
    folders.keep_newest(str(tmp_path), "", 2)
    assert sorted(os.listdir(tmp_path)) == ["new", "old"]


def test_each_place_has_its_own_name(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/r")
    named = os.path.basename(folders.state_folder("/w"))
    assert folders.state_folder("/w") == f"/r/pykiro-opa/{named}"
    assert folders.workspace_cache("/w") == folders.workspace_cache("/x/../w/") == f"/c/pykiro-opa/{named}"
    assert folders.workspace_cache("/v") != folders.workspace_cache("/w")
    for relative in ("r", ""):
        monkeypatch.setenv("XDG_RUNTIME_DIR", relative)
        assert folders.state_folder("/w") == f"/c/pykiro-opa/run/{named}"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def fails(_from, _to):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        folders.write_private(str(tmp_path / "x"), b"content")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variable", "place", "default", "end"),
    [
        ("XDG_CACHE_HOME", folders.cache_folder, ".cache", "pykiro-opa"),
        ("XDG_CONFIG_HOME", folders.key_file, ".config", "pykiro-opa/key.pem"),
    ],
)
def test_a_place_is_where_the_desktop_says_and_a_relative_word_of_it_does_not_count(
    variable, place, default, end, monkeypatch, tmp_path
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(variable, "/c")
    assert place() == f"/c/{end}"
    monkeypatch.setenv(variable, "c")
    assert place() == f"{tmp_path}/{default}/{end}"
