"""Shared bundles: what is built opens and OPA takes it, and whatever is not exactly that is refused in one line."""

from __future__ import annotations

import gzip
import json
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from generation.seeds import seeded
from hypothesis import given
from hypothesis import strategies as st
from signing.bundles import archive

from pykiro_opa.bundles import archive as archives
from pykiro_opa.bundles import guardrails_bundle, library_bundle
from pykiro_opa.bundles.inspection import unpack
from pykiro_opa.bundles.publishing import shared_bundle, signed_bundle
from pykiro_opa.bundles.shared import open_shared
from pykiro_opa.catalogue.library import policies_root
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import canonical, sha256
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.compilation import compile_guardrails, content_of
from pykiro_opa.guardrails.custom_rules import rules_of
from pykiro_opa.guardrails.problems import Problems
from pykiro_opa.signatures import PrivateKey

KEY, OTHER = (PrivateKey(ec.generate_private_key(ec.SECP256R1())) for _ in range(2))
ROOT = "kiro/guardrails/platform"
PATH = f"{ROOT}/data.json"
WRITTEN = {
    "deny": {"actions": ["grant_admin_access"], "patterns": ["DROP TABLE", {"regex": "a+", "except": ["docs/**"]}]},
    "requireApproval": {"files": ["**/Dockerfile"]},
    "secrets": "deny",
    "production": {"names": ["live"]},
}


def compiled(guardrails=WRITTEN):
    problems = Problems("kiro.json")
    _, document = compile_guardrails(guardrails, "platform", "", problems)
    assert not problems
    return document


def built(counter=3, **more):
    return shared_bundle("platform", compiled(), counter=counter, **more)


RULES = rules_of("platform", {"names.rego": b"package kiro.custom.platform.names\n"})


def test_what_is_built_opens():
    extends = ["oci://registry.example/base:1", {"source": "https://example.org/b.tar.gz", "key": "k"}]
    data = built(extends=extends, rules=RULES)

    found = open_shared(data, key=None)

    document = compiled()
    assert (found.origin, found.counter, found.signed_by, found.notes) == ("platform", 3, None, ())
    assert found.digest == f"sha256:{sha256(data)}"
    named = [*document["rules"], "custom/platform/names"]
    assert found.document == {**document, "rules": named, "about": {"content": found.content, "counter": 3}}
    assert [(rule.path, rule.text) for rule in found.rules] == [("kiro/custom/platform/names.rego", RULES[0].text)]
    assert found.extends == (("oci://registry.example/base:1", None), ("https://example.org/b.tar.gz", "k"))


def test_the_same_guardrails_give_the_same_bytes_signed_or_not():
    assert built() == built()
    assert signed_bundle(built(), KEY) == signed_bundle(signed_bundle(built(), OTHER), KEY)


@pytest.mark.parametrize("change", [{"counter": 4}, {"extends": ["oci://a/b:1"]}, {"rules": RULES}])
def test_the_content_is_that_of_all_but_the_counter(change):
    same = open_shared(built(**change), key=None).content == open_shared(built(), key=None).content

    assert same == ("counter" in change)


def test_a_key_is_believed_and_a_signature_alone_is_not():
    data = signed_bundle(built(), KEY)

    assert open_shared(data, key=KEY.public.pem).signed_by == KEY.public.id
    unchecked = open_shared(data, key=None, what="x")
    assert (unchecked.signed_by, unchecked.notes) == (
        None, ("x: it is signed, but no key is configured, so nobody has checked by whom",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "key", "problem"),
    [
        (built(), KEY.public.pem, "it is not signed, though a key is configured"),
        (signed_bundle(built(), OTHER), KEY.public.pem, "not made with the key"),
        (signed_bundle(built(), KEY, scope="x"), KEY.public.pem, "it is for the scope"),
        (signed_bundle(built(), KEY), b"no key", "its key: no public key in PEM"),
        (signed_bundle(built(), KEY)[:-20], KEY.public.pem, "not a gzipped file"),
        (signed_bundle(built(), KEY)[:200], KEY.public.pem, "not a gzipped file"),
        (b"", None, "not a tar archive"),
        (gzip.compress(b"x" * 600, mtime=0), None, "not a tar archive"),
    ],
    ids=range(8),
)
def test_what_the_key_has_not_signed_is_refused(data, key, problem):
    with pytest.raises(ConfigurationError, match=f"^oci://x: .*{problem}") as caught:
        open_shared(data, key=key, what="oci://x")
    assert len(caught.value.diagnostics()) == 1


