"""Cmdlets of AWS Tools for PowerShell as commands of the AWS command line: `New-IAMUser` is `aws iam create-user`.

Their names are made of a verb, a prefix for the service and what the operation is about; which operation that is, the
catalogue says. One that it does not know is some operation of the service.
"""

from __future__ import annotations

import re

from ...catalogue import interfaces
from ...catalogue.programs import UNKNOWN
from .values import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .parameters import Bound

# The prefixes of services, longest first among those that begin alike, with the names that the command line uses.
_SERVICES = {
    "aas": "application-autoscaling", "acm": "acm", "ag2": "apigatewayv2", "ag": "apigateway", "asa": "support", "as": "autoscaling", "ath": "athena",
    "bak": "backup", "bdr": "bedrock", "bdrr": "bedrock-runtime", "cb": "codebuild", "cc": "codecommit", "cd": "codedeploy", "cf": "cloudfront",
    "cfg": "configservice", "cfn": "cloudformation", "cgip": "cognito-idp", "cgi": "cognito-identity", "cp": "codepipeline", "ct": "cloudtrail", "cwl": "logs", "cw": "cloudwatch",
    "cwe": "events", "ddb": "dynamodb", "dms": "dms", "doc": "docdb", "eb": "elasticbeanstalk", "ec2": "ec2", "ec": "elasticache", "ecr": "ecr", "ecs": "ecs", "efs": "efs",
    "eks": "eks", "elb2": "elbv2", "elb": "elb", "emr": "emr", "es": "es", "evb": "events", "fsx": "fsx", "gd": "guardduty",
    "glue": "glue", "iam": "iam", "ids": "identitystore", "kin": "kinesis", "kinf": "firehose", "kms": "kms", "lm": "lambda", "msk": "kafka",
    "npt": "neptune", "org": "organizations", "os": "opensearch", "ram": "ram", "rds": "rds", "rs": "redshift", "r53": "route53", "s3": "s3api", "s3c": "s3control",
    "sec": "secretsmanager", "ses": "ses", "sfn": "stepfunctions", "shub": "securityhub", "sm": "sagemaker", "sns": "sns", "sqs": "sqs",
    "ssm": "ssm", "ssoadmn": "sso-admin", "sts": "sts", "waf2": "wafv2",
}  # fmt: skip
_VERBS: dict[str, tuple[str, ...]] = {
    "add": ("add", "attach", "put", "associate"), "approve": ("accept", "approve"), "clear": ("delete", "remove", "reset"),
    "confirm": ("confirm",), "copy": ("copy",), "deny": ("reject",), "disable": ("disable", "deactivate"), "disconnect": ("disconnect",),
    "dismount": ("detach",), "edit": ("modify", "update"), "enable": ("enable", "activate"), "find": ("search", "lookup", "list", "describe"),
    "get": ("get", "describe", "list", "head", "batch-get"), "grant": ("authorize", "grant"), "import": ("import",), "invoke": ("invoke", "execute"), "join": ("join",),
    "lock": ("lock",), "mount": ("attach",), "move": ("move",), "new": ("create", "allocate", "run", "purchase", "generate"),
    "protect": ("encrypt",), "publish": ("publish", "upload"), "read": ("get", "download"), "receive": ("receive",),
    "register": ("attach", "register", "associate"), "remove": ("delete", "terminate", "remove", "release", "deregister"),
    "request": ("request",), "reset": ("reset", "reboot"), "restart": ("reboot", "restart"), "restore": ("restore", "cancel"),
    "resume": ("resume",), "revoke": ("revoke",), "search": ("search",), "send": ("send", "publish"), "set": ("set", "put", "update", "change"),
    "start": ("start", "execute"), "stop": ("stop", "cancel", "terminate"), "submit": ("submit",), "suspend": ("suspend",), "test": ("test", "validate", "simulate"),
    "unprotect": ("decrypt",), "unregister": ("detach", "deregister", "disassociate"), "update": ("update", "modify"),
    "use": ("assume",), "write": ("put", "upload"),
}  # fmt: skip
_READING = frozenset(("find", "get", "read", "search", "test"))
# What no rule gives: by plain name.
_NAMES = {
    "remove-ec2instance": "terminate-instances", "new-ec2instance": "run-instances", "get-ec2instance": "describe-instances",
    "get-s3bucket": "list-buckets", "new-s3bucket": "create-bucket", "remove-s3bucket": "delete-bucket",
    "remove-s3object": "delete-object", "write-s3object": "put-object", "read-s3object": "get-object", "copy-s3object": "copy-object",
    "grant-ec2securitygroupingress": "authorize-security-group-ingress", "grant-ec2securitygroupegress": "authorize-security-group-egress",
    "use-stsrole": "assume-role", "use-stswebidentityrole": "assume-role-with-web-identity", "get-secsecretvalue": "get-secret-value",
    "invoke-lmfunction": "invoke", "publish-lmfunction": "create-function", "remove-cfnstack": "delete-stack",
    "request-kmskeydeletion": "schedule-key-deletion", "get-ssmparametervalue": "get-parameters", "edit-r53resourcerecordset": "change-resource-record-sets",
    "send-ssmcommand": "send-command", "unprotect-kmsdata": "decrypt", "protect-kmsdata": "encrypt", "publish-snsmessage": "publish",
    "set-s3acl": "put-bucket-acl", "get-stscalleridentity": "get-caller-identity", "get-s3object": "list-objects-v2",
    "stop-cttrail": "stop-logging", "stop-ctlogging": "stop-logging", "write-s3bucketpolicy": "put-bucket-policy",
    "add-s3publicaccessblock": "put-public-access-block", "remove-s3publicaccessblock": "delete-public-access-block",
    "set-s3publicaccessblock": "put-public-access-block", "disable-kmskey": "disable-key",
}  # fmt: skip
_OPTIONS = {
    "bucketname": "bucket",
    "profilename": "profile",
    "instanceid": "instance-ids",
    "functionname": "function-name",
}
_DROPPED = ("force", "confirm", "whatif", "passthru", "select", "accesskey", "secretkey", "sessiontoken", "credential")
_MOST_LETTERS = 80


