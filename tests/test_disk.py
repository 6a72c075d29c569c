"""Guardrails as files of a folder: what is read, and how what cannot be read is told from what is not there."""

from __future__ import annotations

import os
import threading

import pytest

from pykiro_opa import disk
from pykiro_opa.errors import ConfigurationError

LARGEST = 4_194_304


def test_what_cannot_be_read_is_an_error_and_never_no_guardrails(tmp_path):
    read = disk.reader(str(tmp_path))
    os.symlink("nowhere", tmp_path / "link.json")
    (tmp_path / "folder").mkdir()

    assert read("absent.json") is None
    with pytest.raises(ConfigurationError, match=r"^link.json: a link there points to nothing; repair or remove it$"):
        read("link.json")
    with pytest.raises(ConfigurationError, match=r"^folder: it is a folder; guardrails are a file"):
        read("folder")


def test_a_file_of_guardrails_is_at_most_4_mb(tmp_path):
    (tmp_path / "large").write_bytes(b"x" * LARGEST)
    (tmp_path / "larger").write_bytes(b"x" * (LARGEST + 1))
    read = disk.reader(str(tmp_path))

    assert len(read("large")) == LARGEST
    with pytest.raises(ConfigurationError, match=r"^larger: larger than 4 MB; guardrails are a page, not a data set$"):
        read("larger")


def test_a_reader_knows_paths_that_are_no_text(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"\xff%"), "wb") as stream:
        stream.write(b"x")

    assert disk.reader(str(tmp_path))("%FF%25") == b"x"


def test_a_reader_tells_what_is_not_there_from_what_cannot_be_read(tmp_path):
    read = disk.reader(str(tmp_path))
    (tmp_path / "empty").mkdir()
    for name, target in (("good", "empty"), ("dangling", "nowhere"), ("loop", "loop")):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".kiro").symlink_to(f"../{target}/.kiro" if name == "loop" else f"../{target}")

    assert read("a%00b") is None
    assert read("x" * 300) is None
    assert read("good/.kiro/kiro.json") is None
    with pytest.raises(ConfigurationError, match=r"^dangling/.kiro/kiro.json: a link there points to nothing; repair"):
        read("dangling/.kiro/kiro.json")
    with pytest.raises(ConfigurationError) as caught:
        read("loop/.kiro/kiro.json")
    assert str(caught.value) == (
        "loop/.kiro/kiro.json: cannot be read: Too many levels of symbolic links; repair or remove it"
    )


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    said = []

    def read():
        with pytest.raises(ConfigurationError) as caught:
            disk.reader(str(tmp_path))("pipe")
        said.append(str(caught.value))

    reading = threading.Thread(target=read, daemon=True)  # which may wait for ever
    reading.start()
    reading.join(20)

    assert said == ["pipe: it is no plain file; name one, or put one there"]


def test_a_reader_leaves_nothing_open(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    read = disk.reader(str(tmp_path))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        assert read("file") == b"x"
        with pytest.raises(ConfigurationError):
            read("folder")

    assert len(os.listdir("/proc/self/fd")) == before


def test_a_file_in_the_place_of_a_folder_hides_what_was_in_it(tmp_path):
    read = disk.reader(str(tmp_path))
    (tmp_path / ".kiro").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"x")

    with pytest.raises(ConfigurationError) as caught:
        read(".kiro/kiro.json")
    assert str(caught.value) == ".kiro/kiro.json: cannot be read: `.kiro` is no folder; repair or remove it"
    assert read("file/.kiro/kiro.json") is None


def test_a_named_file_is_there(tmp_path):
    (tmp_path / "kiro.json").write_bytes(b"{}")
    absent = str(tmp_path / "absent.json")

    assert disk.named(str(tmp_path / "kiro.json")) == b"{}"
    with pytest.raises(ConfigurationError) as caught:
        disk.named(absent)
    assert str(caught.value) == f"{absent}: there is no such file; name an existing one with `--config`"


def test_where_there_is_no_folder_of_rules_there_are_none(tmp_path):
    assert disk.rules(str(tmp_path))(".kiro/policies") == {}


@pytest.mark.parametrize(
    ("path", "folder", "lock"),
    [
        ("/w/.kiro/kiro.json", "/w", ".kiro/guardrails.lock"),
        ("/w/team/kiro.json", "/w/team", "guardrails.lock"),
        ("/kiro.json", "/", "guardrails.lock"),
        ("/w/x.kiro/kiro.json", "/w/x.kiro", "guardrails.lock"),
    ],
)
def test_the_lock_of_a_named_file_lies_beside_it(path, folder, lock):
    assert (folder, lock) == disk.lock_beside(path)


def test_the_lock_of_a_file_named_from_here_lies_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert (str(tmp_path), ".kiro/guardrails.lock") == disk.lock_beside(".kiro/kiro.json")
