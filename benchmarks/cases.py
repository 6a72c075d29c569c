"""What the benchmarks decide: guardrails, changes and events of any size, the same in every run."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command, FileChange
from pykiro_opa.guardrails import load

if TYPE_CHECKING:
    from pykiro_opa.engines.embedded import EmbeddedEngine
    from pykiro_opa.events import Event
    from pykiro_opa.guardrails import Guardrails

WORDS = (
    "account address archive audit balance basket billing branch broker budget cache carrier catalog channel charge "
    "checkout claim client cluster contract country coupon courier credit customer delivery device digest discount "
    "domain draft endpoint entry export feature filter folder forecast gateway handler header history identity import "
    "index inventory invoice journal ledger limit listing locale location margin member merchant message metric "
    "model network notice offer order owner packet parcel partner payment period policy portal price product profile "
    "quota quote rating receipt record refund region report request reserve result return review route sample schedule "
    "section segment session setting shipment signal source stock storage summary supplier target tariff ticket token "
    "topic tracking transfer update vendor version voucher wallet warehouse webhook window worker zone"
).split()
COMMANDS = (
    "git status && git diff --stat",
    "aws s3 cp build/report.csv s3://logs-staging/report.csv",
    "aws dynamodb list-tables --region eu-west-1",
    "python -m pytest -q tests/unit",
    "docker build -t app:latest . && docker push registry.example.org/app:latest",
    "kubectl get pods -n staging",
)
TWENTY = {
    "deny": {
        "actions": ["grant_admin_access", "modify_network_security_groups", "delete_production_database"],
        "resources": ["arn:aws:iam::*:role/production-*", "arn:aws:s3:::*-production"],
        "files": [".github/workflows/release.yml", "infra/**/*.tfstate"],
        "commands": ["git push --force", "terraform destroy", "kubectl delete"],
        "patterns": ["AWS_SECRET_ACCESS_KEY", "DATABASE_URL_PRIMARY", "BEGIN RSA PRIVATE KEY"],
    },
    "requireApproval": {
        "files": ["**/Dockerfile", "**/docker-compose*.yml", "**/*-config/production.*"],
        "patterns": ["DELETE FROM", "DROP TABLE", "GRANT ALL", "chmod 777"],
    },
}
assert sum(len(entries) for lists in TWENTY.values() for entries in lists.values()) == 20


def guardrails(engine: EmbeddedEngine, **more: list[str]) -> Guardrails:
    """Twenty guardrails such as a team writes, and more of some lists."""
    return load([(".kiro/kiro.json", configuration(**more))], engine.regex_is_valid)


def origins(engine: EmbeddedEngine, number: int) -> Guardrails:
    """The twenty guardrails in each of some origins: the workspace, and folders with a file of their own."""
    places = [".kiro/kiro.json", *(f"services/s{index}/.kiro/kiro.json" for index in range(1, number))]
    return load([(place, configuration()) for place in places], engine.regex_is_valid)


def configuration(**more: list[str]) -> bytes:
    deny = {name: [*entries, *more.get(name, [])] for name, entries in TWENTY["deny"].items()}
    return json.dumps({"guardrails": {**TWENTY, "deny": deny}}).encode()


def patterns(number: int) -> list[str]:
    return [
        _varied(index, ("{A}_{B}_{N}", "{a}.{b}.internal{n}", "{A} {b} {n}", "{a}-{b}/{n}")) for index in range(number)
    ]


def resources(number: int) -> list[str]:
    shapes = (
        "arn:aws:s3:::{a}-{b}-{n}-production", "arn:aws:dynamodb:*:*:table/{a}-{b}-{n}", "arn:aws:sqs:*:*:{a}-{b}-{n}-*",
        "arn:aws:iam::*:role/production-{a}-{n}-*", "arn:aws:lambda:eu-west-1:*:function:{a}-{b}-{n}",
        "arn:aws:rds:*:*:db:{a}-{n}-*",
    )  # fmt: skip
    return [_varied(index, shapes) for index in range(number)]


def globs(number: int) -> list[str]:
    shapes = (
        "services/{a}-{n}/{b}/**",
        "**/{a}-{n}/{b}.*",
        "**/{a}{n}.tf",
        "config/{a}/{b}-{n}.yml",
        "**/{a}_{b}_{n}*.py",
    )
    return [_varied(index, shapes) for index in range(number)]


def commands(number: int) -> list[str]:
    return [
        _varied(index, ("git {a} --{b}-{n}", "aws {a} delete-{b}-{n}", "{a}-{n} destroy", "kubectl {a} {b}-{n}"))
        for index in range(number)
    ]


def text(size: int, seed: int = 0) -> str:
    """About so many characters of Python that no pattern names."""
    chosen = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        a, b, c, d = (chosen.choice(WORDS) for _ in range(4))
        number = chosen.randrange(1000)
        part = (
            f"def {a}_{b}(self, {c}: str, {d}_{number}: int = {number}) -> None:\n"
            f'    """The {a} of a {c}, once the {d} is known."""\n'
            f"    if {c} in self.{d}s and {d}_{number} > {number}:\n"
            f'        self.{b}.{a}("{c}/{d}", {d}_{number})  # {b} first\n\n'
        )
        parts.append(part)
        length += len(part)
    return "".join(parts)


def event(given: Guardrails, *, size: int = 2700, files: int = 3, commands: tuple[str, ...] = COMMANDS) -> Event:
    """An event of a task: some new files with text of that size together, and some commands."""
    change = Change(
        "task",
        "tool_call",
        root="/w",
        files=tuple(
            FileChange(f"services/{WORDS[index % 100]}/module_{index}.py", after=text(size // files, index).encode())
            for index in range(files)
        ),
        commands=tuple(Command(command) for command in commands),
        read=lambda _: None,
    )
    return gate.event_of(change, given)


def _varied(index: int, shapes: tuple[str, ...]) -> str:
    chosen = random.Random(index)
    a, b = chosen.sample(WORDS, 2)
    return shapes[index % len(shapes)].format(a=a, b=b, A=a.upper(), B=b.upper(), n=index, N=index)
