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


@pytest.mark.parametrize(
    "text",
    [
        "ln .kiro/kiro.json y",
        "ln -s .kiro/kiro.json y; echo z > y",
        "ln -sf ../.kiro/kiro.json sub/y && cp z sub/y",
        "ln -s .kiro y; echo z > y/kiro.json",
        "ln -s $PWD/.kiro/kiro.json y; tee y",
        "echo z > inner/../kiro.json",
        "cd inner && echo z > ../kiro.json",
        "rm inner/../kiro.json",
    ],
)
def test_a_command_changes_the_file_that_its_own_links_and_dots_lead_to(text, root):
    (root / ".kiro/deep").mkdir()
    (root / "inner").symlink_to(".kiro/deep")

    assert ".kiro/kiro.json" in changed(root, text)


@pytest.mark.parametrize(
    "text", ["ln -s .kiro/kiro.json y", "ln -s a b; echo z > c", "echo z > sub/../c", "ln -s docs y"]
)
def test_a_link_alone_changes_no_other_file(text, root):
    assert ".kiro/kiro.json" not in changed(root, text)


@pytest.mark.parametrize("text", ["kiro-cli settings chat.defaultAgent x", "kiro-cli agent set-default x"])
def test_kiros_own_command_changes_its_settings(text, root):
    assert any(path.endswith(".kiro/settings/cli.json") for path in changed(root, text))


@pytest.mark.parametrize(
    "text",
    ["pykiro-opa bundle update", "python3 -m pykiro_opa bundle update --allow-older x", "x/bin/pykiro-opa bundle update --key a b"],
)  # fmt: skip
def test_our_own_command_changes_the_lock(text, root):
    assert ".kiro/guardrails.lock" in changed(root, text)


@pytest.mark.parametrize("text", ["pykiro-opa bundle update --locked", "pykiro-opa bundle diff a b", "pykiro-opa"])
def test_our_other_commands_do_not(text, root):
    assert {} == changed(root, text)


@pytest.mark.parametrize("text", ["kiro-cli settings list", "kiro-cli chat", "kiro-cli agent list"])
def test_kiros_other_commands_do_not(text, root):
    assert {} == changed(root, text)


@pytest.mark.parametrize(
    "text",
    [
        "rm -rf ..", "rm -rf ../*", "rm -rf ../w*", "rm -rf ../ws", "rm -rf ../w*/.k*", "find .. -name kiro.json -delete",
        "find ../w* -delete", "mv ../w* /elsewhere", "cd .. && rm -rf *", "cd ../other && rm -rf ../*", "cp x ../w*/.kiro/kiro.json",
    ],
)  # fmt: skip
def test_what_leads_out_of_the_workspace_and_in_again_reaches_its_files(text, tmp_path):
    root = tmp_path / "ws"
    (root / ".kiro").mkdir(parents=True)
    (root / ".kiro/kiro.json").write_text("{}")
    (tmp_path / "other").mkdir()

    assert any(path.endswith(".kiro/kiro.json") for path in changed(root, text))
