"""The tests that stand beside rules of a team's own, run by `opa test`: without a network, a clock, or other data."""

from __future__ import annotations

import json
import os

from ..catalogue.library import STRICT, policies_root
from ..errors import ConfigurationError
from ..guardrails.custom_rules import FOLDER, files_of, tests_of
from ..guardrails.result import RULES_ROOT
from . import opa
from .checking import told
from .scratch import capabilities, scratch_folder, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ..guardrails.result import CustomRule

# Events and facts as small as they may be, for tests to begin with: `data.kiro.lib.fixtures_test`.
_FIXTURES = "kiro/lib/fixtures/fixtures_test.rego"
_SECONDS = 20  # for one test


def run_tests(rules: Sequence[CustomRule], files: Mapping[str, bytes], folder: str = FOLDER) -> int:
    """How many tests among the Rego files of `folder` passed. Raises ConfigurationError with each that did not."""
    origin = rules[0].origin if rules else "workspace"
    tests = {f"{RULES_ROOT}/{origin}/{name}": data for name, data in sorted(tests_of(files).items())}
    if not tests:
        return 0
    places = {path: f"{folder}/{path.removeprefix(f'{RULES_ROOT}/{origin}/')}" for path in tests}
    places |= {rule.path: rule.place for rule in rules}
    program = opa.program()
    root = policies_root()
    with scratch_folder() as scratch:
        write(scratch, {**files_of(rules), **tests, **{path: _read(root, path) for path in (STRICT, _FIXTURES)}})
        write(scratch, {"capabilities.json": capabilities(program, scratch)})
        options = ["--format", "json", "--capabilities", "capabilities.json"]
        # Of what does not compile, `opa test` says no place that could be read.
        code, _, errors = opa.run(program, ["check", "--strict", *options, "kiro"], scratch)
        if code:
            raise ConfigurationError(list(told(errors, places)))
        code, output, errors = opa.run(program, ["test", *options, "--timeout", f"{_SECONDS}s", "kiro"], scratch)
    try:
        found = json.loads(output) or []
        failed = list(_failed(found, places))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found, failed = [], list(told(errors or output, places))
    if code and not failed:
        failed = [f"{folder}: `opa test` failed: exit code {code}"]
    if failed:
        raise ConfigurationError(failed)
    return len(found)


def _failed(found: Sequence[dict[str, Any]], places: Mapping[str, str]) -> Iterator[str]:
    for one in found:
        location = one["location"]
        place = f"{places.get(location['file'], location['file'])}:{location['row']}:{location['col']}"
        if one.get("error"):
            said = " ".join(str(one["error"].get("message", one["error"])).split())
            yield f"{place}: the test `{one['name']}` ended with an error: {said}"
        elif one.get("fail"):
            yield f"{place}: the test `{one['name']}` failed"
        elif one.get("skip"):
            yield f"{place}: the test `{one['name']}` is skipped; finish it or remove it"


def _read(root: str, path: str) -> bytes:
    with open(os.path.join(root, path), "rb") as stream:
        return stream.read()
