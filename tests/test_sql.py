"""SQL statements: what each does, to what, whether it is bounded, and where SQL is found."""

from __future__ import annotations

import pytest

from pykiro_opa.changes import Change, Command, FileChange, ToolCall
from pykiro_opa.facts.extract import extract
from pykiro_opa.facts.sql import Text, splitting
from pykiro_opa.facts.sql.extraction import statements

PRODUCTION = {"names": ["prod"], "accounts": [], "profiles": []}


def read(text, dialect=None):
    return [
        (one["operation"], one["object"], one["bounded"])
        for one in statements("x.sql", [Text(text, 1, dialect)]).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP TABLE IF EXISTS a.b CASCADE", [("drop table", "a.b", False)]),
        ("drop table x, y", [("drop table", "x", False), ("drop table", "y", False)]),
        ("DROP/**/TABLE/* x */users", [("drop table", "users", False)]),
        ("/*!50000 DROP TABLE x */", [("drop table", "x", False)]),
        ("DROP TABLE [dbo].[Users]", [("drop table", "dbo.Users", False)]),
        ("drop table `prod`.`users`", [("drop table", "prod.users", False)]),
        ('DROP TABLE "a""b"', [("drop table", 'a"b', False)]),
        ("DROP SCHEMA public CASCADE", [("drop schema", "public", False)]),
        ("DROP DATABASE x", [("drop database", "x", False)]),
        ("drop index concurrently i", [("drop index", "i", False)]),
        ("drop materialized view v", [("drop view", "v", False)]),
        ("drop owned by x", [("drop owned", None, False)]),
        ("DROP TABLE", [("drop table", None, False)]),
        ("TRUNCATE TABLE x, y", [("truncate", "x", False), ("truncate", "y", False)]),
        ("truncate x restart identity cascade", [("truncate", "x", False)]),
        ("DELETE FROM a", [("delete", "a", False)]),
        ("DELETE FROM a WHERE id = 1", [("delete", "a", True)]),
        ("DELETE FROM a WHERE TRUE", [("delete", "a", False)]),
        ("DELETE FROM a WHERE 1=1", [("delete", "a", False)]),
        ("DELETE FROM a WHERE id = id", [("delete", "a", False)]),
        ("DELETE FROM a WHERE (1 = 1) OR b = 2", [("delete", "a", False)]),
        (f"DELETE FROM a WHERE id IN ({', '.join(map(str, range(2_000)))})", [("delete", "a", True)]),
        (f"DELETE FROM a WHERE id IN ({', '.join(map(str, range(2_000)))}) OR 1=1", [("delete", "a", False)]),
        (f"DELETE FROM a WHERE {' AND '.join(['1=1'] * 1_000)}", [("delete", "a", False)]),
        ("DELETE FROM a LIMIT 5", [("delete", "a", True)]),
        ("DELETE TOP (5) FROM a", [("delete", "a", True)]),
        ("DELETE a FROM a JOIN b ON a.i = b.i", [("delete", "a", True)]),
        ("UPDATE a SET b = 1", [("update", "a", False)]),
        ("UPDATE a SET b = 1 WHERE c IN (SELECT d FROM e)", [("update", "a", True)]),
        ("WITH d AS (DELETE FROM x RETURNING *) SELECT * FROM d", [("delete", "x", False)]),
        ("EXPLAIN ANALYZE DELETE FROM x", [("delete", "x", False)]),
        ("EXPLAIN (ANALYZE, VERBOSE) DELETE FROM x", [("delete", "x", False)]),
        ("EXPLAIN DELETE FROM x", []),
        ("DO $$ BEGIN DELETE FROM x; END $$", [("do", None, False), ("delete", "x", False)]),
        ("BEGIN TRANSACTION DELETE FROM x COMMIT", [("delete", "x", False)]),
        ("EXEC sp_executesql N'drop table x'", [("exec", None, False), ("drop table", "x", False)]),
        ("EXECUTE IMMEDIATE 'drop table ' || n", [("execute", None, False), ("drop table", None, False)]),
        ("CREATE FUNCTION f() RETURNS void AS $x$ DELETE FROM x $x$ LANGUAGE sql",
         [("create function", "f", True), ("delete", "x", False)]),
        ("MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN DELETE", [("merge", "a", True), ("delete", "a", True)]),
        ("ALTER TABLE a ADD COLUMN b int, DROP CONSTRAINT c", [("alter table", "a", False), ("drop constraint", "a", False)]),
        ("ALTER TABLE a DROP COLUMN b", [("alter table", "a", False), ("drop column", "a", False)]),
        ("ALTER TABLE x DROP PARTITION p0", [("alter table", "x", False), ("drop partition", "x", False)]),
        ("GRANT SELECT ON TABLE a TO b", [("grant", "a", False)]),
        ("GRANT ALL PRIVILEGES ON *.* TO 'a'@'%' WITH GRANT OPTION", [("grant", "*.*", False)]),
        ("ALTER DEFAULT PRIVILEGES IN SCHEMA x GRANT ALL ON TABLES TO y",
         [("alter privileges", None, False), ("grant", None, False)]),
        ("REVOKE ALL ON a FROM b", [("revoke", "a", False)]),
        ("CREATE USER a WITH PASSWORD 'x'", [("create user", "a", True)]),
        ("ALTER ROLE a SUPERUSER", [("alter role", "a", False)]),
        ("RENAME TABLE a TO b", [("rename table", "a", False)]),
        ("COPY a TO PROGRAM 'x'", [("copy program", None, False)]),
        ("SELECT * INTO OUTFILE '/x' FROM y", [("write file", None, False)]),
        ("SHUTDOWN", [("shutdown", None, False)]),
        ("delete from x nothing parses ((", [("delete", "x", False)]),
    ],
)  # fmt: skip
def test_a_statement_says_what_it_does(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 'drop table x'", "select * from deleted where updated = 1", "SELECT * FROM a FOR UPDATE", "set role admin",
        "SELECT * FROM a -- DELETE FROM a", "-- DROP TABLE x", "/* DROP TABLE x; */ SELECT 1", "select 1;;;",
        "INSERT INTO a VALUES (1) ON CONFLICT (i) DO UPDATE SET x = 1", "INSERT INTO a VALUES ('drop table x; delete')",
        "INSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE b = 1", "REPLACE INTO a VALUES (1)",
        "EXPLAIN UPDATE a SET b = 1", "SHOW GRANTS", "DESCRIBE a", "COMMIT", "",
    ],
)  # fmt: skip
def test_reading_changes_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("a; b;\nc", [(0, "a"), (0, "b"), (1, "c")]),
        ("a ';' b; c", [(0, "a ';' b"), (0, "c")]),
        ("do $$ a; b; $$; c", [(0, "do $$ a; b; $$"), (0, "c")]),
        ("-- x; y\na", [(1, "a")]),
        ("a\nGO\nb", [(0, "a"), (2, "b")]),
        ("\\c x\na", [(1, "a")]),
        ("a 'never ends; b", [(0, "a 'never ends; b")]),
        ("a \\gexec\nb", [(0, "a"), (1, "b")]),
    ],
)
def test_a_text_is_split_where_a_client_would(text, starts):
    assert [(one.line, one.text) for one in splitting.split(text)] == starts


