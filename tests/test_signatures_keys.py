"""Keys: made for their user alone, never overwritten, and refused where others have them or OPA could not use them."""

from __future__ import annotations

import os
import stat
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from pykiro_opa.errors import ConfigurationError, UsageError
from pykiro_opa.signatures import generate, read_private_key, read_public_key

KEY = ec.generate_private_key(ec.SECP256R1())


def private(key, encryption=None, form=PrivateFormat.PKCS8):
    return key.private_bytes(Encoding.PEM, form, encryption or NoEncryption())


def public(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def written(folder, content, mode=0o600):
    path = folder / "key.pem"
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def test_a_key_is_made_for_its_user_alone_and_read_again(tmp_path):
    path = str(tmp_path / "config/pykiro-opa/key.pem")
    descriptors = len(os.listdir("/dev/fd"))

    made = generate(path)

    assert read_private_key(path).public == made
    assert len(os.listdir("/dev/fd")) == descriptors
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    assert read_private_key(path).public == made
    assert read_public_key(made.pem, "x") == made


def test_a_key_is_never_overwritten(tmp_path):
    path = str(tmp_path / "key.pem")
    first = generate(path)

    with pytest.raises(UsageError, match="never overwritten"):
        generate(path)

    assert read_private_key(path).public == first


def test_a_key_does_not_go_where_a_link_leads(tmp_path):
    (tmp_path / "key.pem").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UsageError, match="never overwritten"):
        generate(str(tmp_path / "key.pem"))

    assert not (tmp_path / "elsewhere").exists()


def test_a_key_needs_a_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="name a file in a folder you may write to"):
        generate(str(tmp_path / "file/key.pem"))


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o610, 0o601, 0o602, 0o620, 0o666])
def test_a_private_key_that_others_can_read_is_refused(mode, tmp_path):
    with pytest.raises(ConfigurationError, match="others can read this private key; `chmod 600` it"):
        read_private_key(written(tmp_path, private(KEY), mode))


def test_openssl_s_own_form_of_a_key_is_read(tmp_path):
    path = written(tmp_path, private(KEY, form=PrivateFormat.TraditionalOpenSSL))

    assert read_private_key(path).public == read_public_key(public(KEY), "x")


def test_the_id_is_what_anybody_can_compute(tmp_path):
    der = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key.der").write_bytes(der)
    said = subprocess.run(["sha256sum", "key.der"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert said.split()[0] == read_public_key(public(KEY), "x").id


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no private key in PEM"),
        (b"\xff", "no private key in PEM"),
        (public(KEY), "no private key in PEM"),
        (private(KEY, BestAvailableEncryption(b"x")), "needs a password"),
        (private(ec.generate_private_key(ec.SECP384R1())), "not a key for ES256"),
        (private(ec.generate_private_key(ec.SECP256K1())), "not a key for ES256"),
        (private(rsa.generate_private_key(65537, 2048)), "not a key for ES256"),
        (private(ed25519.Ed25519PrivateKey.generate()), "not a key for ES256"),
    ],
    ids=range(8),  # keys are others in each process, and names of tests must not be
)
def test_a_private_key_that_cannot_sign_is_refused(content, problem, tmp_path):
    with pytest.raises(ConfigurationError, match=problem):
        read_private_key(written(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no public key in PEM"),
        (b"secret", "no public key in PEM"),
        (private(KEY), "it is a private key"),
        (public(KEY) + private(KEY), "it is a private key"),
        (public(KEY) * 2, "more than one key"),
        (public(ec.generate_private_key(ec.SECP384R1())), "not a key for ES256"),
        (public(rsa.generate_private_key(65537, 2048)), "not a key for ES256"),
        (public(ed25519.Ed25519PrivateKey.generate()), "not a key for ES256"),
    ],
    ids=range(8),  # keys are others in each process, and names of tests must not be
)
def test_a_public_key_that_cannot_verify_is_refused(content, problem):
    with pytest.raises(ConfigurationError, match=f"^key: .*{problem}"):
        read_public_key(content, "key")


def test_a_key_goes_into_the_folder_one_works_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    made = generate("key.pem")

    assert read_private_key(str(tmp_path / "key.pem")).public == made
    assert [path.name for path in tmp_path.iterdir()] == ["key.pem"]


def test_a_private_key_of_somebody_else_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, private(KEY))
    monkeypatch.setattr(os, "geteuid", lambda: 4242)

    with pytest.raises(ConfigurationError, match="others can read this private key"):
        read_private_key(path)


def test_text_around_a_public_key_does_not_change_it():
    assert read_public_key(b"the guardrails of the platform team\n" + public(KEY), "x") == read_public_key(
        public(KEY), "x"
    )


def test_a_private_key_that_is_not_there_or_no_file(tmp_path):
    with pytest.raises(ConfigurationError, match="there is no such key; `pykiro-opa bundle keygen` makes one"):
        read_private_key(str(tmp_path / "nothing"))
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="cannot be read: Not a directory; name another key"):
        read_private_key(str(tmp_path / "file/key.pem"))
    os.mkfifo(tmp_path / "fifo", 0o600)
    with pytest.raises(ConfigurationError, match="no plain file"):
        read_private_key(str(tmp_path / "fifo"))
    with pytest.raises(ConfigurationError, match="no plain file"):
        read_private_key(str(tmp_path))


def test_a_private_key_is_in_no_text(tmp_path):
    generate(str(tmp_path / "key.pem"))

    shown = repr(read_private_key(str(tmp_path / "key.pem")))

    assert shown == f"PrivateKey({read_private_key(str(tmp_path / 'key.pem')).public.id})"
