"""Names: the AWS command line's against IAM's (Service Authorization Reference), and what kind of access a verb is."""

from __future__ import annotations

# Services whose command line name is not their IAM prefix.
PREFIXES = {
    "accessanalyzer": "access-analyzer", "amp": "aps", "apigatewayv2": "apigateway",
    "application-autoscaling": "application-autoscaling", "cloudhsmv2": "cloudhsm", "cognito-idp": "cognito-idp",
    "configservice": "config", "deploy": "codedeploy", "efs": "elasticfilesystem", "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing", "emr": "elasticmapreduce", "kinesisanalyticsv2": "kinesisanalytics",
    "lexv2-models": "lex", "opensearch": "es", "pinpoint": "mobiletargeting", "resourcegroupstaggingapi": "tag",
    "s3api": "s3", "s3control": "s3", "service-quotas": "servicequotas", "sesv2": "ses", "sso-admin": "sso",
    "stepfunctions": "states", "wafv2": "wafv2",
}  # fmt: skip

# Operations whose permission has another name than the operation.
ACTIONS = {
    "s3:deletebuckettagging": "PutBucketTagging", "s3:deleteobjects": "DeleteObject", "s3:headbucket": "ListBucket",
    "s3:headobject": "GetObject", "s3:listbuckets": "ListAllMyBuckets", "s3:listobjects": "ListBucket",
    "s3:listobjectsv2": "ListBucket", "s3:copyobject": "PutObject", "s3:createmultipartupload": "PutObject",
    "s3:uploadpart": "PutObject", "lambda:invoke": "InvokeFunction", "s3:putbucketlifecycleconfiguration":
    "PutLifecycleConfiguration", "s3:deletebucketcors": "PutBucketCORS", "s3:putpublicaccessblock":
    "PutBucketPublicAccessBlock", "s3:deletepublicaccessblock": "PutBucketPublicAccessBlock",
    "dynamodb:batchgetitem": "BatchGetItem",
}  # fmt: skip

_LISTS = ("List", "Describe", "Search", "Lookup")
_READS = ("Get", "BatchGet", "Head", "Simulate", "Preview", "Validate", "Check", "Query", "Scan", "Select", "Download",
          "Filter", "Test", "Estimate", "Decode", "Verify")  # fmt: skip
_PERMISSIONS = (
    "AddPermission", "AddUserToGroup", "Attach", "CreateAccessKey", "CreateGrant", "CreateLoginProfile", "CreatePolicy",
    "DeletePolicy", "DeleteRolePolicy", "DeleteUserPolicy", "DeleteGroupPolicy", "Detach", "PassRole", "PutBucketAcl",
    "PutBucketPolicy", "PutGroupPolicy", "PutKeyPolicy", "PutObjectAcl", "PutResourcePolicy", "PutRolePolicy",
    "PutUserPolicy", "RemovePermission", "SetDefaultPolicyVersion", "SetRepositoryPolicy", "UpdateAssumeRolePolicy",
    "UpdateLoginProfile", "PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary", "PutUserPermissionsBoundary",
    "DeleteUserPermissionsBoundary", "DeleteBucketPolicy",
)  # fmt: skip


def action(service: str, operation: str) -> str:
    """`iam`, `delete-role` -> `iam:DeleteRole`. Actions compare without case, so `Db` and `DB` are one."""
    prefix = PREFIXES.get(service, service)
    name = "".join(part[:1].upper() + part[1:] for part in operation.replace("_", "-").split("-"))
    return f"{prefix}:{ACTIONS.get(f'{prefix}:{name}'.lower(), name)}"


def level(name: str) -> str:
    """The access level of a `service:Action` by its verb; whatever is no known verb counts as write."""
    verb = name.partition(":")[2]
    if verb.startswith(_PERMISSIONS):
        return "permissions-management"
    if "Tag" in verb and verb.startswith(("Tag", "Untag", "AddTags", "RemoveTags", "CreateTags", "DeleteTags")):
        return "tagging"
    if verb.startswith(_LISTS):
        return "list"
    return "read" if verb.startswith(_READS) else "write"
