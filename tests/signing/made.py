"""Shared bundles to publish: small, valid, and as many versions as a test wants."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from pykiro_opa.bundles.publishing import shared_bundle, signed_bundle
from pykiro_opa.guardrails.compilation import compile_guardrails
from pykiro_opa.guardrails.problems import Problems
from pykiro_opa.signatures import PrivateKey

KEY, OTHER = (PrivateKey(ec.generate_private_key(ec.SECP256R1())) for _ in range(2))


def document(guardrails: object, origin: str = "platform") -> dict:
    problems = Problems("kiro.json")
    _, compiled = compile_guardrails(guardrails, origin, "", problems)
    assert not problems
    return compiled


def version(counter: int, *files: str, key: PrivateKey | None = KEY, origin: str = "platform") -> bytes:
    """A bundle that denies changes of some files, signed where there is a key."""
    data = shared_bundle(origin, document({"deny": {"files": list(files)}}, origin), counter=counter)
    return data if key is None else signed_bundle(data, key)
