"""The published schema and the parser say the same of what a schema can express."""

import json
from pathlib import Path

import jsonschema
import pytest
from generation.sharing import shared

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails import load

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "policies/schemas/guardrails.v1.json").read_text(encoding="utf-8"))
KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "=="
PEM = f"-----BEGIN PUBLIC KEY-----\n{KEY[:64]}\n{KEY[64:]}\n-----END PUBLIC KEY-----\n"
APPROVER = {"id": "maria", "github": "maria", "publicKey": "x"}


def deny(name, *entries):
    return {"guardrails": {"deny": {name: list(entries)}}}


def extends(*sources):
    return {"guardrails": {"extends": list(sources)}}


VALID = [
    json.loads((ROOT / "examples/seed/.kiro/kiro.json").read_text(encoding="utf-8")),
    {},
    {"mcpServers": {"a": 1}, "deny": 3},
    {"guardrails": {}},
    {"guardrails": {"deny": {}, "requireApproval": {}}},
    deny("actions", "iam:CreateAccessKey", "S3:*", "*:*", "delete_production_database"),
    deny("resources", "arn:aws:iam::*:role/production-*", "*:*:*:*:*:*", {"match": "arn:aws:s3:::x y"}),
    deny("files", "**/Dockerfile", {"match": "a", "id": "x-1", "reason": "y", "stages": ["task"], "except": ["b"]}),
    deny("commands", "git push --force", "rm"),
    deny("patterns", "X", {"regex": "a|b"}, {"match": "line one\nline two"}),
    {"guardrails": {"permissions": {"expansion": "deny", "unknown": "notice"}, "secrets": "needs-approval"}},
    {"guardrails": {"sandbox": "required", "specReview": "notice", "mode": "shadow", "origin": "a_1"}},
    {"guardrails": {"production": {"names": ["a"], "accounts": ["123456789012"], "profiles": ["p-*"]}}},
    {"guardrails": {"approvals": {"required": 2, "expiresAfter": "24h", "approvers": [APPROVER]}}},
    {"guardrails": {"practice": {}, "credentials": [], "extends": []}},
    extends("oci://registry.example/team/guardrails:1", "https://a.example:8443/x.tar.gz", "shared/é x.tar.gz", "x"),
    extends({"source": "oci://[::1]:5000/a@sha256:0", "key": KEY}, {"source": "a/.b", "key": PEM}),
]
INVALID = [
    [],
    {"guardrails": None},
    {"guardrails": []},
    {"guardrails": {"denny": {}}},
    {"guardrails": {"deny": []}},
    {"guardrails": {"deny": {"action": []}}},
    {"guardrails": {"deny": {"files": "a"}}},
    deny("actions", "Grant Admin"),
    deny("actions", "iam:"),
    deny("actions", {"match": "a:b:c"}),
    deny("resources", "my-bucket"),
    deny("resources", "arn:aws:s3::x"),
    deny("resources", "arn:aws:S3:::x"),
    deny("resources", {"match": "urn:aws:s3:::x"}),
    deny("files", ""),
    deny("files", " "),
    deny("files", 1),
    deny("files", {}),
    deny("files", "a", "a"),
    deny("files", {"regex": "a"}),
    deny("files", {"match": "a", "glob": "b"}),
    deny("files", {"match": "a", "id": "x y"}),
    deny("files", {"match": "a", "reason": ""}),
    deny("files", {"match": "a", "stages": []}),
    deny("files", {"match": "a", "stages": ["tasks"]}),
    deny("files", {"match": "a", "stages": ["task", "task"]}),
    deny("files", {"match": "a", "except": "b"}),
    deny("patterns", {"match": "a", "regex": "b"}),
    deny("patterns", "x" * 4097),
    deny("patterns", "a\x00b"),
    deny("patterns", "\x1b[0m"),
    {"guardrails": {"permissions": {"other": "deny"}}},
    {"guardrails": {"permissions": {"expansion": "allow"}}},
    {"guardrails": {"secrets": True}},
    {"guardrails": {"mode": "off"}},
    {"guardrails": {"origin": "builtin"}},
    {"guardrails": {"origin": "A"}},
    {"guardrails": {"production": {"accounts": ["1"]}}},
    {"guardrails": {"production": {"name": []}}},
    {"guardrails": {"approvals": {"required": 0}}},
    {"guardrails": {"approvals": {"expiresAfter": "soon"}}},
    {"guardrails": {"approvals": {"approvers": [{"id": "a"}]}}},
    {"guardrails": {"approvals": {"approvers": [{"github": "a"}]}}},
    {"guardrails": {"practice": {"a": 1}}},
    {"guardrails": {"credentials": [1]}},
    extends(1),
    extends({"source": "x"}),
    extends({"source": "x", "key": "k"}),
    extends({"source": "x", "key": KEY[:-4]}),
    extends({"source": "x", "key": KEY, "sauce": 1}),
    extends("x", "x"),
    extends("OCI://a/b"),
    extends("oci://A/b"),
    extends("oci://a"),
    extends("oci://a/"),
    extends("oci://u:p@a/b"),
    extends("oci://a/b c"),
    extends("oci://a/é"),
    extends("oci://a//b"),
    extends("oci://a/../b"),
    extends("oci://a/b/"),
    extends("/a"),
    extends("~/a"),
    extends("a/../b"),
    extends("./a"),
    extends("a//b"),
    extends("a/"),
    extends("a\\b"),
    extends(*[f"x{number}" for number in range(33)]),
]


def is_loaded(document):
    try:
        load(
            [(".kiro/kiro.json", json.dumps(document).encode())],
            lambda patterns: [True] * len(patterns),
            resolve=lambda extends, _path: [
                shared(source=one.source, origin=f"s{at}") for at, one in enumerate(extends)
            ],
        )
    except ConfigurationError:
        return False
    return True


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("document", VALID)
def test_both_accept_what_is_right(document):
    assert (jsonschema.Draft202012Validator(SCHEMA).is_valid(document), is_loaded(document)) == (True, True)


@pytest.mark.parametrize("document", INVALID)
def test_both_refuse_what_is_wrong(document):
    assert (jsonschema.Draft202012Validator(SCHEMA).is_valid(document), is_loaded(document)) == (False, False)
