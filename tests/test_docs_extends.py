"""`docs/extends.md`: its commands run as they stand against a real registry, and it explains only what is really said."""

from __future__ import annotations

import json
import os
import re
import subprocess

from generation.pages import CHECKOUT, COMMAND, Page, never_said
from generation.publishing import LOCK, bundle, new_key
from workspace import CONFIGURATION, Workspace

from pykiro_opa.bundles.lock import read_lock
from pykiro_opa.bundles.registries import oci

PAGE = Page("extends.md")
PRIVATE, PUBLIC = new_key()
SHORTENED = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…"
ONE = bundle({"requireApproval": {"files": ["**/Dockerfile"]}}, counter=1, key=PRIVATE)
TWO = bundle({"deny": {"commands": ["terraform destroy"]}}, counter=2, key=PRIVATE)


def test_the_commands_do_what_the_page_says(registry, tmp_path):
    extending, locked = PAGE.blocks("json")
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

    pin, fill, move = PAGE.blocks("sh")
    oci.push(ONE, source)
    run(pin)
    oci.push(TWO, source)
    run(fill, "another")
    shown = run(move)
    (wanted,) = PAGE.blocks("text")
    pattern = re.escape(wanted.replace("registry.example", registry.host)).replace("…", "[0-9a-f]+")
    assert re.fullmatch(pattern, shown), shown

    kinds = {type(pin) for pin in json.loads(locked)["bundles"].values()}
    assert kinds == {str, dict}
    read_lock(LOCK, locked.replace(SHORTENED, PUBLIC).replace("sha256:…", "sha256:" + "0" * 64).encode())


def test_every_refusal_that_is_explained_is_said_somewhere():
    explained = PAGE.refusals()

    assert len(explained) > 12
    assert [] == never_said(explained)
