"""AWS managed policies by ARN, offline: what the catalogue holds (`catalogue.managed_policies`)."""

from __future__ import annotations

from ..catalogue.managed_policies import managed_policy

__all__ = ["managed_policy"]
