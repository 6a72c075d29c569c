"""The access level of IAM actions by their verb; what is no known verb counts as write."""

from __future__ import annotations

ORDER = ("list", "read", "tagging", "write", "permissions-management")
_LISTS = ("list", "describe", "search", "lookup")
_READS = ("get", "batchget", "head", "simulate", "preview", "validate", "check", "query", "scan", "select", "filter",
          "test", "estimate", "decode", "verify", "view", "read")  # fmt: skip
_GRANTS = {
    "iam": ("add", "attach", "create", "delete", "detach", "pass", "put", "remove", "set", "update", "upload"),
    "organizations": ("attach", "detach", "enable", "disable", "put", "create"),
    "s3": ("putbucketpolicy", "putbucketacl", "putobjectacl", "deletebucketpolicy", "putaccesspointpolicy",
           "putbucketpublicaccessblock", "putaccountpublicaccessblock"),
    "kms": ("putkeypolicy", "creategrant", "revokegrant", "retiregrant"),
    "lambda": ("addpermission", "removepermission", "addlayerversionpermission"),
    "sqs": ("addpermission", "removepermission"),
    "sns": ("addpermission", "removepermission"),
    "secretsmanager": ("putresourcepolicy", "deleteresourcepolicy"),
    "ecr": ("setrepositorypolicy", "deleterepositorypolicy"),
    "sso": ("attach", "put", "createaccountassignment", "deleteaccountassignment"),
}  # fmt: skip


def level(action: str) -> str:
    """The highest level that an action pattern may reach."""
    service, _, verb = action.lower().partition(":")
    if service in ("*", "") or (verb in ("", "*") and service in _GRANTS) or "*" in service:
        return "permissions-management"
    head = verb.partition("*")[0].partition("?")[0]
    if not head:
        return "write"
    if any(head.startswith(grant) or (verb != head and grant.startswith(head)) for grant in _GRANTS.get(service, ())):
        return "permissions-management"
    if head.startswith(_LISTS):
        return "list"
    if head.startswith(_READS):
        return "read"
    return "tagging" if head.startswith(("tag", "untag")) else "write"


def highest(actions: tuple[str, ...]) -> str:
    return max((level(action) for action in actions), key=ORDER.index, default="list")
