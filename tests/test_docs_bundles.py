"""`docs/bundles.md`: its commands run as they stand against a real registry, and it explains only what is really said."""

from __future__ import annotations

import os
import re
import subprocess

from generation.pages import CHECKOUT, COMMAND, Page, never_said
from workspace import CONFIGURATION, Workspace

PAGE = Page("bundles.md")


def test_the_commands_do_what_the_page_says(registry, tmp_path):
    (shared,) = PAGE.blocks("json")
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: shared})

    def run(script):
        return subprocess.run(
            ["sh", "-euc", script.replace("registry.example", registry.host).replace("pykiro-opa", COMMAND)],
            cwd=workspace.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "XDG_CONFIG_HOME": str(tmp_path / "config")},
        )  # fmt: skip

    keygen, publish, again, export = PAGE.blocks("sh")
    for script in (keygen, publish):
        done = run(script)
        assert done.returncode == 0, done.stderr
    changed = shared.replace('"requireApproval": {"files": ["**/Dockerfile"]}', '"requireApproval": {}')
    changed = changed.replace('"patterns"', '"commands": ["terraform destroy"], "patterns"')
    workspace.write({CONFIGURATION: changed})
    done = run(again)
    assert done.returncode == 0, done.stderr
    (shown,) = PAGE.blocks("text")
    assert shown in done.stdout
    done = run(export)
    assert done.returncode == 0, done.stderr
    assert "opa run --server" in done.stdout


def test_every_refusal_that_is_explained_is_said_somewhere():
    explained = PAGE.refusals()

    assert len(explained) > 20
    assert [] == never_said(explained)


def test_every_key_that_is_explained_is_exported():
    from pykiro_opa.bundles.serving import Served, configuration
    from pykiro_opa.signatures import PublicKey

    written = configuration(b"{}", [Served("a", "https://example.org/b", PublicKey("x", b"pem\n"))]).decode()

    for key in re.findall(r"\.(\w+)`", PAGE.text.partition("| key |")[2].partition("OPA knows nothing")[0]):
        assert f"{key}:" in written
