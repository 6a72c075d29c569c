"""The index of the shell evaluator's tables: every row of every table is reached by the name of its program."""

from importlib import import_module
from pathlib import Path

import pytest
from loaded import loaded_tool

from pykiro_opa.facts.shell.files import effects
from pykiro_opa.facts.shell.programs import index, queries, texts

TABLES = sorted(path.stem for path in Path(effects.__file__).parent.glob("[!_]*.py"))


@pytest.fixture(scope="module")
def tool():
    return loaded_tool("build_programs")


def test_what_is_committed_is_what_the_tables_say(tool, capsys):
    assert tool.main(["--check"]) == 0, capsys.readouterr().err


def test_the_check_names_what_differs_and_writing_mends_it(tool, tmp_path, capsys):
    assert tool.main(["--check", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"build_programs: `{tool.INDEX}` differs from the tables: run ")
    assert tool.main(["--root", str(tmp_path)]) == 0
    (tmp_path / tool.INDEX).write_text((tmp_path / tool.INDEX).read_text().replace('"rm", ', ""))
    assert tool.main(["--check", "--root", str(tmp_path)]) == 1
    assert tool.main(["--root", str(tmp_path)]) == tool.main(["--check", "--root", str(tmp_path)]) == 0


def test_a_table_is_found_by_its_file_alone(tool, monkeypatch):
    rows = {"a-new-program": lambda _given: ()}
    monkeypatch.setattr(tool, "_effects", lambda: Path(__file__).parent / "nowhere")
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: [Path("brand_new.py")])
    monkeypatch.setattr(
        tool,
        "import_module",
        lambda name: type("Table", (), {"ROWS": rows if name.endswith(".brand_new") else {"x y": 1}}),
    )

    assert '    "brand_new": frozenset((\n        "a-new-program",\n    )),\n' in tool.index()
    assert 'QUERIES = frozenset((\n    "x",\n))' in tool.index()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_reached(table):
    rows = import_module(f"{effects.__name__}.{table}").ROWS
    assert rows
    for program, row in rows.items():
        assert row in effects.rows_of(program)
        assert effects.may_have_effects(program)


def test_a_program_without_a_row_has_no_effects_and_one_of_several_tables_those_of_each():
    assert (effects.rows_of("no-such-program"), effects.may_have_effects("no-such-program")) == ([], False)
    assert {len(effects.rows_of(program)) for program in ("docker", "aws", "jar")} == {2}


def test_texts_and_queries_are_known_by_their_program():
    assert {row.partition(" ")[0] for row in texts.ROWS} == index.TEXTS
    assert {row.partition(" ")[0] for row in queries.ROWS} == index.QUERIES
