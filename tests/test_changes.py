"""Repository paths as text."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pykiro_opa.changes import FileChange, decode_path, encode_path, repository_of


@given(st.binary(max_size=40).filter(lambda raw: b"\0" not in raw))
def test_any_path_survives_a_round_trip(raw):
    assert raw == decode_path(encode_path(raw))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a/b.txt", "a/b.txt"),
        ("é".encode(), "é"),
        (b"100%", "100%25"),
        (b"a\nb", "a%0Ab"),
        (b"\xff", "%FF"),
        (b"a b'\"", "a b'\""),
    ],
)
def test_what_is_not_plain_text_is_percent_encoded(raw, expected):
    assert expected == encode_path(raw)


def test_the_repository_is_the_nearest_folder_with_git(tmp_path):
    (tmp_path / "r/.git").mkdir(parents=True)
    (tmp_path / "r/a/b").mkdir(parents=True)

    assert (os.path.realpath(tmp_path / "r"), "a/b") == repository_of(str(tmp_path / "r/a/b"))
    assert (os.path.realpath(tmp_path / "r"), "") == repository_of(str(tmp_path / "r"))
    assert (os.path.realpath(tmp_path), "") == repository_of(str(tmp_path))


def test_values_are_frozen_and_compare_by_content():
    change = FileChange("a", after=b"x")

    assert FileChange("a", after=b"x") == change
    assert hash(FileChange("a", after=b"x")) == hash(change)
    assert FileChange("b", after=b"x") != change
    with pytest.raises(AttributeError, match="frozen"):
        change.path = "b"
