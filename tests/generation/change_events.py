"""Change events with all eleven kinds of facts, whose values are drawn from what the guardrails speak of."""

from __future__ import annotations

import re
import shlex

from hypothesis import strategies as st

from pykiro_opa.catalogue.programs import parse_arguments
from pykiro_opa.events import FACT_KINDS, STAGES, new_event
from pykiro_opa.facts.runs import fold

from . import texts
from .configurations import ACTIONS, FOLDERS, LITERALS, PRODUCTION_NAMES, PROGRAMS, REGEXES, WORDS

LEVELS = ("list", "read", "tagging", "write", "permissions-management")
ENVIRONMENTS = ("production", "other", "unknown")
TYPES = (
    "aws_security_group", "aws_db_instance", "aws_iam_role", "AWS::RDS::DBInstance", "aws_iam_policy_attachment",
    "google_project_iam_member", "aws_s3_bucket",
)  # fmt: skip
NAMED = ("delete_production_database", "grant_admin_access", "modify_network_security_groups")
PATHS = (
    "src/app.py", "Dockerfile", "a/b/Dockerfile", ".env", "<command>", "<tool>", ".kiro/kiro.json", "x/.kiro/approvals/1",
    ".kiro/guardrails.lock", "config/production.yaml", "a%20b", "/etc/passwd", "~/x", "services/a/infra/main.tf",
)  # fmt: skip
ARNS = (
    "arn:aws:s3:::production-data", "arn:aws:s3:::production-data/key", "arn:aws:iam::*:role/production-api", "*", "arn",
    "arn:aws:dynamodb:*:*:table/production/index/x", "arn:aws:rds:eu-west-1:123456789012:db:*", "arn:aws:s3:::*/*", "::::::",
    "arn:aws:logs:*:*:log-group:production:log-stream:a", "",
)  # fmt: skip
PATCH = st.recursive(
    st.one_of(
        st.none(), st.booleans(), texts.NUMBERS, texts.SMALL, st.sampled_from(("roles/owner", "AdministratorAccess"))
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(texts.SMALL, inner, max_size=2)),
    max_leaves=3,
)


class Vocabulary:
    """What some guardrails speak of: strategies of the texts and the facts that come near it.

    They are built once for some guardrails, since building costs more than drawing.
    """

    def __init__(self, documents: list[dict[str, object]]) -> None:
        matches, found = _spoken_of(documents)
        plain = [_plain(glob) for glob in matches["files"]]
        scoped = [f"{folder}/{path}" for folder in FOLDERS for path in (*plain, "x")]
        self.arns = texts.near([*matches["resources"] * 4, *ARNS])
        self.actions = texts.near([*(one for one in matches["actions"] if ":" in one), *ACTIONS])
        self.paths = st.one_of(texts.near([*plain, *matches["files"], *plain, *PATHS]), texts.near([*plain, *scoped]))
        self.pieces = texts.near([*matches["patterns"] * 2, *found * 2, *LITERALS])
        self.places = texts.near(["production", *PRODUCTION_NAMES])
        self.argvs = st.sampled_from([shlex.split(command) for command in matches["commands"]] or [["git", "push"]])
        self.runs = st.lists(_run(st.lists(self.pieces | SPACING, max_size=4).map("".join), self.pieces), max_size=2)
        self.facts = {kind: _placed(build(self), self.paths) for kind, build in KINDS.items()}
        self.events = _event(self.facts)


def _spoken_of(documents: list[dict[str, object]]) -> tuple[dict[str, list[str]], list[str]]:
    """The texts of the entries by list, and texts that their regexes match."""
    matches: dict[str, list[str]] = {name: [] for name in ("actions", "resources", "files", "commands", "patterns")}
    found: list[str] = []
    lists = [document["guardrails"].get(effect, {}) for document in documents for effect in ("deny", "requireApproval")]
    for name, entry in ((name, entry) for each in lists for name, entries in each.items() for entry in entries):
        written = {"match": entry} if isinstance(entry, str) else entry
        found += REGEXES.get(written.get("regex"), [])
        matches[name] += [written["match"]] if "match" in written else []
        matches["files"] += written.get("except", [])
    return matches, found


def _plain(glob: str) -> str:
    """A path that the glob may match."""
    text = re.sub(r"\{([^,}]*),[^}]*\}", r"\1", glob)
    text = re.sub(r"\[!?(.)[^\]]*\]", r"\1", text)
    return text.replace("**/", "").replace("**", "x").replace("*", "k").replace("?", "q").replace("\\", "")


LINES = texts.NUMBERS.map(lambda number: abs(int(number)) % 2**40 + 1)


