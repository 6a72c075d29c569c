"""Public keys as they stand in kiro.json and in the lock: P-256, as PEM or as its base64 on one line.

Only the form is read here, so that nobody needs a library of cryptography to compare two versions of a file.
"""

from __future__ import annotations

import base64
import re

from ..errors import ConfigurationError

# SubjectPublicKeyInfo of a point on P-256 that is not compressed (RFC 5480): what stands before its 64 bytes.
_BEGINNING = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
_SIZE = len(_BEGINNING) + 64
_ARMOUR = re.compile(r"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]*)-----END PUBLIC KEY-----")
_LINE = 64


def public_key(text: str) -> str:
    """The key as base64 on one line, however it is written. Raises ConfigurationError."""
    written = text.strip()
    if "PRIVATE KEY" in written:
        raise ConfigurationError("this is a private key; write the public one, and make a new pair")
    armoured = _ARMOUR.fullmatch(written)
    try:
        content = base64.b64decode("".join((armoured[1] if armoured else written).split()), validate=True)
    except ValueError:  # that of binascii is one, too
        content = b""
    if len(content) != _SIZE or not content.startswith(_BEGINNING):
        raise ConfigurationError(
            "the key is no public key of ES256 (P-256); write what `pykiro-opa bundle keygen` printed, "
            "or its base64 on one line"
        )
    return base64.b64encode(content).decode()


def pem(key: str) -> bytes:
    """The PEM of a key that `public_key` gave."""
    lines = [key[at : at + _LINE] for at in range(0, len(key), _LINE)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""]).encode()
