"""The lock: what it may say, where each problem of it stands, and that the same pins are the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pykiro_opa.bundles.lock import Pin, read_lock, tag_of, written
from pykiro_opa.errors import ConfigurationError

PATH = ".kiro/guardrails.lock"
SCHEMA = json.loads((Path(__file__).parents[1] / "policies/schemas/guardrails_lock.v1.json").read_bytes())
KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "=="
PEM = f"-----BEGIN PUBLIC KEY-----\n{KEY[:64]}\n{KEY[64:]}\n-----END PUBLIC KEY-----\n"
DIGEST = "sha256:" + "0" * 64
OCI = "oci://registry.example/platform/guardrails:1"
FOLLOWED = {"tag": "1", "counter": 3, "key": KEY, "origin": "platform"}


def of(bundles):
    return {"version": 1, "bundles": bundles}


VALID = [
    of({}),
    of({OCI: DIGEST, "https://a.example/x.tar.gz": DIGEST, "shared/x.tar.gz": DIGEST}),
    of({OCI: FOLLOWED}),
    of({OCI: {**FOLLOWED, "key": PEM, "counter": 2**53 - 1}}),
]
INVALID = [
    ([], "#: expected an object, found a list"),
    ({}, "expected `version` 1"),
    ({"version": 1}, "expected `bundles` to be an object of pins by their source, found null"),
    ({"version": True, "bundles": {}}, "expected `version` 1"),
    ({"version": 2, "bundles": {}}, "expected `version` 1; a lock of another version needs another pykiro-opa"),
    ({**of({}), "more": 1}, "#/more: unknown key `more`"),
    (of([]), "expected `bundles` to be an object of pins by their source, found a list"),
    (of({"../x": DIGEST}), "#/bundles/..~1x: `../x` is no path inside the repository"),
    (of({"OCI://x/y": DIGEST}), "`OCI://x/y` is no URL"),
    (of({OCI: "sha256:0"}), "`sha256:0` is no digest; write `sha256:` and 64 digits"),
    (of({OCI: DIGEST.upper()}), "is no digest"),
    (of({OCI: "md5:" + "0" * 64}), "is no digest"),
    (of({OCI: None}), "expected a digest or an object, found null"),
    (of({OCI: {}}), "expected `tag` to be that of the source, and a source that has one"),
    (of({OCI: {**FOLLOWED, "tag": 1}}), "expected `tag` to be that of the source"),
    (of({OCI: {**FOLLOWED, "counter": 0}}), "expected `counter` to be a whole number from 1"),
    (of({OCI: {**FOLLOWED, "counter": True}}), "expected `counter` to be a whole number from 1"),
    (of({OCI: {**FOLLOWED, "counter": 1.5}}), "expected `counter` to be a whole number from 1"),
    (of({OCI: {**FOLLOWED, "counter": 2**53}}), "expected `counter` to be a whole number from 1"),
    (of({OCI: {**FOLLOWED, "key": ""}}), "`key`: the key is no public key of ES256 (P-256)"),
    (of({OCI: {"tag": "1", "counter": 1}}), "`key`: the key is no public key of ES256 (P-256)"),
    (of({OCI: {**FOLLOWED, "origin": "A"}}), "expected `origin` to be that of the bundle's guardrails"),
    (of({OCI: {**FOLLOWED, "origin": None}}), "expected `origin` to be that of the bundle's guardrails"),
    (of({OCI: {**FOLLOWED, "digest": DIGEST}}), "/digest: unknown key `digest`"),
]


@pytest.mark.parametrize("document", VALID)
def test_what_is_right_is_read(document):
    jsonschema.validate(document, SCHEMA)
    assert read_lock(PATH, json.dumps(document).encode()).keys() == document["bundles"].keys()


@pytest.mark.parametrize(("document", "problem"), INVALID)
def test_what_is_wrong_is_told_with_its_place(document, problem):
    with pytest.raises(ConfigurationError) as refused:
        read_lock(PATH, json.dumps(document).encode())
    assert any(problem in line for line in refused.value.problems), refused.value.problems
    assert all(line.startswith(f"{PATH}:1:") and line.isprintable() for line in refused.value.problems)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document)


@pytest.mark.parametrize(
    ("source", "tag"),
    [("oci://x/y:2", "1"), ("oci://x/y@" + DIGEST, "latest"), ("x/y", "y"), ("https://x/y", "1")],
)
def test_a_tag_is_that_of_its_source(source, tag):
    """No schema can say it: one of another tag would be a pin of nothing."""
    with pytest.raises(ConfigurationError, match="expected `tag` to be that of the source"):
        read_lock(PATH, json.dumps(of({source: {**FOLLOWED, "tag": tag}})).encode())


def test_what_of_a_source_may_move_on():
    sources = ["oci://h:5000/a/b:2", "oci://h:5000/a/b", "oci://h/a@" + DIGEST, "https://h/a/b.tar.gz", "a/b"]
    assert [tag_of(source) for source in sources] == ["2", "latest", None, "b.tar.gz", None]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "the file is empty"),
        (b'{"version": 1, "bundles": {}', "the file ends where"),
        (b'{"version": 1, "version": 1, "bundles": {}}', "#/version: the key stands already at 1:2; keep one"),
        (f'{{"version": 1, "bundles": {{"x": "{DIGEST}",\n "x": "{DIGEST}"}}}}'.encode(), ":2:2: #/bundles/x: the key stands"),
        (b'{"version": 1, "bundles": {} /* x */}', "a comment; JSON has none"),
        (b'{"version": NaN, "bundles": {}}', "expected a value, found `NaN`"),
        (b"\xff", "a byte that is not UTF-8"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_lock_is_refused(text, problem):
    with pytest.raises(ConfigurationError) as refused:
        read_lock(PATH, text)
    assert problem in str(refused.value)


def test_the_same_pins_are_the_same_bytes_and_read_as_they_were():
    pins = {"b": Pin(DIGEST), OCI: Pin(tag="1", counter=3, key=KEY, origin="platform"), "a": Pin(DIGEST)}
    assert written(pins) == written(dict(reversed(pins.items())))
    assert read_lock(PATH, written(pins)) == pins
    assert written(pins).endswith(b"}\n")


def test_too_many_pins_are_refused():
    with pytest.raises(ConfigurationError, match="129 pins; extend fewer bundles"):
        read_lock(PATH, json.dumps(of({f"x{number}": DIGEST for number in range(129)})).encode())