def _statements(change):
    return [(one["operation"], one["object"], one["at"]["line"]) for one in extract(change, PRODUCTION)["statements"]]


@pytest.mark.parametrize(
    "command",
    [
        'psql -c "DROP TABLE users"', "psql -h db --command='DROP TABLE users'", "psql <<< 'DROP TABLE users'",
        "psql <<EOF\nDROP TABLE users;\nEOF", "echo 'drop table users' | mysql prod", 'mysql -e "DROP TABLE users"',
        'sqlite3 app.db "DROP TABLE users"', "docker exec db psql -U x -c 'DROP TABLE users'", "psql -f drop.sql",
        "psql < drop.sql", "cat drop.sql | psql", "psql -c '\\i drop.sql'", "sqlcmd -Q 'DROP TABLE users'",
        "bq query --use_legacy_sql=false 'DROP TABLE users'", "sudo -u postgres psql -c 'DROP TABLE users'",
        'X="DROP TABLE users"; psql -c "$X"', "aws rds-data execute-statement --sql 'DROP TABLE users'",
        "kubectl exec db-0 -- psql -c 'DROP TABLE users'", "ssh db \"psql -c 'DROP TABLE users'\"",
    ],
)  # fmt: skip
def test_a_command_that_runs_sql_is_read(command):
    files = {"drop.sql": b"DROP TABLE users;\n"}
    change = Change("task", "command", root="/w", commands=(Command(command),), read=files.get)
    assert {(operation, subject) for operation, subject, _ in _statements(change)} == {("drop table", "users")}


