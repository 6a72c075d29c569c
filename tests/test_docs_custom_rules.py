"""`docs/custom-rules.md`: its rule is the example's, its command runs, its tables name what there is."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from generation.pages import CHECKOUT, COMMAND, Page, never_said
from workspace import Workspace

from pykiro_opa.custom.builtins import INSTEAD, SIGNS

PAGE = Page("custom-rules.md")
EXAMPLE = CHECKOUT / "examples/custom-rules"


def test_the_page_shows_the_example_and_its_command_does_what_it_says(opa, tmp_path):
    folder = EXAMPLE / ".kiro/policies"
    names = ("release_freeze.rego", "release_freeze_test.rego")
    assert PAGE.blocks("rego") == [(folder / name).read_text(encoding="utf-8") for name in names]

    files = {f".kiro/policies/{name}": (folder / name).read_text(encoding="utf-8") for name in names}
    workspace = Workspace(
        tmp_path / "w", {".kiro/kiro.json": (EXAMPLE / ".kiro/kiro.json").read_text("utf-8"), **files}
    )
    (script,) = PAGE.blocks("sh")
    done = subprocess.run(
        ["sh", "-euc", script.replace("pykiro-opa", COMMAND)], cwd=workspace.folder, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PATH": f"{Path(opa).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "1 rule, 2 tests: fine\n"), done.stderr


def test_the_table_names_every_function_and_what_it_stands_for():
    table = PAGE.text.partition("| instead of | write |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`strict\.(\w+)`", table))
    stands = set(re.findall(r"`([a-z_.]+|[&*%+-])`", table)) | ({"|"} if "&#124;" in table else set())

    assert named == {name for text in INSTEAD.values() for name in re.findall(r"strict\.(\w+)\(", text)}
    assert {SIGNS.get(name, name) for name in INSTEAD} <= stands


def test_every_refusal_that_is_explained_is_said_somewhere():
    explained = PAGE.refusals()

    assert len(explained) > 12
    assert [] == never_said(explained)
