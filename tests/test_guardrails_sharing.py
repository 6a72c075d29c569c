"""A kiro.json compiled for others: nothing of the workspace's own in it, and every problem told with its place."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails.sharing import for_others


def shared(guardrails, origin=None, *, valid=True, data=None):
    content = data if data is not None else json.dumps({"guardrails": guardrails}).encode()
    return for_others("kiro.json", content, origin, lambda patterns: [valid] * len(patterns))


def test_what_is_not_set_stays_open_and_what_is_set_is_kept():
    found = shared({"origin": "a", "secrets": "deny", "extends": ["oci://a/b:1"], "deny": {"files": ["x"]}})

    assert (found.origin, list(found.extends), found.notes) == ("a", ["oci://a/b:1"], ())
    settings = found.document["settings"]
    assert (settings["secrets"], settings["unresolved"], settings["permissions"]["expansion"]) == ("deny", None, None)
    assert (settings["mode"], found.document["scope"], found.document["counts"]["files"]) == ("enforce", "", 1)


@pytest.mark.parametrize(("guardrails", "origin"), [({}, "a"), ({"origin": "a"}, None), ({"origin": "a"}, "a")])
def test_the_origin_is_the_one_that_is_named(guardrails, origin):
    assert shared(guardrails, origin).origin == "a"


def test_what_is_not_judged_yet_is_said():
    assert shared({"approvals": {}, "sandbox": "off"}).notes == (
        "kiro.json: `sandbox` is accepted but not judged by this version",
        "kiro.json: `approvals` is accepted but not judged by this version",
    )


@pytest.mark.parametrize(
    ("guardrails", "problems"),
    [
        ({"mode": "enforce"}, ["#/guardrails/mode: shared guardrails may not set `mode`"]),
        ({"origin": "b"}, ["#/guardrails/origin: another origin than `--origin a`"]),
        ({"mode": "shadow", "origin": "b"}, ["#/guardrails/mode: ", "#/guardrails/origin: "]),
        ({"oops": 1}, ["#/guardrails/oops: "]),
        ([], ["#/guardrails: expected an object"]),
        ({"deny": {"files": [1], "actions": ["x"]}}, ["#/guardrails/deny/files/0: ", "#/guardrails/deny/actions/0: "]),
    ],
)  # fmt: skip
def test_every_problem_has_its_place(guardrails, problems):
    with pytest.raises(ConfigurationError) as caught:
        shared(guardrails, "a")
    lines = caught.value.diagnostics()
    assert len(lines) == len(problems)
    for line in lines:
        assert line.startswith("kiro.json:1:")
        assert any(problem in line for problem in problems), line


def test_a_regex_that_the_engine_refuses_is_refused():
    patterns = {"deny": {"patterns": [{"regex": "(?=x)"}]}}
    assert shared(patterns).document["counts"]["patterns"] == 1
    with pytest.raises(ConfigurationError, match="is not RE2"):
        shared(patterns, valid=False)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"{}", "there is no `guardrails` in it"),
        (b"{", "kiro.json:1:"),
        (b'{"guardrails": {"deny": {}, "deny": {}}}', "the key stands already"),
    ],
)
def test_a_file_that_is_none_is_refused(data, problem):
    with pytest.raises(ConfigurationError, match=problem):
        shared(None, data=data)


def test_a_key_twice_outside_of_the_guardrails_is_somebody_else_s():
    assert shared(None, data=b'{"x": 1, "x": 2, "guardrails": {"origin": "a"}}').origin == "a"
