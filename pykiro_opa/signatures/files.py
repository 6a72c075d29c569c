"""A bundle's `.signatures.json`: one token that names every file with its hash, as `opa sign` writes it.

Nothing is hashed here that OPA would hash otherwise: JSON as Go writes it, all else as it stands, YAML not at all.
"""

from __future__ import annotations

from .. import strict_json
from ..errors import ConfigurationError, InputError
from ..events import canonical, sha256
from .go_json import rewritten
from .tokens import claims_of, key_of, signed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .keys import PrivateKey, PublicKey

SIGNATURES = ".signatures.json"
_ALGORITHM = "SHA-256"
_STRUCTURED = ("data.json", ".manifest")
_YAML = ("data.yaml", "data.yml")
_FIELDS = {"name", "hash", "algorithm"}
# Any other claim is refused: OPA does not look at `exp`, so a signature that seems to end would not.
_CLAIMS = {"files", "scope", "keyid", "iat", "iss"}


def sign(files: Mapping[str, bytes], key: PrivateKey, *, scope: str = "", what: str = "bundle") -> bytes:
    """The `.signatures.json` of a bundle's files (path to content); one that is among them is left out.

    Raises ConfigurationError where a file cannot be hashed as OPA hashes it.
    """
    named = [
        {"name": path, "hash": digest, "algorithm": _ALGORITHM} for path, digest in sorted(_hashes(files, what).items())
    ]
    claims: dict[str, Any] = {"files": named, **({"scope": scope} if scope else {})}
    return canonical({"signatures": [signed(claims, key)]})


def verify(files: Mapping[str, bytes], key: PublicKey, *, scope: str = "", what: str = "bundle") -> None:
    """Check that the key signed exactly these files. Raises ConfigurationError."""
    where = f"{what}: `{SIGNATURES}`"
    if SIGNATURES not in files:
        raise ConfigurationError(f"{what}: it is not signed, though a key is configured; get a signed one")
    claims = claims_of(_token(files[SIGNATURES], where), key, where)
    unknown = sorted(claims.keys() - _CLAIMS)
    if unknown:
        raise ConfigurationError(f"{where}: the claim `{unknown[0]}` is one that OPA does not check; sign without it")
    if claims.get("scope", "") != scope:
        raise ConfigurationError(f"{where}: it is for the scope `{claims.get('scope', '')}`, not `{scope}`")
    signed_hashes = _signed(claims.get("files"), where)
    found = _hashes(files, what)
    for path in sorted(found.keys() | signed_hashes.keys()):
        if path not in found:
            raise ConfigurationError(f"{what}: `{path}` was signed and is not there; get it again")
        if path not in signed_hashes:
            raise ConfigurationError(f"{what}: `{path}` was not signed; get it again")
        if found[path] != signed_hashes[path]:
            raise ConfigurationError(f"{what}: `{path}` was changed after it was signed; get it again")


def claimed_key(files: Mapping[str, bytes]) -> str | None:
    """The id of the key that a bundle says has signed it: None without a signature, empty where that names none.

    Nobody has checked it.
    """
    if SIGNATURES not in files:
        return None
    try:
        return key_of(_token(files[SIGNATURES], SIGNATURES), SIGNATURES)
    except ConfigurationError:
        return ""


def _hashes(files: Mapping[str, bytes], what: str) -> dict[str, str]:
    hashes = {}
    for path, content in files.items():
        name = path.rpartition("/")[2]
        if path == SIGNATURES:
            continue
        # OPA takes whatever ends like this for the signatures, and the last one wins.
        if path.endswith(SIGNATURES):
            raise ConfigurationError(f"{what}: `{path}` would be taken for the signatures; rename it")
        if name in _YAML:
            raise ConfigurationError(f"{what}: `{path}` is YAML, which has no one way to be hashed; write JSON")
        where = f"{what}: `{path}`"
        hashes[path] = sha256(rewritten(content, where) if name in _STRUCTURED else content)
    return hashes


def _token(data: bytes, where: str) -> str:
    try:
        value = strict_json.read(data, where)
    except InputError as error:
        raise ConfigurationError(str(error)) from None
    tokens = value.get("signatures") if isinstance(value, dict) and value.keys() == {"signatures"} else None
    if not isinstance(tokens, list) or len(tokens) != 1 or not isinstance(tokens[0], str) or not tokens[0].isascii():
        raise ConfigurationError(f"{where}: expected one signature and nothing else; sign it again")
    return tokens[0]


def _signed(files: object, where: str) -> dict[str, str]:
    hashes: dict[str, str] = {}
    for file in files if isinstance(files, list) else ():
        texts = isinstance(file, dict) and file.keys() == _FIELDS and all(isinstance(one, str) for one in file.values())
        if not texts or file["algorithm"] != _ALGORITHM:
            raise ConfigurationError(f"{where}: a file is not named by its SHA-256; sign it again")
        if file["name"] in hashes:
            raise ConfigurationError(f"{where}: `{file['name']}` is named twice; sign it again")
        hashes[file["name"]] = file["hash"]
    return hashes
