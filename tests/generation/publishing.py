"""Shared bundles as teams publish them, and workspaces that extend and pin them."""

from __future__ import annotations

import base64
import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pykiro_opa.bundles.lock import Pin, written
from pykiro_opa.bundles.publishing import shared_bundle, signed_bundle
from pykiro_opa.engines import kept_bundles
from pykiro_opa.events import sha256
from pykiro_opa.guardrails.compilation import compile_guardrails
from pykiro_opa.guardrails.problems import Problems
from pykiro_opa.signatures import PrivateKey

PATH = ".kiro/kiro.json"
LOCK = ".kiro/guardrails.lock"


def new_key() -> tuple[PrivateKey, str]:
    """A private key, and its public part as kiro.json has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return PrivateKey(key), base64.b64encode(public).decode()


def bundle(guardrails=None, origin="platform", counter=1, extends=(), key=None) -> bytes:
    """A shared bundle, signed where a private key is given."""
    problems = Problems("shared")
    _, document = compile_guardrails(guardrails or {}, origin, "", problems)
    assert not problems, problems.unplaced()
    data = shared_bundle(origin, document, counter=counter, extends=extends)
    return data if key is None else signed_bundle(data, key)


def digest(data: bytes) -> str:
    return f"sha256:{sha256(data)}"


def lock(**pins) -> bytes:
    """A lock by the source of each pin: the bytes of a bundle, or what a pin is made of."""
    return lock_of(pins)


def lock_of(pins) -> bytes:
    return written({source: pin if isinstance(pin, Pin) else Pin(digest(pin)) for source, pin in pins.items()})


def kiro(extends, **guardrails) -> bytes:
    return json.dumps({"guardrails": {**guardrails, "extends": extends}}).encode()


def keep(*bundles: bytes) -> None:
    """Put bundles into the cache, as `bundle update` does."""
    for data in bundles:
        kept_bundles.keep(data)
