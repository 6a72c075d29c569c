"""What stands where a secret will stand, or shows what one looks like."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"example|sample|dummy|fake|placeholder|change.?me|your.?|redacted|xxxx|\*\*\*|todo|insert|<[^>]*>|\$\{|\$\(|\{\{|%\(|"
    r"not.?a.?real|invalid|0000000|1234567|abcdef[^0-9]|deadbeef|lorem|foobar|\.\.\.",
    re.IGNORECASE,
)
_WHOLE = frozenset((
    "pass", "passwd", "password", "pwd", "secret", "token", "test", "testing", "admin", "root", "postgres", "mysql", "guest",
    "user", "username", "local", "dev", "development", "demo", "changethis", "hunter2", "qwerty", "rabbitmq", "minio",
    "minioadmin", "redis", "mongo", "app", "s3cr3t", "p4ssw0rd", "letmein", "pw", "foo", "bar", "baz", "db_password",
    "db_pass", "my-secret-pw", "mysecretpassword", "docker", "sa", "api", "key", "value", "string",
))  # fmt: skip
_FEWEST = 8  # different letters in what is long; fewer make a pattern, no secret
_LEAST = 3


def is_placeholder(found: str) -> bool:
    """Whether a text has the form of a secret and is none."""
    plain = found.strip().lower()
    if plain in _WHOLE or len(plain) < _LEAST or plain.startswith(("$", "%", "{", "<", "[", "#{")):
        return True
    return bool(_WORDS.search(found)) or len(set(plain)) < min(_FEWEST, len(plain) // 2)
