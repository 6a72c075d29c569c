"""What one policy document grants and another does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies

from pykiro_opa.errors import InputError
from pykiro_opa.permissions import permission_delta
from pykiro_opa.permissions.levels import level
from pykiro_opa.permissions.wildcards import contains, example, overlaps


def _policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def _deny(action, resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


READ, WRITE = _allow("s3:GetObject", "arn:aws:s3:::b/*"), _allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::b/*")
ON = {"StringEquals": {"aws:ResourceTag/a": "b"}}

_CASES = [
    ("same", READ, READ, [], []),
    ("spelled otherwise", READ, _allow(["S3:getobject"], ["arn:aws:s3:::b/*"]), [], []),
    ("read becomes write", READ, WRITE, ["s3:PutObject"], []),
    ("write becomes read", WRITE, READ, [], ["s3:PutObject"]),
    ("narrower resource", _allow("s3:*", "arn:aws:s3:::b*"), _allow("s3:*", "arn:aws:s3:::bc*"), [], ["s3:*"]),
    ("wider resource", _allow("s3:*", "arn:aws:s3:::bc*"), _allow("s3:*", "arn:aws:s3:::b*"), ["s3:*"], []),
    ("wildcard replaced by member", _allow("iam:*"), _allow("iam:PassRole"), [], ["iam:*"]),
    ("condition removed", _allow("s3:*", Condition=ON), _allow("s3:*"), ["s3:*"], []),
    ("condition added", _allow("s3:*"), _allow("s3:*", Condition=ON), [], ["s3:*"]),
    ("NotAction of little", READ, {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}, ["*"], ["s3:GetObject"]),
    ("NotAction of iam", READ, {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, ["?*:?*"], None),
    ("unreadable statement", READ, "text", ["*"], None),
    ("no effect", READ, {"Action": "s3:*", "Resource": "*"}, ["s3:*"], None),
]


@pytest.mark.parametrize(("_name", "before", "after", "gained", "lost"), _CASES, ids=[case[0] for case in _CASES])
def test_delta(_name, before, after, gained, lost):
    found = permission_delta(_policy(before), _policy(after))
    assert [action for one in found if one.change == "gained" for action in one.actions] == gained
    if lost is not None:
        assert [action for one in found if one.change == "lost" for action in one.actions] == lost


@pytest.mark.parametrize(
    ("before", "after", "gains"),
    [
        ((_allow("s3:*"), _deny("s3:*")), (_allow("s3:*"),), True),
        ((_allow("s3:*"),), (_allow("s3:*"), _deny("s3:*")), False),
        ((_allow("s3:*"),), (_allow("s3:*"), _allow("ec2:*"), _deny("ec2:*")), False),
        ((_allow("s3:*"),), (_allow("s3:*"), _allow("ec2:*"), _deny("ec2:Run*")), True),
        ((_allow("s3:*"), _deny("s3:Put*")), (_allow("s3:*"), _deny("s3:Put*", Condition=ON)), True),
        ((_allow("s3:Get*"), _allow("s3:List*")), (_allow(["s3:Get*", "s3:List*"]),), False),
        ((_allow(["s3:Get*", "s3:List*"]),), (_allow("s3:Get*"), _allow("s3:List*")), False),
        ((), (_allow("s3:*"),), True),
    ],
)
def test_denies_and_splits(before, after, gains):
    found = permission_delta(_policy(*before), _policy(*after))
    assert any(one.change == "gained" for one in found) is gains


def test_more_patterns_of_several_services_than_can_be_compared_are_everything():
    """Each is read against every action there is: thousands of them would keep a comparison busy for hours."""
    few = _policy(_allow([f"*:Get{number}*" for number in range(32)]))
    many = _policy(
        _allow([f"*:Get{number}*" for number in range(20)]), _allow([f"*a{number}*" for number in range(13)])
    )

    assert {change.level for change in permission_delta(None, few)} == {"read"}
    told = permission_delta(few, many)
    assert [change.actions for change in told if change.change == "gained"][-1] == ("*",)
    assert any("more than 32 patterns of several services" in change.why for change in told)
    assert permission_delta(many, many) == []
    assert permission_delta(None, _policy(*(_allow([f"s{number}:Get*", "*"]) for number in range(100))))


@pytest.mark.parametrize("element", ["Action", "NotAction", "Resource", "NotResource"])
def test_a_text_that_is_longer_than_any_arn_is_everything(element):
    """Comparing two patterns takes the product of their lengths."""
    names = {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}
    other = {name: value for name, value in names.items() if name != element.removeprefix("Not")}
    longest = f"{names[element.removeprefix('Not')]:a<2048}"

    def told(text):
        return permission_delta(_policy(_allow("s3:GetObject")), _policy({"Effect": "Allow", **other, element: text}))

    assert not any("characters" in change.why for change in told(longest))
    (gained,) = [change for change in told([longest + "a"]) if change.change == "gained"]
    assert gained.actions == ("*",)
    assert f"a text of more than 2048 characters in `{element}`" in gained.why


def test_principals_of_a_trust_policy():
    one = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::1:root"}}
    anyone = {**one, "Principal": "*"}
    (gain,) = [each for each in permission_delta(_policy(one), _policy(anyone)) if each.change == "gained"]
    assert (gain.principal, gain.why) == ("*", "a principal is wider")
    assert not [each for each in permission_delta(_policy(anyone), _policy(one)) if each.change == "gained"]


def test_documents_come_as_text_bytes_mapping_or_not_at_all():
    document = _policy(WRITE)
    assert permission_delta(json.dumps(document), document) == []
    assert permission_delta(json.dumps(document).encode(), document) == []
    assert [one.change for one in permission_delta(None, document)] == ["gained"]
    assert [one.change for one in permission_delta(document, None)] == ["lost"]


@pytest.mark.parametrize("document", ["[", "[]", "{}", '"x"', "[" * 100_000])
def test_what_is_no_policy_is_refused(document):
    with pytest.raises(InputError, match=r"^policy: "):
        permission_delta(None, document)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("s3:GetObject", "read"),
        ("s3:ListBucket", "list"),
        ("ec2:DescribeInstances", "list"),
        ("s3:PutObject", "write"),
        ("s3:PutBucketPolicy", "permissions-management"),
        ("iam:PassRole", "permissions-management"),
        ("iam:GetRole", "read"),
        ("iam:*", "permissions-management"),
        ("*", "permissions-management"),
        ("*:*", "permissions-management"),
        ("s3:*", "permissions-management"),
        ("ec2:*", "permissions-management"),
        ("ec2:CreateTags", "tagging"),
        ("lambda:TagResource", "tagging"),
        ("nonsense:Frobnicate", "write"),
    ],
)
def test_levels(action, expected):
    assert level(action) == expected


_PATTERNS = strategies.text(alphabet="ab*?", max_size=6)
_WORDS = strategies.text(alphabet="ab", max_size=6)


@given(outer=_PATTERNS, inner=_PATTERNS, word=_WORDS)
def test_containment_is_sound(outer, inner, word):
    if contains(outer, inner) and overlaps(inner, word) and "?" not in inner:
        assert overlaps(outer, word)


@given(one=_PATTERNS, other=_PATTERNS, word=_WORDS)
def test_overlap_misses_nothing(one, other, word):
    if overlaps(one, word) and overlaps(other, word):
        assert overlaps(one, other)


@given(pattern=_PATTERNS)
def test_the_example_is_a_member(pattern):
    assert overlaps(pattern, example(pattern))
