"""`pykiro-opa bundle build`: the bundles that OPA loads, and the one that other teams extend."""

from __future__ import annotations

import os

import click

from ... import disk
from ...bundles import archive, inspection
from ...catalogue.library import policies_root
from ...engines.embedded import EmbeddedEngine
from ...errors import ConfigurationError, UsageError
from .._guardrails import guardrails_on_disk
from .._output import emit, note
from ._files import write_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...guardrails.result import CustomRule

LIBRARY, GUARDRAILS, RULES, SHARED = "library.tar.gz", "guardrails.tar.gz", "rules.tar.gz", "shared.tar.gz"


@click.command("build")
@click.option("--config", metavar="FILE", help="Compile this file instead of the workspace's .kiro/kiro.json.")
@click.option("--output", metavar="DIR", default=".", show_default=True, help="The folder to write to.")
@click.option("--shared", is_flag=True, help="Write `shared.tar.gz` for other teams instead.")
@click.option("--origin", metavar="NAME", help="Whose guardrails the shared ones are; else `guardrails.origin`.")
@click.option("--counter", metavar="N", type=click.IntRange(1, 2**53 - 1), help="The number of this version.")
@click.option("--after", metavar="FILE|SOURCE", help="Count on from this bundle, and refuse to count back.")
def command(
    config: str | None, output: str, shared: bool, origin: str | None, counter: int | None, after: str | None
) -> None:
    """Write `library.tar.gz` (the rules) and `guardrails.tar.gz` (what kiro.json says).

    The same input gives the same bytes. `opa run --server -b library.tar.gz -b guardrails.tar.gz` serves them. Where
    there are rules of a team's own, `rules.tar.gz` holds them and is served, too.

    With `--shared`, write `shared.tar.gz`: the guardrails of one kiro.json for others to extend, and the rules in the
    folder `policies` beside it, which are checked and tested. Its counter is one more
    than that of the bundle that `--after` names, else 1; whoever extends it never goes back to a lower one.
    """
    if not shared and (origin, counter, after) != (None, None, None):
        raise UsageError("`--origin`, `--counter` and `--after` are for `--shared` alone; add it")
    contents = {SHARED: _shared(config, origin, counter, after)} if shared else _workspace(config)
    try:
        os.makedirs(output, exist_ok=True)
    except OSError as error:
        raise UsageError(f"`--output {output}`: {error.strerror}; name a folder you may write to") from None
    for name, content in contents.items():
        path = os.path.join(output, name)
        write_file(path, content, "--output")
        emit(f"{path} {inspection.inspect(content).revision}\n", None)


def _workspace(config: str | None) -> dict[str, bytes]:
    guardrails = guardrails_on_disk(config, os.getcwd(), EmbeddedEngine().regex_is_valid)
    rules = archive.rules_bundle(guardrails)
    return {
        LIBRARY: archive.library_bundle(policies_root()),
        GUARDRAILS: archive.guardrails_bundle(guardrails),
        **({RULES: rules} if rules is not None else {}),
    }


def _shared(config: str | None, origin: str | None, counter: int | None, after: str | None) -> bytes:
    from ...bundles.publishing import shared_bundle
    from ...bundles.shared import check_origin
    from ...guardrails.sharing import for_others
    from ._files import open_source

    if origin is not None:
        try:
            check_origin(origin, f"`--origin {origin}`")
        except ConfigurationError as error:
            raise UsageError(str(error)) from None
    path = config or os.path.join(".kiro", "kiro.json")
    written = for_others(path, disk.named(path), origin, EmbeddedEngine().regex_is_valid)
    for text in written.notes:
        note(text)
    least = 1
    if after is not None:
        before = open_source(after)
        if before.origin != written.origin:
            raise UsageError(f"`--after {after}`: it is the bundle of `{before.origin}`, not of `{written.origin}`")
        least = before.counter + 1
    if counter is not None and counter < least:
        raise UsageError(f"`--counter {counter}`: `{after}` has {least - 1}, and nobody goes back; name a higher one")
    return shared_bundle(
        written.origin,
        written.document,
        counter=counter or least,
        extends=written.extends,
        rules=_rules(written.origin, path),
    )


def _rules(origin: str, path: str) -> tuple[CustomRule, ...]:
    """The rules beside a kiro.json, checked, tested and compiled. Raises ConfigurationError."""
    from ...guardrails.custom_rules import rules_of

    files, folder = disk.rules_beside(path), disk.beside(path)
    rules = rules_of(origin, files, folder)
    if rules:
        from ...custom.checking import check
        from ...custom.testing import run_tests

        check(rules)
        run_tests(rules, files, folder)
        EmbeddedEngine().prepare(rules)
    return rules
