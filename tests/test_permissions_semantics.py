"""What a policy means, case by case: conditions, principals, boundaries, resource types, variables, broken documents."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.errors import InputError
from pykiro_opa.permissions import Holder, Policy, escalation_delta, permission_delta, principal_delta

ROLE = "arn:aws:iam::123456789012:role/reader"


def policy(*statements, version="2012-10-17"):
    return {"Version": version, "Statement": list(statements)}


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def when(operator, values, key="aws:ResourceTag/team"):
    return {"Condition": {operator: {key: values}}}


def gained(before, after, **options):
    return [one for one in permission_delta(before, after, **options) if one.change == "gained"]


def gains(before, after):
    return bool(gained(policy(*before), policy(*after)))


GET = "s3:GetObject"


def _conditions(*cases):
    """Pairs of conditions: the first on one side, the second on the other; whether each direction gains."""
    return [pytest.param(*case, id=f"{case[0]} -> {case[1]}") for case in cases]


@pytest.mark.parametrize(
    ("one", "other", "forth", "back"),
    _conditions(
        (("StringEquals", ["a"]), ("StringEquals", ["a", "b"]), True, False),
        (("StringEquals", ["a", "b"]), ("StringEquals", ["b", "a"]), False, False),
        (("StringEquals", "a"), ("StringLike", "a*"), True, False),
        (("StringLike", "a*"), ("StringLike", "*"), True, False),
        (("StringLike", "a?"), ("StringLike", "a*"), True, False),
        (("StringEquals", "a*"), ("StringLike", "a*"), True, False),
        (("StringEquals", "a"), ("StringEqualsIgnoreCase", "A"), True, False),
        (("StringEquals", "a"), ("StringEqualsIfExists", "a"), True, False),
        (("StringNotEquals", ["a", "b"]), ("StringNotEquals", "a"), True, False),
        (("StringNotEquals", "a"), ("StringNotEqualsIfExists", "a"), False, False),
        (("StringEquals", "b"), ("StringNotEquals", "a"), True, False),
        (("StringLike", "*"), ("Null", "false"), False, False),
        (("Null", "false"), ("Null", "true"), True, True),
        (("StringNotLike", "a*"), ("StringNotEquals", "a"), True, False),
        (("ForAllValues:StringEquals", ["a"]), ("ForAllValues:StringEquals", ["a", "b"]), True, False),
        (("ForAnyValue:StringEquals", ["a"]), ("ForAnyValue:StringEquals", ["a", "b"]), True, False),
        (("ForAnyValue:StringEquals", ["a"]), ("ForAllValues:StringEquals", ["a"]), True, True),
        (("Unheard", "a"), ("Unheard", "a"), False, False),
        (("Unheard", "a"), ("Unheard", "b"), True, True),
    ),
)
def test_conditions_on_text(one, other, forth, back):
    sides = [[allow(GET, **when(*condition, key="aws:TagKeys" if "For" in condition[0] else "aws:ResourceTag/team"))]
             for condition in (one, other)]  # fmt: skip
    assert (gains(*sides), gains(*reversed(sides))) == (forth, back)


@pytest.mark.parametrize(
    ("key", "one", "other", "forth", "back"),
    [
        ("aws:MultiFactorAuthPresent", ("Bool", "true"), ("BoolIfExists", "true"), True, False),
        ("aws:MultiFactorAuthPresent", ("Bool", "true"), ("Bool", ["true", "false"]), True, False),
        ("aws:MultiFactorAuthPresent", ("Bool", "true"), ("Bool", True), False, False),
        ("aws:SecureTransport", ("Bool", "false"), ("Null", "false"), True, False),
        ("s3:max-keys", ("NumericLessThan", "10"), ("NumericLessThanEquals", "10"), True, False),
        ("s3:max-keys", ("NumericEquals", "10"), ("NumericEquals", "10.0"), False, False),
        ("s3:max-keys", ("NumericEquals", ["5", "7"]), ("NumericLessThan", "8"), True, False),
        ("s3:max-keys", ("NumericGreaterThan", "8"), ("NumericNotEquals", "8"), True, False),
        ("s3:max-keys", ("NumericEquals", "ten"), ("NumericEquals", "eleven"), True, True),
        ("aws:CurrentTime", ("DateLessThan", "2026-01-01"), ("DateLessThan", "2026-01-01T00:00:00Z"), False, False),
        ("aws:CurrentTime", ("DateLessThan", "2026-01-01"), ("DateLessThan", "2027-01-01"), True, False),
        ("aws:CurrentTime", ("DateLessThan", "2026-01-01"), ("DateLessThan", "1767225600"), False, False),
        ("aws:CurrentTime", ("DateGreaterThan", "2026-01-01T00:00:00+01:00"),
         ("DateGreaterThan", "2025-12-31T23:00:00Z"), False, False),
        ("aws:SourceIp", ("IpAddress", "10.1.0.0/16"), ("IpAddress", "10.0.0.0/8"), True, False),
        ("aws:SourceIp", ("IpAddress", ["10.0.0.0/9", "10.128.0.0/9"]), ("IpAddress", "10.0.0.0/8"), False, False),
        ("aws:SourceIp", ("IpAddress", "10.0.0.0/8"), ("IpAddress", "0.0.0.0/0"), True, False),
        ("aws:SourceIp", ("IpAddress", "0.0.0.0/0"), ("IpAddress", ["0.0.0.0/0", "::/0"]), True, False),
        ("aws:SourceIp", ("NotIpAddress", "10.0.0.0/8"), ("NotIpAddress", "10.1.0.0/16"), True, False),
        ("aws:SourceIp", ("IpAddress", "10.0.0.1/99"), ("IpAddress", "10.0.0.1/99"), False, False),
        ("aws:PrincipalArn", ("ArnLike", "arn:aws:iam::1:role/x"), ("ArnLike", "arn:aws:iam::*:role/*"), True, False),
        ("aws:PrincipalArn", ("ArnEquals", "arn:aws:iam::1:role/*"), ("ArnLike", "arn:aws:iam::1:role/*"), False, False),
        ("aws:PrincipalArn", ("ArnLike", "arn:*:iam::1:role/x"), ("StringLike", "arn:*:iam::1:role/x"), True, False),
        ("aws:PrincipalArn", ("ArnNotLike", "arn:aws:iam::1:*"), ("ArnNotLike", "arn:aws:iam::1:role/x"), True, False),
    ],
)  # fmt: skip
def test_conditions_on_other_values(key, one, other, forth, back):
    sides = [[allow(GET, **when(*condition, key=key))] for condition in (one, other)]
    assert (gains(*sides), gains(*reversed(sides))) == (forth, back)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # two conditional statements together are one with both values, and one with both keys is each of them
        ([allow(GET, **when("StringEquals", "a")), allow(GET, **when("StringEquals", "b"))],
         [allow(GET, **when("StringEquals", ["a", "b"]))], False),
        ([allow(GET, **when("Null", "true")), allow(GET, **when("StringEquals", "a"))],
         [allow(GET, **when("StringEqualsIfExists", "a"))], False),
        ([allow(GET, Condition={"StringEquals": {"aws:ResourceTag/a": "1", "aws:ResourceTag/b": "1"}})],
         [allow(GET, **when("StringEquals", "1", key="aws:ResourceTag/a"))], True),
        ([allow(GET, **when("StringEquals", "1", key="aws:resourcetag/A"))],
         [allow(GET, **when("StringEquals", "1", key="aws:ResourceTag/a"))], False),
        # a condition of a Deny
        ([allow(GET), deny(GET, **when("StringNotEquals", "a"))],
         [allow(GET, **when("StringEquals", "a"))], False),
        ([allow(GET), deny(GET, **when("StringNotEquals", "a"))],
         [allow(GET), deny(GET, **when("StringNotEquals", ["a", "b"]))], True),
        ([allow(GET), deny(GET, **when("Bool", "false", key="aws:SecureTransport"))], [allow(GET)], True),
        ([allow(GET)], [allow(GET), deny(GET, **when("Bool", "false", key="aws:SecureTransport"))], False),
        # statements against each other
        ([allow(["s3:Get*", "s3:Put*"], "arn:aws:s3:::a/*")],
         [allow("s3:Get*", "arn:aws:s3:::a/*"), allow("s3:Put*", "arn:aws:s3:::a/*")], False),
        ([allow(GET, "arn:aws:s3:::a/*"), allow("s3:PutObject", "arn:aws:s3:::b/*")],
         [allow([GET, "s3:PutObject"], ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"])], True),
        ([allow(GET, ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"])], [allow(GET, "arn:aws:s3:::?/*")], True),
        ([allow(GET, "arn:aws:s3:::?/*")], [allow(GET, ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"])], False),
        ([allow(GET, "arn:aws:s3:::a*")], [{**allow(GET), "Resource": [], "NotResource": "arn:aws:s3:::b*"}], True),
        ([allow(GET, "arn:aws:s3:::*"), deny(GET, "arn:aws:s3:::b/*")],
         [allow(GET, "arn:aws:s3:::a/*")], False),
        ([allow("s3:*"), deny("s3:Delete*")], [allow("s3:Delete*")], True),
        ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], [allow("s3:*")], False),
        ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], [allow("iam:Get*")], True),
        ([{"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"}],
         [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], True),
        ([allow("*")], [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], False),
    ],
)  # fmt: skip
def test_statements_together(before, after, expected):
    for one in (*before, *after):
        if one.get("Resource") == []:
            del one["Resource"]
    assert gains(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"AWS": "arn:aws:iam::123456789012:root"}, {"AWS": "123456789012"}, False),
        ({"AWS": "123456789012"}, {"AWS": "arn:aws:iam::123456789012:root"}, False),
        ({"AWS": "123456789012"}, {"AWS": "arn:aws:iam::123456789012:role/x"}, False),
        ({"AWS": "123456789012"}, {"AWS": "arn:aws:sts::123456789012:assumed-role/x/s"}, False),
        ({"AWS": "arn:aws:iam::123456789012:role/x"}, {"AWS": "123456789012"}, True),
        ({"AWS": "arn:aws:iam::123456789012:role/p/x"}, {"AWS": "arn:aws:sts::123456789012:assumed-role/x/s"}, False),
        ({"AWS": "123456789012"}, {"AWS": "210987654321"}, True),
        ({"AWS": "*"}, "*", False),
        ("*", {"Service": "ec2.amazonaws.com"}, False),
        ({"AWS": "123456789012"}, "*", True),
        ({"Service": "ec2.amazonaws.com"}, {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}, True),
        ({"Service": "ec2.amazonaws.com"}, {"Service": "EC2.amazonaws.com"}, False),
        ({"Service": "ec2.amazonaws.com"}, {"AWS": "123456789012"}, True),
        ({"Federated": "arn:aws:iam::123456789012:oidc-provider/a"},
         {"Federated": "arn:aws:iam::123456789012:oidc-provider/b"}, True),
        ({"AWS": {"Ref": "Role"}}, {"AWS": {"Ref": "Role"}}, False),
        ({"AWS": {"Ref": "Role"}}, {"AWS": {"Ref": "Other"}}, True),
    ],
)  # fmt: skip
def test_principals_of_trust_policies(before, after, expected):
    sides = [policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": one}) for one in (before, after)]
    assert bool(gained(*sides)) is expected


def test_a_deny_for_all_but_some_lifts_when_it_leaves_out_more():
    some = {"AWS": ["arn:aws:iam::123456789012:role/a"]}
    more = {"AWS": ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"]}
    everybody = {"Effect": "Allow", "Action": GET, "Resource": "*", "Principal": "*"}
    strict, lax = ({"Effect": "Deny", "Action": GET, "Resource": "*", "NotPrincipal": who} for who in (some, more))
    (change,) = gained(policy(everybody, strict), policy(everybody, lax))
    assert (change.why, change.kind) == ("a deny is weaker", "resource")
    assert not gained(policy(everybody, lax), policy(everybody, strict))


ONLY_STAR, VPC = "ec2:DescribeInstances", "arn:aws:ec2:us-east-1:123456789012:vpc/"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # an action that is asked for `*` alone: no ARN grants it, nor denies it
        (allow(ONLY_STAR, VPC + "1"), allow(ONLY_STAR, VPC + "*"), []),
        (allow(ONLY_STAR), allow(ONLY_STAR, VPC + "*"), []),
        (allow(ONLY_STAR, VPC + "*"), allow(ONLY_STAR), [("*", False)]),
        (None, allow(ONLY_STAR, VPC + "*"), [(VPC + "*", True)]),
        # an object is no bucket
        (None, allow("s3:GetObject", "arn:aws:s3:::b"), [("arn:aws:s3:::b", True)]),
        (None, allow("s3:GetObject", "arn:aws:s3:::b/*"), [("arn:aws:s3:::b/*", False)]),
        (None, allow("s3:ListBucket", "arn:aws:s3:::b/*"), [("arn:aws:s3:::b/*", True)]),
        (None, allow("s3:ListBucket", "arn:aws:s3:::b"), [("arn:aws:s3:::b", False)]),
        # what the catalogue does not know may take anything
        (None, allow("s3:Invented", "arn:aws:s3:::b"), [("arn:aws:s3:::b", False)]),
    ],
)
def test_resource_types(before, after, expected):
    found = gained(None if before is None else policy(before), policy(after))
    assert [(one.resource, bool(one.doubt)) for one in found] == expected


def test_a_deny_on_a_bucket_does_not_deny_the_list_of_all_buckets():
    before = policy(allow("*"), deny("s3:*", ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]))
    assert not gained(before, policy(allow("s3:ListAllMyBuckets")))
    assert gained(before, policy(allow("s3:GetObject")))


HOME = "arn:aws:s3:::home/${aws:username}/*"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (policy(allow(GET, HOME)), policy(allow(GET, HOME)), False),
        (policy(allow(GET, HOME)), policy(allow(GET, HOME.replace("username", "UserName"))), False),
        (policy(allow(GET, HOME)), policy(allow(GET, "arn:aws:s3:::home/${aws:username}/a/*")), False),
        (policy(allow(GET, HOME)), policy(allow(GET, "arn:aws:s3:::home/${aws:userid}/*")), True),
        (policy(allow(GET, HOME)), policy(allow(GET, "arn:aws:s3:::home/*")), True),
        (policy(allow(GET, "arn:aws:s3:::home/*")), policy(allow(GET, HOME)), False),
        (policy(allow(GET, "arn:aws:s3:::home/*"), deny(GET, HOME)), policy(allow(GET, "arn:aws:s3:::home/maria/a")),
         True),
        (policy(allow(GET, "arn:aws:s3:::a${*}b")), policy(allow(GET, "arn:aws:s3:::acb")), True),
        (policy(allow(GET, HOME), version="2008-10-17"), policy(allow(GET, HOME)), True),
        (policy(allow(GET, HOME), version="2008-10-17"), policy(allow(GET, HOME), version="2008-10-17"), False),
    ],
)  # fmt: skip
def test_policy_variables(before, after, expected):
    assert bool(gained(before, after)) is expected


def test_unknown_values_equal_themselves_alone():
    reference, other = {"Fn::GetAtt": ["Bucket", "Arn"]}, {"Fn::GetAtt": ["Other", "Arn"]}
    assert permission_delta(policy(allow(GET, reference)), policy(allow(GET, reference))) == []
    assert gains([allow(GET, reference)], [allow(GET, other)])
    assert not gains([allow(GET)], [allow(GET, reference)])
    assert gains([allow(GET), deny(GET, reference)], [allow(GET, "arn:aws:s3:::b/*")])


def test_either_branch_of_a_choice_may_come_to_be():
    chosen = {"Fn::If": ["Prod", allow(GET), allow("s3:PutObject")]}
    assert {action for one in gained(None, policy(chosen)) for action in one.actions} == {GET, "s3:PutObject"}
    assert not gained(policy(chosen), policy(chosen))
    assert gained(policy(chosen), policy(allow(GET)))
    assert gained(None, policy({"Fn::If": ["Prod", {"Ref": "AWS::NoValue"}, "text"]}))


def test_a_swapped_attachment_shows():
    read, full = (Policy(f"arn:aws:iam::aws:policy/AmazonS3{name}") for name in ("ReadOnlyAccess", "FullAccess"))
    found = principal_delta([Holder(ROLE, [read])], [Holder(ROLE, [full])])
    assert {one.level for one in found.changes if one.change == "gained"} == {"permissions-management"}
    assert found.changes[0].after[0].policy == full.name
    assert principal_delta([Holder(ROLE, [read, full])], [Holder(ROLE, [full])]).changes == ()


def test_two_policies_in_one_template_change_nothing_for_who_had_both():
    one, other = Policy("a", policy(allow("s3:Get*"))), Policy("b", policy(allow("sqs:*")))
    both = Policy("template", policy(allow("sqs:*"), allow("s3:Get*")))
    assert principal_delta([Holder(ROLE, [one, other])], [Holder(ROLE, [both])]).changes == ()
    (change,) = principal_delta([Holder(ROLE, [one])], [Holder(ROLE, [both])]).changes
    assert (change.change, change.actions, change.principal) == ("gained", ("sqs:*",), ROLE)


def test_a_boundary_bounds():
    everything = Policy("p", policy(allow("*")))
    tight, wide = Policy("b", policy(allow("s3:Get*"))), Policy("b", policy(allow("s3:*")))

    def why(before, after):
        found = principal_delta([Holder(ROLE, [everything], boundary=before)],
                                [Holder(ROLE, [everything], boundary=after)])  # fmt: skip
        return [one.why for one in found.changes if one.change == "gained"]

    assert why(tight, wide) == ["a permissions boundary is wider"]
    assert why(wide, None) == ["the permissions boundary is removed"]
    assert why(wide, tight) == []
    assert why(None, tight) == []
    within = Policy("p", policy(allow("s3:GetObject")))
    assert (
        principal_delta([Holder(ROLE, [within], boundary=tight)], [Holder(ROLE, [within], boundary=wide)]).changes == ()
    )


def test_what_nobody_can_read_is_told_and_never_no_change():
    broken, unheard = Policy("inline", "{"), Policy("arn:aws:iam::123456789012:policy/own")
    found = principal_delta([Holder(ROLE)], [Holder(ROLE, [broken, unheard])])
    assert [(one.change, one.role, one.name) for one in found.unknown] == [
        ("gained", "policy", broken.name),
        ("gained", "policy", unheard.name),
    ]
    assert principal_delta([Holder(ROLE, [unheard])], [Holder(ROLE, [unheard])]).unknown == ()
    bounded = Holder(ROLE, [Policy("p", policy(allow("s3:Get*")))], boundary=unheard)
    assert principal_delta([bounded], [Holder(ROLE, bounded.policies)]).changes[0].change == "gained"


def test_trust_is_told_for_its_role():
    def trust(who):
        text = json.dumps(policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": who}}), indent=1)
        return [Holder(ROLE, trust=Policy("trust", text, path="role.json", line=10))]

    (change,) = principal_delta(trust(f"{ROLE}-a"), trust("*")).changes
    assert (change.kind, change.resource, change.principal, change.why) == ("trust", ROLE, "*", "a principal is wider")
    assert (change.after[0].path, change.after[0].line) == ("role.json", 13)
    assert change.witness == f"sts:AssumeRole {ROLE} as anybody"


def test_places_on_both_sides():
    before = json.dumps(
        policy(allow("s3:Get*", Sid="Read"), allow("sqs:*", "arn:aws:sqs:*:*:a", Sid="Queue")), indent=2
    )
    after = json.dumps(
        policy(allow("s3:Get*", Sid="Read"), allow("sqs:*", "arn:aws:sqs:*:*:*", Sid="Queues")), indent=2
    )
    (change,) = gained(before, after)
    assert [(one.index, one.sid, one.line) for one in change.before] == [(1, "Queue", 10)]
    assert [(one.index, one.sid, one.line) for one in change.after] == [(1, "Queues", 10)]
    assert after.splitlines()[10 - 1].strip() == "{"


def test_escalation_paths_that_a_change_completes():
    before = policy(allow("lambda:CreateFunction"), allow("lambda:InvokeFunction"))
    after = policy(*before["Statement"], allow("iam:PassRole", "arn:aws:iam::123456789012:role/app-*"))
    assert [(one.id, one.is_new) for one in escalation_delta(before, after)] == [("lambda-001", True)]
    wider = policy(*before["Statement"], allow("iam:PassRole"))
    assert [(one.id, one.is_new) for one in escalation_delta(after, wider)] == [("lambda-001", False)]
    assert escalation_delta(before, policy(*after["Statement"], deny("iam:PassRole"))) == []
    assert escalation_delta(after, before) == []


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "not JSON"),
        ('{"Statement": [], "Statement": []}', "`Statement` is given twice"),
        ('{"Statement": [{"Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*"}]}', "given twice"),
        ('{"Version": "2099-01-01", "Statement": []}', "unknown version `2099-01-01`"),
        ('{"Version": [], "Statement": []}', "unknown version"),
        ('{"statement": []}', "expected an object with `Statement`"),
        ("[" * 200_000, "policy: "),
        ('{"Statement": ' + "[" * 5_000 + "]" * 5_000 + "}", "policy: "),
        (b"\xff\xfe", "policy: "),
    ],
)
def test_broken_documents_are_refused_in_one_line(document, said):
    with pytest.raises(InputError) as caught:
        permission_delta(None, document)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError):
        permission_delta(document, None)


@pytest.mark.parametrize(
    "statement",
    [
        "text",
        None,
        7,
        {},
        {"Effect": "Allow", "action": "s3:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:*", "NotAction": "s3:*", "Resource": "*"},
        {"Effect": "Maybe", "Action": "s3:*", "Resource": "*"},
        {"Effect": {"Ref": "Effect"}, "Action": "s3:*", "Resource": "*"},
        {"Effect": "Allow", "Action": [], "Resource": "*"},
    ],
)
def test_statements_that_nobody_can_read_may_allow_anything(statement):
    (change,) = gained(policy(), policy(statement))
    assert (change.actions, change.level) == (("*",), "permissions-management")
    assert change.why.startswith("the statement cannot be read: ")
    assert permission_delta(policy(statement), policy(statement)) == []
    assert gained(policy(statement), policy(allow("s3:Get*")))


def test_random_documents_never_crash(chance):
    words = ["Allow", "Deny", "s3:*", "*", "", "arn:aws:s3:::b", "${", "${aws:x", "\ue000x\ue001", "\U000f0000", "é*", None,
             1, True, 1.5, [], {}, "a" * 3000, "?" * 70, "*a" * 100, "2012-10-17", "::::::", "\n"]  # fmt: skip
    names = ["Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition", "Sid",
             "Statement", "Version", "StringEquals", "ForAnyValue:ArnLike", "IpAddress", "DateLessThan", "aws:x", "AWS",
             "Fn::If", "NumericEqualsIfExists"]  # fmt: skip

    def value(depth):
        kind = chance.random()
        if depth == 0 or kind < 0.4:
            return chance.choice(words)
        if kind < 0.6:
            return [value(depth - 1) for _ in range(chance.randint(0, 3))]
        return {chance.choice(names): value(depth - 1) for _ in range(chance.randint(0, 4))}

    told = 0
    for _ in range(400):
        sides = []
        for _ in range(2):
            body = {**allow(value(2), value(2)), chance.choice(names): value(4), "Condition": value(4)}
            sides.append(policy(body, value(3)))
        try:
            told += bool(permission_delta(*sides))
        except InputError:
            continue
    assert told > 100


@pytest.mark.long
def test_six_megabytes_are_compared():
    many = [f"arn:aws:s3:::bucket-{number}/*" for number in range(60_000)]
    statements = [allow(GET, f"arn:aws:s3:::b{number}/*") for number in range(15_000)]
    before = json.dumps(policy(allow(GET, many), *statements))
    after = json.dumps(
        policy(allow(GET, [*many[1:], "arn:aws:s3:::new/*"]), *statements[1:], allow("s3:PutObject", many[0]))
    )
    assert len(before) > 3_000_000
    found = gained(before, after)
    assert {(one.actions, one.resource) for one in found} == {
        ((GET,), "arn:aws:s3:::new/*"),
        (("s3:PutObject",), many[0]),
    }
