"""What grants without a policy document, as the statement that AWS makes of it."""

from __future__ import annotations

from .references import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from ...infrastructure.model import Resource

    Statements = list[dict[str, Any]]

_READ, _WRITE = ["s3:GetObject", "s3:ListBucket"], ["s3:PutObject", "s3:DeleteObject"]
_ACLS = {
    "public-read": ("*", _READ), "publicread": ("*", _READ), "website": ("*", _READ),
    "public-read-write": ("*", _READ + _WRITE), "publicreadwrite": ("*", _READ + _WRITE),
    "authenticated-read": ("authenticated", _READ), "authenticatedread": ("authenticated", _READ),
    "log-delivery-write": ("logs", _WRITE[:1]), "logdeliverywrite": ("logs", _WRITE[:1]),
}  # fmt: skip
_BY_GRANT = {"READ": _READ, "WRITE": _WRITE, "READ_ACP": ["s3:GetBucketAcl"], "WRITE_ACP": ["s3:PutBucketAcl"],
             "FULL_CONTROL": [*_READ, *_WRITE, "s3:GetBucketAcl", "s3:PutBucketAcl"]}  # fmt: skip
# A property of the grant, in Terraform and in CloudFormation, and the condition that it is.
_CONDITIONS = (
    ("source_arn", "SourceArn", "ArnLike", "aws:SourceArn"),
    ("source_account", "SourceAccount", "StringEquals", "aws:SourceAccount"),
    ("principal_org_id", "PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("organization_id", "OrganizationId", "StringEquals", "aws:PrincipalOrgID"),
    ("function_url_auth_type", "FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("event_source_token", "EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
)


def statements(resource: Resource) -> Statements:
    """The statements that a resource of these types stands for; none for all others."""
    found = _TYPES.get(resource.type)
    return found(resource.properties) if found is not None else []


def _get(properties: Mapping[str, Any], *names: str) -> Any:
    return next((properties[name] for name in names if properties.get(name) not in (None, "")), None)


def _allow(who: Any, actions: Any, on: Any, condition: Mapping[str, Any] | None = None) -> dict[str, Any]:
    principal = who
    if isinstance(who, str) and who != "*":
        principal = {"Service" if who.endswith((".amazonaws.com", ".amazon.com")) else "AWS": who}
    statement = {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": on or "*"}
    return {**statement, "Condition": condition} if condition else statement


def _conditions(properties: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one, other, operator, key in _CONDITIONS:
        value = _get(properties, one, other)
        if value is not None:
            found.setdefault(operator, {})[key] = value
    for block in listed(_get(properties, "condition", "Condition")):
        if isinstance(block, dict):
            operator, key, value = (_get(block, name, name.title()) for name in ("type", "key", "value"))
            found.setdefault(str(operator), {})[str(key)] = value
    return found


def _permission(properties: Mapping[str, Any]) -> Statements:
    actions = _get(properties, "action", "Action") or "lambda:InvokeFunction"
    on = _get(properties, "function_name", "FunctionName", "layer_name", "LayerVersionArn")
    who = _get(properties, "principal", "Principal") or "*"
    return [_allow(who, actions, on, _conditions(properties))]


def _event_bus(properties: Mapping[str, Any]) -> Statements:
    if _get(properties, "Statement") is not None:
        return []  # a policy document of its own
    actions = _get(properties, "action", "Action") or "events:PutEvents"
    on = _get(properties, "event_bus_name", "EventBusName")
    return [_allow(_get(properties, "principal", "Principal") or "*", actions, on, _conditions(properties))]


def _url(properties: Mapping[str, Any]) -> Statements:
    if _get(properties, "authorization_type", "AuthType") == "AWS_IAM":
        return []
    on = _get(properties, "function_name", "TargetFunctionArn")
    return [_allow("*", ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"], on)]


def _function(properties: Mapping[str, Any]) -> Statements:
    url = properties.get("FunctionUrlConfig")
    return _url(url) if isinstance(url, dict) else []


def _key(properties: Mapping[str, Any]) -> Statements:
    actions = [f"kms:{one}" for one in listed(properties.get("operations"))]
    constraints = {"constraints": {"kms": properties["constraints"]}} if properties.get("constraints") else None
    return [_allow(properties.get("grantee_principal") or "*", actions, properties.get("key_id"), constraints)]


def _bucket(properties: Mapping[str, Any]) -> Statements:
    acl, on = _get(properties, "acl", "AccessControl"), _get(properties, "bucket", "BucketName")
    on = f"arn:aws:s3:::{on}*" if isinstance(on, str) else "*"
    found = []
    if isinstance(acl, str):
        who, actions = _ACLS.get(acl.lower(), (None, None))
        if who is not None:
            found.append(_allow(who, actions, on))
    blocks = [properties, *(one for one in listed(properties.get("access_control_policy")) if isinstance(one, dict))]
    given = [one for block in blocks for one in listed(block.get("grant")) if isinstance(one, dict)]
    return found + [_granted(one, on) for one in given]


def _granted(block: Mapping[str, Any], on: str) -> dict[str, Any]:
    inner = next((one for one in listed(block.get("grantee")) if isinstance(one, dict)), block)
    who = _get(inner, "uri", "id", "email_address") or "*"
    if isinstance(who, str) and who.endswith("/AllUsers"):
        who = "*"
    kinds = [*listed(block.get("permission")), *listed(block.get("permissions"))]
    return _allow(who, [action for one in kinds for action in _BY_GRANT.get(str(one), [f"s3:{one}"])], on)


_TYPES: dict[str, Callable[[Mapping[str, Any]], Statements]] = {
    "aws_lambda_permission": _permission, "AWS::Lambda::Permission": _permission,
    "aws_lambda_layer_version_permission": _permission, "AWS::Lambda::LayerVersionPermission": _permission,
    "aws_lambda_function_url": _url, "AWS::Lambda::Url": _url, "AWS::Serverless::Function": _function,
    "aws_cloudwatch_event_permission": _event_bus, "AWS::Events::EventBusPolicy": _event_bus,
    "aws_kms_grant": _key, "aws_s3_bucket_acl": _bucket, "aws_s3_bucket": _bucket, "AWS::S3::Bucket": _bucket,
}  # fmt: skip
