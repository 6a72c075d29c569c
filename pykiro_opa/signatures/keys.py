"""Keys on the curve P-256: read, made and named; a key's id is the SHA-256 of its public part (SubjectPublicKeyInfo).

A private key belongs to its user alone: one that others can read is refused, whoever else may already have it.
"""

from __future__ import annotations

import os
import stat

from ..errors import ConfigurationError, UsageError
from ..events import sha256
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey

_LARGEST = 64 * 1024
_MAKE = "`pykiro-opa bundle keygen` makes one"


class PublicKey(Value):
    """A public key: `id` in hex, `pem` as everybody may know it, without comments."""

    __slots__ = ("id", "pem")

    id: str
    pem: bytes

    def __init__(self, id: str, pem: bytes) -> None:  # noqa: A002 - what it is called everywhere
        self._set(id=id, pem=pem)


class PrivateKey(Value):
    """A private key; its secret is in no text that is ever shown."""

    __slots__ = ("public", "secret")

    public: PublicKey
    secret: EllipticCurvePrivateKey

    def __init__(self, secret: EllipticCurvePrivateKey) -> None:
        self._set(public=_public(secret.public_key()), secret=secret)

    def __repr__(self) -> str:
        return f"PrivateKey({self.public.id})"


def read_public_key(pem: bytes, what: str) -> PublicKey:
    """The public key of a PEM text; `what` begins each error. Raises ConfigurationError."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if b"PRIVATE KEY" in pem:
        raise ConfigurationError(f"{what}: it is a private key, which nobody else may have; name the public one")
    if pem.count(b"-----BEGIN ") > 1:
        raise ConfigurationError(f"{what}: more than one key; name one file for each")
    try:
        key = load_pem_public_key(pem)
    except Exception:  # noqa: BLE001 - ValueError, UnsupportedAlgorithm and what a later version may raise
        raise ConfigurationError(f"{what}: no public key in PEM; {_MAKE}") from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise ConfigurationError(f"{what}: not a key for ES256, the one algorithm used; {_MAKE}")
    return _public(key)


def read_private_key(path: str) -> PrivateKey:
    """The private key in a file that this user owns and nobody else can read. Raises ConfigurationError."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = _own_content(path)
    try:
        key = load_pem_private_key(pem, None)
    except TypeError:
        raise ConfigurationError(f"`{path}`: the key needs a password, which nobody could type here") from None
    except Exception:  # noqa: BLE001 - as above
        raise ConfigurationError(f"`{path}`: no private key in PEM; {_MAKE}") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise ConfigurationError(f"`{path}`: not a key for ES256, the one algorithm used; {_MAKE}")
    return PrivateKey(key)


def generate(path: str) -> PublicKey:
    """Make a private key in a new file of mode 0600 and give back its public part. Raises UsageError.

    A key that is there already is never overwritten: what it signed could not be signed again.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = PrivateKey(ec.generate_private_key(ec.SECP256R1()))
    pem = key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if os.path.lexists(path):
            message = f"`{path}`: there is something already, and a key is never overwritten; name another file"
            raise UsageError(message) from None
        raise UsageError(f"`{path}`: {error.strerror}; name a file in a folder you may write to") from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(pem)
    return key.public


def _public(key: EllipticCurvePublicKey) -> PublicKey:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return PublicKey(sha256(der), key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def _own_content(path: str) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except FileNotFoundError:
        raise ConfigurationError(f"`{path}`: there is no such key; {_MAKE}") from None
    except OSError as error:
        raise ConfigurationError(f"`{path}`: cannot be read: {error.strerror}; name another key") from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise ConfigurationError(f"`{path}`: it is no plain file; name another key")
        if found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise ConfigurationError(f"`{path}`: others can read this private key; `chmod 600` it, or make a new one")
        return os.read(handle, _LARGEST)
    finally:
        os.close(handle)
