"""Ask the gate what it says of a text in a workspace, with one command or action forbidden and the built-in protections."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from pykiro_opa import gate
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.guardrails import load
from pykiro_opa.sources import command

if TYPE_CHECKING:
    from pathlib import Path

    from .victims import Victim


class Judge:
    """Of one victim."""

    def __init__(self, victim: Victim) -> None:
        self._engine = EmbeddedEngine()
        configuration = json.dumps({"guardrails": {"deny": victim.deny}}).encode()
        self._guardrails = load([(".kiro/kiro.json", configuration)], self._engine.regex_is_valid)

    def effect(self, text: str, workspace: Path) -> str:
        """`deny`, `needs-approval`, `notice` or `allow`."""
        home = os.environ.get("HOME", "")
        os.environ["HOME"] = str(workspace.parent / "home")  # the one that it would run with
        try:
            change = command.read(text, str(workspace), lambda: b"")
            return gate.decide(change, self._guardrails, self._engine).effect
        finally:
            os.environ["HOME"] = home
