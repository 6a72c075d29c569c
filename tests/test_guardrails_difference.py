"""What a new version of compiled guardrails loosens and tightens, in words, and as `compare` says it of their sources."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from generation import configurations
from generation.seeds import seeded
from hypothesis import given
from signing.made import KEY, document, version

from pykiro_opa.bundles.difference import bundle_differences
from pykiro_opa.bundles.publishing import shared_bundle
from pykiro_opa.bundles.shared import open_shared
from pykiro_opa.guardrails import compare
from pykiro_opa.guardrails.custom_rules import rules_of
from pykiro_opa.guardrails.difference import differences
from pykiro_opa.guardrails.settings import BUILTIN_PERMISSIONS, EFFECT_LEVELS, LEVELS, PRODUCTION


def said(before, after):
    return [
        f"{one.change}: {one.subject}: {one.before} -> {one.after}"
        for one in differences(document(before), document(after))
    ]


def deny(**lists):
    return {"deny": lists}


TABLE = [
    ({}, deny(files=["a"]), ["tightened: files `a`: nothing -> deny"]),
    (deny(files=["a"]), {}, ["loosened: files `a`: deny -> nothing"]),
    (deny(files=["a", "b"]), deny(files=["b", "a"]), []),
    (deny(files=["a"]), deny(files=[{"match": "a", "id": "x", "reason": "y"}]), []),
    (deny(files=["a"]), {"requireApproval": {"files": ["a"]}}, ["loosened: files `a`: deny -> needs-approval"]),
    (
        deny(files=["a"]),
        deny(files=[{"match": "a", "stages": ["task", "spec"]}]),
        ["loosened: files `a`: deny -> deny at spec, task"],
    ),
    (
        deny(actions=[{"match": "s3:*", "except": ["docs/**"]}]),
        deny(actions=["s3:*"]),
        ["tightened: actions `s3:*`: deny, but not what matches `^(?:docs/[\\s\\S]+)$` -> deny"],
    ),
    (
        deny(commands=["rm"]),
        {"deny": {"commands": [{"match": "rm", "stages": ["task"]}]}, "requireApproval": {"commands": ["rm"]}},
        ["loosened: commands `rm`: deny -> deny at task and needs-approval"],
    ),
    (
        deny(files=["a"], patterns=["X"]),
        deny(patterns=["X", {"regex": "y"}], resources=["arn:aws:s3:::x"]),
        [
            "loosened: files `a`: deny -> nothing",
            "tightened: patterns `y`: nothing -> deny",
            "tightened: resources `arn:aws:s3:::x`: nothing -> deny",
        ],
    ),
    (
        deny(patterns=["X"]),
        deny(files=["a"]),
        ["loosened: patterns `X`: deny -> nothing", "tightened: files `a`: nothing -> deny"],
    ),
    (
        {},
        deny(files=[{"match": "a", "except": ["z", "b", "m"]}]),
        ["tightened: files `a`: nothing -> deny, but not what matches `^(?:b)$`, `^(?:m)$`, `^(?:z)$`"],
    ),
    (
        {"production": {"names": ["b", "d", "a", "e", "c"]}},
        {"production": {"names": []}},
        [f"loosened: production.names: `{name}` -> nothing" for name in "abcde"],
    ),
    (
        {},
        {**deny(actions=["s3:getobject"]), "requireApproval": {"actions": ["S3:GetObject"]}},
        ["tightened: actions `s3:getobject`: nothing -> deny and needs-approval"],
    ),
    ({"secrets": "deny"}, {"secrets": "notice"}, ["loosened: secrets: deny -> notice"]),
    ({"secrets": "deny"}, {}, ["loosened: secrets: deny -> nothing"]),
    (
        {"production": {"names": ["live", "x"]}},
        {"production": {"names": ["live", "y"]}},
        ["loosened: production.names: `x` -> nothing", "tightened: production.names: nothing -> `y`"],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), TABLE)
def test_each_difference_is_said_in_words(before, after, expected):
    assert said(before, after) == expected


def levels():
    """Every setting with its levels, mildest first; `mode` is none that can be shared."""
    for name, choices in LEVELS.items():
        if name != "mode":
            yield name, lambda value, name=name: {name: value}, choices
    for name in BUILTIN_PERMISSIONS:
        yield f"permissions.{name}", lambda value, name=name: {"permissions": {name: value}}, EFFECT_LEVELS


@pytest.mark.parametrize(("name", "written", "choices"), list(levels()), ids=[name for name, _, _ in levels()])
def test_every_level_of_every_setting(name, written, choices):
    steps = [None, *choices]
    for before, was in enumerate(steps):
        for after, now in enumerate(steps):
            expected = []
            if before != after:
                change = "loosened" if after < before else "tightened"
                expected = [f"{change}: {name}: {was or 'nothing'} -> {now or 'nothing'}"]
            sides = [{} if value is None else written(value) for value in (was, now)]
            assert said(*sides) == expected


@pytest.mark.parametrize("name", PRODUCTION)
def test_every_list_of_production(name):
    value = {"names": "x", "accounts": "123456789012", "profiles": "p-*"}[name]

    assert said({}, {"production": {name: [value]}}) == [f"tightened: production.{name}: nothing -> `{value}`"]


def test_a_rule_that_no_longer_has_to_be_there_is_loosened():
    before = document({})
    after = {**before, "rules": before["rules"][1:]}

    (found,) = differences(before, after)

    assert (found.change, found.subject, found.before) == (
        "loosened",
        "rule that has to be evaluated",
        f"`{before['rules'][0]}`",
    )
    assert [one.change for one in differences(after, before)] == ["tightened"]


@seeded(80)
@given(configurations.GUARDRAILS, configurations.GUARDRAILS)
def test_it_agrees_with_the_comparison_of_the_sources(before, after):
    """Lists of production are told name by name here and as one there; all else is one for one."""
    sources = [json.dumps({"guardrails": one}).encode() for one in (before, after)]
    theirs = Counter(one["change"] for one in compare(*sources, nested=True) if "/production/" not in one["pointer"])
    ours = Counter(
        one.change
        for one in differences(document(before), document(after))
        if not one.subject.startswith("production.")
    )

    assert ours == theirs
    assert differences(document(before), document(before)) == []
    turned = {"loosened": "tightened", "tightened": "loosened"}
    settings = [one for one in differences(document(before), document(after)) if one.subject in LEVELS]
    back = [one for one in differences(document(after), document(before)) if one.subject in LEVELS]
    assert {(one.subject, turned[one.change]) for one in settings} == {(one.subject, one.change) for one in back}


def opened(counter=1, **more):
    return open_shared(shared_bundle("platform", document({}), counter=counter, **more), key=None)


def changes(before, after):
    return [(one.change, one.subject, one.before, one.after) for one in bundle_differences(before, after)]


def test_the_counter_and_the_signature_are_no_difference():
    one = open_shared(version(1, "a", key=None), key=None)
    two = open_shared(version(2, "a", key=KEY), key=KEY.public.pem)

    assert bundle_differences(one, two) == []


def test_the_guardrails_of_two_versions_are_compared():
    one, two = (open_shared(version(counter, *files, key=None), key=None) for counter, files in ((1, "a"), (2, "ab")))

    assert changes(one, two) == [("tightened", "files `b`", "nothing", "deny")]
    assert changes(two, one) == [("loosened", "files `b`", "deny", "nothing")]


def test_what_is_extended_no_more_is_loosened():
    base, signed = "oci://a/b:1", {"source": "oci://a/b:1", "key": "k"}

    assert changes(opened(), opened(extends=[base])) == [("tightened", "extends", "nothing", f"`{base}`")]
    assert changes(opened(extends=[base]), opened()) == [("loosened", "extends", f"`{base}`", "nothing")]
    assert [one[0] for one in changes(opened(extends=[signed]), opened(extends=[base]))] == ["loosened", "tightened"]


def test_what_became_of_rules_is_loosened_unless_there_is_more():
    rules, others = (rules_of("platform", {"a.rego": text}) for text in (b"package a\n", b"package b\n"))
    one = ("rule that has to be evaluated", "`custom/platform/a`")

    assert changes(opened(), opened(rules=rules)) == [("tightened", one[0], "nothing", one[1])]
    assert changes(opened(rules=rules), opened()) == [("loosened", one[0], one[1], "nothing")]
    assert changes(opened(rules=rules), opened(rules=others)) == [
        ("loosened", "rule `custom/platform/a`", "as it was", "changed")
    ]


def test_the_guardrails_of_another_are_not_these():
    other = open_shared(version(1, "a", origin="team", key=None), key=None)

    found = changes(open_shared(version(1, "a", key=None), key=None), other)

    assert found == [("loosened", "origin", "`platform`", "`team`")]
