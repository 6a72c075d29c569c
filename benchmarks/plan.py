"""What a large Terraform plan costs: `evaluate --plan` on 5,000 resources, two fifths of them policies."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import cases
import measuring

RESOURCES = 5_000
ROUNDS = 3
DENIED = 10


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".kiro").mkdir()
        (Path(folder) / ".kiro/kiro.json").write_bytes(cases.configuration())
        (Path(folder) / "empty.json").write_text(plan(0))
        (Path(folder) / "plan.json").write_text(plan(RESOURCES))
        measuring.title(f"A Terraform plan of {RESOURCES} resources, embedded")
        _show(folder)


def plan(number: int) -> str:
    """A plan in which a third is created, a third updated, and a third stays."""
    changes = [_change(index) for index in range(number)]
    return json.dumps({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": changes})


def _change(index: int) -> dict[str, Any]:
    type_, values = _resource(index)
    action = ("create", "update", "no-op")[index % 3]
    before = None if action == "create" else {**values, "tags": {"team": "before"}}
    return {
        "address": f"{type_}.x{index}", "mode": "managed", "type": type_, "name": f"x{index}",
        "change": {"actions": [action], "before": before, "after": values, "after_unknown": {}},
    }  # fmt: skip


def _resource(index: int) -> tuple[str, dict[str, Any]]:
    grants = _policy(["s3:GetObject", "s3:List*"], f"arn:aws:s3:::b{index}/*")
    writes = _policy(["dynamodb:PutItem"], f"arn:aws:dynamodb:eu-west-1:123456789012:table/t{index}")
    return (
        ("aws_iam_policy", {"name": f"p{index}", "policy": grants}),
        ("aws_iam_role_policy", {"name": f"q{index}", "role": f"r{index + 1}", "policy": writes}),
        ("aws_iam_role", {"name": f"r{index}"}),
        ("aws_s3_bucket", {"bucket": f"b{index}"}),
        ("aws_security_group", {"name": f"g{index}"}),
    )[index % 5]


def _policy(actions: list[str], resource: str) -> str:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _show(folder: str) -> None:
    command = [sys.executable, "-m", "pykiro_opa", "evaluate", "--engine", "embedded", "--format", "json", "--plan"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "evaluate, a plan of nothing": [*command, "empty.json"],
        f"evaluate, {RESOURCES} resources": [*command, "plan.json"],
    }
    subjects = {
        name: lambda command=command: measuring.cold(command, folder=folder, expected=(0, DENIED))
        for name, command in commands.items()
    }
    times = measuring.in_turn(subjects, ROUNDS)
    measuring.compared("cold process", times, {"bare Python": "python -c pass"})
    for name in list(commands)[1:]:
        print(f"peak memory, {name}: {measuring.peak(commands[name], folder=folder) / measuring.MIB:.0f} MiB")
    measuring.budget("plan", times[f"evaluate, {RESOURCES} resources"], 10.0)


if __name__ == "__main__":
    main()
