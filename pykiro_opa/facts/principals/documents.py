"""Policies as they stand in the properties of a resource."""

from __future__ import annotations

import re

from ...events import canonical, clean
from ...infrastructure.embedded import json_or_text, opened
from ...infrastructure.policy_documents import statement_of
from ...infrastructure.unknowns import has_unknown
from ...permissions import Policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ...infrastructure.model import Resource

    # Where the documents of data sources stand, by their content.
    Places = Mapping[bytes, tuple[str, int]]

_POLICY_ARN = re.compile(r"arn:[^:\s]*:iam::[^:\s]*:policy/[^:\s]+")
_ATTACHED = ("policy_arn", "managed_policy_arn", "managed_policy_arns", "policy_arns", "ManagedPolicyArns",
             "ManagedPolicies", "PolicyArn")  # fmt: skip
_TRUSTED = re.compile(r"trusted|subjects|assume_role_(arn|principal)|_principals?$")
_POLICIES = ("policy", "resource_policy", "access_policy", "access_policies", "inline_policy", "policy_document",
             "PolicyDocument", "KeyPolicy", "ResourcePolicy", "AccessPolicies", "Policy")  # fmt: skip
_REFERENCES = ("customer_managed_policy_reference", "CustomerManagedPolicyReferences")


def places(resources: Iterable[Resource]) -> dict[bytes, tuple[str, int]]:
    """Where the documents that others take from data sources stand."""
    return {
        canonical(clean(one.properties["json"])): (one.path, one.line)
        for one in resources
        if one.kind == "data" and isinstance(one.properties.get("json"), dict)
    }


def policy(value: Any, name: str, resource: Resource, key: str, where: Places) -> Policy:
    """The policy that a property holds: an object, the text of one, or something that nobody can read here."""
    line = resource.lines.get(key, resource.line)
    found = json_or_text(value) if isinstance(value, str) else value
    if isinstance(found, list):
        found = {"Statement": found}
    if not isinstance(found, dict):
        return Policy(found if isinstance(found, str) else name, None, path=resource.path, line=line)
    path, line = where.get(canonical(clean(found)), (resource.path, line)) if where else (resource.path, line)
    return Policy(name, found, path=path, line=line)


def found_anywhere(resource: Resource, where: Places) -> Iterator[Policy]:
    """Every policy document in the properties of a resource, inside texts too."""
    from ...infrastructure import policies

    for pointer, document in policies.find(opened(resource.properties)):
        key = pointer[0] if pointer else ""
        yield policy(document, "/".join(pointer), resource, key, where)


def of_a_module(resource: Resource) -> Iterator[Policy]:
    """The statements that the call of a module passes as objects, under whatever name."""
    for key, value in resource.properties.items() if resource.kind == "module" else ():
        found = [{"Resource": "*", **one} for one in _objects(value)]
        if found:
            document = {"Version": "2012-10-17", "Statement": found}
            yield Policy(key, document, path=resource.path, line=resource.lines.get(key, resource.line))


def trust_of_a_module(resource: Resource) -> Policy | None:
    """Whom the call of a module passes under the usual names for those that may take a role."""
    if resource.kind != "module":
        return None
    names = [key for key in resource.properties if _TRUSTED.search(key.lower())]
    who = {key: [one for one in _strings(resource.properties[key]) if one] for key in names}
    statements = [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": one}} for one in who.values() if one
    ]
    if not statements:
        return None
    line = resource.lines.get(names[0], resource.line)
    return Policy(names[0], {"Version": "2012-10-17", "Statement": statements}, path=resource.path, line=line)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if not value.keys().isdisjoint(("actions", "not_actions")):
            yield statement_of(value)
            return
        for one in value.values():
            yield from _objects(one)
    for one in value if isinstance(value, list) else ():
        yield from _objects(one)


def attached(resource: Resource) -> Iterator[tuple[str, str]]:
    """ARNs of policies under the usual names of properties, with the property."""
    from .references import listed, plain_text, texts

    for key in _ATTACHED:
        for one in texts(resource.properties.get(key)):
            yield key, one
    for key in _REFERENCES:
        for one in listed(resource.properties.get(key)):
            yield key, f"policy {plain_text(one)}"


def attached_anywhere(resource: Resource) -> Iterator[tuple[str, str]]:
    """The same of a module or a resource that nobody knows here: names that tell of policies, and ARNs of policies."""
    for key, value in resource.properties.items():
        name = key.lower()
        if "boundary" in name:
            continue
        told = key in _ATTACHED or (resource.kind == "module" and "polic" in name and name.endswith(("arn", "arns")))
        for one in _strings(value):
            if one and (told or _POLICY_ARN.fullmatch(one)):
                yield key, one


def unreadable(resource: Resource) -> Iterator[Policy]:
    """What AWS takes for the policy of a resource, where nobody can tell here what it says."""
    if resource.kind != "resource" or not resource.type.startswith(("aws_", "AWS::")):
        return
    for key in _POLICIES:
        value = resource.properties.get(key)
        if isinstance(value, str) and has_unknown(value) and not isinstance(json_or_text(value), (dict, list)):
            yield Policy(value, None, path=resource.path, line=resource.lines.get(key, resource.line))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
