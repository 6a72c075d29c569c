"""Public keys as they are written in kiro.json: every spelling of one is one, and nothing else is any."""

from __future__ import annotations

import base64

import pytest
from signing.made import KEY

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails.keys import pem, public_key

PEM = KEY.public.pem.decode()
LINES = PEM.strip().splitlines()[1:-1]
BARE = "".join(LINES)
CONTENT = base64.b64decode(BARE)


@pytest.mark.parametrize(
    "written",
    [PEM, f"\n  {PEM}\n ", BARE, f" {BARE}\n", "\n".join(LINES), PEM.replace("\n", "\r\n"), PEM.replace("\n", " "), BARE[:10] + " " + BARE[10:]],
    ids=["PEM", "PEM in white space", "a line", "a line in white space", "lines", "lines of DOS", "PEM on one line", "a gap"],
)  # fmt: skip
def test_every_spelling_of_a_key_is_one(written):
    assert public_key(written) == BARE


def test_what_is_given_back_is_what_openssl_writes():
    assert pem(BARE) == KEY.public.pem
    assert public_key(pem(BARE).decode()) == BARE


@pytest.mark.parametrize(
    "written",
    [
        "",
        "k",
        "é",
        BARE[:-1],
        BARE + "!",
        f"{PEM}{PEM}",
        f"{PEM}x",
        f"x{PEM}",
        base64.b64encode(CONTENT[:-1]).decode(),
        base64.b64encode(CONTENT + b"x").decode(),
        base64.b64encode(b"\0" + CONTENT[1:]).decode(),
        base64.b64encode(CONTENT[:26] + b"\x02" + CONTENT[27:]).decode(),
    ],
    ids=[
        "nothing", "no base64", "no ASCII", "cut off", "a letter more", "two", "something behind", "something before",
        "a byte less", "a byte more", "another structure", "a point that is compressed",
    ],
)  # fmt: skip
def test_what_is_no_key_of_p_256_is_refused(written):
    with pytest.raises(ConfigurationError, match="no public key of ES256"):
        public_key(written)


def test_a_private_key_is_said_to_be_one():
    with pytest.raises(ConfigurationError, match="this is a private key"):
        public_key(f"-----BEGIN PRIVATE KEY-----\n{BARE}\n-----END PRIVATE KEY-----")