def test_sql_that_is_not_known_is_unresolved():
    change = Change("task", "command", root="/w", commands=(Command('psql -c "$SQL"'),), read=lambda _: None)
    assert [one["what"] for one in extract(change, PRODUCTION)["unresolved"]] == ["code"]


def _edit(path, after, before=None):
    file = FileChange(path, before=None if before is None else before.encode(), after=after.encode(), mode="100644")
    return Change("commit", "staged", root="/w", files=(file,), read=lambda _: None)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("db/1.sql", "SELECT 1;\nDROP TABLE x;\n", [("drop table", "x", 2)]),
        (
            "m/1.py",
            'def upgrade():\n    op.drop_table("x")\n\ndef downgrade():\n    op.drop_table("y")\n',
            [("drop table", "x", 2)],
        ),
        ("m/1.py", 'op.execute("""\n  DELETE FROM x\n""")\n', [("delete", "x", 2)]),
        ("m/1.py", 'migrations.RunSQL("DROP TABLE x")', [("drop table", "x", 1)]),
        (
            "m/1.py",
            'migrations.DeleteModel(\n  name="X")\nmigrations.DeleteModel(name="Y")',
            [("drop table", "X", 2), ("drop table", "Y", 3)],
        ),
        ("m/1.py", 'cursor.execute(f"delete from {table}")', [("delete", None, 1)]),
        ("db/1.rb", "def change\n  drop_table :x\nend\ndef down\n  drop_table :y\nend\n", [("drop table", "x", 2)]),
        ("m.php", "Schema::dropIfExists('x');", [("drop table", "x", 1)]),
        ("k.ts", "await knex.schema.dropTable('x');", [("drop table", "x", 1)]),
        ("k.ts", "await sql`TRUNCATE ${table}`;", [("truncate", None, 1)]),
        ("s.sh", "psql -c 'DROP TABLE x'\n", [("drop table", "x", 1)]),
        ("a.py", 'label = "Delete from cart"\nraise ValueError("cannot drop table")\n', []),
        ("a.py", '"""Update x set of rules."""\n', []),
        ("a.ts", "const help = 'drop table to remove it';\n", []),
        ("r.md", "DROP TABLE x;\n", []),
    ],
)
def test_a_file_that_brings_sql_is_read(path, text, expected):
    assert _statements(_edit(path, text)) == expected


def test_only_what_is_new_counts():
    before = "DROP TABLE x;\nSELECT 1;\n"
    assert _statements(_edit("a.sql", "-- more\n" + before, before)) == []
    assert _statements(_edit("a.sql", before + "DELETE FROM y;\n", before)) == [("delete", "y", 3)]
    assert _statements(_edit("a.sql", before.replace("TABLE x", "TABLE\n  z"), before)) == [("drop table", "z", 1)]


def test_a_spec_that_shows_sql_plans_it():
    text = "# Design\n\n```sql\nDROP TABLE x;\n```\n"
    assert _statements(_edit(".kiro/specs/a/design.md", text)) == [("drop table", "x", 4)]


@pytest.mark.parametrize(
    ("server", "name", "arguments", "expected"),
    [
        ("postgres", "query", {"sql": "DROP TABLE x"}, [("drop table", "x", 1)]),
        ("x", "execute_sql", {"query": "delete from x"}, [("delete", "x", 1)]),
        ("x", "executeSql", {"statements": ["select 1", "truncate x"]}, [("truncate", "x", 1)]),
        ("docs", "search", {"query": "drop table x"}, []),
        ("postgres", "query", {"sql": "select 1"}, []),
    ],
)
def test_a_tool_that_runs_sql_is_read(server, name, arguments, expected):
    change = Change("task", "tool_call", root="/w", tools=(ToolCall(server, name, arguments),), read=lambda _: None)
    assert _statements(change) == expected


def test_very_many_statements_are_said_to_be_too_many():
    found = statements("a.sql", [Text("DROP TABLE x;\n" * 2100, 1)])
    assert len(found.statements) == 2000
    assert [one["what"] for one in found.unresolved] == ["size"]
