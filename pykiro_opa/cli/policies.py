"""`pykiro-opa policies`: rules of a team's own, for who writes them."""

from __future__ import annotations

import os

import click

from .. import disk, gate
from ..changes import repository_of
from ..custom.checking import check as check_rules
from ..custom.testing import run_tests
from ..engines.embedded import EmbeddedEngine
from ..errors import ConfigurationError, UsageError
from ..guardrails import CONFIGURATION
from ..guardrails.compilation import compile_guardrails
from ..guardrails.custom_rules import rules_of, tests_of
from ..guardrails.document import read_document
from ..guardrails.problems import Problems
from ._output import emit, note


@click.group("policies")
def command() -> None:
    """Check the rules of a team's own in `.kiro/policies`."""


@command.command("check")
@click.argument("folder", required=False, metavar="[DIR]")
def check(folder: str | None) -> None:
    """Check, test and compile the rules in DIR, or in the workspace's `.kiro/policies`.

    Each is refused with a line for everything that keeps it from judging. Its origin is that of the kiro.json beside the
    folder. What is compiled is kept, so that the next judgement need not do so.
    """
    where = folder or os.path.join(repository_of(os.getcwd())[0], ".kiro", "policies")
    if not os.path.isdir(where):
        raise UsageError(f"`{where}`: there is no such folder; write a rule into it first (docs/custom-rules.md)")
    configuration = os.path.join(os.path.dirname(os.path.abspath(where)), os.path.basename(CONFIGURATION))
    shown = folder or gate.RULES
    files = disk.rules(os.path.dirname(os.path.abspath(where)))(os.path.basename(os.path.abspath(where)))
    rules = rules_of(_origin(configuration), files, shown.rstrip("/"))
    if not rules:
        raise UsageError(f"`{shown}`: there is no rule in it; write one (docs/custom-rules.md)")
    check_rules(rules)
    passed = run_tests(rules, files, shown.rstrip("/"))
    EmbeddedEngine().prepare(rules)
    tested = {name.removesuffix("_test.rego") for name in tests_of(files)}
    for rule in rules:
        if rule.name not in tested:
            note(f"{rule.place}: there is no `{rule.name}_test.rego` beside it")
    emit(f"{_number(len(rules), 'rule')}, {_number(passed, 'test')}: fine\n", None)


def _origin(path: str) -> str:
    """The origin of a kiro.json, or of none that is there yet. Raises ConfigurationError."""
    if not os.path.lexists(path):
        return "workspace"
    document = read_document(path, disk.named(path))
    problems = Problems(path)
    guardrails = document.guardrails if "guardrails" in document.keys else {}
    origin, _ = compile_guardrails(guardrails, "workspace", "", problems)
    if problems:
        raise ConfigurationError(problems.lines(document.text))
    return origin


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
