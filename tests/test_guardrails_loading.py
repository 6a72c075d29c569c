"""From kiro.json to the documents that Rego reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.catalogue.rules import rule_names
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import STAGES, canonical, sha256
from pykiro_opa.guardrails import discover, load
from pykiro_opa.guardrails.discovery import folder_of
from pykiro_opa.guardrails.loading import guardrails_of
from pykiro_opa.guardrails.settings import BUILTIN_PERMISSIONS

PATH = ".kiro/kiro.json"
NESTED = "services/a/.kiro/kiro.json"
SEED = Path(__file__).parents[1] / "examples/seed/.kiro/kiro.json"
ENTRY_KEYS = {"id", "pointer", "effect", "message", "match", "digest", "stages", "except", "matcher"}
MATCHER_KEYS = {
    "named": {"name"},
    "api": {"text"},
    "arn": {"fields", "regexes"},
    "glob": {"regex", "prefix", "needle"},
    "argv": {"program", "words", "options"},
    "literal": {"text", "folded"},
    "regex": {"text", "folded", "regex"},
}


def anything(patterns):
    return [True] * len(patterns)


def loaded(guardrails, path=PATH):
    return load([(path, json.dumps({"guardrails": guardrails}).encode())], anything)


def compiled(guardrails, path=PATH, origin="workspace"):
    return loaded(guardrails, path).documents[origin]


def only_entry(name, value, effect="deny"):
    (entry,) = compiled({effect: {name: [value]}})["entries"][name]
    return entry


def test_the_seed_compiles_as_it_is():
    found = load([(PATH, SEED.read_bytes())], anything)
    assert found.documents["workspace"]["counts"] == {
        "actions": 3,
        "resources": 2,
        "files": 3,
        "commands": 0,
        "patterns": 5,
    }
    assert found.documents["workspace"]["settings"]["mode"] == "enforce"
    assert list(found.notes) == []
    assert [origin for origin, _, _ in found.expected] == ["builtin", "workspace"]


def test_every_entry_has_every_key_of_its_matcher_and_no_other():
    values = {
        "actions": ["grant_admin_access", "iam:Create*"],
        "resources": ["arn:aws:s3:::x"],
        "files": ["a"],
        "commands": ["git push --force"],
        "patterns": ["x", {"regex": "y", "id": "i", "reason": "r", "stages": ["task"], "except": ["b"]}],
    }
    document = compiled({"deny": values, "requireApproval": values | {"patterns": ["z"]}})
    seen = set()
    for entries in document["entries"].values():
        for entry in entries:
            seen.add(entry["matcher"])
            assert set(entry) == ENTRY_KEYS | MATCHER_KEYS[entry["matcher"]]
            assert all(isinstance(entry[key], str) for key in ENTRY_KEYS - {"stages", "except"})
    assert seen == set(MATCHER_KEYS)


def test_an_action_of_an_api_is_compared_without_case():
    entry = only_entry("actions", "IAM:Create*Key")
    assert entry["text"] == "iam:create*key"
    assert entry["match"] == "IAM:Create*Key"


def test_an_arn_is_six_texts_with_a_regex_where_the_text_does_not_say_it_all():
    entry = only_entry("resources", "arn:aws:iam::*:role/production-*")
    assert entry["fields"] == ["arn", "aws", "iam", "", "*", "role/production-*"]
    assert entry["regexes"] == ["", "", "", "", "", r"^(?:role/production-[\s\S]*)$"]


def test_a_named_action_keeps_its_name():
    assert only_entry("actions", "grant_admin_access")["name"] == "grant_admin_access"


def test_a_command_is_read_as_a_shell_reads_it():
    entry = only_entry("commands", "/usr/bin/git push 'my remote' --force")
    assert (entry["program"], entry["words"], entry["options"]) == ("git", ["push", "my remote"], ["--force"])


def test_a_pattern_is_collapsed_and_folded():
    entry = only_entry("patterns", " DROP\n\tTABLE ")
    assert (entry["text"], entry["folded"], entry["match"]) == ("DROP TABLE", "drop table", " DROP\n\tTABLE ")


def test_a_regex_is_left_as_it_is_and_brings_what_its_matches_hold():
    entry = only_entry("patterns", {"regex": "BEGIN (RSA|EC) PRIVATE KEY"})
    assert (entry["regex"], entry["text"], entry["folded"]) == ("BEGIN (RSA|EC) PRIVATE KEY", "PRIVATE", "private")
    assert entry["match"] == entry["regex"]


def test_the_message_is_the_reason_on_one_line_or_a_sentence():
    assert only_entry("files", {"match": "a", "reason": "no\n keys"})["message"] == "no keys"
    says = {
        ("actions", "iam:*"): ("the action `{}` is forbidden", "the action `{}` needs a human's approval"),
        ("resources", "arn:aws:s3:::x"): (
            "the resource `{}` must not be touched",
            "touching the resource `{}` needs a human's approval",
        ),
        ("files", "a"): ("files `{}` must not be changed", "changing files `{}` needs a human's approval"),
        ("commands", "rm"): ("the command `{}` must not run", "running `{}` needs a human's approval"),
        ("patterns", "x"): ("the text `{}` must not be written", "writing `{}` needs a human's approval"),
    }
    for (name, match), (denied, asked) in says.items():
        assert only_entry(name, match)["message"] == denied.format(match)
        assert only_entry(name, match, "requireApproval")["message"] == asked.format(match)
    assert (
        only_entry("patterns", "x\ny", "requireApproval")["message"] == r"writing `x\u000ay` needs a human's approval"
    )


def test_stages_stand_in_their_own_order_and_are_all_four_by_default():
    assert only_entry("files", "a")["stages"] == list(STAGES)
    assert only_entry("files", {"match": "a", "stages": ["commit", "spec"]})["stages"] == ["spec", "commit"]


def test_exceptions_are_anchored_expressions():
    assert only_entry("patterns", {"match": "a", "except": ["tests/**", "a.b", "a.b"]})["except"] == [
        r"^(?:a\.b)$",
        r"^(?:tests/[\s\S]+)$",
    ]


def test_the_digest_of_an_entry_is_that_of_its_meaning():
    plain = only_entry("files", "a")
    meaning = {
        "matcher": "glob", "regex": "^(?:a)$", "prefix": "a", "stages": list(STAGES), "except": [], "effect": "deny",
        "match": "a",
    }  # fmt: skip
    assert plain["digest"] == sha256(canonical(["files", meaning]))  # approvals name it: yesterday's must be today's
    assert plain["id"] == f"deny-files-{plain['digest'][:12]}"
    assert only_entry("files", {"match": "a", "id": "x", "reason": "y"})["digest"] == plain["digest"]
    moved = compiled({"deny": {"files": ["b", "a"]}})["entries"]["files"][1]
    assert (moved["digest"], moved["id"]) == (plain["digest"], plain["id"])
    for other in ({"match": "a", "except": ["b"]}, {"match": "a", "stages": ["task"]}, "b"):
        assert only_entry("files", other)["digest"] != plain["digest"]
    assert only_entry("files", "a", "requireApproval")["digest"] != plain["digest"]


@pytest.mark.parametrize(
    ("name", "value", "matcher"),
    [
        ("resources", "arn:aws:s3:::x*", {"matcher": "arn", "fields": ["arn", "aws", "s3", "", "", "x*"]}),
        ("patterns", {"regex": "BEGIN .* KEY"}, {"matcher": "regex", "regex": "BEGIN .* KEY"}),
        ("patterns", "DROP TABLE", {"matcher": "literal", "text": "DROP TABLE", "folded": "drop table"}),
        ("commands", "git push -f", {"matcher": "argv", "program": "git", "words": ["push"], "options": ["--force"]}),
        ("actions", "IAM:*", {"matcher": "api", "text": "iam:*"}),
    ],
)
def test_what_follows_from_the_rest_is_no_part_of_the_digest(name, value, matcher):
    entry = only_entry(name, value)
    meaning = {**matcher, "stages": list(STAGES), "except": [], "effect": "deny", "match": entry["match"]}
    assert entry["digest"] == sha256(canonical([name, meaning]))


def test_the_content_is_named_by_its_digest():
    document = compiled({"deny": {"files": ["a"]}})
    assert (document["format"], document["scope"]) == (1, "")
    assert document["rules"] == rule_names()
    rest = {key: value for key, value in document.items() if key != "about"}
    assert document["about"] == {"content": sha256(canonical(rest)), "counter": 0}
    found = loaded({})
    assert found.text == canonical(found.documents)
    assert found.expected == tuple((name, one["about"]["content"], 0) for name, one in sorted(found.documents.items()))
    both = load([(PATH, b'{"guardrails": {"origin": "z"}}'), ("a/" + PATH, b'{"guardrails": {}}')], anything)
    assert [name for name, _, _ in both.expected] == ["a", "builtin", "z"]


def test_without_any_file_the_built_in_protections_stand_alone():
    found = load([], anything)
    assert list(found.documents) == ["builtin"]
    builtin = found.documents["builtin"]
    assert builtin["scope"] == ""
    assert builtin["settings"] == {
        "secrets": "deny",
        "unresolved": "needs-approval",
        "permissions": BUILTIN_PERMISSIONS,
        "sandbox": "advised",
        "specReview": "off",
        "mode": "enforce",
    }
    assert set(builtin["counts"].values()) == {0}
    assert found.production["names"] == ("prod", "production")
    assert found.only_builtin is True
    assert loaded({}).only_builtin is False


def test_the_workspace_sets_the_built_in_protections():
    given_settings = {"secrets": "notice", "permissions": {"unknown": "deny"}, "mode": "shadow", "sandbox": "required"}
    found = loaded(given_settings)
    builtin, workspace = found.documents["builtin"]["settings"], found.documents["workspace"]["settings"]
    assert (builtin["secrets"], builtin["unresolved"], builtin["sandbox"]) == ("notice", "needs-approval", "required")
    assert builtin["permissions"] == BUILTIN_PERMISSIONS | {"unknown": "deny"}
    assert (builtin["mode"], workspace["mode"]) == ("shadow", "shadow")
    assert workspace["secrets"] is None
    assert set(workspace["permissions"].values()) == {None}


def test_shadow_mode_is_the_workspaces_to_ask_for_and_only_if_somebody_agreed():
    files = [(PATH, b'{"guardrails": {"mode": "shadow"}}')]
    assert load(files, anything).shadow is True
    assert load(files, anything, agreed=True).shadow is True
    assert load(files, anything, agreed=False).shadow is False
    assert load([(NESTED, files[0][1])], anything).shadow is False
    assert loaded({}).shadow is False
    documents = load(files, anything).documents
    assert guardrails_of(documents).shadow is True
    assert guardrails_of(documents, agreed=False).shadow is False
    assert guardrails_of(documents, ["a note"]).notes == ("a note",)


def test_a_nested_file_speaks_for_its_own_folder_and_lowers_nothing():
    nested = {"deny": {"files": ["src/x"]}, "secrets": "notice", "mode": "shadow", "permissions": {"unknown": "notice"}}
    found = loaded(nested, NESTED)
    document = found.documents["services_a"]
    assert document["scope"] == "services/a/"
    assert document["settings"]["secrets"] == "notice"
    assert document["settings"]["unresolved"] is None
    assert document["settings"]["permissions"]["unknown"] == "notice"
    assert found.documents["builtin"] == load([], anything).documents["builtin"]


def test_a_file_named_by_the_user_speaks_for_everything():
    content = b'{"guardrails": {"secrets": "notice"}}'
    found = load([(NESTED, content)], anything, named=True)
    assert found.documents["workspace"]["scope"] == ""
    assert found.documents["builtin"]["settings"]["secrets"] == "notice"
    assert load([("/tmp/x/.kiro/kiro.json", content)], anything).documents["workspace"]["scope"] == ""
    assert load([("../x/.kiro/kiro.json", content)], anything).documents["workspace"]["scope"] == ""


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("a/.kiro/kiro.json", "a/"),
        ("a/b/.kiro/kiro.json", "a/b/"),
        ("a/.kiro/kiro.json/b/.kiro/kiro.json", "a/.kiro/kiro.json/b/"),
        (".a/.kiro/kiro.json", ".a/"),
        (".kiro/kiro.json", ""),
        ("x.kiro/kiro.json", ""),
        ("a/.kiro/kiro.json.bak", ""),
        ("/a/.kiro/kiro.json", ""),
        ("./a/.kiro/kiro.json", ""),
        ("../a/.kiro/kiro.json", ""),
    ],
)
def test_the_folder_that_a_file_speaks_for(path, folder):
    assert folder_of(path) == folder


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        (NESTED, "services_a"),
        (".hidden/.kiro/kiro.json", "hidden"),
        ("Über-App/.kiro/kiro.json", "ber_app"),
        ("1st/.kiro/kiro.json", "in_1st"),
        ("a1/.kiro/kiro.json", "a1"),
        ("x" * 61 + "/.kiro/kiro.json", "x" * 60),
        ("😀/.kiro/kiro.json", "in_"),
    ],
)
def test_a_nested_file_is_named_after_its_folder(path, origin):
    assert origin in loaded({}, path).documents


def test_an_origin_has_the_name_it_asks_for():
    assert set(loaded({"origin": "payments"}).documents) == {"builtin", "payments"}


def test_two_files_of_one_origin_are_refused_with_advice():
    content = b'{"guardrails": {"origin": "a"}}'
    with pytest.raises(ConfigurationError) as caught:
        load([(PATH, content), (NESTED, content)], anything)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{NESTED}:1:27: #/guardrails/origin: the origin `a` is already that of `{PATH}`")
    for other in (b"{}", b"null"):
        files = [("a-b/.kiro/kiro.json", b'{"guardrails": {}}'), ("a_b/.kiro/kiro.json", b'{"guardrails": %s}' % other)]
        with pytest.raises(ConfigurationError) as caught:
            load(files, anything)
        assert "a_b/.kiro/kiro.json:1:16: #/guardrails: the origin `a_b` is already that of" in str(caught.value)
        assert "give this file another" in str(caught.value)


def test_a_file_without_guardrails_is_valid_and_said():
    found = load([(PATH, b'{"mcpServers": {}}')], anything)
    assert set(found.documents) == {"builtin"}
    assert found.notes == (f"{PATH}: there is no `guardrails` in it, so it sets none",)
    (note,) = load([(PATH, b'{"Guardrails": {}}')], anything).notes
    assert note.endswith("did you mean `guardrails`?")
    (note,) = load([(PATH, b'{"guard_rails": {}}')], anything).notes
    assert note.endswith("did you mean `guardrails`?")


def test_empty_guardrails_are_an_origin_without_entries():
    assert compiled({})["counts"] == dict.fromkeys(("actions", "resources", "files", "commands", "patterns"), 0)


def test_what_is_not_judged_yet_is_said():
    accepted = {
        "sandbox": "off",
        "specReview": "off",
        "approvals": {"required": 2, "expiresAfter": "7d", "approvers": [{"id": "a", "publicKey": "k"}]},
        "practice": {},
        "credentials": [],
    }
    notes = loaded({**accepted, "permissions": {}, "secrets": "deny", "unresolved": "deny", "extends": []}).notes
    assert [note.split("`")[1] for note in notes] == list(accepted) == list(dict.fromkeys(accepted))


def test_production_is_the_union_of_all_origins():
    one = b'{"guardrails": {"production": {"names": ["live"], "accounts": ["123456789012"]}}}'
    two = b'{"guardrails": {"production": {"names": ["live", "blue"], "profiles": ["p-*"]}}}'
    found = load([(PATH, one), (NESTED, two)], anything)
    assert found.production == {
        "names": ("blue", "live", "prod", "production"),
        "accounts": ("123456789012",),
        "profiles": ("p-*",),
    }


def test_guardrails_are_a_value():
    found = loaded({"deny": {"files": ["a"]}})
    assert found.documents == json.loads(found.text)
    assert found == loaded({"deny": {"files": ["a"]}})
    assert found != loaded({"deny": {"files": ["b"]}})
    with pytest.raises(AttributeError):
        found.text = b""


def test_files_are_found_from_the_start_and_above_what_is_touched():
    there = {"", "services", "services/a", "services/b", "lib", "lib/x"}
    asked = []

    def read(path):
        asked.append(path)
        folder = path.removesuffix(".kiro/kiro.json").rstrip("/")
        return folder.encode() if folder in there else None

    touched = ["lib/x/y/z.py", "lib/x/w.py", "services/b/Dockerfile", "README.md", "lib/q"]
    found = discover(read, "services/a", touched)
    assert [content.decode() for _, content in found] == ["", "lib", "services", "lib/x", "services/a", "services/b"]
    assert found[1][0] == "lib/.kiro/kiro.json"
    assert len(asked) == len(set(asked))


def test_files_of_one_depth_are_in_the_order_of_their_folders_names():
    found = discover(lambda path: b"{}", "", ["a/y/z", "a-b/x/z"])  # `-` sorts before the slash
    assert [folder_of(path) for path, _ in found] == ["", "a/", "a-b/", "a/y/", "a-b/x/"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../x/y", "a/../../b"])
def test_what_lies_outside_of_the_repository_has_no_guardrails_of_its_own(path):
    asked = []
    discover(asked.append, "", [path])
    assert asked == [PATH]


def test_what_no_disk_holds_is_not_asked_for():
    asked = []
    discover(asked.append, "", ["a/" * 3000 + "x"])
    assert asked == ["a/" * depth + PATH for depth in range(2049)]
    asked.clear()
    longest = "x" * (3 * 4096 - len("/" + PATH))
    discover(asked.append, longest, [f"{longest}y/z"])
    assert asked == [PATH, f"{longest}/{PATH}"]


def test_a_start_may_be_written_in_any_way():
    asked = []
    discover(asked.append, "./a//b/../c/", ["a//x/y"])
    assert asked == [PATH, "a/.kiro/kiro.json", "a/c/.kiro/kiro.json", "a/x/.kiro/kiro.json"]


def test_the_package_has_what_it_says_and_no_more():
    import pykiro_opa.guardrails as package
    from pykiro_opa.guardrails import comparison, loading

    assert package.compare is comparison.compare
    assert package.load is loading.load
    with pytest.raises(AttributeError, match=r"module `pykiro_opa\.guardrails` has no attribute `oops`"):
        _ = package.oops


def test_the_hook_loads_no_more_than_it_needs():
    heavy = "difflib shlex typing dataclasses pathlib pykiro_opa.guardrails.comparison pykiro_opa.catalogue.programs"
    code = (
        "import sys; from pykiro_opa.guardrails import discover, load\n"
        'data = b\'{"guardrails": {"deny": {"files": ["a"], "patterns": ["b"], "actions": ["iam:*"]}}}\'\n'
        'load(discover(lambda path: data, "", []), lambda patterns: [])\n'
        f'print([name for name in "{heavy}".split() if name in sys.modules])'
    )
    command = [sys.executable, "-IS", "-c", f"import sys; sys.path.insert(0, {str(SEED.parents[3])!r})\n{code}"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "[]"


ENTRIES = {
    "actions": st.sampled_from(["iam:Create*", "s3:DeleteBucket", "*:*"]),
    "resources": st.sampled_from(["arn:aws:s3:::a", "arn:aws:s3:::b-*", "arn:aws:iam::*:role/x?"]),
    "files": st.sampled_from(["a", "**/b", "c/{d,e}", {"match": "f", "stages": ["task"]}]),
    "patterns": st.sampled_from(["x", "DROP TABLE", {"regex": "y+"}, {"match": "z", "except": ["t/**"]}]),
}
LISTS = st.fixed_dictionaries(
    {}, optional={name: st.lists(one, max_size=3, unique_by=repr) for name, one in ENTRIES.items()}
)
GUARDRAILS = st.fixed_dictionaries(
    {},
    optional={
        "deny": LISTS,
        "requireApproval": LISTS,
        "secrets": st.sampled_from(["deny", "notice"]),
        "production": st.fixed_dictionaries({"names": st.lists(st.sampled_from("ab"), max_size=2)}),
    },
)


def turned(value):
    if isinstance(value, dict):
        return {key: turned(item) for key, item in reversed(value.items())}
    return [turned(item) for item in value] if isinstance(value, list) else value


@settings(max_examples=60, print_blob=True, deadline=None)
@given(GUARDRAILS)
def test_the_order_of_keys_and_what_stands_outside_change_no_byte(guardrails):
    plain = loaded(guardrails).text
    other = {"b": 1, "guardrails": turned(guardrails), "a": [{"deny": 1}]}
    assert load([(PATH, json.dumps(other, indent=3).encode())], anything).text == plain
    assert loaded(guardrails).text == plain


@settings(max_examples=60, print_blob=True, deadline=None)
@given(GUARDRAILS, st.sampled_from(["deny", "requireApproval"]), st.sampled_from(sorted(ENTRIES)), st.data())
def test_adding_an_entry_never_removes_one(guardrails, effect, name, data):
    there = guardrails.get(effect, {}).get(name, [])
    added = data.draw(ENTRIES[name].filter(lambda one: one not in there))
    at = data.draw(st.integers(0, len(there)))
    more = [*there[:at], added, *there[at:]]
    before = compiled(guardrails)["entries"]
    after = compiled({**guardrails, effect: {**guardrails.get(effect, {}), name: more}})["entries"]
    for each, entries in before.items():
        digests = [entry["digest"] for entry in after[each]]
        assert len(digests) == len(entries) + (each == name)
        assert {entry["digest"] for entry in entries} <= set(digests)


def test_extends_beside_guardrails_is_told():
    found = load([(PATH, b'{"extends": ["x"], "guardrails": {}}')], anything)
    assert found.notes == (f"{PATH}: `extends` beside `guardrails` extends nothing; write it into `guardrails`",)
    assert found.shared == ()


def test_shared_guardrails_need_somebody_who_resolves_them():
    key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "=="
    with pytest.raises(ConfigurationError) as caught:
        loaded({"extends": [{"source": "oci://x/y:1", "key": key}]})

    assert [problem.partition("guardrails/extends: ")[2] for problem in caught.value.problems] == [
        "shared guardrails cannot be resolved here; name a file without any"
    ]


def test_a_rule_stands_beside_guardrails():
    rule = b"package kiro.custom.workspace.x\n\nimport rego.v1\n\nevaluated := true\n"
    with pytest.raises(ConfigurationError) as caught:
        load([], anything, rules={"x.rego": rule})

    assert caught.value.problems == [
        (
            ".kiro/policies/x.rego: a rule stands beside guardrails, and there are none; "
            'write `{"guardrails": {}}` into `.kiro/kiro.json`'
        )
    ]


def test_a_key_that_stands_there_twice_is_a_problem_by_itself():
    with pytest.raises(ConfigurationError, match="deny"):
        load([(PATH, b'{"guardrails": {"deny": {"actions": []}, "deny": {"actions": []}}}')], anything)
