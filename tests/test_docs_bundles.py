"""`docs/bundles.md`: its commands run as they stand against a real registry, and it explains only what is really said."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from signing.servers import Registry
from workspace import CONFIGURATION, Workspace

CHECKOUT = Path(__file__).parents[1]
PAGE = (CHECKOUT / "docs/bundles.md").read_text(encoding="utf-8")
COMMAND = f"{shlex.quote(sys.executable)} -c 'from pykiro_opa.cli import main; main()'"


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def registry(docker_registry, tmp_path):
    with Registry(docker_registry, tmp_path / "registry", password=False) as started:
        yield started


def test_the_commands_do_what_the_page_says(registry, tmp_path):
    (shared,) = blocks("json")
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: shared})

    def run(script):
        return subprocess.run(
            ["sh", "-euc", script.replace("registry.example", registry.host).replace("pykiro-opa", COMMAND)],
            cwd=workspace.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "XDG_CONFIG_HOME": str(tmp_path / "config")},
        )  # fmt: skip

    keygen, publish, again, export = blocks("sh")
    for script in (keygen, publish):
        done = run(script)
        assert done.returncode == 0, done.stderr
    changed = shared.replace('"requireApproval": {"files": ["**/Dockerfile"]}', '"requireApproval": {}')
    changed = changed.replace('"patterns"', '"commands": ["terraform destroy"], "patterns"')
    workspace.write({CONFIGURATION: changed})
    done = run(again)
    assert done.returncode == 0, done.stderr
    (shown,) = blocks("text")
    assert shown in done.stdout
    done = run(export)
    assert done.returncode == 0, done.stderr
    assert "opa run --server" in done.stdout


def test_every_refusal_that_is_explained_is_said_somewhere():
    said = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "pykiro_opa").rglob("*.py"))
    table = PAGE.partition("| it says |")[2]
    explained = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)

    assert len(explained) > 20
    assert [text for text in explained if text not in said] == []


def test_every_key_that_is_explained_is_exported():
    from pykiro_opa.bundles.serving import Served, configuration
    from pykiro_opa.signatures import PublicKey

    written = configuration(b"{}", [Served("a", "https://example.org/b", PublicKey("x", b"pem\n"))]).decode()

    for key in re.findall(r"\.(\w+)`", PAGE.partition("| key |")[2].partition("OPA knows nothing")[0]):
        assert f"{key}:" in written
