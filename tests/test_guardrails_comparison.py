"""What a change of kiro.json means."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.events import canonical, sha256
from pykiro_opa.guardrails import compare

SEED = {
    "deny": {"actions": ["grant_admin_access"], "files": ["a", {"match": "b", "except": ["t/**"]}], "patterns": ["X", {"regex": "y"}]},
    "requireApproval": {"files": ["c"], "patterns": [{"match": "DROP TABLE", "stages": ["task", "commit"]}]},
}  # fmt: skip

KEY, OTHER_KEY = ("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + letter * 86 + "==" for letter in "AQ")
PEM = f"-----BEGIN PUBLIC KEY-----\r\n{KEY[:60]}\r\n{KEY[60:]}\r\n-----END PUBLIC KEY-----"
A, B = {"id": "a", "github": "a"}, {"id": "b", "github": "b"}


def written(guardrails, indent=None):
    return json.dumps({"guardrails": guardrails}, indent=indent).encode()


def changes(before, after, **options):
    return [(one["pointer"], one["change"]) for one in compare(written(before), written(after), **options)]


def deny(**lists):
    return {"deny": lists}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (deny(files=["a"]), deny(files=["a", "b"]), [("/guardrails/deny/files/1", "tightened")]),
        (deny(files=["a", "b"]), deny(files=["a"]), [("/guardrails/deny/files/1", "loosened")]),
        (deny(files=["a", "b"]), deny(files=["b", "a"]), []),
        (deny(files=["a"]), {}, [("/guardrails/deny/files/0", "loosened")]),
        (deny(files=["a"]), {"requireApproval": {"files": ["a"]}}, [("/guardrails/requireApproval/files/0", "loosened")]),
        ({"requireApproval": {"files": ["a"]}}, deny(files=["a"]), [("/guardrails/deny/files/0", "tightened")]),
        (deny(files=["a"]), {"deny": {"files": ["a"]}, "requireApproval": {"files": ["a"]}}, []),
        (deny(files=["a"]), deny(patterns=["a"]), [("/guardrails/deny/files/0", "loosened"), ("/guardrails/deny/patterns/0", "tightened")]),
        (deny(files=["a"]), deny(files=[{"match": "a", "id": "x", "reason": "y"}]), []),
        (deny(files=["a"]), deny(files=[{"match": "a", "except": ["b"]}]), [("/guardrails/deny/files/0", "loosened")]),
        (deny(files=[{"match": "a", "except": ["b"]}]), deny(files=["a"]), [("/guardrails/deny/files/0", "tightened")]),
        (deny(files=[{"match": "a", "except": ["b", "c"]}]), deny(files=[{"match": "a", "except": ["c", "b"]}]), []),
        (deny(files=[{"match": "a", "except": ["b"]}]), deny(files=[{"match": "a", "except": ["c"]}]), [("/guardrails/deny/files/0", "loosened")]),
        (deny(files=["a"]), deny(files=[{"match": "a", "stages": ["task"]}]), [("/guardrails/deny/files/0", "loosened")]),
        (deny(files=[{"match": "a", "stages": ["task"]}]), deny(files=["a"]), [("/guardrails/deny/files/0", "tightened")]),
        (deny(files=["a"]), deny(files=[{"match": "a", "stages": ["pull_request", "commit", "task", "spec"]}]), []),
        (deny(files=[{"match": "a", "stages": ["task"]}]), deny(files=[{"match": "a", "stages": ["spec"]}]), [("/guardrails/deny/files/0", "loosened")]),
        (
            deny(files=["a"]),
            {"deny": {"files": [{"match": "a", "stages": ["spec"]}]}, "requireApproval": {"files": ["a"]}},
            [("/guardrails/deny/files/0", "loosened")],
        ),
        (
            {"requireApproval": {"files": ["a"]}},
            {"deny": {"files": [{"match": "a", "stages": ["spec"]}]}, "requireApproval": {"files": ["a"]}},
            [("/guardrails/deny/files/0", "tightened")],
        ),
        (deny(patterns=["drop  table"]), deny(patterns=["drop table"]), []),
        (deny(patterns=["DROP TABLE"]), deny(patterns=["drop table"]), [("/guardrails/deny/patterns/0", "loosened"), ("/guardrails/deny/patterns/0", "tightened")]),
        (deny(patterns=[{"regex": "a|b"}]), deny(patterns=[{"regex": "a|b|c"}]), [("/guardrails/deny/patterns/0", "loosened"), ("/guardrails/deny/patterns/0", "tightened")]),
        (deny(actions=["IAM:Create*"]), deny(actions=["iam:create*"]), []),
        (deny(files=["a//b"]), deny(files=["a/b"]), []),
        (deny(commands=["rm -rf"]), deny(commands=["rm  -r -f"]), []),
        (deny(resources=["arn:aws:s3:::a*"]), deny(resources=["arn:aws:s3:::ab*"]), [("/guardrails/deny/resources/0", "loosened"), ("/guardrails/deny/resources/0", "tightened")]),
        ({}, {"secrets": "deny"}, []),
        ({}, {"secrets": "notice"}, [("/guardrails/secrets", "loosened")]),
        ({"secrets": "notice"}, {}, [("/guardrails/secrets", "tightened")]),
        ({"unresolved": "needs-approval"}, {"unresolved": "deny"}, [("/guardrails/unresolved", "tightened")]),
        ({}, {"permissions": {"privilegeEscalation": "needs-approval"}}, [("/guardrails/permissions/privilegeEscalation", "loosened")]),
        ({}, {"permissions": {"readOnlyGainsWrite": "needs-approval"}}, [("/guardrails/permissions/readOnlyGainsWrite", "loosened")]),
        ({}, {"permissions": {"readOnlyGainsWrite": "deny", "privilegeEscalation": "deny"}}, []),
        ({}, {"permissions": {"expansion": "needs-approval", "unknown": "needs-approval"}}, []),
        ({}, {"unresolved": "needs-approval", "sandbox": "advised", "specReview": "off", "mode": "enforce"}, []),
        ({"permissions": {"expansion": "deny"}}, {"permissions": {}}, [("/guardrails/permissions/expansion", "loosened")]),
        ({}, {"mode": "shadow"}, [("/guardrails/mode", "loosened")]),
        ({"mode": "shadow"}, {"mode": "enforce"}, [("/guardrails/mode", "tightened")]),
        ({}, {"sandbox": "required"}, [("/guardrails/sandbox", "tightened")]),
        ({}, {"sandbox": "off"}, [("/guardrails/sandbox", "loosened")]),
        ({"specReview": "notice"}, {}, [("/guardrails/specReview", "loosened")]),
        ({}, {"production": {"names": ["a"]}}, [("/guardrails/production/names", "tightened")]),
        ({"production": {"names": ["a", "b"]}}, {"production": {"names": ["b"]}}, [("/guardrails/production/names", "loosened")]),
        ({"production": {"names": ["a", "b"]}}, {"production": {"names": ["b", "a"]}}, []),
        ({"production": {"profiles": ["a"]}}, {}, [("/guardrails/production/profiles", "loosened")]),
        ({"extends": ["oci://a/b"]}, {}, [("/guardrails/extends", "loosened")]),
        ({}, {"extends": ["oci://a/b"]}, [("/guardrails/extends", "tightened")]),
        ({"extends": ["a", "b"]}, {"extends": ["b", "a"]}, []),
        ({"extends": ["a", "b"]}, {"extends": ["b", "c"]}, [("/guardrails/extends", "loosened")]),
        ({"extends": ["a"]}, {"extends": ["A"]}, [("/guardrails/extends", "loosened")]),
        ({"extends": ["a"]}, {"extends": [{"source": "a", "key": KEY}]}, [("/guardrails/extends", "tightened")]),
        ({"extends": [{"source": "a", "key": KEY}]}, {"extends": ["a"]}, [("/guardrails/extends", "loosened")]),
        ({"extends": [{"source": "a", "key": KEY}]}, {"extends": ["a", "b"]}, [("/guardrails/extends", "loosened")]),
        ({"extends": [{"source": "a", "key": KEY}]}, {"extends": [{"source": "a", "key": OTHER_KEY}]}, [("/guardrails/extends", "loosened")]),
        ({"extends": [{"source": "a", "key": KEY}]}, {"extends": [{"source": "a", "key": PEM}]}, []),
        ({"extends": [{"source": "a", "key": KEY}]}, {"extends": [{"source": "a", "key": KEY}, "b"]}, [("/guardrails/extends", "tightened")]),
        ({"approvals": {"required": 2}}, {}, [("/guardrails/approvals/required", "loosened")]),
        ({}, {"approvals": {"required": 2}}, [("/guardrails/approvals/required", "tightened")]),
        ({}, {"approvals": {"expiresAfter": "1d"}}, []),
        ({}, {"approvals": {"expiresAfter": "7d"}}, [("/guardrails/approvals/expiresAfter", "loosened")]),
        ({}, {"approvals": {"expiresAfter": "30m"}}, [("/guardrails/approvals/expiresAfter", "tightened")]),
        ({"approvals": {"expiresAfter": "60m"}}, {"approvals": {"expiresAfter": "1h"}}, []),
        ({"approvals": {"approvers": [A, B]}}, {"approvals": {"approvers": [B, A]}}, []),
        ({"approvals": {"approvers": [A, B]}}, {"approvals": {"approvers": [A]}}, [("/guardrails/approvals/approvers", "loosened")]),
        ({}, {"approvals": {"approvers": [{"id": "a", "github": "a"}]}}, [("/guardrails/approvals/approvers", "tightened")]),
        ({"approvals": {"approvers": [{"id": "a", "github": "a"}]}}, {}, [("/guardrails/approvals/approvers", "loosened")]),
        ({"approvals": {"approvers": [{"id": "a", "github": "a"}]}}, {"approvals": {"approvers": [{"id": "a", "github": "b"}]}}, [("/guardrails/approvals/approvers", "loosened")]),
        ({}, {"origin": "a"}, [("/guardrails/origin", "loosened")]),
        ({"origin": "a"}, {"origin": "b"}, [("/guardrails/origin", "loosened")]),
        ({"origin": "a"}, {}, [("/guardrails/origin", "loosened")]),
        ({"origin": "a"}, {"origin": "a"}, []),
    ],
)  # fmt: skip
def test_what_changed_is_named(before, after, expected):
    assert changes(before, after) == expected


def test_formatting_and_other_peoples_keys_mean_nothing():
    other = {"mcpServers": {"x": 1}, "guardrails": dict(reversed(SEED.items()))}
    assert compare(written(SEED), json.dumps(other, indent=4).replace("\n", "\r\n").encode()) == []


def test_a_setting_of_a_nested_file_stands_for_itself():
    assert changes({"secrets": "deny"}, {}) == []
    assert changes({"secrets": "deny"}, {}, nested=True) == [("/guardrails/secrets", "loosened")]
    assert changes({}, {"secrets": "notice"}, nested=True) == [("/guardrails/secrets", "tightened")]
    assert changes({}, {"permissions": {"unknown": "notice"}}, nested=True) == [
        ("/guardrails/permissions/unknown", "tightened")
    ]
    assert changes({}, {"mode": "shadow"}, nested=True) == [("/guardrails/mode", "loosened")]


@pytest.mark.parametrize("before", [None, b'{"other": 1}'])
def test_a_first_file_that_lowers_what_is_built_in_loosens(before):
    after = written(
        {"mode": "shadow", "unresolved": "notice", "permissions": {"expansion": "notice"}, "secrets": "deny"}
    )

    assert [(one["pointer"], one["change"]) for one in compare(before, after)] == [
        ("/guardrails", "added"),
        ("/guardrails/mode", "loosened"),
        ("/guardrails/permissions/expansion", "loosened"),
        ("/guardrails/unresolved", "loosened"),
    ]


def test_a_first_nested_file_lowers_nothing_but_the_mode():
    after = written({"unresolved": "notice", "permissions": {"expansion": "notice"}})

    assert [one["change"] for one in compare(None, after, nested=True)] == ["added"]


def test_what_a_first_file_lowers_stands_in_its_own_line():
    after = written({"mode": "shadow", "permissions": {"expansion": "notice"}}, indent=2)

    assert [(one["line"], one["before"], one["after"]) for one in compare(None, after)] == [
        (2, None, sha256(canonical({"mode": "shadow", "permissions": {"expansion": "notice"}}))),
        (3, None, sha256(canonical("shadow"))),
        (5, None, sha256(canonical("notice"))),
    ]


VALID = b'{"guardrails": {"deny": {"files": ["a"]}}}'
NONE = b'{"mcpServers": {}}'
INVALID = b'{"guardrails": {"deny": {"file": ["a"]}}}'
TWICE = b'{"guardrails": {"secrets": "deny", "secrets": "deny"}}'
NO_JSON = b"{"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, None),
        (None, VALID, "added"),
        (NONE, VALID, "added"),
        (None, NONE, None),
        (NONE, None, None),
        (NONE, b'{"other": 1}', None),
        (VALID, None, "loosened"),
        (VALID, NONE, "loosened"),
        (VALID, INVALID, "loosened"),
        (VALID, NO_JSON, "loosened"),
        (VALID, TWICE, "loosened"),
        (VALID, b"\xff", "loosened"),
        (INVALID, VALID, "loosened"),
        (NO_JSON, VALID, "loosened"),
        (INVALID, NO_JSON, "loosened"),
        (INVALID, None, "loosened"),
        (None, INVALID, "loosened"),
        (INVALID, INVALID, None),
        (VALID, VALID, None),
    ],
)
def test_a_file_that_comes_goes_or_breaks(before, after, expected):
    found = compare(before, after)
    assert [one["change"] for one in found] == ([expected] if expected else [])
    assert all(one["pointer"] == "/guardrails" for one in found)


def test_a_change_has_its_line_and_the_digests_of_both_values():
    before = written(deny(files=["a", "b"]), indent=2)
    after = written({"deny": {"files": ["a", {"match": "b", "stages": ["task"]}]}}, indent=2)
    assert compare(before, after) == [
        {
            "pointer": "/guardrails/deny/files/1",
            "change": "loosened",
            "before": sha256(canonical("b")),
            "after": sha256(canonical({"match": "b", "stages": ["task"]})),
            "line": 6,
        }
    ]


def test_a_change_of_several_entries_has_the_digest_of_all():
    before = deny(files=["a"])
    after = {"deny": {"files": [{"match": "a", "stages": ["spec"]}]}, "requireApproval": {"files": ["a"]}}
    (change,) = compare(written(before), written(after))
    assert change["before"] == sha256(canonical("a"))
    assert change["after"] == sha256(canonical([{"match": "a", "stages": ["spec"]}, "a"]))


@pytest.mark.parametrize(
    ("pointer", "before", "after"),
    [
        ("secrets", "notice", "needs-approval"),
        ("permissions/unknown", "notice", "deny"),
        ("production/names", ["a"], ["b"]),
        ("extends", ["oci://a/b"], ["oci://b/b"]),
        ("approvals/required", 2, 3),
        ("approvals/expiresAfter", "2d", "3d"),
        ("approvals/approvers", [A], [B]),
        ("origin", "a", "b"),
    ],
)
def test_a_change_of_a_setting_has_the_digests_of_both_values(pointer, before, after):
    def given(value):
        for name in reversed(pointer.split("/")):
            value = {name: value}
        return written(value)

    (change,) = compare(given(before), given(after))
    assert change["pointer"] == f"/guardrails/{pointer}"
    assert (change["before"], change["after"]) == (sha256(canonical(before)), sha256(canonical(after)))
    (change,) = compare(given(before), written({}))
    assert (change["before"], change["after"]) == (sha256(canonical(before)), None)


def test_what_is_removed_is_shown_where_it_stood():
    (change,) = compare(written(deny(files=["a"]), indent=2), written(deny(files=[], patterns=[]), indent=2))
    assert (change["line"], change["after"]) == (4, None)
    (change,) = compare(written(SEED), None)
    assert (change["line"], change["before"], change["after"]) == (1, sha256(canonical(SEED)), None)
    (change,) = compare(None, b'{\n\n"guardrails": {}}')
    assert (change["line"], change["before"]) == (3, None)


def test_changes_stand_by_pointer_and_the_loosened_first():
    task = {"stages": ["task"]}
    moved = deny(files=["z", {"match": "x"}])
    assert changes(deny(files=[{"match": "x", **task}, {"match": "y"}]), moved) == [
        ("/guardrails/deny/files/0", "tightened"),
        ("/guardrails/deny/files/1", "loosened"),
        ("/guardrails/deny/files/1", "tightened"),
    ]
    assert changes(deny(files=[{"match": "x"}, {"match": "y"}]), deny(files=["z", {"match": "x", **task}])) == [
        ("/guardrails/deny/files/0", "tightened"),
        ("/guardrails/deny/files/1", "loosened"),
        ("/guardrails/deny/files/1", "loosened"),
    ]


def test_a_byte_order_mark_moves_no_line():
    mark = b"\xef\xbb\xbf"
    (change,) = compare(mark + written(deny(files=["a"]), indent=2), mark + written(deny(files=[]), indent=2))
    assert change["line"] == 4
    (change,) = compare(None, mark + b'{\n"guardrails": {}}')
    assert change["line"] == 2


def test_a_key_that_stands_twice_elsewhere_is_other_peoples():
    twice = b'{"mcp": 1, "mcp": 2, "guardrails": {"deny": {"files": ["a"]}}}'
    assert compare(VALID, twice) == []


@settings(max_examples=40, print_blob=True, deadline=None)
@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_loosened_one_way_is_tightened_the_other(before, after):
    there = changes(deny(files=sorted(before)), deny(files=sorted(after)))
    back = changes(deny(files=sorted(after)), deny(files=sorted(before)))
    assert sum(change == "loosened" for _, change in there) == len(before - after)
    assert sum(change == "tightened" for _, change in there) == len(after - before)
    assert sum(change == "loosened" for _, change in back) == len(after - before)


@settings(max_examples=100, print_blob=True, deadline=None)
@given(st.one_of(st.none(), st.binary(max_size=20), st.just(VALID)), st.one_of(st.none(), st.binary(max_size=20)))
def test_any_two_contents_can_be_compared(before, after):
    for change in compare(before, after):
        assert change["change"] in ("added", "loosened", "tightened")
        assert change["line"] >= 1