def _named(drawn: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A text that names something, which an empty one does not."""
    return drawn.map(lambda text: text or "x")


SPACING = st.sampled_from((" ", "\n", "\t", "x = 1", "\r"))
STARTS = st.lists(st.integers(0, 2**60), min_size=1, max_size=3).map(lambda each: ",".join(map(str, each)))
RARELY = st.sampled_from((False,) * 9 + (True,))
MOSTLY = st.sampled_from((True, True, True, False))


@st.composite
def _run(draw: st.DrawFn, added: st.SearchStrategy[str], pieces: st.SearchStrategy[str]) -> dict[str, object]:
    """A run as `facts.runs` makes it; sometimes one that it would not make."""
    text, kind = draw(added), draw(KIND)
    folded, starts = fold(text.lower() if kind == "code" else text)
    if draw(RARELY):
        folded, starts = draw(pieces), draw(STARTS)
    return {
        "line": draw(LINES), "kind": kind, "prohibits": draw(st.booleans()), "text": text, "folded": folded,
        "starts": starts,
    }  # fmt: skip


KIND = st.sampled_from(("code", "prose"))


def _file(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "path": _named(words.paths),
            "previous_path": st.none() | words.paths,
            "change": st.sampled_from(("added", "modified", "deleted", "renamed", "mode", "symlink")),
            "content": st.none() | texts.ANY_TEXT,
            "runs": words.runs,
        }
    )


UNKNOWN_WORD = st.one_of(st.none(), st.sampled_from(WORDS), st.sampled_from(WORDS), texts.ANY_TEXT)
MORE_WORDS = st.lists(UNKNOWN_WORD, max_size=2)
MORE_OPTIONS = st.lists(st.one_of(st.none(), st.just("--force"), texts.SMALL), max_size=1)
ANY_ARGV = st.builds(
    lambda program, words: [program, *words], st.sampled_from(PROGRAMS), st.lists(st.sampled_from(WORDS), max_size=3)
)
OTHER_PROGRAM = st.sampled_from((False, False, False, False, True))
ANY_PROGRAM = st.none() | _named(texts.ANY_TEXT)


@st.composite
def _resolved(draw: st.DrawFn, argvs: st.SearchStrategy[list[str]]) -> dict[str, object]:
    """Argv, program, words and options; sometimes words and options that are not those of the argv."""
    argv = [*draw(argvs), *draw(MORE_WORDS)]
    program = draw(ANY_PROGRAM) if draw(OTHER_PROGRAM) else argv[0].rpartition("/")[2]
    positional, options = parse_arguments(program or "", argv[1:], draw(st.booleans()))
    return {
        "argv": argv,
        "program": program,
        "words": [*positional, *draw(MORE_WORDS)],
        "options": [*options, *draw(MORE_OPTIONS)],
    }


def _command(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    others = {
        "resolved": st.booleans(),
        "reads_only": st.sampled_from((False, False, False, True)),
        "runs_now": st.booleans(),
        "inputs": texts.SMALL,
        "runs": words.runs,
        "text": words.pieces,
    }
    return st.builds(dict.__or__, _resolved(words.argvs | ANY_ARGV), st.fixed_dictionaries(others))


def _call(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    resource = st.fixed_dictionaries({"arn": _named(words.arns), "quantifier": QUANTIFIER})
    return st.fixed_dictionaries(
        {
            "action": _named(words.actions),
            "resources": st.lists(resource, max_size=2),
            "parameters": texts.SMALL,
            "level": st.sampled_from(LEVELS),
            "runs_now": st.booleans(),
            "via": st.sampled_from(("cli", "sdk", "mcp", "use_aws", "iac")),
            "environment": st.sampled_from(ENVIRONMENTS),
            "text": words.pieces | st.just("attach arn:aws:iam::aws:policy/AdministratorAccess"),
        }
    )


QUANTIFIER = st.sampled_from(("any", "all"))


def _statement(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "operation": _named(texts.near(["drop database", "DROP SCHEMA", "select", "drop table"])),
            "object": st.none() | words.places,
            "bounded": st.booleans(),
            "source": texts.SMALL,
            "runs": words.runs,
            "text": words.pieces,
        }
    )


def _infrastructure(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    change = st.fixed_dictionaries(
        {"op": st.sampled_from(("add", "replace", "remove", "test")), "path": words.places},
        optional={"value": PATCH, "from": texts.SMALL},
    )
    return st.fixed_dictionaries(
        {
            "type": _named(texts.exactly_or(list(TYPES), texts.ANY_TEXT)),
            "address": words.places,
            "operation": st.sampled_from(("create", "update", "delete", "replace")),
            "patch": st.lists(change, max_size=2),
            "environment": st.sampled_from(ENVIRONMENTS),
        }
    )


def _permission(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "principal": words.arns,
            "kind": st.sampled_from(("identity", "identity", "trust", "resource")),
            "change": st.sampled_from(("gained", "gained", "lost", "unchanged")),
            "way": st.sampled_from(
                ("action", "resource", "principal", "condition", "deny", "boundary", "boundary-removed", "unknown")
            ),
            "sure": st.booleans(),
            "held": st.sampled_from(("none", *LEVELS, "unknown")),
            "opens": st.lists(texts.SMALL, max_size=1),
            "reads_secrets": st.booleans(),
            "actions": st.lists(_named(words.actions), min_size=1, max_size=2),
            "count": texts.NUMBERS,
            "examples": st.lists(words.actions, max_size=1),
            "level": st.sampled_from(LEVELS),
            "resource": _named(words.arns),
            "quantifier": QUANTIFIER,
            "witness": texts.SMALL,
            "why": texts.ANY_TEXT,
            "condition": st.none() | texts.ANY_TEXT,
            "result": texts.SMALL,
        }
    )


def _intent(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "action": _named(texts.exactly_or(list(NAMED), texts.ANY_TEXT)),
            "polarity": st.sampled_from(("plans", "plans", "forbids")),
            "source": texts.SMALL,
            "text": words.pieces,
        }
    )


def _secret(_words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({"type": _named(texts.ANY_TEXT), "fingerprint": _named(texts.SMALL)})


def _tool(words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "server": texts.ANY_TEXT,
            "tool": _named(texts.ANY_TEXT),
            "arguments": texts.SMALL,
            "runs": words.runs,
            "sandboxed": st.booleans(),
        }
    )


def _guardrail_change(_words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    digest = st.none() | texts.SMALL
    return st.fixed_dictionaries(
        {
            "pointer": st.just("/guardrails/deny/files/0") | texts.ANY_TEXT,
            "change": st.sampled_from(("added", "loosened", "tightened")),
            "before": digest,
            "after": digest,
        }
    )


def _unresolved(_words: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {"what": st.sampled_from(("program", "code", "input", "file", "size")), "why": texts.ANY_TEXT}
    )


KINDS = {
    "files": _file,
    "commands": _command,
    "calls": _call,
    "statements": _statement,
    "infrastructure": _infrastructure,
    "permissions": _permission,
    "intents": _intent,
    "secrets": _secret,
    "tools": _tool,
    "guardrail_changes": _guardrail_change,
    "unresolved": _unresolved,
}
assert tuple(KINDS) == FACT_KINDS


@st.composite
def _placed(
    draw: st.DrawFn, facts: st.SearchStrategy[dict[str, object]], paths: st.SearchStrategy[str]
) -> dict[str, object]:
    """A fact with its place."""
    found = draw(facts)
    path = found["path"] if "path" in found and draw(MOSTLY) else draw(paths)
    return {**found, "at": {"path": path or "x", "line": draw(LINES)}}


TEXT_OR_NOTHING = st.none() | texts.ANY_TEXT
CONTEXT = st.fixed_dictionaries(
    {
        "expected": st.just([]),
        "reviews": st.just([]),
        "repository": TEXT_OR_NOTHING,
        "base": TEXT_OR_NOTHING,
        "head": TEXT_OR_NOTHING,
        "actor": TEXT_OR_NOTHING,
        "time": st.none() | st.just("2026-01-01T00:00:00Z"),
    }
)
SOURCE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(("spec", "tool_call", "command", "git", "staged", "patch", "plan")),
        "host": st.none() | texts.ODD_TEXT,
        "tool": st.none() | texts.ANY_TEXT,
    }
)
STAGE = st.sampled_from(STAGES)
LIKELY = ("files", "commands", "calls", "statements", "infrastructure", "permissions", "tools")  # to be stopped
SOME_KINDS = st.lists(st.sampled_from((*FACT_KINDS, *LIKELY)), min_size=1, max_size=8)


@st.composite
def _event(draw: st.DrawFn, facts: dict[str, st.SearchStrategy[dict[str, object]]]) -> dict[str, object]:
    """A sealed change event at any stage, with some facts of some kinds; now and then one list twice."""
    found: dict[str, list[dict[str, object]]] = {}
    for kind in draw(SOME_KINDS):
        found.setdefault(kind, []).append(draw(facts[kind]))
    if draw(RARELY):
        twice = draw(st.sampled_from(sorted(found)))
        found[twice] = found[twice] * 2
    return new_event(draw(STAGE), draw(SOURCE), draw(CONTEXT), found)
