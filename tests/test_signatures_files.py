"""Signatures of bundles beside real OPA: each accepts what the other signs, and no forgery passes here that it refuses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from generation.seeds import seeded
from hypothesis import given
from hypothesis import strategies as st
from signing.bundles import MANIFEST, Opa, archive

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.signatures import SIGNATURES, PrivateKey, sign, verify
from pykiro_opa.signatures.go_json import rewritten

KEY = PrivateKey(ec.generate_private_key(ec.SECP256R1()))
OTHER = PrivateKey(ec.generate_private_key(ec.SECP256R1()))
RSA = rsa.generate_private_key(65537, 2048)
PEM = KEY.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
FILES = {
    ".manifest": MANIFEST,
    "a/data.json": b'{"x": [1, 2.0, "y"]}',
    "a/p.rego": b"package a.p\n\nq := 1\n",
    "a/notes.json": b"[ ]",
}


@pytest.fixture(scope="module")
def real(opa, tmp_path_factory):
    return Opa(opa, tmp_path_factory.mktemp("opa"))


def signed(files=FILES, key=KEY, scope=""):
    return {**files, SIGNATURES: sign(files, key, scope=scope)}


# JSON as people write it and as Go reads it: every number literal, every escape, and the spelling of both.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["\u2028", "\u2029x", "<>&'", "\x00\x1f\x7f\b\f", "\ufffd", "\U0001f600", '"\\/', "é", "\u0080\u00a0"]
)
_NUMBERS = st.sampled_from(["0", "-0", "1.0", "1e2", "1E+2", "-1.5e-3", "9" * 30, "0.1", "1.10"]) | st.integers().map(
    str
)


_VALUES = st.recursive(
    st.none() | st.booleans() | _TEXTS | _NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


def _written(value, draw):
    """The text of a value, numbers as drawn and white space, escapes and the order of keys by chance."""
    space = draw(st.sampled_from(["", " ", "\n\t"]))
    if isinstance(value, dict):
        items = draw(st.permutations(list(value.items())))
        inner = (
            f"{space}{json.dumps(key, ensure_ascii=draw(st.booleans()))}{space}:{_written(one, draw)}"
            for key, one in items
        )
        return "{" + ",".join(inner) + space + "}"
    if isinstance(value, list):
        return "[" + ",".join(_written(one, draw) for one in value) + space + "]"
    if isinstance(value, str) and draw(st.booleans()):
        return json.dumps(value, ensure_ascii=draw(st.booleans()))
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return json.dumps(value)
        return value if value.strip() == value and value[0] in "-0123456789" and value.isascii() else json.dumps(value)
    return json.dumps(value)


@st.composite
def documents(draw):
    inner = draw(st.dictionaries(_TEXTS, _VALUES, max_size=5))
    return ("{" + f'"x": {_written(inner, draw)}' + "}").encode()


@seeded(40)
@given(documents(), st.binary(max_size=60))
def test_opa_and_we_sign_the_same_and_accept_each_other(real, document, blob):
    files = {**FILES, "a/data.json": document, "a/blob.bin": blob}
    theirs, why = real.signatures(archive(files), PEM)
    assert not why
    payload = json.loads(base64.urlsafe_b64decode(json.loads(theirs)["signatures"][0].split(".")[1] + "=="))
    ours = json.loads(base64.urlsafe_b64decode(json.loads(sign(files, KEY))["signatures"][0].split(".")[1] + "=="))

    assert sorted(payload["files"], key=lambda one: one["name"]) == ours["files"]
    verify({**files, SIGNATURES: theirs}, KEY.public)
    assert not real.refuses(archive(signed(files)), KEY.public.pem)


def test_the_header_names_algorithm_key_and_type():
    header = json.loads(sign(FILES, KEY))["signatures"][0].split(".")[0]

    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "ES256", "kid": KEY.public.id, "typ": "JWT"}


def test_a_signature_is_the_same_each_time():
    assert sign(FILES, KEY) == sign(dict(reversed(FILES.items())), KEY)
    assert sign(signed(), KEY) == sign(FILES, KEY)


@pytest.mark.parametrize("scope", ["", "guardrails"])
def test_a_scope_that_opa_writes_is_ours_too(real, scope):
    theirs, why = real.signatures(archive(FILES), PEM, claims={"scope": scope, "iat": 1, "iss": "x"})

    assert not why
    verify({**FILES, SIGNATURES: theirs}, KEY.public, scope=scope)
    assert not real.refuses(archive(signed(scope=scope)), KEY.public.pem, scope=scope)


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def es256(secret):
    def made(said):
        r, s = decode_dss_signature(secret.sign(said, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    return made


OURS = es256(KEY.secret)


def token(claims, *, header=None, signature=OURS):
    said = ".".join(encoded(json.dumps(part).encode()) for part in (header or {"alg": "ES256"}, claims))
    return f"{said}.{encoded(signature(said.encode()))}"


def claims(files=FILES, **more):
    payload = json.loads(sign(files, KEY))["signatures"][0].split(".")[1]
    return {**json.loads(base64.urlsafe_b64decode(payload + "==")), **more}


def respelled(text):
    """The same bytes in base64url with the unused bits of the last letter set."""
    return text[:-1] + {"A": "B", "Q": "R", "g": "h", "w": "x"}[text[-1]]


def with_token(*tokens, **more):
    return {**FILES, SIGNATURES: json.dumps({"signatures": list(tokens), **more}).encode()}


def hs256(said):
    return hmac.new(KEY.public.pem, said, hashlib.sha256).digest()


def rs256(said):
    return RSA.sign(said, padding.PKCS1v15(), hashes.SHA256())


def named(files, **changed):
    """The claims with the first file's entry changed."""
    first, *rest = claims()["files"]
    return {"files": [{**first, **changed}, *rest, *files]}


