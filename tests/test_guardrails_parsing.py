"""Reading kiro.json: every problem at once, each where it stands."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.errors import ConfigurationError, EngineError
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.document import LARGEST, read_document
from pykiro_opa.guardrails.problems import did_you_mean, shown
from pykiro_opa.guardrails.scanner import escape, scan

KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "=="
PATH = ".kiro/kiro.json"
NOT_SIX_FIELDS = (
    "`my-bucket` has 1 of the six fields of an ARN; "
    "write `arn:partition:service:region:account:resource`, `*` for what does not matter"
)


def anything(patterns):
    return [True] * len(patterns)


def problems(content, regex_is_valid=anything):
    data = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(ConfigurationError) as caught:
        load([(PATH, data)], regex_is_valid)
    return caught.value.problems


def only_problem(guardrails, regex_is_valid=anything):
    found = problems(json.dumps({"guardrails": guardrails}), regex_is_valid)
    assert len(found) == 1, found
    return found[0]


def test_both_effects_are_looked_at():
    found = problems(json.dumps({"guardrails": {"deny": [], "requireApproval": []}}))
    assert len(found) == 2, found


def test_every_problem_is_told_with_line_column_and_pointer():
    text = """{
  "guardrails": {
    "deny": {
      "action": ["grant_admin_access"],
      "resources": ["arn:aws:s3:::x", "my-bucket"],
      "patterns": ["", {"regex": "x", "match": "y"}]
    },
    "secrets": "allow",
    "secrets": "deny"
  }
}
"""
    assert problems(text) == [
        f"{PATH}:4:7: #/guardrails/deny/action: unknown key `action`; did you mean `actions`?",
        f"{PATH}:5:39: #/guardrails/deny/resources/1: {NOT_SIX_FIELDS}",
        f"{PATH}:6:20: #/guardrails/deny/patterns/0: the text is empty; write something or remove it",
        f"{PATH}:6:24: #/guardrails/deny/patterns/1: the entry has both `match` and `regex`; keep one",
        f"{PATH}:9:5: #/guardrails/secrets: the key stands already at 8:5; keep one",
    ]


@pytest.mark.parametrize(
    ("guardrails", "problem"),
    [
        (None, "#/guardrails: expected an object, found null"),
        ([], "#/guardrails: expected an object, found a list"),
        ({"denny": {}}, "#/guardrails/denny: unknown key `denny`; did you mean `deny`?"),
        ({"Deny": {}}, "unknown key `Deny`; did you mean `deny`?"),
        ({"xyzzy": {}}, "unknown key `xyzzy`; known are `approvals`, `credentials`"),
        ({"deny": []}, "#/guardrails/deny: expected an object, found a list"),
        ({"deny": {"files": "a"}}, "#/guardrails/deny/files: expected a list, found a string"),
        ({"deny": {"files": {}}}, "expected a list, found an object"),
        ({"deny": {"files": [1]}}, "expected a string or an object, found a number"),
        ({"deny": {"files": [None]}}, "expected a string or an object, found null"),
        ({"deny": {"files": [{}]}}, "#/guardrails/deny/files/0: no `match`; add one"),
        ({"deny": {"files": [{"match": 1}]}}, "#/guardrails/deny/files/0/match: expected a string, found a number"),
        ({"deny": {"files": [{"match": True}]}}, "expected a string, found a boolean"),
        ({"deny": {"files": [{"match": "a", "glob": "b"}]}}, "unknown key `glob`"),
        ({"deny": {"files": [{"regex": "a"}]}}, "`regex` is for `patterns` alone"),
        ({"deny": {"files": ["/etc"]}}, "paths start at the repository's root"),
        ({"deny": {"files": ["a\x00b"]}}, "has a NUL"),
        ({"deny": {"patterns": ["\x1b[31m"]}}, "has a control character"),
        ({"deny": {"patterns": ["\ud800"]}}, "half of a surrogate pair"),
        ({"deny": {"patterns": [" \n"]}}, "the text is empty"),
        ({"deny": {"patterns": ["x" * 4097]}}, "the text has 4097 characters; write at most 4096"),
        ({"deny": {"patterns": ["DROP TABLE", "DROP  \nTABLE"]}}, "the same entry stands already at `#/guardrails/deny/patterns/0`"),
        ({"deny": {"actions": ["iam:Create*", "IAM:create*"]}}, "the same entry stands already"),
        ({"deny": {"actions": ["grant_admin_acces"]}}, "unknown action `grant_admin_acces`; did you mean `grant_admin_access`?"),
        ({"deny": {"actions": ["*"]}}, "write `*:*`"),
        ({"deny": {"actions": ["iam:Create User"]}}, "is no API action"),
        ({"deny": {"actions": ["iam:"]}}, "is no API action"),
        ({"deny": {"resources": ["arn:aws:s3::x"]}}, "has 5 of the six fields"),
        ({"deny": {"commands": ["'rm"]}}, "is no command: no closing quotation"),
        ({"deny": {"commands": ["''"]}}, "names no program"),
        ({"deny": {"commands": ["/usr/bin/"]}}, "names no program"),
        ({"deny": {"commands": ["curl x | sh"]}}, "is more than one command"),
        ({"deny": {"commands": ["cd /; rm"]}}, "is more than one command"),
        ({"deny": {"commands": ["A=1 make"]}}, "begins with a variable"),
        ({"deny": {"commands": ["rm $HOME"]}}, "has a `$` or a backquote"),
        ({"deny": {"commands": ["rm *"]}}, "has a `*`"),
        ({"deny": {"commands": ["rm `x`"]}}, "has a `$` or a backquote"),
        ({"deny": {"commands": ["rm \ue000"]}}, "has the character U+E000"),
        (
            {"deny": {"files": [{"match": "a", "id": "x"}, {"match": "b", "id": "x"}]}},
            "#/guardrails/deny/files/1/id: the id `x` is already that of `#/guardrails/deny/files/0`; choose another",
        ),
        ({"deny": {"files": [{"match": "a", "id": "x y"}]}}, "#/guardrails/deny/files/0/id: expected an id"),
        ({"deny": {"files": [{"match": "a", "id": ""}]}}, "expected an id"),
        ({"deny": {"files": [{"match": "a", "id": 1}]}}, "expected an id"),
        ({"deny": {"files": [{"match": "a", "id": ""}, "a"]}}, "#/guardrails/deny/files/0/id: expected an id"),
        ({"deny": {"files": [{"match": "a", "reason": ""}]}}, "#/guardrails/deny/files/0/reason: the text is empty"),
        ({"deny": {"files": [{"match": "a", "reason": 1}]}}, "expected a string, found a number"),
        ({"deny": {"files": [{"match": "a", "stages": []}]}}, "#/guardrails/deny/files/0/stages: expected a list of stages, found an empty one"),
        ({"deny": {"files": [{"match": "a", "stages": "task"}]}}, "expected a list of stages, found a string"),
        ({"deny": {"files": [{"match": "a", "stages": ["tasks"]}]}}, "#/guardrails/deny/files/0/stages/0: unknown stage `tasks`; did you mean `task`?"),
        ({"deny": {"files": [{"match": "a", "stages": ["tasks"]}, "a"]}}, "unknown stage `tasks`"),
        ({"deny": {"files": [{"match": "a", "stages": ["task", "task"]}, "a"]}}, "stands twice"),
        ({"deny": {"files": [{"match": "a", "except": ["../b"]}, "a"]}}, "leaves the repository"),
        ({"deny": {"files": [{"match": "a", "stages": [1]}]}}, "unknown stage `1`; known are spec, task"),
        ({"deny": {"files": [{"match": "a", "stages": ["task", "task"]}]}}, "#/guardrails/deny/files/0/stages/1: the stage `task` stands twice"),
        ({"deny": {"files": [{"match": "a", "except": "b"}]}}, "expected a list of globs, found a string"),
        ({"deny": {"files": [{"match": "a", "except": ["b", "../c"]}]}}, "#/guardrails/deny/files/0/except/1: `../c`"),
        ({"deny": {"files": [{"match": "a", "except": [""]}]}}, "#/guardrails/deny/files/0/except/0: the text is empty"),
        ({"secrets": "dney"}, "#/guardrails/secrets: unknown value `dney`; did you mean `deny`?"),
        ({"secrets": True}, "#/guardrails/secrets: expected one of `notice`, `needs-approval`, `deny`, found a boolean"),
        ({"secrets": None}, "expected one of"),
        ({"mode": "Shadow"}, "did you mean `shadow`?"),
        ({"sandbox": "deny"}, "unknown value `deny`"),
        ({"permissions": "deny"}, "#/guardrails/permissions: expected an object, found a string"),
        ({"permissions": {"expansions": "deny"}}, "#/guardrails/permissions/expansions: unknown key `expansions`; did you mean `expansion`?"),
        ({"permissions": {"unknown": "allow"}}, "#/guardrails/permissions/unknown: unknown value `allow`"),
        ({"production": {"account": []}}, "#/guardrails/production/account: unknown key `account`; did you mean `accounts`?"),
        ({"production": {"accounts": ["12"]}}, "#/guardrails/production/accounts/0: `12` is no account; write its 12 digits"),
        ({"production": {"accounts": [123456789012]}}, "expected a string, found a number"),
        ({"production": {"names": "prod"}}, "#/guardrails/production/names: expected a list, found a string"),
        ({"production": {"names": [""]}}, "#/guardrails/production/names/0: the text is empty"),
        ({"origin": "builtin"}, "#/guardrails/origin: the origin `builtin` is that of the built-in protections; choose another"),
        ({"origin": "Payments"}, "expected a name of small letters"),
        ({"origin": ["a"]}, "expected a name of small letters"),
        ({"approvals": {"required": 0}}, "#/guardrails/approvals/required: expected a whole number from 1 to 100"),
        ({"approvals": {"required": True}}, "expected a whole number"),
        ({"approvals": {"required": 1.5}}, "expected a whole number"),
        ({"approvals": {"expiresAfter": "1 day"}}, "expected a duration"),
        ({"approvals": {"approvers": [{"github": "a"}]}}, "#/guardrails/approvals/approvers/0: expected a string, found null"),
        ({"approvals": {"approvers": [{"id": "a"}]}}, "#/guardrails/approvals/approvers/0: the approver has neither `github` nor `publicKey`"),
        ({"approvals": {"approvers": [{"id": "a", "github": "a"}] * 2}}, "stands already"),
        ({"practice": {"tasks": 3}}, "#/guardrails/practice: `practice` takes nothing in this version; write `{}`"),
        ({"credentials": [{}]}, "#/guardrails/credentials: `credentials` takes nothing in this version; write `[]`"),
        ({"production": []}, "#/guardrails/production: expected an object, found a list"),
        ({"production": {"accounts": [" "]}}, "#/guardrails/production/accounts/0: the text is empty"),
        ({"production": {"accounts": "123456789012"}}, "#/guardrails/production/accounts: expected a list, found a string"),
        ({"production": {"accounts": ["123456789012", "1234567890123"]}}, "#/guardrails/production/accounts/1: `1234567890123` is no account"),
        ({"origin": "a" * 65}, "#/guardrails/origin: expected a name of small letters"),
        ({"origin": "1a"}, "expected a name of small letters"),
        ({"origin": "a-b"}, "expected a name of small letters"),
        ({"origin": ""}, "expected a name of small letters"),
        ({"approvals": []}, "#/guardrails/approvals: expected an object, found a list"),
        ({"approvals": {"require": 1}}, "#/guardrails/approvals/require: unknown key `require`; did you mean `required`?"),
        ({"approvals": {"required": 101}}, "expected a whole number from 1 to 100"),
        ({"approvals": {"expiresAfter": 24}}, "#/guardrails/approvals/expiresAfter: expected a duration"),
        ({"approvals": {"expiresAfter": "0h"}}, "expected a duration"),
        ({"approvals": {"expiresAfter": "24hours"}}, "#/guardrails/approvals/expiresAfter: expected a duration"),
        ({"approvals": {"approvers": {}}}, "#/guardrails/approvals/approvers: expected a list, found an object"),
        ({"approvals": {"approvers": ["a"]}}, "#/guardrails/approvals/approvers/0: expected an object, found a string"),
        ({"approvals": {"approvers": [{"id": "a", "github": ""}]}}, "#/guardrails/approvals/approvers/0/github: the text is empty"),
        ({"approvals": {"approvers": [{"id": "a", "publicKey": 1}]}}, "#/guardrails/approvals/approvers/0/publicKey: expected a string, found a number"),
        ({"approvals": {"approvers": [{"id": "a", "github": "a", "key": "k"}]}}, "#/guardrails/approvals/approvers/0/key: unknown key `key`"),
        ({"practice": []}, "#/guardrails/practice: expected an object, found a list"),
        ({"credentials": {}}, "#/guardrails/credentials: expected a list, found an object"),
        ({"extends": "oci://x"}, "#/guardrails/extends: expected a list, found a string"),
        ({"extends": ["oci://x/y"]}, "#/guardrails/extends: shared guardrails cannot be resolved here"),
        ({"extends": [{"source": "oci://x/y", "key": KEY}]}, "shared guardrails cannot be resolved here"),
        ({"extends": ["OCI://x/y"]}, "#/guardrails/extends/0: `OCI://x/y` is no URL; write one, as in `oci://"),
        ({"extends": ["oci://X/y"]}, "`X` is no host in small letters, as hosts are compared; write it so"),
        ({"extends": ["oci://me:secret@x/y"]}, "the source holds credentials; keep them in the registry's configuration"),
        ({"extends": ["oci://x"]}, "`oci://x` has no path of plain letters after its host; write the whole URL"),
        ({"extends": ["https://x/y%2fz"]}, "has no path of plain letters after its host"),
        ({"extends": ["https://x/y#z"]}, "has no path of plain letters after its host"),
        ({"extends": ["oci://x/\u0443"]}, "has no path of plain letters after its host"),
        ({"extends": ["oci://\u0445/y"]}, "is no host in small letters"),
        ({"extends": ["oci://x/a/../y"]}, "has an empty part, a `.` or a `..` in its path; write it without"),
        ({"extends": ["/etc/x"]}, "`/etc/x` is no path inside the repository; write one from its root"),
        ({"extends": ["../x"]}, "`../x` is no path inside the repository; write one from its root"),
        ({"extends": ["./x"]}, "`./x` is no path inside the repository; write one from its root"),
        ({"extends": ["~/x"]}, "`~/x` is no path inside the repository; write one from its root"),
        ({"extends": ["a\\b"]}, "is no path inside the repository; write one from its root"),
        ({"extends": ["a\u202eb"]}, "the path has a character that nobody sees; write it without"),
        ({"extends": ["a "]}, "the path has a character that nobody sees; write it without"),
        ({"extends": [f"x{number}" for number in range(33)]}, "33 shared bundles; extend at most 32"),
        (
            {"extends": [{"source": "x", "key": "-----BEGIN EC PRIVATE KEY-----"}]},
            "#/guardrails/extends/0/key: this is a private key; write the public one, and make a new pair",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(guardrails, problem):
    found = only_problem(guardrails)
    assert problem in found
    assert found.startswith(f"{PATH}:1:")
    assert found.isprintable()


def test_every_source_is_looked_at():
    sources = [
        1,
        "oci://x/y",
        {"source": "oci://x/y"},
        {"key": "k", "source": " "},
        {"key": KEY, "source": "x", "sauce": 1},
        "oci://x/y",
    ]
    at = "#/guardrails/extends"
    found = problems(json.dumps({"guardrails": {"extends": sources}}))
    assert [line.split(": ", 1)[1] for line in found] == [
        f"{at}/0: expected a string or an object, found a number",
        f"{at}/2: expected a string, found null",
        (
            f"{at}/3/key: the key is no public key of ES256 (P-256); "
            "write what `pykiro-opa bundle keygen` printed, or its base64 on one line"
        ),
        f"{at}/3/source: the text is empty; write something or remove it",
        f"{at}/4/sauce: unknown key `sauce`; did you mean `source`?",
        f"{at}/5: `oci://x/y` stands already at `#{at[1:]}/1`; keep one",
    ]


def test_every_approver_is_looked_at():
    approvers = [1, {"id": "a"}, {"id": "b", "github": "b"}, {"id": "b", "publicKey": "k"}, {"id": "a", "github": "a"}]
    at = "#/guardrails/approvals/approvers"
    assert [
        line.split(": ", 1)[1] for line in problems(json.dumps({"guardrails": {"approvals": {"approvers": approvers}}}))
    ] == [
        f"{at}/0: expected an object, found a number",
        f"{at}/1: the approver has neither `github` nor `publicKey`; add one",
        f"{at}/3/id: the approver `b` stands already at `{at}/2`; keep one",
        f"{at}/4/id: the approver `a` stands already at `{at}/1`; keep one",
    ]


@pytest.mark.parametrize(
    "guardrails",
    [
        {"origin": "a" * 64},
        {"origin": "a_1"},
        {"approvals": {"required": 1}},
        {"approvals": {"required": 100}},
        {"approvals": {"approvers": [{"id": "a", "github": "a"}, {"id": "b", "publicKey": "b"}]}},
        {"practice": {}, "credentials": [], "extends": [], "production": {}, "approvals": {}, "permissions": {}},
        {"production": {"accounts": ["123456789012"]}},
    ],
)
def test_what_settings_may_be(guardrails):
    load([(PATH, json.dumps({"guardrails": guardrails}).encode())], anything)


EFFECTS = "notice needs-approval deny"
LEVELS = {
    "secrets": EFFECTS,
    "unresolved": EFFECTS,
    "sandbox": "off advised required",
    "specReview": "off notice needs-approval",
    "mode": "shadow enforce",
    "permissions/expansion": EFFECTS,
    "permissions/readOnlyGainsWrite": EFFECTS,
    "permissions/privilegeEscalation": EFFECTS,
    "permissions/unknown": EFFECTS,
}


@pytest.mark.parametrize(("name", "levels"), LEVELS.items())
def test_a_setting_has_its_levels_and_no_other(name, levels):
    *group, key = name.split("/")
    for level in levels.split():
        given = {group[0]: {key: level}} if group else {key: level}
        load([(PATH, json.dumps({"guardrails": given}).encode())], anything)
    choices = ", ".join(f"`{level}`" for level in levels.split())
    problem = only_problem({group[0]: {key: 1}} if group else {key: 1})
    assert problem.endswith(f": #/guardrails/{name}: expected one of {choices}, found a number")


def test_what_counts_as_production_has_no_order_and_no_doubles():
    written = [{"names": ["b", "a", "b"], "profiles": ["y", "x"]}, {"profiles": ["x", "y", "y"], "names": ["a", "b"]}]
    found = [load([(PATH, json.dumps({"guardrails": {"production": one}}).encode())], anything) for one in written]
    assert found[0].production == found[1].production
    assert found[0].text == found[1].text


def test_what_counts_as_production_is_sorted():
    given = {"guardrails": {"production": {"names": list("hgfedcba")}}}
    found = load([(PATH, json.dumps(given).encode())], anything)
    assert found.documents["workspace"]["production"]["names"] == list("abcdefgh")


def test_a_file_of_4_mb_is_read():
    assert LARGEST == 4_194_304
    read_document(PATH, b"{" + b" " * (LARGEST - 2) + b"}")


def test_a_text_of_4096_characters_is_read():
    load([(PATH, json.dumps({"guardrails": {"deny": {"patterns": ["x" * 4096]}}}).encode())], anything)


@pytest.mark.parametrize("number", ["1e400", "9" * 5000, "1.0"])
def test_a_number_of_any_size_is_no_accident(number):
    (found,) = problems(f'{{"guardrails": {{"approvals": {{"required": {number}}}}}}}')
    assert "#/guardrails/approvals/required: expected a whole number" in found


def test_an_id_given_twice_is_refused_wherever_it_stands():
    guardrails = {
        "deny": {"files": [{"match": "a", "id": "x"}]},
        "requireApproval": {"patterns": [{"match": "b", "id": "x"}]},
    }
    assert "the id `x` is already that of `#/guardrails/deny/files/0`" in only_problem(guardrails)


def test_the_same_match_may_be_denied_at_one_stage_and_need_approval_at_another():
    entry = {"match": "a", "stages": ["task"]}
    guardrails = {"deny": {"files": [entry]}, "requireApproval": {"files": ["a"]}}
    found = load([(PATH, json.dumps({"guardrails": guardrails}).encode())], anything)
    entries = found.documents["workspace"]["entries"]["files"]
    assert [entry["effect"] for entry in entries] == ["deny", "needs-approval"]
    assert len({entry["id"] for entry in entries}) == 2


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "1:1", "the file is empty"),
        (" \n", "1:1", "the file is empty"),
        ("[]", "1:1", "expected an object, found a list"),
        ("null", "1:1", "expected an object, found null"),
        ("{\n  // why\n}", "2:3", "a comment"),
        ('{"a": 1, /* why */ "b": 2}', "1:10", "a comment"),
        ('{"a": 1} # why', "1:10", "a comment"),
        ('{\n  "a": 1,\n}', "2:9", "a comma after the last element"),
        ('{"a": [1,]}', "1:9", "a comma after the last element"),
        ('{"a": 1', "1:8", "the file ends where `,` or `}` should stand"),
        ('{"a":', "1:6", "the file ends where a value should stand"),
        ('{"a" 1}', "1:6", "expected `:`, found `1`"),
        ("{a: 1}", "1:2", "expected a key in double quotes, found `a`"),
        ("{'a': 1}", "1:2", "a single quote"),
        ('{"a": True}', "1:7", "expected a value, found `True`"),
        ('{"a": ' + "x" * 21 + "}", "1:7", f"found `{'x' * 20}`;"),
        ('{"a": NaN}', "1:7", "expected a value, found `NaN`"),
        ('{"a": -Infinity}', "1:7", "expected a value, found `-Infinity`"),
        ('{"a": 01}', "1:7", "expected a value, found `01`"),
        ('{"a": "b\n"}', "1:7", "a string without its closing"),
        ('{"a": "\\d"}', "1:7", "write a backslash as"),
        ('{"a": "\t"}', "1:7", "a control character"),
        ('{"a": 1} {"b": 2}', "1:10", "expected nothing more, found `{`"),
        ('{"a": 1 "b": 2}', "1:9", 'expected `,` or `}`, found `"`'),
        ('{\r\n"é": "😀" x}', "2:10", "expected `,` or `}`, found `x`"),
        ('{\r"a" x}', "2:5", "expected `:`, found `x`"),
        ('{"a": \x00}', "1:7", "found `U+0000`"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text, place, problem):
    (found,) = problems(text)
    assert found.startswith(f"{PATH}:{place}: ")
    assert problem in found


def test_a_problem_of_the_text_has_no_pointer():
    assert problems('{"a": 1') == [f"{PATH}:1:8: the file ends where `,` or `}}` should stand; complete it"]


def test_problems_stand_in_the_order_of_the_file():
    text = '{"guardrails": {"requireApproval": {"files": [1]},\n"deny": {"files": [2]}}}'
    assert [line.split(": ")[0] for line in problems(text)] == [f"{PATH}:1:47", f"{PATH}:2:20"]


def test_a_wrong_value_is_told_where_it_begins_and_an_unknown_key_where_that_begins():
    text = '{"guardrails": {"secrets": "dney",\n"sandboxes":   "off"}}'
    assert [line.split(": #")[0] for line in problems(text)] == [f"{PATH}:1:28", f"{PATH}:2:1"]


@pytest.mark.parametrize("command", ["rm build/", "my-x=1 y", "grep (x)", "a.b", "'my program' x"])
def test_what_a_command_may_be(command):
    load([(PATH, json.dumps({"guardrails": {"deny": {"commands": [command]}}}).encode())], anything)


def test_a_text_is_shown_on_one_line_and_not_long():
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == "x" * 79 + "…"
    assert shown("a\nb\u202e") == "a\\u000ab\\u202e"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ('{"a": 1}'.encode("utf-16"), ":1:1: the file is UTF-16"),
        ('{"a": 1}'.encode("utf-16-le"), ":1:1: the file is UTF-16"),
        ('{"a": 1}'.encode("utf-32-be"), ":1:1: the file is UTF-16"),
        ('{\n"é": "é"}'.encode("latin-1"), ":2:2: a byte that is not UTF-8"),
        ("\ufeff字".encode("utf-16-be"), ":1:1: a byte that is not UTF-8"),
        (b"{" + b" " * (LARGEST - 1) + b"}", ":1:1: larger than 4 MB"),
        (b'{"a"\0', ":1:5: expected `:`"),
        (b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", ":1:1: nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_text_is_refused(data, problem):
    (found,) = problems(data)
    assert found.startswith(PATH + problem)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted():
    text = '{\r\n  "guardrails": {\r\n    "deny": {"files": ["a"]}}}'
    found = load([(PATH, b"\xef\xbb\xbf" + text.encode())], anything)
    assert found == load([(PATH, text.encode())], anything)
    assert problems(b"\xef\xbb\xbf" + text.replace('"a"', "1").encode())[0].startswith(f"{PATH}:3:24: ")


def test_what_stands_outside_of_guardrails_is_other_peoples():
    text = """{"mcpServers": {"a": 1, "a": 2}, "deny": 3, "number": 123456789012345678901234567890, "$schema": [],
              "deep": {"guardrails": {"denny": 1}}, "guardrails": {"deny": {"files": ["a"]}}}"""
    found = load([(PATH, text.encode())], anything)
    assert found.documents["workspace"]["counts"]["files"] == 1


def test_guardrails_given_twice_are_refused():
    found = problems('{"guardrails": {"deny": {"files": ["a"]}},\n "guardrails": {}}')
    assert found == [f"{PATH}:2:2: #/guardrails: the key stands already at 1:2; keep one"]


def test_a_duplicate_key_inside_an_entry_is_refused():
    found = problems('{"guardrails": {"deny": {"files": [{"match": "a", "match": "b"}]}}}')
    assert found == [f"{PATH}:1:51: #/guardrails/deny/files/0/match: the key stands already at 1:37; keep one"]


def test_an_invalid_regular_expression_is_refused_with_a_hint():
    entries = ["(?=a)", "(a)\\1", "a{2000}", "a{2,5000}", "("]

    def regex_is_valid(patterns):
        assert patterns == entries
        return [False] * len(patterns)

    guardrails = {"deny": {"patterns": [{"regex": entry} for entry in entries]}}
    found = problems(json.dumps({"guardrails": guardrails}), regex_is_valid)
    hints = ["look-ahead", "back-references", "at most 1000", "at most 1000", "check brackets"]
    assert [hint in line for hint, line in zip(hints, found, strict=True)] == [True] * 5
    assert "#/guardrails/deny/patterns/1/regex: " in found[1]


def test_an_engine_that_does_not_answer_for_each_is_not_believed():
    with pytest.raises(EngineError, match="did not say of each regular expression"):
        load([(PATH, b'{"guardrails": {"deny": {"patterns": [{"regex": "a"}]}}}')], lambda _: [])


def test_each_regex_refused_is_told_where_it_is_written():
    large = "{" + ",".join(f"folder{index}" for index in range(400)) + "}"
    deny = {
        "resources": [f"arn:aws:s3:::{'?' * 300}"],
        "files": [large, {"match": "a", "except": ["b", large]}],
    }
    asked = []

    def regex_is_valid(patterns):
        asked.extend(patterns)
        return [False] * len(patterns)

    found = problems(json.dumps({"guardrails": {"deny": deny}}), regex_is_valid)
    assert [line.split(": ")[1] for line in found] == [
        "#/guardrails/deny/resources/0",
        "#/guardrails/deny/files/0",
        "#/guardrails/deny/files/1/except",
    ]
    assert all("is not RE2" in line for line in found)
    assert all(len(pattern) > 2000 for pattern in asked)


def test_the_engine_is_not_asked_about_a_file_with_other_problems():
    guardrails = {"deny": {"patterns": [{"regex": "("}], "file": []}}
    assert "unknown key `file`" in only_problem(guardrails, lambda _: pytest.fail("asked"))


def test_the_engine_is_asked_once_and_only_for_what_is_not_certain():
    asked = []

    def regex_is_valid(patterns):
        asked.append(patterns)
        return [True] * len(patterns)

    large = "{" + ",".join(f"folder{index}" for index in range(400)) + "}"
    deny = {
        "patterns": [{"regex": "a"}, "b"],
        "files": ["c", large],
        "actions": ["iam:*"],
        "resources": ["arn:aws:s3:::x"],
    }
    load([(PATH, json.dumps({"guardrails": {"deny": deny}}).encode())], regex_is_valid)
    assert [[len(pattern) > 100 for pattern in patterns] for patterns in asked] == [[True, False]]
    asked.clear()
    load([(PATH, b'{"guardrails": {"deny": {"files": ["a"]}}}')], regex_is_valid)
    assert asked == []


def test_an_engine_that_does_not_answer_every_question_is_not_believed():
    with pytest.raises(EngineError):
        load([(PATH, b'{"guardrails": {"deny": {"patterns": [{"regex": "a"}]}}}')], lambda _: [])


def test_problems_of_all_files_are_told_together():
    with pytest.raises(ConfigurationError) as caught:
        load([(PATH, b"{"), ("a/.kiro/kiro.json", b'{"guardrails": {"x": 1}}')], anything)
    assert [line.split(":")[0] for line in caught.value.problems] == [PATH, "a/.kiro/kiro.json"]


KEYS = st.text(string.ascii_letters + '/~"\\é😀 \n', max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def pointers(value, at=""):
    yield at, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from pointers(item, f"{at}/{escape(str(key))}")


@settings(max_examples=150, print_blob=True, deadline=None)
@given(VALUES, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_every_value_stands_where_the_scanner_says(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    found = scan(text)
    assert found.error is None
    lines = text.split("\n")
    decoder = json.JSONDecoder()
    expected = dict(pointers(value))
    assert set(found.values) == set(expected)
    for pointer, item in expected.items():
        line, column = found.nearest(pointer)
        offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
        assert decoder.raw_decode(text, offset)[0] == item


@settings(max_examples=300, print_blob=True, deadline=None)
@given(st.lists(st.sampled_from([*'{}[],:"\\/ \n01-.eE+atrufslen#*', '"a"', "true", "null", "1"]), max_size=12))
def test_the_scanner_refuses_exactly_what_json_refuses(pieces):
    text = "".join(pieces)
    try:
        json.loads(text, parse_constant=int)
        valid = True
    except ValueError:
        valid = False
    assert (scan(text).error is None) is valid


@settings(max_examples=200, print_blob=True, deadline=None)
@given(st.binary(max_size=30))
def test_any_bytes_are_read_or_refused(data):
    lines = [PATH]
    try:
        read_document(PATH, data)
    except ConfigurationError as error:
        lines = error.problems
    assert all(line.isprintable() and line.startswith(PATH) for line in lines)


def test_what_is_not_there_stands_where_its_holder_stands():
    found = scan('{"a": {"b": 1}}')
    assert found.nearest("/a/x", key=True) == found.nearest("/a/x") == (1, 7)
    assert found.nearest("/a", key=True) == (1, 2)
    nothing = scan("// x")
    assert (nothing.existing("/a"), nothing.nearest("/a")) == ("", (1, 1))


def test_what_is_deeper_than_guardrails_are_has_the_place_of_what_holds_it():
    lists = scan("[" * 150 + "]" * 150)
    assert lists.error is None
    assert lists.values == {"/0" * depth: depth for depth in range(101)}
    objects = scan('{"a":' * 150 + "1" + "}" * 150)
    assert objects.error is None
    assert objects.values == {"/a" * depth: 5 * depth for depth in range(101)}
    assert objects.keys == {"/a" * depth: 5 * depth - 4 for depth in range(1, 101)}
    assert objects.duplicates == []


def test_every_place_of_a_key_that_stands_twice_is_told():
    found = scan('{"a": 1, "b": {"a": 2, "a": 3}, "a": 4, "a": 5}')
    assert found.duplicates == [("/b/a", 15, 23), ("/a", 1, 32), ("/a", 1, 40)]
    assert found.values["/a"] == 6
    assert found.nearest("/a", key=True) == (1, 2)


UNKNOWN_ESCAPE = "a string with a control character or a `\\` JSON does not know; write a backslash as `\\\\`"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('["a', (1, 'a string without its closing `"` on the line; close it')),
        ('["a\n"]', (1, 'a string without its closing `"` on the line; close it')),
        ('["a\\"\n"b"]', (1, 'a string without its closing `"` on the line; close it')),
        ('["\\q"\n, "b]', (1, UNKNOWN_ESCAPE)),
        ('["a", "\\q"]', (6, UNKNOWN_ESCAPE)),
    ],
)
def test_a_string_that_is_none_is_told_by_its_line(text, error):
    assert scan(text).error == error


def test_a_pointer_escapes_what_divides_it():
    assert escape("a~b/c~1") == "a~0b~1c~01"


@pytest.mark.parametrize(
    ("number", "told"), [(20, "known are `n0`, `n1`, `n10`"), (21, "there are 21: see `pykiro-opa rule`")]
)
def test_so_many_known_names_are_told_and_no_more(number, told):
    assert did_you_mean("xyzzy", [f"n{count}" for count in range(number)]).startswith(told)
