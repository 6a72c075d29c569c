"""Credentials from the environment, for the one host they are for.

Guardrails name where they come from, and a change may name another place: that must not be given what belongs to the
first.
"""

from __future__ import annotations

import os

from ...errors import ConfigurationError

HOST, USER, PASSWORD = "PYKIRO_OPA_REGISTRY", "PYKIRO_OPA_REGISTRY_USER", "PYKIRO_OPA_REGISTRY_PASSWORD"


def named_credentials(host: str) -> tuple[str, str] | None:
    """User and password for `host` (with its port, where it is written), None where there are none for it.

    Raises ConfigurationError where it cannot be known which host they are for.
    """
    named, user, password = (os.environ.get(name) or None for name in (HOST, USER, PASSWORD))
    if user is None and password is None:
        return None
    if named is None or user is None or password is None:
        raise ConfigurationError(f"`{USER}` and `{PASSWORD}` need each other, and `{HOST}` for the host they are for")
    return (user, password) if host.lower() == named.lower() else None
