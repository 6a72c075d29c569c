"""A JWT in compact form with ES256 (RFC 7515, RFC 7518 section 3.4): the header must say so, whatever the key could do."""

from __future__ import annotations

import base64
import binascii

from .. import strict_json
from ..errors import ConfigurationError, InputError
from ..events import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .keys import PrivateKey, PublicKey

_HALF = 32  # bytes of r and of s
_HEADER = {"alg", "typ", "kid"}


def signed(claims: Mapping[str, Any], key: PrivateKey) -> str:
    """The token that says these claims. The same claims and key give the same token (RFC 6979)."""
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256

    header = {"alg": "ES256", "kid": key.public.id, "typ": "JWT"}
    said = f"{_encoded(canonical(header))}.{_encoded(canonical(claims))}"
    r, s = utils.decode_dss_signature(
        key.secret.sign(said.encode(), ec.ECDSA(SHA256(), deterministic_signing=True)),
    )
    return f"{said}.{_encoded(r.to_bytes(_HALF, 'big') + s.to_bytes(_HALF, 'big'))}"


def claims_of(token: str, key: PublicKey, what: str) -> dict[str, Any]:
    """The claims of a token that this key signed; `what` begins each error. Raises ConfigurationError."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    parts = token.split(".")
    if len(parts) != 3:
        raise ConfigurationError(f"{what}: no token in compact form; sign it again")
    header, payload, signature = (_decoded(part, what) for part in parts)
    _check_header(_object(header, what), what)
    loaded = load_pem_public_key(key.pem)
    assert isinstance(loaded, ec.EllipticCurvePublicKey)
    if len(signature) != 2 * _HALF:
        raise ConfigurationError(f"{what}: no signature of ES256; sign it again")
    numbers = (int.from_bytes(signature[start : start + _HALF], "big") for start in (0, _HALF))
    said = token.rpartition(".")[0].encode()
    try:
        loaded.verify(utils.encode_dss_signature(*numbers), said, ec.ECDSA(SHA256()))
    except InvalidSignature:
        raise ConfigurationError(f"{what}: not made with the key {key.id[:12]}; get it from who has that key") from None
    return _object(payload, what)


def key_of(token: str, what: str) -> str:
    """The id of the key that a token names, which nobody has checked. Raises ConfigurationError."""
    return str(_object(_decoded(token.partition(".")[0], what), what).get("kid", ""))


def _check_header(header: Mapping[str, Any], what: str) -> None:
    # OPA takes the algorithm from its own configuration and never looks at this one.
    if header.get("alg") != "ES256":
        raise ConfigurationError(f"{what}: its algorithm is not ES256; sign it with `pykiro-opa bundle sign`")
    # An extension that must be understood (`crit`) is among them, and none is understood here.
    if not header.keys() <= _HEADER or not all(isinstance(value, str) for value in header.values()):
        raise ConfigurationError(f"{what}: its header says what nobody here understands; sign it again")


def _object(data: bytes, what: str) -> dict[str, Any]:
    try:
        value = strict_json.read(data, what)
    except InputError as error:
        raise ConfigurationError(str(error)) from None
    if not isinstance(value, dict):
        raise ConfigurationError(f"{what}: no object in its token; sign it again")
    return value


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str, what: str) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_")
    except (binascii.Error, ValueError):
        data = b""
    # Letters that are none, and bits that mean nothing, would make many tokens of one; OPA takes some of them.
    if not data or _encoded(data) != text:
        raise ConfigurationError(f"{what}: not in base64url; sign it again")
    return data
