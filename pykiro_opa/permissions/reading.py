"""What access levels do not tell of reading.

AWS calls `secretsmanager:GetSecretValue` a read, though its answer is a secret (AWS's own API references); and a few
actions that it calls writes stand in its own read-only policies.
"""

from __future__ import annotations

from functools import lru_cache

from ..catalogue.actions import LEVELS, action
from .language import contains
from .managed import managed_policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = """
    acm:ExportCertificate cognito-identity:GetCredentialsForIdentity
    cognito-identity:GetOpenIdTokenForDeveloperIdentity connect:GetFederationTokens ec2:GetPasswordData
    elasticmapreduce:GetClusterSessionCredentials gamelift:GetComputeAccess gamelift:GetComputeAuthToken
    gamelift:GetInstanceAccess lakeformation:GetTemporaryGluePartitionCredentials
    lakeformation:GetTemporaryGlueTableCredentials lightsail:DownloadDefaultKeyPair lightsail:GetBucketAccessKeys
    lightsail:GetInstanceAccessDetails lightsail:GetRelationalDatabaseMasterUserPassword
    redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM redshift-serverless:GetCredentials
    secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue ssm:GetParameter ssm:GetParameterHistory
    ssm:GetParameters ssm:GetParametersByPath sso:GetRoleCredentials sts:GetFederationToken
"""
_READ_ONLY = tuple(f"arn:aws:iam::aws:policy/{name}" for name in ("ReadOnlyAccess", "SecurityAudit"))
_READS = frozenset(_NAMES.lower().split())


def reads_secrets(actions: Iterable[str]) -> bool:
    """Whether one of these concrete actions does."""
    return any(action.lower() in _READS for action in actions)


def writes(actions: Iterable[str]) -> bool:
    """Whether one of these concrete actions is of write or above, and not among those that AWS lets readers do."""
    at_least = LEVELS.index("tagging")
    return any(LEVELS.index(action(name).level) >= at_least and not _is_for_readers(name.lower()) for name in actions)


def _is_for_readers(name: str) -> bool:
    return any(contains(pattern, name) for pattern in _for_readers().get(name.partition(":")[0], ()))


@lru_cache(maxsize=1)
def _for_readers() -> dict[str, list[str]]:
    """The patterns of AWS's own read-only policies by service."""
    found: dict[str, list[str]] = {}
    for arn in _READ_ONLY:
        for statement in (managed_policy(arn) or {}).get("Statement", []):
            listed = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            for pattern in listed:
                found.setdefault(pattern.lower().partition(":")[0], []).append(pattern.lower())
    return found
