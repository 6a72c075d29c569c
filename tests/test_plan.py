"""Terraform plans as JSON: what is read, what is refused, what stays unknown and what is never shown."""

from __future__ import annotations

import json

import pytest
from workspace import CONFIGURATION, SEED, Workspace

from pykiro_opa.errors import InputError
from pykiro_opa.infrastructure import read_plan
from pykiro_opa.infrastructure.unknowns import is_unknown

ADDRESS = "aws_security_group.web"


def entry(actions, before, after, **more):
    change = {"actions": actions, "before": before, "after": after, **more.pop("change", {})}
    return {"address": ADDRESS, "mode": "managed", "type": "aws_security_group", "change": change, **more}


def plan(*entries, **more):
    return json.dumps({"format_version": "1.2", "resource_changes": list(entries), **more}).encode()


GROUP = {"name": "web", "arn": "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1"}


@pytest.mark.parametrize(
    ("actions", "before", "after", "operation"),
    [
        (["create"], None, GROUP, "create"),
        (["update"], GROUP, {**GROUP, "description": "x"}, "update"),
        (["delete"], GROUP, None, "delete"),
        (["delete", "create"], GROUP, {**GROUP, "name": "api"}, "replace"),
        (["create", "delete"], GROUP, {**GROUP, "name": "api"}, "replace"),
    ],
)
def test_an_operation_is_what_its_actions_say(actions, before, after, operation):
    (change,) = read_plan(plan(entry(actions, before, after))).changes

    assert (operation, ADDRESS, "aws_security_group") == (change.operation, change.address, change.type)


@pytest.mark.parametrize("actions", [["no-op"], ["read"], ["forget"]])
def test_what_changes_nothing_is_nothing(actions):
    assert [] == read_plan(plan(entry(actions, GROUP, GROUP))).changes


def test_a_resource_that_only_moved_is_nothing():
    assert [] == read_plan(plan(entry(["no-op"], GROUP, GROUP, previous_address="aws_security_group.old"))).changes


def test_what_is_known_only_after_apply_is_an_explicit_unknown():
    marks = {"change": {"after_unknown": {"policy": True, "list": [False, True], "inner": {"a": True}}}}
    after = {"name": "x", "list": ["a"], "inner": {}}

    (change,) = read_plan(plan(entry(["create"], None, after, **marks))).changes

    properties = change.after.properties
    assert is_unknown(properties["policy"])
    assert "a" == properties["list"][0]
    assert is_unknown(properties["list"][1])
    assert is_unknown(properties["inner"]["a"])
    assert {"op": "add", "path": "/policy", "value": f"${{{ADDRESS}.policy}}"} in change.patch


def test_a_sensitive_value_is_in_no_patch():
    marks = {"change": {"before_sensitive": {"password": True}, "after_sensitive": {"password": True}}}
    same = read_plan(
        plan(entry(["update"], {"password": "s3cret", "a": 1}, {"password": "s3cret", "a": 2}, **marks))
    ).changes
    other = read_plan(plan(entry(["update"], {"password": "s3cret"}, {"password": "n3w"}, **marks))).changes

    assert [{"op": "replace", "path": "/a", "value": 2}] == same[0].patch
    assert [{"op": "replace", "path": "/password", "value": "(sensitive, changed)"}] == other[0].patch
    created = read_plan(plan(entry(["create"], None, {"password": "n3w"}, change={"after_sensitive": True}))).changes
    assert [{"op": "add", "path": "/password", "value": "(sensitive)"}] == created[0].patch


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"{}", b'"x"', b'{"format_version": 1}',
        plan(format_version="2.0"),
        plan(errored=True),
        json.dumps({"format_version": "1.2", "resource_changes": {}}).encode(),
        json.dumps({"format_version": "1.2", "resource_changes": [1]}).encode(),
        plan({"address": "a", "type": "b"}),
        plan({**entry(["create"], None, GROUP), "address": ""}),
        plan({**entry(["create"], None, GROUP), "type": None}),
        plan(entry(["explode"], None, GROUP)),
        plan(entry([], None, GROUP)),
        plan(entry(["create"], GROUP, GROUP)),
        plan(entry(["delete"], GROUP, GROUP)),
        plan(entry(["update"], GROUP, None)),
        plan(entry(["update"], "x", GROUP)),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_read_whole_is_refused(content):
    with pytest.raises(InputError):
        read_plan(content)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return Workspace(tmp_path_factory.mktemp("plan") / "w", {CONFIGURATION: SEED})


def decided(workspace, content):
    (workspace.folder / "plan.json").write_bytes(content)
    return workspace.decide("--plan", "plan.json")


def test_the_guardrails_judge_a_plan(workspace):
    code, decision = decided(workspace, plan(entry(["update"], GROUP, {**GROUP, "description": "x"})))

    assert 10 == code
    assert "modify_network_security_groups" in {finding["action"] for finding in decision["findings"]}
    assert {"<plan>"} == {place["path"] for finding in decision["findings"] for place in finding["evidence"]}


def test_a_protected_resource_of_a_plan_is_known_by_its_arn(workspace):
    bucket = {"bucket": "x", "arn": "arn:aws:s3:::data-production"}
    content = plan({**entry(["update"], bucket, {**bucket, "tags": {"a": "b"}}), "type": "aws_s3_bucket"})

    assert 10 == decided(workspace, content)[0]


def test_a_harmless_plan_is_allowed_and_a_broken_one_is_not_readable(workspace):
    queue = {"name": "jobs", "arn": "arn:aws:sqs:eu-west-1:111122223333:jobs"}
    harmless = plan({**entry(["update"], queue, {**queue, "delay_seconds": 5}), "type": "aws_sqs_queue"})

    assert 0 == decided(workspace, harmless)[0]
    assert 5 == decided(workspace, b"{")[0]
    assert 5 == workspace.decide("--plan", "nowhere.json")[0]
