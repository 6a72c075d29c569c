"""Which past decisions would be others under new guardrails: a log of whole events, decided again on all cores.

outcome = replay(["decisions.log"], guardrails)
outcome.summary.changed
"""

from __future__ import annotations

from .outcome import Outcome, Row, Summary
from .run import replay

__all__ = ["Outcome", "Row", "Summary", "replay"]
