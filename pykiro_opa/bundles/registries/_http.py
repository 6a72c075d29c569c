"""HTTP for bundles: bounded in size and time, without netrc and cookies, and never from TLS down to plain text.

Proxies are those of the environment, since many networks have no other way out; `SSL_CERT_FILE` names other authorities.
"""

from __future__ import annotations

import ipaddress
import os
import threading
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from ...errors import ConfigurationError, PykiroError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Result = TypeVar("Result")

SECONDS = 60.0  # for a whole answer, whatever it is made of
_TIMEOUT = (10, 30)  # seconds to connect, and between two bytes
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024


class PlainTextError(requests.RequestException):
    """Something led to plain text that must not."""


class Session(requests.Session):
    """What every request goes through; `plain` allows plain text to this machine. `last` is the status of the last answer."""

    def __init__(self, *, plain: bool) -> None:
        super().__init__()
        self.last = 0
        self.trust_env = False
        self.max_redirects = _MOST_REDIRECTS
        self.verify = os.environ.get("SSL_CERT_FILE") or True
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.mount("http://", _PlainText(allowed=plain))

    def request(self, method: Any, url: Any, *arguments: Any, **options: Any) -> requests.Response:
        options.setdefault("timeout", _TIMEOUT)
        if not is_loopback(urlsplit(str(url)).hostname or ""):
            options.setdefault("proxies", requests.utils.get_environ_proxies(str(url)))
        response = super().request(method, url, *arguments, **options)
        self.last = response.status_code
        return response


class _PlainText(HTTPAdapter):
    """To this machine alone, if at all: wherever a redirect leads and a registry has its tokens."""

    def __init__(self, *, allowed: bool) -> None:
        super().__init__()
        self._allowed = allowed

    def send(self, request: Any, *arguments: Any, **options: Any) -> requests.Response:
        if not self._allowed or not is_loopback(urlsplit(request.url).hostname or ""):
            raise PlainTextError
        return super().send(request, *arguments, **options)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is that of this machine."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def body(response: requests.Response, most: int, what: str) -> bytes:
    """The bytes of an answer that was asked for as a stream. Raises ConfigurationError beyond `most`."""
    pieces, size = [], 0
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ConfigurationError(f"`{what}`: the server packs it once more; it should send the file as it is")
    while piece := response.raw.read(_CHUNK, decode_content=False):
        size += len(piece)
        if size > most:
            raise ConfigurationError(f"`{what}`: larger than {most // 2**20} MB; no bundle of guardrails is")
        pieces.append(piece)
    expected = response.headers.get("Content-Length", "")
    if expected.isdecimal() and int(expected) != size:
        raise ConfigurationError(f"`{what}`: the answer was cut off; try again")
    return b"".join(pieces)


def within(seconds: float, what: str, call: Callable[[], Result]) -> Result:
    """What `call` gives, if it does within the time. Raises ConfigurationError for whatever the network does."""
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody waits for it
            errors.append(error)

    # A name that is looked up, or a server that sends a byte a second, heeds no timeout of a socket.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors and isinstance(errors[0], PykiroError | KeyboardInterrupt):
        raise errors[0]
    if errors:
        raise ConfigurationError(f"`{what}`: {reason(errors[0])}") from errors[0]
    if not results:
        raise ConfigurationError(f"`{what}`: no whole answer within {seconds:g} s; try again later")
    return results[0]


def reason(error: BaseException) -> str:
    """Why there is no answer, in a few words and with what to do."""
    if isinstance(error, PlainTextError):
        return "it leads to plain text, where anybody could answer; it should stay with https"
    if isinstance(error, requests.exceptions.SSLError):
        return "no TLS that can be trusted; name its authority in `SSL_CERT_FILE`"
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time; try again later"
    if isinstance(error, requests.exceptions.TooManyRedirects):
        return f"more than {_MOST_REDIRECTS} redirects; name where it really lies"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "cannot be reached; check the address and the network"
    return "the answer cannot be understood; check the address"
