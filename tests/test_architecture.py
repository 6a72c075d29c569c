"""What is imported when: the front of the package and the hook's path stay light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
HEAVY = ("click", "docker", "opa_client", "requests", "yaml", "sqlglot", "detect_secrets", "jsonpatch", "unidiff", "cryptography", "oras",
         "pathlib", "dataclasses", "http.client")  # fmt: skip


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"],
        capture_output=True, text=True, check=True, cwd=CHECKOUT,
    )  # fmt: skip
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_front_imports_nothing_but_the_version():
    own = {name for name in loaded("import pykiro_opa") if name.startswith("pykiro_opa")}

    assert {"pykiro_opa", "pykiro_opa.version"} == own


def test_facts_of_a_shell_call_load_nothing_heavy():
    code = """
from pykiro_opa import gate
from pykiro_opa.changes import Change, Command
from pykiro_opa.facts.extract import extract
change = Change("task", "tool_call", root="/w", commands=(Command("aws s3 rm s3://a/b && git push"),), read=lambda _: None)
extract(change, {"names": (), "accounts": (), "profiles": ()})
"""

    assert not loaded(code) & set(HEAVY)


@pytest.mark.parametrize("folder", sorted((CHECKOUT / "pykiro_opa").rglob("*.py")), ids=lambda path: path.name)
def test_a_module_keeps_to_one_idea(folder):
    assert len(folder.read_text(encoding="utf-8").splitlines()) <= 300
