"""Verbs that say the same of an object: an action's phrases name one of a row, and mean all of it.

A verb that a phrase names by its first word brings the others; rows are told apart by what is done, not by the object.
"""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWS: dict[str, tuple[str, ...]] = {
    "delete": (
        "remove", "destroy", "drop", "erase", "wipe", "purge", "nuke", "get rid of", "tear down", "blow away", "clear out",
        "eliminate", "dispose of", "scrap", "trash", "wipe out", "take down", "do away with", "bin", "throw away", "throw out", "demolish", "obliterate", "dismantle", "clean out", "zap",
        "decommission", "wipe clean", "raze", "go away", "disappear", "vanish", "cease to exist", "rip out", "clear away", "say goodbye to", "retire", "kill", "kill off",
    ),
    "disable": (
        "turn off", "switch off", "deactivate", "shut off", "shut down", "suspend", "opt out of", "suppress", "disarm",
        "lift", "do away with", "get rid of", "unset", "do without", "go away", "put out of action", "cease", "take offline",
        "take off", "take out", "take away", "cut", "ditch", "scrap", "retire", "strip", "phase out",
    ),
    "grant": (
        "give", "assign", "attach", "allow", "provide", "receive", "confer", "bestow", "equip", "hand", "hand out", "obtain",
        "get", "to have", "shall have", "must have", "will have", "should have", "shall hold", "must hold",
    ),
    "modify": (
        "change", "update", "edit", "alter", "adjust", "amend", "revise", "extend", "tweak", "rewrite", "replace", "expand",
        "rework", "reconfigure", "repoint", "customize", "patch",
    ),
    "create": ("generate", "issue", "mint", "provision", "register", "set up", "produce", "request", "hand out", "recreate", "re-create", "cut"),
    "run": ("execute", "invoke", "call", "use", "apply", "launch", "start", "trigger", "kick off", "fire off", "issue", "do"),
    "read": (
        "print", "fetch", "dump", "load", "retrieve", "pull", "parse", "look up", "obtain", "copy", "extract", "show",
        "echo", "output", "grab", "get", "harvest", "collect", "access", "pick up", "list", "download", "display", "take",
    ),
    "send": (
        "upload", "post", "ship", "transfer", "push", "copy", "forward", "mail", "e-mail", "share", "email", "publish", "stream",
        "sync", "transmit", "hand over", "export",
    ),
    "open": ("expose", "allow", "permit", "unblock", "open up", "let", "let in", "accept", "admit", "punch", "unlock", "whitelist", "allowlist", "allow-list"),
    "deploy": ("release", "roll out", "push", "ship", "promote", "publish", "go live", "redeploy", "re-deploy", "put live", "bring", "go", "deliver", "hotfix"),
    "terminate": ("kill", "shut down", "destroy", "delete", "remove", "decommission", "stop for good", "take down"),
    "discard": ("throw away", "drop", "lose", "abandon", "throw out", "dump", "wipe", "get rid of", "blow away"),
    "bypass": ("skip", "circumvent", "disable", "ignore", "turn off", "switch off", "get around", "work around", "go around",
               "sidestep", "suppress"),
    "escalate": ("elevate", "raise", "widen", "increase", "extend", "broaden", "boost", "expand"),
    "install": ("add", "register", "set up", "place", "put", "create", "drop", "deploy"),
}  # fmt: skip
VERBS = frozenset(_ROWS) | {verb for row in _ROWS.values() for verb in row if " " not in verb} | {
    "ask", "tell", "let", "wait", "check", "verify", "notify", "move", "test", "write", "review", "keep", "restart", "stop",
}  # fmt: skip


# Names of the same thing; an object that holds one of a row may hold any other of it instead.
_THINGS: tuple[tuple[str, ...], ...] = (
    ("everyone", "everybody", "anyone", "anybody", "the public", "the general public", "the world", "the whole world"),
    ("from anywhere", "from everywhere", "from any address", "from any ip", "from any host", "from any source", "from all addresses",
     "from the outside world", "from the whole internet", "from the open internet", "from the public internet", "from the internet"),
    ("mfa", "2fa", "multi-factor authentication", "multifactor authentication", "multi factor authentication",
     "two-factor authentication", "two factor authentication", "two-factor login", "two-step verification", "2-step verification", "second factor",
     "second-factor", "one-time code", "one-time password", "otp", "totp"),
    ("admin", "administrator", "administrative"),
    ("rights", "permissions", "privileges"),
    ("security group", "sg"),
    ("security groups", "sgs"),
    ("network acl", "nacl"),
    ("database", "db"),
    ("databases", "dbs"),
    ("route 53", "route53", "r53"),
    ("kms key", "cmk", "kms cmk", "customer master key", "customer managed key", "customer-managed key"),
    ("auto scaling group", "autoscaling group", "asg"),
    ("permissions boundary", "permission boundary"),
    ("kubernetes", "k8s", "kube"),
    ("cloudtrail", "cloud trail"),
    ("postgres", "postgresql"),
    ("ec2 instance", "vm", "virtual machine", "virtual server"),
    ("ec2 instances", "vms", "virtual machines", "virtual servers", "ec2 boxes", "ec2 machines", "ec2 servers", "ec2 hosts"),
    ("home directory", "home folder", "home dir"),
)  # fmt: skip


def widened_things(things: Iterable[str]) -> tuple[str, ...]:
    """The objects of a phrase with those that name the same."""
    named = [thing.lower() for thing in things]
    others = (
        f" {thing} ".replace(f" {one} ", f" {other} ").strip()
        for row in _THINGS
        for thing in named
        for one in row
        if f" {one} " in f" {thing} "
        for other in row
    )
    return tuple(dict.fromkeys([*named, *others]))


@lru_cache(maxsize=1024)
def widened(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """The verbs of a phrase with those that say the same."""
    return tuple(dict.fromkeys([*verbs, *(other for verb in verbs for other in _ROWS.get(verb, ()))]))
