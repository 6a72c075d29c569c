"""A bundle on a web server over TLS: asked with the entity tag that is known, redirected within https alone."""

from __future__ import annotations

import base64
from urllib.parse import urljoin, urlsplit

from ...errors import ConfigurationError
from ..inspection import LARGEST
from . import _http
from ._credentials import named_credentials
from ._fetched import Fetched, digest_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import requests

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5


def fetch(source: str, *, folder: str, known: Fetched | None) -> Fetched:  # noqa: ARG001 - one signature for all
    """Ask for `source`. Raises ConfigurationError."""
    return get(source, known, plain=False)


def credentials(source: str) -> str | None:
    """User and password for the server of a source as a header holds them, None where the environment has none.

    Raises ConfigurationError.
    """
    found = named_credentials(urlsplit(source).netloc)
    return None if found is None else base64.b64encode(":".join(found).encode()).decode()


def get(source: str, known: Fetched | None, *, plain: bool) -> Fetched:
    """As `fetch`; `plain` allows plain text, to this machine."""
    _check(source, plain=plain)
    return _http.within(_http.SECONDS, source, lambda: _get(source, known, plain=plain))


def _get(source: str, known: Fetched | None, *, plain: bool) -> Fetched:
    with (
        _http.Session(plain=plain) as session,
        _followed(session, source, known, plain=plain) as response,
    ):
        if known is not None and known.etag is not None and response.status_code == 304:
            return Fetched(None, known.digest, known.etag)
        if response.status_code in (401, 403):
            raise ConfigurationError(
                f"`{source}`: the server wants other credentials; set `PYKIRO_OPA_REGISTRY` and those that belong to it"
            )
        if response.status_code != 200:
            raise ConfigurationError(f"`{source}`: the server answers {response.status_code}; check the address")
        data = _http.body(response, LARGEST, source)
    digest = digest_of(data)
    unchanged = known is not None and known.digest == digest
    return Fetched(None if unchanged else data, digest, response.headers.get("ETag"))


def _followed(session: _http.Session, source: str, known: Fetched | None, *, plain: bool) -> requests.Response:
    """The first answer that is no redirect. Credentials go to the host they belong to, wherever a redirect leads."""
    url = source
    headers = {"Accept-Encoding": "identity"}
    if known is not None and known.etag is not None:
        headers["If-None-Match"] = known.etag
    for _ in range(_MOST_REDIRECTS + 1):
        credentials = named_credentials(urlsplit(url).netloc)
        response = session.get(url, headers=headers, auth=credentials, stream=True, allow_redirects=False)
        location = response.headers.get("Location")
        if response.status_code not in _REDIRECTS or not location:
            return response
        response.close()
        url = urljoin(url, location)
        _check(url, plain=plain and urlsplit(source).scheme == "http")
    raise ConfigurationError(f"`{source}`: more than {_MOST_REDIRECTS} redirects; name where it really lies")


def _check(url: str, *, plain: bool) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ConfigurationError(f"`{url}`: no address; write `https://host/path`") from None
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError("a source with a password in its address: take it out; everybody can read it there")
    if parts.scheme not in ("http", "https"):
        raise ConfigurationError(f"`{url}`: it leads away from https; name where it really lies")
    if not host:
        raise ConfigurationError(f"`{url}`: no address; write `https://host/path`")
    if parts.scheme == "http" and not (plain and _http.is_loopback(host)):
        raise ConfigurationError(f"`{url}`: plain text, where anybody could answer; write `https://`")