def changed(files=None, document=None, manifest=None, origin="platform"):
    """A bundle whose parts fit each other, as a publisher with other software might build it."""
    found = unpack(built())
    found.pop(".manifest")
    one = json.loads(found.pop(PATH))
    one |= document or {}
    root = f"kiro/guardrails/{origin or 'platform'}"
    found |= files or {}
    if document is None or "about" not in document:
        one["about"] = {"content": content_of(one, found), "counter": 3}
    if origin:
        found[f"{root}/data.json"] = json.dumps(one).encode()
    written = {"revision": archives.revision_of(found), "rego_version": 1, "roots": [root], **(manifest or {})}
    return archive({".manifest": json.dumps({k: v for k, v in written.items() if v is not ...}).encode(), **found})


def entries(**lists):
    return {**compiled()["entries"], **lists}


RULE = {"kiro/custom/platform/a.rego": b"package kiro.custom.platform.a\n"}
BOTH = ["kiro/guardrails/platform", "kiro/custom/platform"]
REFUSED = {
    "a root more": (changed(manifest={"roots": [ROOT, "kiro/main"]}), "its roots are not"),
    "a root of all": (changed(manifest={"roots": [""]}), "its roots are not"),
    "a wider root": (changed(manifest={"roots": ["kiro/guardrails"]}), "its roots are not"),
    "another root": (changed(manifest={"roots": ["kiro/guardrails/other"]}), "its roots are not"),
    "no roots": (changed(manifest={"roots": ...}), "expected revision, roots"),
    "roots of null": (changed(manifest={"roots": None}), "its roots are not"),
    "roots twice": (changed(manifest={"roots": [ROOT, ROOT]}), "its roots are not"),
    "a root for rules without any": (changed(manifest={"roots": BOTH}), "its roots are not"),
    "rules without their root": (changed(RULE), "its roots are not"),
    "Rego v0": (changed(manifest={"rego_version": 0}), "its Rego version is not 1"),
    "Rego version true": (changed(manifest={"rego_version": True}), "its Rego version is not 1"),
    "no Rego version": (changed(manifest={"rego_version": ...}), "expected revision, roots"),
    "a Rego version of a file": (changed(manifest={"file_rego_versions": {"*": 0}}), "expected revision, roots"),
    "wasm": (changed(manifest={"wasm": []}), "expected revision, roots"),
    "another revision": (changed(manifest={"revision": "x"}), "its revision is not that of the content"),
    "no manifest": (archive({path: data for path, data in unpack(built()).items() if path != ".manifest"}), "there is no `.manifest`"),
    "a manifest that is a list": (archive({**unpack(built()), ".manifest": b"[]"}), "expected revision, roots"),
    "policies": (changed({"kiro/main/main.rego": b"package kiro.main\n"}), "has no place in a shared bundle of `platform`"),
    "the authorization of OPA": (changed({"system/authz/authz.rego": b"package system.authz\n"}), "has no place"),
    "rules of another origin": (changed({"kiro/custom/other/a.rego": b"package kiro.custom.other.a\n"}), "has no place"),
    "data for rules": (changed({"kiro/custom/platform/data.json": b"{}"}), "has no place"),
    "tests of rules": (changed({"kiro/custom/platform/a_test.rego": b"package a\n"}), "has no place"),
    "a rule of another spelling": (changed({"kiro/custom/platform/A.rego": b"package a\n"}), "name it with small letters"),
    "a rule in a folder": (changed({"kiro/custom/platform/a/b.rego": b"package a\n"}), "rules lie side by side"),
    "a rule that is too large": (changed({"kiro/custom/platform/a.rego": b"#" * 65_537}), "larger than 64 kB"),
    "a rule that is no text": (changed({"kiro/custom/platform/a.rego": b"\xff"}), "is not UTF-8"),
    "too many rules": (changed({f"kiro/custom/platform/a{n}.rego": b"" for n in range(65)}), "write at most 64"),
    "rules that nobody named": (changed(RULE, manifest={"roots": BOTH}), "the rules that it names are not those"),
    "a rule that is named and not there": (changed(document={"rules": [*compiled()["rules"], "custom/platform/a"]}), "the rules that it names are not those"),
    "a rule of another that is named": (changed(document={"rules": [*compiled()["rules"], "custom/workspace/a"]}), "the rules that it names are not those"),
    "a plan of a delta": (changed({"patch.json": b"{}"}), "has no place"),
    "a module": (changed({"policy.wasm": b""}), "has no place"),
    "another manifest": (changed({f"{ROOT}/.manifest": b"{}"}), "has no place"),
    "data elsewhere": (changed({"data.json": b"{}"}), "has no place"),
    "data below": (changed({f"{ROOT}/entries/data.json": b"{}"}), "has no place"),
    "data as YAML": (changed({f"{ROOT}/data.yaml": b"a: 1"}), "has no place"),
    "two origins": (changed({"kiro/guardrails/other/data.json": b"{}"}), "2 origins in it"),
    "no origin": (archive({".manifest": b"{}"}), "no guardrails in it"),
    "builtin": (changed(origin="builtin"), "the origin `builtin` is taken"),
    "workspace": (changed(origin="workspace"), "the origin `workspace` is taken"),
    "an origin in capitals": (changed(origin="Platform"), "is no name"),
    "an origin that is long": (changed(origin="a" * 65), "is no name"),
    "shadow mode": (changed(document={"settings": {**compiled()["settings"], "mode": "shadow"}}), "may not set `mode`"),
    "no mode": (changed(document={"settings": {}}), "`settings.mode` is missing"),
    "no settings": (changed(document={"settings": []}), "`settings` is missing"),
    "a later format": (changed(document={"format": 2}), "another format than 1"),
    "format true": (changed(document={"format": True}), "another format than 1"),
    "a field more": (changed(document={"extra": 1}), "`extra` is missing, of another type or unknown"),
    "a count less": (changed(document={"counts": {**compiled()["counts"], "files": 0}}), "`counts.files` is missing"),
    "an entry less": (changed(document={"entries": entries(files=[])}), "`counts.files` is missing"),
    "a list more": (changed(document={"entries": entries(more=[])}), "`entries.more` is missing"),
    "a list that is an object": (changed(document={"entries": entries(resources={})}), "`entries.resources` is missing"),
    "an entry without a pointer": (changed(document={"entries": entries(files=[{k: v for k, v in compiled()["entries"]["files"][0].items() if k != "pointer"}])}), "`entries.files.0.pointer` is missing"),
    "an entry of another matcher": (changed(document={"entries": entries(files=[{**compiled()["entries"]["files"][0], "matcher": "argv"}])}), "`entries.files.0.matcher` is missing"),
    "a text for an entry": (changed(document={"entries": entries(files=["Dockerfile"])}), "`entries.files.0.matcher` is missing"),
    "a milder effect": (changed(document={"entries": entries(files=[{**compiled()["entries"]["files"][0], "effect": "notice"}])}), "`entries.files.0.effect` is missing"),
    "a folder": (changed(document={"scope": "services"}), "it speaks for a folder"),
    "another content": (changed(document={"about": {"content": "x", "counter": 3}}), "its content is not what it says"),
    "counter 0": (changed(document={"about": {"content": "x", "counter": 0}}), "its counter is no number from 1"),
    "counter true": (changed(document={"about": {"content": "x", "counter": True}}), "`about.counter` is missing"),
    "counter beyond": (changed(document={"about": {"content": "x", "counter": 2**53}}), "read differently elsewhere"),
    "a counter of text": (changed(document={"about": {"content": "x", "counter": "9"}}), "`about.counter` is missing"),
    "nothing about it": (changed(document={"about": {}}), "`about.content` is missing"),
    "more about it": (changed(document={"about": {"content": "x", "counter": 1, "mode": "x"}}), "`about.mode` is missing"),
    "half a pair": (changed(document={"about": {"content": "\ud800", "counter": 1}}), "read differently elsewhere"),
    "a broken number": (changed(document={"about": {"content": "x", "counter": 1.5}}), "read differently elsewhere"),
    "keys twice": (changed({PATH: b'{"format": 1, "format": 1}'}, origin=None), "the same key twice"),
    "extends of another type": (changed({f"{ROOT}/extends.json": b"{}"}), "expected a list"),
    "an extended number": (changed({f"{ROOT}/extends.json": b"[1]"}), "expected a source"),
    "an extended nothing": (changed({f"{ROOT}/extends.json": b'[" "]'}), "is no text"),
    "an extended key of null": (changed({f"{ROOT}/extends.json": b'[{"source": "oci://a/b:1", "key": null}]'}), "is no text"),
    "an extended path": (changed({f"{ROOT}/extends.json": b'["../other"]'}), "`../other` is a path"),
    "more in extends": (changed({f"{ROOT}/extends.json": b'[{"source": "oci://a/b:1", "mode": "x"}]'}), "expected a source"),
}  # fmt: skip


