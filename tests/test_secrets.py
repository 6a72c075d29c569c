"""Secrets: what is one, what only looks like one, and that none of them gets into an event, a report or a log."""

from __future__ import annotations

import json

import pytest
from stories.judging import judged

from pykiro_opa import events, gate
from pykiro_opa.changes import Change, Command, FileChange, ToolCall
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.facts.extract import extract
from pykiro_opa.facts.secrets import detection, literals
from pykiro_opa.guardrails import load

PRODUCTION = {"names": ["prod"], "accounts": [], "profiles": []}
LETTERS = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6"
HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0a1b2c3d4e5f60718293a4b5c6d7e8f90"
KEY_BODY = "\n".join(f"MIIEowIBAAKCAQEAt3o9Zk{number}vQ1xYpLr8sWm2nBc4dFgHj6kTqUeXzAyBvCw" for number in range(10, 14))
PEM = f"-----BEGIN RSA PRIVATE KEY-----\n{KEY_BODY}\n-----END RSA PRIVATE KEY-----\n"
SECRETS = {
    "Private Key": PEM,
    "AWS Access Key": "AKIA2E0A8F3B244C9986",
    "AWS Secret Key": f"aws_secret_access_key = {LETTERS[:40]}",
    "GitHub Token": "ghp_" + LETTERS[:36],
    "GitHub Fine-Grained Token": "github_pat_" + LETTERS[:50],
    "GitLab Token": "glpat-" + LETTERS[:20],
    "Slack Token": "xoxb-123409871234-" + "a1b2c3d4e5f6",
    "Stripe Access Key": "sk_live_" + LETTERS[:24],
    "Anthropic API Key": "sk-ant-api03-" + LETTERS,
    "OpenAI Project Key": "sk-proj-" + LETTERS,
    "Google API Key": "AIza" + LETTERS[:35],
    "Hugging Face Token": "hf_" + LETTERS[:34],
    "DigitalOcean Token": "dop_v1_" + HEX,
    "Databricks Token": "dapi" + HEX[:32],
    "Vault Token": "hvs." + LETTERS[:24],
    "Connection String": "postgres://app:s3Kz91qdLw@db.shop.io:5432/app",
    "Azure Storage Account access key": "AccountKey=" + (LETTERS * 2)[:86] + "==",
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiIsIm5hbWUiOiJLaW0ifQ.d6mU2bFxwDqJ3Hs8Kk1zT9vQw4yRpLcN0aEiOgUxYb8",
    "SendGrid API Key": "SG." + LETTERS[:22] + "." + LETTERS[:43],
    "NPM tokens": "//npm.shop.io/:_authToken=npm_" + LETTERS[:36],
}


def _edit(after, before=None, path="a.txt"):
    file = FileChange(path, before=None if before is None else before.encode(), after=after.encode(), mode="100644")
    return Change("commit", "staged", root="/w", files=(file,), read=lambda _: None)


def _found(change):
    return [(one["type"], one["at"]["line"]) for one in extract(change, PRODUCTION)["secrets"]]


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_found_where_it_stands(kind):
    assert (kind, 3) in _found(_edit(f"one\ntwo\n{SECRETS[kind]}\n"))


@pytest.mark.parametrize("kind", SECRETS)
def test_no_event_and_no_report_holds_it(kind):
    secret = SECRETS[kind]
    command = f"cat <<'EOF' > x\n{secret}\nEOF\ngrep '{secret.splitlines()[-1]}' x"
    change = Change(
        "task", "tool_call", root="/w", read=lambda _: None, commands=(Command(command),),
        files=(FileChange("a.py", before=None, after=f'x = """{secret}"""\n'.encode(), mode="100644"),),
        tools=(ToolCall("notes", "create", {"text": secret}),),
    )  # fmt: skip
    engine = EmbeddedEngine()
    guardrails = load([(".kiro/kiro.json", b'{"guardrails": {"deny": {"patterns": ["x = "]}}}')], engine.regex_is_valid)
    event = gate.event_of(change, guardrails)
    decision = gate.decide_event(event, guardrails, engine)

    said = events.canonical(event).decode() + json.dumps(decision.findings)
    for part in _hidden(secret):
        assert part not in said
        assert part.lower() not in said.lower()
    assert decision.effect == "deny"


def _hidden(secret):
    """What nobody may read: the password, the lines of a key, the end of a token behind all that everybody knows."""
    if "://" in secret and "@" in secret:
        return [secret.split("@")[0].rpartition(":")[2]]
    if "BEGIN" in secret:
        return KEY_BODY.splitlines()
    return [secret.rstrip("=")[-12:]]


@pytest.mark.parametrize(
    "text",
    [
        "ghp_your_token_here", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AKIAIOSFODNN7EXAMPLE",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "postgres://postgres:postgres@localhost:5432/x",
        "postgres://app:s3Kz91qdLw@db:5432/app", "postgres://${USER}:${PASSWORD}@db.shop.io/x",
        "https://user:password@db.shop.io", "https://x:{token}@db.shop.io", "redis://:changeme@cache.shop.io",
        "git clone git@github.com:a/b.git", "mail@shop.io https://shop.io", "https://shop.io:8080/@me",
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----", 'if "BEGIN PRIVATE KEY" in text:',
        "sha512-" + LETTERS * 2, "task-list disk-usage risk-free", "hf_model", "eyJ0ZXN0", "npm_config_registry",
        "os.environ['AWS_SECRET_ACCESS_KEY']", "aws_secret_access_key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}",
        "ASIA EUROPE", "sk-learn", "pypi-mirror",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text):
    assert _found(_edit(text + "\n")) == []


def test_only_what_is_introduced_counts():
    old = f"TOKEN = '{SECRETS['GitHub Token']}'\n"
    assert _found(_edit(old + "# more\n", old)) == []
    assert _found(_edit("# more\n" + old + old.replace("a1", "b1"), old)) == [("GitHub Token", 3)]


def test_a_fingerprint_tells_secrets_apart_and_stays_the_same():
    one, other = SECRETS["GitHub Token"], SECRETS["GitHub Token"].replace("a1", "b1")
    prints = [extract(_edit(text), PRODUCTION)["secrets"][0]["fingerprint"] for text in (one, one, other)]
    assert prints[0] == prints[1] != prints[2]


def test_a_masked_text_keeps_its_form():
    """A guardrail that looks for the form of a token finds it, whoever hid the token."""
    change = _edit(f"key = {SECRETS['AWS Access Key']}\n")
    guardrails = {"secrets": "notice", "deny": {"patterns": [{"regex": "AKIA[0-9A-Z]{16}"}]}}
    decision = judged(change, EmbeddedEngine(), guardrails)
    assert "patterns/introduced" in {one["rule"] for one in decision.findings}


def test_every_row_belongs_to_a_literal():
    known = (*literals.LITERALS, "://")
    for literal, kind, _ in detection._ROWS:
        assert any(literal in one for one in known), kind
    for wanted, _, name in detection._DETECTORS:
        assert set(wanted) <= set(known), name


def test_a_plain_change_loads_no_detector():
    import subprocess
    import sys

    code = (
        "import sys\nfrom pykiro_opa.changes import Change, Command\nfrom pykiro_opa.facts.extract import extract\n"
        "extract(Change('task', 'command', root='/w', commands=(Command('ls https://x.io -la'),), read=lambda _: None), {})\n"
        "print(sorted(name for name in sys.modules if 'detect' in name or name == 're'))"
    )
    done = subprocess.run([sys.executable, "-IS", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"],
                          check=True, capture_output=True, text=True)  # fmt: skip
    assert done.stdout.strip() == "[]"
