"""The generated module and library: right, repeatable, and checked."""

import json

import pytest
from loaded import loaded_tool


@pytest.fixture(scope="module")
def tool():
    return loaded_tool("build_library")


@pytest.fixture
def root(tmp_path):
    files = {
        "kiro/main/main.rego": "package kiro.main\n\ndecision := data.kiro.actions\n",
        "kiro/main/main_test.rego": "package kiro.main_test\n\ntest_time if time.now_ns() > 0\n",
        "kiro/check/regex/regex.rego": "package kiro.check.regex\n\nvalid := [regex.is_valid(p) | some p in input.patterns]\n",
        "kiro/actions/a/data.json": '{"title": "Ä", "n": 1}',
        "kiro/actions/a/examples.json": '{"good": []}',
        "kiro/lib/text/data.json": "[1, 2]",
        "kiro/rules/b/c/c.rego": "package kiro.rules.b.c\n\nevaluated := true\n",
        "schemas/event.json": "{}",
    }
    for name, content in files.items():
        path = tmp_path / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def run(tool, root, opa, *arguments: str):
    return tool.main(["--root", str(root), "--opa", str(opa), *arguments])


def test_module_and_library_are_built_and_then_pass_the_check(tool, root, opa, capsys):
    assert run(tool, root, opa) == 0
    library = (root / tool.LIBRARY).read_bytes()
    assert library == b'{"kiro":{"actions":{\n"a":{"n":1}\n},"lib":{"text":[1,2]},"library":{"rules":["b/c"]}}}'
    assert (root / tool.WORDING).read_bytes() == '{"a":{"title":"Ä"}}'.encode()
    assert (root / tool.MODULE).read_bytes().startswith(b"\0asm")
    assert run(tool, root, opa, "--check") == 0
    assert capsys.readouterr().err == ""


def test_building_again_writes_the_same_bytes_and_nothing_else(tool, root, opa):
    run(tool, root, opa)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}
    run(tool, root, opa)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("changed", "content", "named"),
    [
        ("policies/kiro/main/main.rego", "package kiro.main\n\ndecision := 1\n", "`pykiro_opa/engines/policies.wasm`"),
        ("policies/kiro/actions/a/data.json", "{}", "`pykiro_opa/catalogue/library.json`"),
        ("policies/kiro/actions/a/data.json", '{"title": "Z", "n": 1}', "`pykiro_opa/catalogue/wording.json`"),
        ("pykiro_opa/engines/policies.wasm", "", "`pykiro_opa/engines/policies.wasm`"),
    ],
)
def test_the_check_names_what_differs_and_writes_nothing(tool, root, opa, capsys, changed, content, named):
    run(tool, root, opa)
    (root / changed).write_text(content)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert run(tool, root, opa, "--check") == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert named in said
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_data_beside_and_above_other_data_is_put_together(tool, root, opa):
    (root / "policies/kiro/lib/data.json").write_text('{"more": 1}')
    run(tool, root, opa)
    assert json.loads((root / tool.LIBRARY).read_bytes())["kiro"]["lib"] == {"more": 1, "text": [1, 2]}


def test_the_check_fails_where_nothing_was_built(tool, root, opa):
    assert run(tool, root, opa, "--check") == 1


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("kiro/main/main.rego", 'package kiro.main\n\ndecision := crypto.sha256("")\n', "does not have: crypto.sha256"),
        ("kiro/main/main.rego", "package kiro.main\n\ndecision := time.now_ns()\n", "undefined function time.now_ns"),
        ("kiro/main/main.rego", "package kiro.main\n\ndecision :=\n", "`opa build` failed"),
        ("kiro/main/main.rego", "package kiro.other\n\ndecision := 1\n", "`opa build` failed"),
        ("kiro/actions/a/data.json", "{oops", "is not JSON"),
        ("kiro/lib/data.json", '{"text": 1}', "its place in the data is taken"),
        ("kiro/lib/data.json", "1", "lies inside what another"),
        ("other/data.json", "{}", "outside `kiro`"),
    ],
)
def test_policies_that_cannot_be_shipped_are_refused_in_one_line(tool, root, opa, capsys, path, content, said):
    (root / "policies" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "policies" / path).write_text(content)
    assert run(tool, root, opa) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("build_library: ")
    assert said in error
    assert not (root / tool.MODULE).exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Version: 1.20.0'", "is opa 1.20.0; the module is built with 1.21.1"),
        ("exit 3", "`opa version` failed: exit code 3"),
    ],
)
def test_another_opa_is_refused(tool, root, tmp_path, capsys, script, said):
    fake = tmp_path / "opa"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    assert run(tool, root, fake) == 1
    assert said in capsys.readouterr().err


def test_an_opa_that_is_not_there_is_said(tool, root, capsys):
    assert run(tool, root, root / "none") == 1
    assert "none` cannot be run: No such file" in capsys.readouterr().err


def test_what_is_committed_is_what_policies_say(tool, opa, capsys):
    assert tool.main(["--check", "--opa", str(opa)]) == 0, capsys.readouterr().err


def test_the_committed_library_is_an_object_of_kiro_alone(tool):
    library = json.loads((tool.REPOSITORY / tool.LIBRARY).read_bytes())
    assert list(library) == ["kiro"]
