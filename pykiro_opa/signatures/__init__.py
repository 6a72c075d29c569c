"""ES256 keys and signatures, made and checked as OPA does it, and stricter where OPA is lax.

OPA's server takes no EdDSA, so ES256 (ECDSA on P-256 with SHA-256, RFC 7518) is the one algorithm here.
"""

from __future__ import annotations

from .files import SIGNATURES, claimed_key, sign, verify
from .keys import PrivateKey, PublicKey, generate, read_private_key, read_public_key

__all__ = [
    "SIGNATURES",
    "PrivateKey",
    "PublicKey",
    "claimed_key",
    "generate",
    "read_private_key",
    "read_public_key",
    "sign",
    "verify",
]