def test_what_is_changed_in_nothing_opens():
    assert open_shared(changed(), key=None).counter == 3


# What two readers would take differently nobody signs.
UNSIGNED = ("data as YAML", "keys twice", "half a pair")


@pytest.mark.parametrize("name", REFUSED)
def test_another_bundle_is_refused(name):
    assert REFUSED[name][1] in refusal(REFUSED[name][0], None)


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in UNSIGNED])
def test_another_bundle_is_refused_although_it_is_signed(name):
    data, problem = REFUSED[name]
    signed = archives.written({**unpack(data), ".signatures.json": signature(data, KEY)})

    assert problem in refusal(signed, KEY.public.pem)


def refusal(data, key):
    with pytest.raises(ConfigurationError) as caught:
        open_shared(data, key=key)
    (line,) = caught.value.diagnostics()
    assert line.startswith("bundle: ")
    return line


def signature(data, key):
    from pykiro_opa.signatures import sign

    return sign(unpack(data), key)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"origin": "builtin"}, "^guardrails: the origin `builtin` is taken everywhere"),
        ({"origin": "A"}, "^guardrails: the origin `A` is no name"),
        ({"counter": 0}, "its counter is no number from 1"),
        ({"extends": ["../guardrails"]}, "is a path"),
        ({"rules": rules_of("team", {"x.rego": b""})}, "has no place"),
        ({"document": {**compiled(), "scope": "a"}}, "it speaks for a folder"),
        ({"document": compiled({"mode": "shadow"})}, "may not set `mode`"),
    ],
)
def test_what_nobody_could_open_is_not_built(change, problem):
    arguments = {"origin": "platform", "document": compiled(), "counter": 1, **change}
    with pytest.raises(ConfigurationError, match=problem):
        shared_bundle(arguments.pop("origin"), arguments.pop("document"), **arguments)


