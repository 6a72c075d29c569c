"""Tables of how SDKs name things: services under every name, and the object interface of boto3.

botocore (Apache-2.0) knows the names of a service, boto3 (Apache-2.0) its resources: what `Bucket("x").delete()` calls.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

# Names that no name of the service gives: those of the command line, and of the SDK for JavaScript v2 (its
# `apis/metadata.json`).
_OTHER_NAMES = {
    "s3api": "s3", "deploy": "codedeploy", "cognitoidentityserviceprovider": "cognito-idp", "eventbridge": "events", "cloudwatchevents": "events",
    "stepfunctions": "stepfunctions", "es": "es", "emr": "emr", "ses": "ses", "elb": "elb", "mq": "mq",
    "costexplorer": "ce", "cur": "cur", "migrationhub": "mgh", "lexmodelbuildingservice": "lex-models",
    "simpledb": "sdb", "iot": "iot", "configservice": "config", "ssoadmin": "sso-admin", "signer": "signer",
    "dynamodbdocument": "dynamodb", "rdsdataservice": "rds-data", "transferservice": "transfer", "pinpoint": "pinpoint",
    "marketplacecatalog": "marketplace-catalog", "applicationautoscaling": "application-autoscaling",
}  # fmt: skip


def service_names(data: Path) -> dict[str, str]:
    """Letters and digits of each name of a service, in lower case, and the name that botocore uses."""
    found: dict[str, str] = {}
    own: dict[str, str] = {}
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        versions = sorted(folder.glob("*/service-2.json.gz"))
        if not versions:
            continue
        metadata = json.loads(gzip.decompress(versions[-1].read_bytes()))["metadata"]
        own[_letters(folder.name)] = folder.name
        for field in ("serviceId", "serviceAbbreviation", "serviceFullName"):
            name = re.sub(r"^(amazon|aws)(?=.)", "", _letters(metadata.get(field, "")))
            if name:
                found.setdefault(name, folder.name)
    return {**found, **_OTHER_NAMES, **own}


def resource_interfaces(data: Path) -> dict[str, str]:
    """For each service with an object interface its types as JSON, the service itself under the empty name.

    `ids` are the identifiers of a type; `do` gives for a method the operation, its parameters that are identifiers, and
    what it makes; `has` for a name what it leads to; `many` for a collection the operation that lists it and the type
    of its members; `all` what is done to all of a collection of the type. What is made is a type and where its
    identifiers come from: `.Name` an identifier of what makes it, `=Name` a parameter, `` an argument, `?` an answer.
    """
    from botocore import xform_name

    records = {}
    for path in sorted(data.glob("*/*/resources-1.json")):
        model = json.loads(path.read_bytes())
        types = {name: _type(one, xform_name) for name, one in {"": model["service"], **model["resources"]}.items()}
        # A service leads to every type, by all its identifiers.
        types[""]["has"] = {name: [name, [""] * len(one["ids"])] for name, one in types.items() if name}
        records[path.parent.parent.name] = json.dumps(types, separators=(",", ":"), sort_keys=True)
    return records


def _type(model: dict[str, Any], xform_name: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ids": [one["name"] for one in model.get("identifiers", [])],
        "do": {xform_name(name): _action(one) for name, one in model.get("actions", {}).items()},
        "has": {},
        "many": {
            xform_name(name): [one["request"]["operation"], one["resource"]["type"]]
            for name, one in model.get("hasMany", {}).items()
        },
        "all": {xform_name(name): _action(one) for name, one in model.get("batchActions", {}).items()},
    }
    for name, one in model.get("has", {}).items():
        made = _made(one["resource"])
        found["has"][name] = made
        if "" not in made[1]:
            found["has"][xform_name(name)] = made
    return found


def _action(model: dict[str, Any]) -> list[Any]:
    request = model["request"]
    parameters = {
        one["target"].partition("[")[0]: one["name"]
        for one in request.get("params", [])
        if one["source"] == "identifier" and "." not in one["target"]
    }
    return [request["operation"], parameters, *_made(model.get("resource", {"type": ""}))]


def _made(resource: dict[str, Any]) -> list[Any]:
    sources = {"identifier": ".", "requestParameter": "="}
    return [
        resource["type"],
        [
            ""
            if one["source"] == "input"
            else sources[one["source"]] + one.get("name", one.get("path", ""))
            if one["source"] in sources
            else "?"
            for one in resource.get("identifiers", [])
        ],
    ]


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
