"""Shared guardrails without a bundle around them: a compiled document as a team would publish it."""

from __future__ import annotations

from pykiro_opa.events import canonical, sha256
from pykiro_opa.guardrails.compilation import compile_guardrails
from pykiro_opa.guardrails.problems import Problems
from pykiro_opa.guardrails.shared import Shared

SOURCE = "shared/platform.tar.gz"


def document_of(guardrails: dict[str, object], counter: int = 1) -> dict[str, object]:
    """The document that guardrails compile to, with the counter of something published."""
    problems = Problems("shared")
    _, document = compile_guardrails(guardrails, "platform", "", problems)
    assert not problems, problems.unplaced()
    document = {name: part for name, part in document.items() if name != "about"}
    return {**document, "about": {"content": sha256(canonical(document)), "counter": counter}}


def shared(guardrails=None, source=SOURCE, origin="platform", counter=1, least=None) -> Shared:
    return Shared(source, origin, document_of(guardrails or {}, counter), least)


def resolving(*found: Shared):
    """What `load` asks for the shared guardrails that a file extends."""
    return lambda _extends, _path: found
