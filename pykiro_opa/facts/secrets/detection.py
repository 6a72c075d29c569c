"""Secrets in a text: detectors of detect-secrets, and rows for what it lacks.

Only the lines that hold one of the literals are looked at, and only the detectors that they belong to are loaded:
all of detect-secrets takes 0.1 s to import, and 1.8 s for a megabyte.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from ...events import sha256
from ...values import Value
from .placeholders import is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ...events import Fact

_FINGERPRINT = 24  # hexadecimal digits: enough to tell secrets apart, and nothing of the secret
_LONGEST_LINE = 20_000
_LEAST_GROUP = 16
_MOST_LINES = 2_000
_MARK = "-----"
_KEY = re.compile(
    rf"{_MARK}BEGIN (?P<kind>[A-Z0-9 ]{{0,30}}PRIVATE KEY(?: BLOCK)?){_MARK}"
    rf"(?P<body>(?:[A-Za-z0-9+/=\s\\:,.\"']|-(?!-)){{40,20000}}?)(?:{_MARK}END|\Z)"
)
_BODY = re.compile(r"[A-Za-z0-9+/=]{16,}")
# What detect-secrets 1.5 lacks or reads otherwise, by what the issuers publish of its form: the literal that every one
# holds, the type, the form; a group `secret` is what must not be shown.
_ROWS = (
    ("sk-ant-", "Anthropic API Key", r"\bsk-ant-[a-z0-9]{2,}-[\w-]{40,}"),
    ("sk-", "OpenAI Project Key", r"\bsk-(?:proj|svcacct|admin)-[\w-]{40,}"),
    ("github_pat_", "GitHub Fine-Grained Token", r"\bgithub_pat_[A-Za-z0-9_]{40,}"),
    ("gl", "GitLab Token", r"\bgl(?:pat|dt|rt|ptt|soat)-[\w-]{20,}"),
    ("eyJ", "JSON Web Token", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}"),
    ("AIza", "Google API Key", r"\bAIza[\w-]{35}(?![\w-])"),
    ("GOCSPX-", "Google OAuth Secret", r"\bGOCSPX-[\w-]{28}(?![\w-])"),
    ("ya29.", "Google OAuth Token", r"\bya29\.[\w-]{30,}"),
    ("hf_", "Hugging Face Token", r"\bhf_[A-Za-z0-9]{34,}\b"),
    ("_v1_", "DigitalOcean Token", r"\bdo[op]_v1_[a-f0-9]{64}\b"),
    ("dapi", "Databricks Token", r"\bdapi[a-f0-9]{32}\b"),
    ("hv", "Vault Token", r"\bhv[sb]\.[\w-]{24,}"),
    ("shp", "Shopify Token", r"\bshp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}\b"),
    (".atlasv1.", "Terraform Cloud Token", r"\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}"),
    ("xox", "Slack Token", r"\bxox[abposr]-(?:\d{1,20}-){1,4}[A-Za-z0-9]{6,100}"),
    ("hooks.slack.com", "Slack Webhook", r"hooks\.slack\.com/services/(?P<secret>T\w{5,20}/B\w{5,20}/\w{10,40})"),
    ("xapp-", "Slack App Token", r"\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{32,}"),
    ("SharedAccessKey=", "Azure Shared Access Key", r"SharedAccessKey=(?P<secret>[A-Za-z0-9+/]{43}=)"),
    ("lin_api_", "Linear API Key", r"\blin_api_[A-Za-z0-9]{40}\b"),
    ("PMAK-", "Postman API Key", r"\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b"),
    ("dckr_pat_", "Docker Hub Token", r"\bdckr_pat_[\w-]{27,}"),
    ("rubygems_", "RubyGems Key", r"\brubygems_[a-f0-9]{48}\b"),
    ("NRAK-", "New Relic Key", r"\bNRAK-[A-Z0-9]{27}\b"),
    ("sntrys_", "Sentry Token", r"\bsntrys_[\w=+/-]{40,}"),
    ("sbp_", "Supabase Token", r"\bsbp_[a-f0-9]{40}\b"),
    ("glsa_", "Grafana Token", r"\bglsa_[A-Za-z0-9]{32}_[a-f0-9]{8}\b"),
    ("gsk_", "Groq API Key", r"\bgsk_[A-Za-z0-9]{40,}\b"),
    ("xai-", "xAI API Key", r"\bxai-[A-Za-z0-9]{70,}\b"),
    ("AGE-SECRET-KEY-1", "age Secret Key", r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    ("whsec_", "Stripe Webhook Secret", r"\bwhsec_[A-Za-z0-9+/=]{32,}"),
    ("ops_eyJ", "1Password Service Account Token", r"\bops_eyJ[\w-]{80,}"),
    (":AA", "Telegram Bot Token", r"\b[0-9]{8,10}:AA[\w-]{33}(?![\w-])"),
    ("pscale_", "PlanetScale Token", r"\bpscale_(?:tkn|pw|oauth)_[\w.=-]{32,}"),
    ("://", "Connection String", r"\b[a-z][a-z0-9+.-]{1,30}://[^\s:/@\"'`<>{}]{1,100}:(?P<secret>[^\s/@\"'`<>]{3,200})@(?P<host>\[?[\w.-]+)"),
    ("ccess", "AWS Secret Key",
     r"(?i)secret_?access_?key[\"']?\s*[:=,]\s*[\"']?(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
    ("ACCESS", "AWS Secret Key",
     r"(?i)secret_?access_?key[\"']?\s*[:=,]\s*[\"']?(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
)  # fmt: skip
_COMPILED = tuple((literal, kind, re.compile(pattern)) for literal, kind, pattern in _ROWS)
# The literals of a detector of detect-secrets, and its class; those that guess by words or entropy are not asked.
_DETECTORS = (
    (("AKIA", "ASIA", "A3T", "ABIA", "ACCA"), "aws", "AWSKeyDetector"),
    (("AccountKey=",), "azure_storage_key", "AzureStorageKeyDetector"),
    (("discord",), "discord", "DiscordBotTokenDetector"),
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), "github_token", "GitHubTokenDetector"),
    (("_authToken", "npm_"), "npm", "NpmDetector"),
    (("T3BlbkFJ",), "openai", "OpenAIDetector"),
    (("pypi-",), "pypi_token", "PypiTokenDetector"),
    (("SG.",), "sendgrid", "SendGridDetector"),
    (("sq0",), "square_oauth", "SquareOAuthDetector"),
    (("sk_live_", "rk_live_"), "stripe", "StripeDetector"),
)  # fmt: skip


class Secret(Value):
    """One secret as it stands in a text; `line` counts from 0, `parts` are the texts that must not be shown."""

    __slots__ = ("type", "line", "parts")

    type: str
    line: int
    parts: tuple[str, ...]

    def __init__(self, kind: str, line: int, parts: tuple[str, ...]) -> None:
        self._set(type=kind, line=line, parts=parts)

    def fact(self, at: dict[str, object]) -> Fact:
        """A fact of the event: the type, and a digest of type and secret together."""
        digest = sha256("\0".join([self.type, *self.parts]).encode("utf-8", "replace"))
        return {"type": self.type, "fingerprint": digest[:_FINGERPRINT], "at": at}


def secrets(text: str, literals: Sequence[str]) -> Iterator[Secret]:
    """The secrets of a text that holds these literals, each once a line; what only stands for one is none."""
    if "PRIVATE KEY" in literals:
        yield from _private_keys(text)
    looked_at = 0
    for number, line in enumerate(text.split("\n")):
        if not any(literal in line for literal in literals):
            continue
        looked_at += 1
        if looked_at > _MOST_LINES:
            return
        yield from _in_line(line[:_LONGEST_LINE], number)


def _private_keys(text: str) -> Iterator[Secret]:
    for match in _KEY.finditer(text):
        parts = tuple(_BODY.findall(match["body"].replace("\\n", "\n")))
        if sum(map(len, parts)) >= 40 and not is_placeholder("".join(parts)):
            yield Secret("Private Key", text.count("\n", 0, match.start()), parts)


def _in_line(line: str, number: int) -> Iterator[Secret]:
    seen: set[str] = set()
    for literal, kind, pattern in _COMPILED:
        for match in pattern.finditer(line) if literal in line else ():
            groups = match.groupdict()
            found = groups.get("secret") or match[0]
            if found not in seen and not is_placeholder(found) and not _is_near(groups.get("host")):
                seen.add(found)
                yield Secret(kind, number, (found,))
    for literals, module, name in _DETECTORS:
        if any(literal in line for literal in literals):
            detector = _detector(module, name)
            for found in _detected(detector, line):
                if found not in seen and not is_placeholder(found):
                    seen.add(found)
                    yield Secret(detector.secret_type, number, (found,))


def _detected(detector: Any, line: str) -> Iterator[str]:
    """What a detector's expressions match, whole: by itself it gives the first group, of a token of GitHub `ghp`."""
    for expression in detector.denylist:
        for match in expression.finditer(line):
            longest = max((group for group in match.groups() if group), key=len, default="")
            yield longest if len(longest) >= _LEAST_GROUP else match[0]


def _is_near(host: str | None) -> bool:
    """The password of a service on this machine, or on a host without a domain, opens nothing elsewhere."""
    if host is None:
        return False
    name = host.lower()
    ends = (".local", ".internal", ".test", ".example", ".invalid", ".localhost")
    return "." not in name or name.startswith(("127.", "0.")) or name.endswith(ends) or "example." in name


@cache
def _detector(module: str, name: str) -> Any:
    return getattr(import_module(f"detect_secrets.plugins.{module}"), name)()
