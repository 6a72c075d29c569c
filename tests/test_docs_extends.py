"""`docs/extends.md`: its commands run as they stand against a real registry, and it explains only what is really said."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from generation.publishing import LOCK, bundle, new_key
from signing.servers import Registry
from workspace import CONFIGURATION, Workspace

from pykiro_opa.bundles.lock import read_lock
from pykiro_opa.bundles.registries import oci

CHECKOUT = Path(__file__).parents[1]
PAGE = (CHECKOUT / "docs/extends.md").read_text(encoding="utf-8")
COMMAND = f"{shlex.quote(sys.executable)} -c 'from pykiro_opa.cli import main; main()'"
PRIVATE, PUBLIC = new_key()
SHORTENED = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…"
ONE = bundle({"requireApproval": {"files": ["**/Dockerfile"]}}, counter=1, key=PRIVATE)
TWO = bundle({"deny": {"commands": ["terraform destroy"]}}, counter=2, key=PRIVATE)


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def registry(docker_registry, tmp_path):
    with Registry(docker_registry, tmp_path / "registry", password=False) as started:
        yield started


def test_the_commands_do_what_the_page_says(registry, tmp_path):
    extending, locked = blocks("json")
    written = extending.replace("registry.example", registry.host).replace(SHORTENED, PUBLIC)
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: written})
    source = f"oci://{registry.host}/org/guardrails:1"

    def run(script, cache="cache"):
        done = subprocess.run(
            ["sh", "-euc", script.replace("pykiro-opa", COMMAND)],
            cwd=workspace.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "XDG_CACHE_HOME": str(tmp_path / cache)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    pin, fill, move = blocks("sh")
    oci.push(ONE, source)
    run(pin)
    oci.push(TWO, source)
    run(fill, "another")
    shown = run(move)
    (wanted,) = blocks("text")
    pattern = re.escape(wanted.replace("registry.example", registry.host)).replace("…", "[0-9a-f]+")
    assert re.fullmatch(pattern, shown), shown

    kinds = {type(pin) for pin in json.loads(locked)["bundles"].values()}
    assert kinds == {str, dict}
    read_lock(LOCK, locked.replace(SHORTENED, PUBLIC).replace("sha256:…", "sha256:" + "0" * 64).encode())


def test_every_refusal_that_is_explained_is_said_somewhere():
    said = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "pykiro_opa").rglob("*.py"))
    explained = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("| it says |")[2], re.MULTILINE)

    assert len(explained) > 12
    assert [text for text in explained if text not in said] == []
