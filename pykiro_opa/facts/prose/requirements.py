"""Requirements in EARS: `WHEN … THEN the system SHALL …`."""

from __future__ import annotations

import re

_TRIGGER = re.compile(
    r"^\s*(?:(?:THE SYSTEM )?(?:WHEN(?:EVER)?|IF|WHILE|WHERE|UNLESS|IN CASE|SHOULD|AFTER|BEFORE|ONCE|UPON|AS SOON AS|PRIOR TO|FOLLOWING))\b",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"\bTHEN\b|\b(?:THE|OUR|ITS)\s+[\w-]+(?:\s+[\w-]+){0,2}\s+(?:SHALL|MUST|WILL|SHOULD)\b|\bSHALL\b|\bMUST\b|,",
    re.IGNORECASE,
)


# How often is no trigger: "before every run the agent drops …".
_FREQUENCY = re.compile(
    r"^\s*(?:before|after|once|upon|following)\s+(?:every|each|an?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:run|build|deploy(?:ment)?|release|day|week|month|quarter|year|night|hour|job|test|sprint|merge|commit|start|session|iteration|migration|backup|restart|reboot)\b",
    re.IGNORECASE,
)


def response(text: str) -> int:
    """Where a requirement begins to say what is planned: what stands before is what happens; 0 for other sentences."""
    if not _TRIGGER.match(text):
        return 0
    often = _FREQUENCY.match(text)
    if often:
        return often.end()
    found = _RESPONSE.search(text)
    return found.start() if found else 0
