"""The Docker engine, by its own library, which is imported where a container is wanted and nowhere else (126 ms)."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager

from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_TIMEOUT = 60
_LONGEST = 200
_SCHEME = "unix://"


@contextmanager
def connected(what: str) -> Iterator[Any]:
    """A client of the engine that DOCKER_HOST names; `what` is said to fail where the engine is not there or refuses.

    Raises EngineError.
    """
    absent = EngineError(f"{what}: no Docker engine answers: start it or set DOCKER_HOST, or leave out `--docker`")
    if not listens():
        raise absent
    import docker
    from docker.errors import DockerException
    from requests import RequestException

    try:
        client = docker.from_env(timeout=_TIMEOUT)
    except (DockerException, RequestException):
        raise absent from None
    try:
        yield client
    except (DockerException, RequestException) as error:
        raise EngineError(f"{what}: the Docker engine says: {_explained(error)}") from None
    finally:
        client.close()


def listens() -> bool:
    """Whether something listens where the engine should; of one that is elsewhere only a request can tell."""
    host = os.environ.get("DOCKER_HOST") or f"{_SCHEME}/var/run/docker.sock"
    if not host.startswith(_SCHEME):
        return True
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_TIMEOUT)
        try:
            probe.connect(host.removeprefix(_SCHEME))
        except OSError:
            return False
    return True


def _explained(error: Exception) -> str:
    text = " ".join(str(getattr(error, "explanation", None) or error).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