def test_opa_takes_it_beside_the_library_and_the_workspace(opa, tmp_path):
    workspace = load([(".kiro/kiro.json", b'{"guardrails": {}}')], lambda patterns: [True] * len(patterns))
    data = signed_bundle(built(extends=["oci://a/b:1"]), KEY)
    shared = open_shared(data, key=KEY.public.pem)
    bundles = {"library": library_bundle(policies_root()), "workspace": guardrails_bundle(workspace), "shared": data}
    for name, content in bundles.items():
        (tmp_path / f"{name}.tar.gz").write_bytes(content)
    expected = [*map(list, workspace.expected), ["platform", None, 3]]
    (tmp_path / "input.json").write_text(json.dumps({"context": {"expected": expected}}))
    arguments = [part for name in bundles for part in ("-b", f"{name}.tar.gz")]
    command = [opa, "eval", *arguments, "-i", "input.json", "--format", "raw", "data.kiro.check.configuration"]

    answer = json.loads(subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout)

    assert answer["problems"] == []
    assert ["platform", shared.content, 3] in answer["origins"]
    assert canonical(shared.document)


SIGNED = signed_bundle(built(extends=["oci://a/b:1"]), KEY)
UNPACKED = gzip.decompress(SIGNED)


@seeded(300)
@given(st.integers(0, len(UNPACKED) - 1), st.binary(min_size=1, max_size=40), st.booleans())
def test_damage_is_refused_or_changes_nothing(at, noise, packed):
    """Whatever bytes are written over it: what opens with the key is what was signed."""
    if packed:
        at %= len(SIGNED)
        data = SIGNED[:at] + noise + SIGNED[at + len(noise) :]
    else:
        data = gzip.compress(UNPACKED[:at] + noise + UNPACKED[at + len(noise) :], mtime=0)
    sound = open_shared(SIGNED, key=KEY.public.pem)
    try:
        found = open_shared(data, key=KEY.public.pem)
    except ConfigurationError as error:
        assert len(error.diagnostics()) == 1
        return
    assert (found.document, found.extends, found.rules) == (sound.document, sound.extends, sound.rules)
