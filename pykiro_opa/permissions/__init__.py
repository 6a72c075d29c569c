"""What a change of IAM policies grants or takes away.

    from pykiro_opa.permissions import permission_delta
    permission_delta(before, after)

Sound, not exact: it may report a gain that conditions or a resource's own limits rule out; it does not miss one. What
it does not join (several conditional statements) it reports.
"""

from __future__ import annotations

from .delta import PermissionChange, permission_delta
from .facts import permission_facts
from .managed import managed_policy
from .statements import Statement, statements

__all__ = ["PermissionChange", "Statement", "managed_policy", "permission_delta", "permission_facts", "statements"]
