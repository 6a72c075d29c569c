"""What commands do to files, as file changes: through links as well."""

from __future__ import annotations

import pytest

from pykiro_opa.changes import Change, Command
from pykiro_opa.facts.extract import extract

NOWHERE = {"names": (), "accounts": (), "profiles": ()}


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".kiro").mkdir()
    (tmp_path / ".kiro/kiro.json").write_text("{}")
    (tmp_path / "x").symlink_to(".kiro/kiro.json")
    (tmp_path / "folder").symlink_to(".kiro")
    return tmp_path


def changed(root, text):
    change = Change("task", "command", root=str(root), commands=(Command(text),), read=lambda _: None)
    return {fact["path"]: fact["change"] for fact in extract(change, NOWHERE)["files"]}


@pytest.mark.parametrize(
    "text",
    ["echo y > x", "echo y >> x", "tee x", "cp y x", "chmod +x x", "truncate -s0 x", "echo y > folder/kiro.json", "rm folder/kiro.json"],
)  # fmt: skip
def test_a_command_changes_the_file_behind_a_link(text, root):
    assert ".kiro/kiro.json" in changed(root, text)


@pytest.mark.parametrize("text", ["rm x", "unlink x", "rm -rf folder"])
def test_who_removes_a_link_leaves_what_it_leads_to(text, root):
    assert ".kiro/kiro.json" not in changed(root, text)
    assert ".kiro" not in changed(root, text)
