"""Judging in this process by the real engine: what a table of many attacks can afford."""

from __future__ import annotations

import json
import os

from workspace import CONFIGURATION, SEED, Workspace

from pykiro_opa import gate, hosts, sources
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import PykiroError

ALLOW, ASK, DENY = "allow", "needs-approval", "deny"
REFUSED = "refused"
REFUSALS = (DENY, ASK, REFUSED)


def rich() -> dict:
    """The seed with entries of every other kind."""
    document = json.loads(SEED)
    deny = document["guardrails"]["deny"]
    deny["commands"] = ["rm", "git push --force", "terraform destroy"]
    deny["files"] = [".github/workflows/release.yml"]
    deny["actions"].append("iam:CreateAccessKey")
    return document


RICH = json.dumps(rich(), indent=2)


class Judge:
    """A workspace whose branch `main` holds `base`, judged by the rich guardrails."""

    def __init__(self, folder, base=None) -> None:
        self.workspace = Workspace(folder, {CONFIGURATION: RICH, **(base or {})})
        self.engine = EmbeddedEngine()

    def decide(self, change) -> str:
        guardrails = gate.guardrails_for(change, self.engine.regex_is_valid)
        self.decision = gate.decide(change, guardrails, self.engine)
        return self.decision.effect

    def source(self, name, argument=None, stdin=b"", folder="") -> str:
        """The effect of a source's change, "refused" where it cannot be read."""
        start = os.path.join(self.workspace.folder, folder)
        try:
            return self.decide(sources.available()[name].read(argument, start, lambda: stdin))
        except PykiroError as error:
            self.decision = error
            return REFUSED

    def command(self, text, folder="") -> str:
        return self.source("command", text, folder=folder)

    def branch(self, files) -> str:
        """What a branch with these files would be told."""
        self.workspace.branch("change", files)
        return self.source("git_range", "main..change")

    def call(self, tool, arguments, **envelope) -> str:
        root = str(self.workspace.folder)
        payload = {
            "hook_event_name": "PreToolUse",
            "cwd": root,
            "tool_name": tool,
            "tool_input": arguments,
            **envelope,
        }
        try:
            return self.decide(hosts.decode(json.dumps(payload).encode(), root)[1])
        except PykiroError as error:
            self.decision = error
            return REFUSED
