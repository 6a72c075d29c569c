"""The cheap first look: what a text must hold before it is worth looking for a secret in it."""

from __future__ import annotations

# Each belongs to a row of `detection`; none of them stands in ordinary words.
LITERALS = (
    "PRIVATE KEY", "AKIA", "ASIA", "A3T", "ABIA", "ACCA", "ecret_access_key", "ECRET_ACCESS_KEY", "ecretAccessKey", "ghp_",
    "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glptt-", "glsoat-", "xoxa-", "xoxb-",
    "xoxp-", "xoxo-", "xoxs-", "xoxr-", "xapp-", "hooks.slack.com", "sk_live_", "rk_live_", "T3BlbkFJ", "sk-ant-",
    "sk-proj-", "sk-svcacct-", "sk-admin-", "sq0", "eyJ", "SG.", "_authToken", "npm_", "pypi-", "AccountKey=",
    "SharedAccessKey=", "AIza", "GOCSPX-", "ya29.", "hf_", "dop_v1_", "doo_v1_", "dapi", "hvs.", "hvb.", "shpat_",
    "shpss_", "shpca_", "shppa_", "PMAK-", "lin_api_", ".atlasv1.", "discord", "sntrys_", "rubygems_", "NRAK-",
    "dckr_pat_", "sbp_", "pscale_", ":AA", "glsa_", "gsk_", "xai-", "AGE-SECRET-KEY-1", "whsec_", "ops_eyJ",
)  # fmt: skip
_URL = "://"


def found_in(text: str) -> tuple[str, ...]:
    """The literals that a text holds; `://` where an address may name a user."""
    found = [literal for literal in LITERALS if literal in text]
    if "@" in text and _URL in text:
        found.append(_URL)
    return tuple(found)
