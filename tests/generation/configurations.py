"""Valid guardrails: the kiro.json files of a workspace, as any team might have written them."""

from __future__ import annotations

import json
import shlex
from functools import partial

from hypothesis import strategies as st

from pykiro_opa.catalogue.named import named_actions
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import STAGES, canonical
from pykiro_opa.guardrails.matchers import MATCHERS, regex

PATH = ".kiro/kiro.json"
FOLDERS = ("services", "services/a", "services/a/infra", "é/x y", "config")
ACTIONS = (
    "iam:CreateAccessKey", "iam:*", "*:Delete*", "s3:DeleteObject", "S3:PutBucketPolicy", "ec2:AuthorizeSecurityGroup?ngress",
    "rds:*", "*:*", "dynamodb:DeleteTable", "ec2:*Group*", "lambda:Invoke*Function", "a?b:c*d?e", "logs:*",
)  # fmt: skip
PARTITIONS = ("aws", "aws", "*", "aws-*")
SERVICES = ("s3", "iam", "dynamodb", "lambda", "logs", "sns", "rds", "s?", "*", "kinesis", "cassandra", "s3express")
REGIONS = ("", "*", "eu-west-1", "eu-*")
ACCOUNTS = ("", "*", "123456789012", "1*", "aws")
NAMES = (
    "production", "production-*", "*-production", "*prod*", "?rod", "staging", "api", "*", "a*b*c", "x?y", "a b", "é", "<&>",
    "%", "production-*/key-*",
)  # fmt: skip
SHAPES = (
    "{}", "{}/*", "{}/{}", "role/{}", "table/{}", "table/{}/index/{}", "function:{}", "function:{}:{}", "log-group:{}:*",
    "bucket/{}", "/keyspace/{}/table/{}", "stream/{}",
)  # fmt: skip
SEGMENTS = (
    "src", "*", "?", "**", ".env", "*.tf", "Dockerfile", "{a,b}", "{prod,staging}-*", "[a-c]x", "[!a]", "a b", "é", "%", "<&>",
    "production.yaml", "*-config", "x\\*y", ".kiro", "kiro.json", "migrations",
)  # fmt: skip
PROGRAMS = ("rm", "git", "aws", "terraform", "kubectl", "/bin/rm", "é", "x y", "dropdb", "gcloud", "b<&>")
WORDS = (
    "push", "destroy", "delete", "clean", "s3", "iam", "-f", "--force", "-rf", "--recursive", "apply", "a b", "", "é", "main",
    "pods", "sql", "databases", "-x",
)  # fmt: skip
LITERALS = (
    "AWS_SECRET_ACCESS_KEY", "DROP TABLE", "drop  table", "password", "BEGIN RSA PRIVATE KEY", "é", "İstanbul", "<script>&",
    "STRASSE", "straße", "a\u2028b", "x\u00a0y", "\U0001f600", "%", "0.0.0.0/0", "\\", '"', "K=V", "\u212a", "\ue000",
)  # fmt: skip
# Regexes, each with texts of which some match.
REGEXES = {
    "BEGIN (RSA|EC) PRIVATE KEY": ["BEGIN EC PRIVATE KEY", "BEGIN  EC"],
    "(?i)drop\\s+table": ["DROP\n table", "droptable"],
    "^x": ["x", "ax", "a\nx"],
    "(?m)^x$": ["a\nx\nb", "xx"],
    "a.c": ["abc", "a\nc", "a\u2028c"],
    "(?s)a.c": ["a\nc"],
    "[^a]": ["a", "b", "\0"],
    "\\bprod\\b": ["prod", "a-prod", "éprod"],
    "\\d{3,}": ["123", "١٢٣", "12"],
    "\\w+=": ["ab=", "é="],
    "[[:upper:]]{2}": ["AB", "ÄÖ"],
    "\\p{Greek}": ["ς", "s"],
    "(?i)k": ["\u212a", "K"],
    "(?i)straße": ["STRASSE", "STRAßE", "straẞe"],
    "x*": ["", "y"],
    "\\z": ["", "a"],
    "\\x{E000}|\\x00": ["\ue000", "\0"],
    "(a|b)*c": ["ababc", "ab"],
    "(?P<n>k)v": ["kv", "k"],
    "a{0,50}b": ["b", "a" * 60],
}
REASONS = st.sampled_from(("why not", "é <&>", "a\nb", "a\u2028b", "ask   the team"))
SOME_IDS = st.lists(st.sampled_from(("one", "two", "three.3", "x_4", "A-5")), max_size=3, unique=True)
PRODUCTION_NAMES = ("prod", "live", "Blue", "İ", "ß", "\u212a", "a-b", "production", "<&>")


def _joined(separator: str, pieces: tuple[str, ...], least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), min_size=least, max_size=most).map(separator.join)


@st.composite
def _arn(draw: st.DrawFn) -> str:
    shape = draw(st.sampled_from(SHAPES))
    resource = shape.format(draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES)))
    fields = (draw(st.sampled_from(one)) for one in (PARTITIONS, SERVICES, REGIONS, ACCOUNTS))
    return ":".join(("arn", *fields, resource))


