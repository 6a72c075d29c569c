"""The policies with a puppet in the place of every rule: what it evaluates to is data that a test pulls."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from samples import POLICIES, rules

_ENTRY_POINTS = ("kiro/main/decision", "kiro/check/regex/valid")
_HEAD = """package kiro.rules.{category}.{name}

evaluated := data.kiro.puppets.{category}.{name}.evaluated

"""
SET = _HEAD + "findings contains finding if some finding in data.kiro.puppets.{category}.{name}.findings\n"
VALUE = _HEAD + "findings := data.kiro.puppets.{category}.{name}.findings\n"


def library(folder: Path, puppet: str) -> Path:
    """A copy of the policies with puppets of that form."""
    copy = folder / "policies"
    shutil.copytree(POLICIES, copy, ignore=shutil.ignore_patterns("*_test.rego", "examples.json", "schemas"))
    for category, name in rules():
        module = copy / f"kiro/rules/{category}/{name}/{name}.rego"
        assert module.exists(), f"the rule {category}/{name} has no {module.name}"
        module.write_text(puppet.format(category=category, name=name), encoding="utf-8")
    return copy


def wasm(policies: Path, opa: str) -> str:
    """The path of the policies' module."""
    entry_points = [part for name in _ENTRY_POINTS for part in ("-e", name)]
    subprocess.run(
        [opa, "build", "-t", "wasm", *entry_points, "-o", "../bundle.tar.gz", "."],
        cwd=policies, check=True, capture_output=True,
    )  # fmt: skip
    with tarfile.open(policies.parent / "bundle.tar.gz") as bundle:
        module = policies.parent / "policy.wasm"
        module.write_bytes(bundle.extractfile("/policy.wasm").read())
    return str(module)
