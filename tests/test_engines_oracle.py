"""The slim binding against the wasmtime package's own: the same module, the same questions, the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command, FileChange, ToolCall
from pykiro_opa.engines.binding import open_runtime, open_wrapper
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load

SEED = (Path(__file__).parents[1] / "examples/seed/.kiro/kiro.json").read_bytes()
OTHER = json.dumps({
    "guardrails": {
        "deny": {
            "commands": ["git push --force", "rm -rf"],
            "files": ["**/*.lock", ".github/**"],
            "patterns": [{"regex": "BEGIN (RSA|EC) PRIVATE KEY"}, "drop table"],
            "resources": ["arn:aws:s3:::*-production"],
            "actions": ["iam:*", "s3:Delete*"],
        },
        "requireApproval": {"files": ["**/Dockerfile"], "commands": ["terraform"]},
        "unresolved": "deny",
    }
}).encode()  # fmt: skip
COMMANDS = (
    "git push {a} origin main", "aws s3 rm s3://{b}-production/{a}", "aws iam delete-role --role-name {a}",
    "rm -rf {a}", "echo '{c}' > {a}/Dockerfile", "psql -c 'DROP TABLE {b}'", "terraform destroy -target={a}",
    "${b} {a}", 'sh -c "{c}"', "cat {a} | tee {b}.lock", "for x in {a} {b}; do rm $x; done", "kubectl get {a}",
    "python -c '{c}'", "cd {a} && make {b}", "export AWS_SECRET_ACCESS_KEY={b}", "sudo -u {a} git push --force",
)  # fmt: skip
PATHS = ("a.py", "Dockerfile", "a/b/Dockerfile", "x.lock", ".github/w.yml", "README.md", "docs/a.md", ".env", "m.sql")
WORDS = (
    "main",
    "production",
    "api",
    "$X",
    "-f",
    "*.py",
    "Ä😀",
    '"',
    "'",
    "\\",
    "{x,y}",
    "`ls`",
    "",
    "\t",
    "\u2028",
    "\0",
)
TEXTS = ("AWS_SECRET_ACCESS_KEY=x", "-----BEGIN RSA PRIVATE KEY-----", "drop\ntable users", "a = 1", "FROM x", "$(id)")


@pytest.fixture(scope="module")
def engines():
    return EmbeddedEngine(runtime=open_runtime), EmbeddedEngine(runtime=open_wrapper)


@pytest.fixture(scope="module")
def guardrails(engines):
    return [load([(".kiro/kiro.json", content)] if content else [], engines[0].regex_is_valid)
            for content in (SEED, OTHER, b"")]  # fmt: skip


def a_change(chance):
    def word():
        return "".join(chance.choices(WORDS, k=chance.randrange(1, 4)))

    def text():
        return "\n".join(chance.choices(TEXTS, k=chance.randrange(1, 6))) + word()

    commands = [Command(chance.choice(COMMANDS).format(a=word(), b=word(), c=text()).replace("\0", ""))
                for _ in range(chance.randrange(4))]  # fmt: skip
    files = {path: FileChange(path, before=text().encode(), after=text().encode())
             for path in chance.sample(PATHS, k=chance.randrange(3))}  # fmt: skip
    tools = [ToolCall(word(), word(), {word(): text(), "n": [chance.randrange(9), None, word()]})
             for _ in range(chance.randrange(2))]  # fmt: skip
    stage = chance.choice(("task", "commit", "pull_request", "spec"))
    return Change(
        stage, "tool_call", root="/workspace", files=tuple(files.values()), commands=tuple(commands),
        tools=tuple(tools), read=lambda path: files[path].after if path in files else None,
    )  # fmt: skip


def answer(engine, question, data) -> str:
    """What an engine says, in the very order in which the module wrote it, or its error."""
    try:
        return json.dumps(engine.ask(question, data))
    except EngineError as error:
        return f"error: {error}"


@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_decisions_are_equal_byte_for_byte(number, engines, guardrails, chance):
    effects = set()
    for turn in range(number):
        chosen = guardrails[turn * len(guardrails) // number]  # a change of guardrails makes a new instance
        question = canonical(gate.event_of(a_change(chance), chosen))
        if turn % 10 == 0:
            at = chance.randrange(len(question))  # a broken question has a broken answer, or an error, in both
            question = question[:at] + bytes([chance.randrange(256)]) + question[at + 1 :]
        one, other = (answer(engine, question, chosen.text) for engine in engines)
        assert one == other, (turn, question)
        effects.add(one.partition('"effect": "')[2].partition('"')[0])

    assert {"allow", "deny", "needs-approval"} <= effects


def test_regular_expressions_are_judged_equally(engines, chance):
    patterns = ["".join(chance.choices("ab.*+?()[]{}|^$\\dw,12Ä\ud800:=<", k=chance.randrange(12))) for _ in range(500)]
    one, other = (engine.regex_is_valid(patterns) for engine in engines)

    assert one == other
    assert {True, False} == set(one)