@st.composite
def _command(draw: st.DrawFn) -> str:
    words = [draw(st.sampled_from(PROGRAMS)), *draw(st.lists(st.sampled_from(WORDS), max_size=3))]
    return " ".join(shlex.quote(word) for word in words)


MATCHES = {
    "actions": st.sampled_from((*sorted(named_actions()), *sorted(named_actions()), *ACTIONS)),
    "resources": _arn(),
    "files": _joined("/", SEGMENTS, 1, 4),
    "commands": _command(),
    "patterns": st.sampled_from(LITERALS),
}


def meaning(name: str, entry: object) -> bytes | None:
    """What an entry matches, None where it is refused; two entries of one list must differ in it."""
    written = {"match": entry} if isinstance(entry, str) else entry
    try:
        if "regex" in written:
            return canonical(regex(written["regex"]))
        return canonical(MATCHERS[name](written["match"], ""))
    except ConfigurationError:
        return None


SOME_GLOBS = st.lists(MATCHES["files"].filter(partial(meaning, "files")), min_size=1, max_size=2)
SOME_STAGES = st.lists(st.sampled_from(STAGES), min_size=1, max_size=3, unique=True)
NOW_AND_THEN = st.sampled_from((False, False, False, True))
A_REGEX = st.sampled_from(sorted(REGEXES))


@st.composite
def _entry(draw: st.DrawFn, name: str) -> object:
    """One entry of a list: a string, or an object with some of its keys."""
    match: dict[str, object] = {"match": draw(MATCHES[name])}
    if name == "patterns" and draw(st.booleans()):
        match = {"regex": draw(A_REGEX)}
    if "match" in match and draw(st.booleans()):
        return match["match"]
    if draw(NOW_AND_THEN):
        match["except"] = draw(SOME_GLOBS)
    if draw(NOW_AND_THEN):
        match["stages"] = draw(SOME_STAGES)
    if draw(NOW_AND_THEN):
        match["reason"] = draw(REASONS)
    return match


ENTRIES = {name: _entry(name) for name in MATCHES}
SOME_ENTRIES = {name: st.lists(one, min_size=1, max_size=3) for name, one in ENTRIES.items()}


@st.composite
def _lists(draw: st.DrawFn) -> dict[str, list[object]]:
    found = {}
    for name in draw(SOME_LISTS):
        distinct: dict[bytes, object] = {}
        for one in draw(SOME_ENTRIES[name]):
            matched = meaning(name, one)
            if matched is not None:
                distinct.setdefault(matched, one)
        if distinct:
            found[name] = list(distinct.values())
    return found


SOME_LISTS = st.sets(st.sampled_from(sorted(MATCHES)), min_size=2).map(sorted)
LEVELS = st.sampled_from(("deny", "needs-approval", "notice"))
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "unresolved": LEVELS,
        "secrets": LEVELS,
        "sandbox": st.sampled_from(("off", "advised", "required")),
        "specReview": st.sampled_from(("off", "notice", "needs-approval")),
        "mode": st.sampled_from(("enforce", "shadow")),
        "permissions": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("expansion", "readOnlyGainsWrite", "privilegeEscalation", "unknown"), LEVELS)
        ),
        "production": st.fixed_dictionaries(
            {},
            optional={
                "names": st.lists(st.sampled_from(PRODUCTION_NAMES), max_size=3),
                "accounts": st.just(["123456789012"]),
                "profiles": st.just(["prod-*"]),
            },
        ),
    },
)


LISTS = _lists()


@st.composite
def guardrails(draw: st.DrawFn) -> dict[str, object]:
    """The value of the key `guardrails` of one file."""
    found: dict[str, object] = dict(draw(SETTINGS))
    for effect in ("deny", "requireApproval"):
        if not draw(NOW_AND_THEN):
            found[effect] = draw(LISTS)
    named = [
        one for effect in ("deny", "requireApproval") for each in found.get(effect, {}).values() for one in each
        if isinstance(one, dict)
    ]  # fmt: skip
    ids = draw(SOME_IDS) if named else []
    for one, name in zip(named, ids, strict=False):
        one["id"] = name
    return found


GUARDRAILS = guardrails()
SOME_FOLDERS = st.lists(st.sampled_from(FOLDERS), max_size=2, unique=True)
HAS_ROOT = st.sampled_from((True, True, True, True, True, False))


@st.composite
def files(draw: st.DrawFn) -> list[tuple[str, dict[str, object]]]:
    """Paths and documents of the kiro.json files of a workspace, outermost first: the root's, nested ones, or none."""
    folders = draw(SOME_FOLDERS)
    found = [(PATH, {"guardrails": draw(GUARDRAILS)})] if draw(HAS_ROOT) else []
    if found and draw(NOW_AND_THEN):
        found[0][1]["guardrails"]["origin"] = "payments"
    outermost_first = sorted(folders, key=lambda one: (one.count("/"), one))
    nested = [
        (f"{folder}/{PATH}", {"guardrails": draw(GUARDRAILS), "other": [1.5, None]}) for folder in outermost_first
    ]
    return found + nested


def encoded(documents: list[tuple[str, dict[str, object]]]) -> list[tuple[str, bytes]]:
    """The files as `guardrails.load` takes them."""
    return [(path, json.dumps(document).encode()) for path, document in documents]
