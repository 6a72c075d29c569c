"""Repository paths as text."""

from __future__ import annotations

import os

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pykiro_opa.changes import FileChange, behind_links, decode_path, encode_path, repository_of


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


@pytest.mark.parametrize(
    ("path", "last", "expected"),
    [
        ("a/x", True, "a/x"),
        ("link/x", True, "a/x"),
        ("link/../y", True, "y"),
        ("to", True, "a/x"),
        ("to", False, "to"),
        ("link", False, "link"),
        ("out/x", True, "{outside}/x"),
        ("{root}/link/x", True, "a/x"),
        ("/elsewhere", True, "/elsewhere"),
        ("100%25", True, "100%25"),
        ("missing/x", True, "missing/x"),
        ("missing//x", True, "missing/x"),
        ("missing/../link/x", True, "a/x"),
        ("link/missing/y", True, "a/missing/y"),
        ("~/../{home}/x", False, "{outside}/x"),
    ],
)
def test_what_a_path_leads_to(path, last, expected, tmp_path, monkeypatch):
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "a", outside):
        folder.mkdir(parents=True)
    (root / "a/x").write_text("x")
    (root / "link").symlink_to("a")
    (root / "to").symlink_to("a/x")
    (root / "out").symlink_to(outside)
    monkeypatch.setenv("HOME", str(outside))
    named = {"root": root, "outside": outside, "home": outside.name}

    assert expected.format(**named) == behind_links(str(root), path.format(**named), last=last)


@pytest.fixture(scope="module")
def with_links(tmp_path_factory):
    root = tmp_path_factory.mktemp("links")
    (root / "a").mkdir()
    (root / "a/x").write_text("x")
    for name, target in (("link", "a"), ("to", "a/x"), ("out", "/"), ("gone", "nowhere"), ("loop", "loop")):
        (root / name).symlink_to(target)
    return str(root)


@given(st.lists(st.sampled_from(("a", "x", "link", "to", "out", "gone", "loop", "..", ".", "")), max_size=7))
def test_a_path_leads_where_the_system_says(with_links, parts):
    assume("loop" not in parts or "" not in parts)  # os.path.realpath takes `loop//x` for `/x`
    path = "/".join(parts).lstrip("/")
    real = os.path.realpath(os.path.join(with_links, path))

    assert real.removeprefix(os.path.realpath(with_links) + "/") == behind_links(with_links, path, last=True)