def command(bound: Bound) -> list[str] | None:
    """The command line; None for a cmdlet of something else."""
    verb, _, noun = bound.cmdlet.partition("-")
    if len(noun) > _MOST_LETTERS or verb not in _VERBS:
        return None
    for size in range(min(7, len(noun) - 1), 1, -1):
        service = _SERVICES.get(noun[:size])
        if service is None:
            continue
        operation = _NAMES.get(bound.cmdlet) or _operation(service, verb, noun[size:])
        # Two letters begin many names, and so does what is written as the beginning of a word.
        if operation is None and (size < 3 or _is_a_word(bound.name.partition("-")[2], size)):
            continue
        unknown = f"get-{UNKNOWN}" if verb in _READING else UNKNOWN
        return ["aws", service, operation or unknown, *_options(bound)]
    return None


def _is_a_word(noun: str, size: int) -> bool:
    """`Secret`, whose first letters are no prefix, as in `SECSecretValue`."""
    return not noun.islower() and not noun[:size].isupper()


def _operation(service: str, verb: str, about: str) -> str | None:
    """The operation of one of the verb's names that the catalogue knows, of one thing or several."""
    listed = about.removesuffix("list")
    known = interfaces.service(service) or service
    for name in ("list", *_VERBS[verb]) if listed != about else _VERBS[verb]:
        for end in _ends(listed):
            operation = f"{name}-{end}"
            if interfaces.is_known(known, operation):
                named = interfaces.action_names(known, operation)[0].partition(":")[2]
                return _kebab(named) if named.lower() == operation.replace("-", "") else operation
    return None


def _kebab(name: str) -> str:
    """`CreateDBInstance` as `create-db-instance`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def _ends(about: str) -> Iterator[str]:
    yield about
    yield f"{about}s"
    if about.endswith("y"):
        yield f"{about[:-1]}ies"
    if about.endswith("s"):
        yield f"{about}es"


def _options(bound: Bound) -> list[str]:
    found: list[str] = []
    for name, value in bound.values.items():
        if name in _DROPPED:
            continue
        found.append(f"--{_OPTIONS.get(name) or _kebab(bound.spelled[name].strip('-:'))}")
        found += (
            [] if isinstance(value, bool) else [text(one) for one in (value if isinstance(value, list) else [value])]
        )
    return found
