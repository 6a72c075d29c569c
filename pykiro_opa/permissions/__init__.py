"""What a change of IAM policies grants or takes away.

    from pykiro_opa.permissions import permission_delta
    permission_delta(before, after)

Sound: it does not miss a gain. It may report one that a resource's own limits or the meaning of a condition key rule
out; where it knows that it may, the change says so (`doubt`).
"""

from __future__ import annotations

from .change import PermissionChange, Place
from .delta import permission_delta
from .escalation import Escalation, escalation_delta
from .facts import permission_facts, unknown_facts, unreadable_fact
from .managed import managed_policy
from .policies import Holder, Policy, UnknownPolicy
from .principal_delta import PrincipalDelta, principal_delta
from .reading import writes

__all__ = [
    "Escalation",
    "Holder",
    "PermissionChange",
    "Place",
    "Policy",
    "PrincipalDelta",
    "UnknownPolicy",
    "escalation_delta",
    "managed_policy",
    "permission_delta",
    "permission_facts",
    "principal_delta",
    "unknown_facts",
    "unreadable_fact",
    "writes",
]