FIRST = claims()["files"][0]
REFUSED = {
    "unsigned": FILES,
    "no signature in it": with_token(),
    "another key": signed(key=OTHER),
    "another key that says it is ours": with_token(token(claims(), header={"alg": "ES256", "kid": KEY.public.id}, signature=es256(OTHER.secret))),
    "a file changed": {**signed(), "a/p.rego": b"package a.p\n\nq := 2\n"},
    "data changed": {**signed(), "a/data.json": b'{"x": [1, 2, "y"]}'},
    "the manifest changed": {**signed(), ".manifest": MANIFEST.replace(b'["a"]', b'["a", "b"]')},
    "a file more": {**signed(), "a/more.rego": b"package a.more\n"},
    "a file less": {path: data for path, data in signed().items() if path != "a/p.rego"},
    "two signatures": with_token(token(claims()), token(claims())),
    "HS256 with the public key as secret": with_token(token(claims(), header={"alg": "HS256"}, signature=hs256)),
    "RS256": with_token(token(claims(), header={"alg": "RS256"}, signature=rs256)),
    "no algorithm": with_token(token(claims(), header={"alg": "none"}, signature=lambda _: b"")),
    "no algorithm, a dot less": with_token(token(claims(), header={"alg": "none"}, signature=lambda _: b"").rstrip(".")),
    "a scope that nobody asked for": signed(scope="other"),
    "no token": with_token("x"),
    "letters that are none": with_token(token(claims()).replace(".", ".*", 1)),
    "the signature of another payload": with_token(token(claims()).rpartition(".")[0] + "." + token(claims(iss="x")).rpartition(".")[2]),
    "a signature of zeros": with_token(token(claims(), signature=lambda _: bytes(64))),
    "a signature in DER": with_token(token(claims(), signature=lambda said: KEY.secret.sign(said, ec.ECDSA(hashes.SHA256())))),
    "a hash of nothing": with_token(token(named((), hash=""))),
    "no files": with_token(token({})),
    "files of another type": with_token(token({"files": {"a": 1}})),
    "a file of another type": with_token(token({"files": ["a/p.rego"]})),
    "a name of another type": with_token(token(named((), name=[]))),
    "JSON twice": {**FILES, SIGNATURES: signed()[SIGNATURES][:-1]},
}  # fmt: skip
# What OPA 1.21 takes and we do not.
STRICTER = {
    "an algorithm in the header that was not used": with_token(token(claims(), header={"alg": "none"})),
    "no algorithm in the header": with_token(token(claims(), header={"kid": "x"})),
    "a header more": with_token(token(claims(), header={"alg": "ES256", "x5u": "https://example.org"})),
    "a key id that is a number": with_token(token(claims(), header={"alg": "ES256", "kid": 1})),
    "an extension that must be understood": with_token(token(claims(), header={"alg": "ES256", "crit": ["exp"], "exp": 1})),
    "an end that nobody checks": with_token(token(claims(exp=1))),
    "a beginning that nobody checks": with_token(token(claims(nbf=9999999999))),
    "the same file twice, the last one right": with_token(token({"files": [{**FIRST, "hash": "00"}, *claims()["files"]]})),
    "a hash of another kind": with_token(token(named((), algorithm="MD5", hash=hashlib.md5(rewritten(MANIFEST, "")).hexdigest()))),
    "a plugin beside the signature": with_token(token(claims()), plugin="_default"),
    "a hash in capitals": with_token(token(named((), hash=FIRST["hash"].upper()))),
    "bits that mean nothing": with_token(respelled(token(claims()))),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_forgery_is_refused_by_both(name, real):
    with pytest.raises(ConfigurationError, match=r"^bundle: "):
        verify(REFUSED[name], KEY.public)

    assert real.refuses(archive(REFUSED[name]), KEY.public.pem), (
        "OPA accepts it: it belongs to what we are stricter about"
    )


@pytest.mark.parametrize("name", STRICTER)
def test_what_opa_takes_and_we_do_not(name, real):
    with pytest.raises(ConfigurationError, match=r"^bundle: "):
        verify(STRICTER[name], KEY.public)

    assert not real.refuses(archive(STRICTER[name]), KEY.public.pem), "OPA refuses it now: move it to the others"


def test_a_scope_that_is_asked_for_must_be_there(real):
    for scope in ("", "other"):
        with pytest.raises(ConfigurationError, match="it is for the scope"):
            verify(signed(scope=scope), KEY.public, scope="guardrails")
        assert real.refuses(archive(signed(scope=scope)), KEY.public.pem, scope="guardrails")


@pytest.mark.parametrize("path", ["a/.signatures.json", "x.signatures.json", "a/data.yaml", "a/data.yml"])
def test_files_that_two_readers_take_differently_are_neither_signed_nor_accepted(path):
    files = {**FILES, path: b"{}"}
    with pytest.raises(ConfigurationError, match=r"taken for the signatures|YAML"):
        sign(files, KEY)
    with pytest.raises(ConfigurationError, match=r"taken for the signatures|YAML"):
        verify(with_token(token({"files": claims()["files"]})) | {path: b"{}"}, KEY.public)


@pytest.mark.parametrize(
    "content",
    [b'{"a": 1, "a": 2}', b'{"a": "\\ud800"}', b'{"a": NaN}', b"{", b"", b'\xef\xbb\xbf{"a": 1}', b'{"a": "\xff"}', b"a: 1", b'{"a": 1} 2', b"[" * 100_000],
    ids=range(10),
)  # fmt: skip
def test_json_that_two_readers_take_differently_is_neither_signed_nor_accepted(content):
    with pytest.raises(ConfigurationError, match=r"^bundle: `a/data\.json`: "):
        sign({**FILES, "a/data.json": content}, KEY)


def test_signatures_twice_in_an_archive_are_refused_by_us_alone(real):
    from pykiro_opa.bundles.inspection import unpack
    from pykiro_opa.errors import InputError

    wrong, right = ((SIGNATURES, sign(FILES, key)) for key in (OTHER, KEY))
    data = archive([*FILES.items(), wrong, right])

    with pytest.raises(InputError, match="is in it twice"):
        unpack(data)
    assert not real.refuses(data, KEY.public.pem), "OPA refuses it now"
