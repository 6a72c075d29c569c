"""The pages about rules and named actions: those of the policies, each with its examples."""

import pytest
from loaded import loaded_tool

from pykiro_opa.catalogue import explanation


@pytest.fixture(scope="module")
def tool():
    return loaded_tool("build_rules")


def test_what_is_committed_is_what_policies_say(tool, capsys):
    assert tool.main(["--check"]) == 0, capsys.readouterr().err


def test_every_rule_and_action_has_a_page_with_all_its_examples(tool):
    pages = tool.pages()
    names = {"rules": explanation.rules(), "actions": explanation.actions()}
    assert len(pages) == 1 + len(names["rules"]) + len(names["actions"])
    for kind, found in names.items():
        for name, described in found.items():
            page = pages[f"{name.replace('/', '-')}.md"]
            assert page.startswith(f"# {described['title']}\n")
            assert f"({name.replace('/', '-')}.md)" in pages["README.md"]
            examples = explanation.examples(kind, name)
            rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| verdict")]
            assert len(rows) == len(examples["good"]) + len(examples["bad"])


def test_the_check_names_what_differs_and_writing_mends_it(tool, tmp_path, capsys):
    assert tool.main(["--root", str(tmp_path)]) == 0
    assert tool.main(["--root", str(tmp_path), "--check"]) == 0
    page = tmp_path / "docs/rules/disable_mfa.md"
    page.write_text("other")
    (tmp_path / "docs/rules/gone.md").write_text("of a rule that is gone")
    assert tool.main(["--root", str(tmp_path), "--check"]) == 1
    said = capsys.readouterr().err
    assert "`docs/rules/disable_mfa.md`, `docs/rules/gone.md`" in said
    assert said.count("\n") == 1
    assert tool.main(["--root", str(tmp_path)]) == 0
    assert tool.main(["--root", str(tmp_path), "--check"]) == 0
    assert not (tmp_path / "docs/rules/gone.md").exists()


def test_an_action_is_told_by_all_that_its_data_says():
    action = {
        "api": ["a:B"], "calls": [{"actions": ["c:D"], "texts": ["x"]}], "grants": [{"actions": ["*"], "resource": "r"}],
        "infrastructure": [{"types": ["t"], "operations": ["delete"]}],
        "settings": [{"types": ["t"], "operations": ["update"], "keys": ["k"], "values": ["false", "", "*"]}],
        "commands": [{"program": "p", "words": ["w"], "options": ["-o"]}],
        "arguments": [{"programs": ["q"], "words": ["v"], "options": [], "without": ["-n"], "arguments": ["^a"]}],
        "files": [{"changes": ["deleted"], "paths": ["^f"]}], "statements": [{"operations": ["drop"], "bounded": ["no"]}],
        "phrases": [{"verbs": ["do"], "objects": ["it"], "qualifiers": ["now"], "unless": []}], "besides": "Else.",
    }  # fmt: skip
    assert list(explanation.found_by(action).values()) == [
        ["a:B", "c:D"], ["* on r"], ["t (delete)"], ["k = false or removed or changed"], ["p w -o", "q v /^a/ (not with -n)"],
        ["^f (deleted)"], ["drop"], ["do … it … now"], ["Else."],
    ]  # fmt: skip
    nothing = {key: [] for key in action} | {"besides": ""}
    assert explanation.found_by(nothing) == {}
