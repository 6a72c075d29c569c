"""The one module that imports oras: its login and its push, with our own limits on every request.

Its own session has no timeout, obeys netrc, and waits 131 s before it believes an error; its `pull` cannot take what
`opa build` writes.
"""

from __future__ import annotations

import base64
import logging
import os
import tempfile

import oras.auth.token
import oras.container
import oras.logger
import oras.provider
import requests

from ...errors import ConfigurationError
from . import _http
from ._credentials import named_credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

    from .oci import Reference

_CONFIG_TYPE = "application/vnd.oci.image.config.v1+json"
_OTHERS = (
    "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, */*"
)

oras.logger.logger.set_level(logging.CRITICAL + 1)  # what goes wrong is said once, by an error of ours


class NotThereError(ConfigurationError):
    """The registry answers, and has no such bundle."""


class Client:
    """One place in a registry; `source` is how it was written, for messages."""

    def __init__(self, reference: Reference, source: str) -> None:
        plain = speaks_plain(reference.host)
        self._source = source
        self._base = f"{'http' if plain else 'https'}://{reference.host}/v2/{reference.repository}"
        self._session = _http.Session(plain=plain)
        self._container = _container(reference)
        self._registry = _Registry(self._session, plain=plain)
        self._registry.auth.load_configs(self._container)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(self, path: str, most: int, *, kind: str | None = None) -> bytes:
        """The bytes at a path of the repository, of the media type `kind`. Raises ConfigurationError."""
        # Whatever it is: a registry asked for one type alone would convert what it has, or say that there is nothing.
        headers = {"Accept-Encoding": "identity", **({"Accept": f"{kind}, {_OTHERS}"} if kind else {})}
        try:
            response = self._registry.do_request(f"{self._base}/{path}", headers=headers, stream=True)
        except ValueError as error:  # oras has no class of its own for it
            raise self._refused(401) from error
        with response:
            if response.status_code != 200:
                raise self._refused(response.status_code)
            if kind is not None and response.headers.get("Content-Type", "").partition(";")[0].strip() != kind:
                raise ConfigurationError(
                    f"`{self._source}`: its media types are not those of a bundle; push it with `bundle push`"
                )
            return _http.body(response, most, self._source)

    def push(self, data: bytes, media_type: str) -> str:
        """Push one layer and give back the digest of the manifest."""
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (("bundle.tar.gz", data), ("config.json", b"{}")):
                with open(os.path.join(folder, name), "wb") as stream:
                    stream.write(content)
            try:
                response = self._registry.push(
                    self._container,
                    files=[f"{folder}/bundle.tar.gz:{media_type}"],
                    manifest_config=f"{folder}/config.json:{_CONFIG_TYPE}",
                    disable_path_validation=True,
                    quiet=True,
                )
            except requests.RequestException:
                raise
            except ValueError as error:
                raise self._refused(self._session.last) from error
        digest = response.headers.get("Docker-Content-Digest")
        if not digest:
            raise ConfigurationError(f"`{self._source}`: the registry does not say what it stored; pull it to be sure")
        return str(digest)

    def _refused(self, status: int) -> ConfigurationError:
        host = self._container.registry
        if status in (401, 403):
            return ConfigurationError(
                f"`{self._source}`: the registry wants other credentials; `docker login {host}`, or set "
                "`PYKIRO_OPA_REGISTRY` and those that belong to it"
            )
        if status == 404:
            return NotThereError(f"`{self._source}`: there is no such bundle; push it, or check the address")
        return ConfigurationError(f"`{self._source}`: the registry answers {status}; try again later")


class _Registry(oras.provider.Registry):  # type: ignore[misc]
    """As oras has it, without waiting and with a session of ours."""

    do_request = oras.provider.Registry.do_request.__wrapped__

    def __init__(self, session: _http.Session, *, plain: bool) -> None:
        super().__init__(insecure=plain, tls_verify=session.verify)
        self.session = session
        self.auth = _Auth()
        self.auth.session = session
        self.auth.prefix = self.prefix
        self.auth._tls_verify = session.verify  # noqa: SLF001 - oras sets it in the same way


class _Auth(oras.auth.token.TokenAuth):  # type: ignore[misc]
    """Whichever way to log in the registry asks for."""

    _basic_auth: str | None

    def load_configs(self, container: Any, configs: Any = None) -> None:
        credentials = named_credentials(container.registry)
        if credentials is not None:
            self.set_basic_auth(*credentials)
            return
        try:
            super().load_configs(container, configs)
        except Exception as error:
            raise ConfigurationError(
                "`~/.docker/config.json`: cannot be read; `docker login` writes it anew"
            ) from error

    def authenticate_request(
        self,
        original: requests.Response,
        headers: dict[str, str],
        refresh: bool = False,  # noqa: ARG002 - oras' signature
    ) -> tuple[dict[str, str], bool]:
        original.close()
        if not original.headers.get("Www-Authenticate", "").lower().startswith("basic"):
            # A token for reading is none for writing, so none is used twice after it was refused.
            found: tuple[dict[str, str], bool] = super().authenticate_request(original, headers, refresh=True)
            return found
        basic = getattr(self, "_basic_auth", None)
        return ({**headers, "Authorization": f"Basic {basic}"}, True) if basic else (headers, False)


def _container(reference: Reference) -> Any:
    # Not from one text: oras takes `localhost/x` for a repository of another registry.
    container = oras.container.Container("x")
    container.registry = reference.host
    container.namespace, _, container.repository = reference.repository.rpartition("/")
    container.tag, container.digest = reference.tag, reference.digest
    return container


def credentials(reference: Reference) -> str | None:
    """`user:password` for a registry, of the environment or of `docker login`; None where there are none.

    Raises ConfigurationError.
    """
    auth = _Auth()
    auth.load_configs(_container(reference))
    basic = getattr(auth, "_basic_auth", None)
    return base64.b64decode(basic).decode() if basic else None


def speaks_plain(host: str) -> bool:
    """Whether a registry of this machine speaks plain text; it is asked without credentials."""
    if not _http.is_loopback(host.rpartition(":")[0] or host):
        return False
    try:
        with _http.Session(plain=True) as session:
            return session.get(f"http://{host}/v2/", allow_redirects=False).status_code != 400
    except requests.RequestException:
        return False
