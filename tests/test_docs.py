"""What the documents promise: commands that exist, the seed byte for byte, links that lead somewhere, nothing private."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pykiro_opa import errors
from pykiro_opa.decisions import EXIT_CODES

CHECKOUT = Path(__file__).parents[1]
DOCUMENTS = [
    *(CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((CHECKOUT / "docs").glob("*.md")),
]
README = DOCUMENTS[0].read_text(encoding="utf-8")


def test_the_readme_shows_the_seed_byte_for_byte_in_its_first_forty_lines():
    seed = (CHECKOUT / "examples/seed/.kiro/kiro.json").read_text(encoding="utf-8")
    first = "\n".join(README.splitlines()[:40])

    assert f"```json\n{seed}```" in first
    assert "make demo" in first
    assert "make test" in first
    assert "Exit codes" in first


def test_the_readme_names_every_exit_code():
    line = re.search(r"Exit codes: (.*?130)", README, re.DOTALL)[1]
    codes = {cls.exit_code for cls in errors.PykiroError.__subclasses__()} | set(EXIT_CODES.values()) | {1, 130}

    assert codes == {int(number) for number in re.findall(r"\d+", line)}


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for path in DOCUMENTS for name in re.findall(r"make ([a-z-]+)", path.read_text(encoding="utf-8"))}

    assert named - {"it"} <= targets


def test_help_lists_every_target():
    listed = subprocess.run(["make", "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout

    for target in ("help", "demo", "setup", "test", "test-long", "lint", "bench", "bundle"):
        assert re.search(rf"^{target} ", listed, re.MULTILINE), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path):
    for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def test_documents_that_code_names_exist():
    named = re.compile(r"docs/[a-z_]+\.md")
    sources = [*CHECKOUT.glob("pykiro_opa/**/*.py"), *CHECKOUT.glob("policies/**/*.rego")]
    for path in [*sources, CHECKOUT / "pyproject.toml", CHECKOUT / "opa-config.yaml", CHECKOUT / "Makefile"]:
        for document in named.findall(path.read_text(encoding="utf-8")):
            assert (CHECKOUT / document).exists(), f"{path}: {document}"


def test_tests_that_security_names_exist():
    text = (CHECKOUT / "docs/security.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:e2e/)?test_\w+\.py)(?:::(\w+))?`", text)

    assert len(named) > 30
    for file, function in named:
        assert f"def {function}" in (CHECKOUT / "tests" / file).read_text(encoding="utf-8"), (file, function)


def test_json_in_the_documents_is_json():
    for block in re.findall(r"```json\n(.*?)```", README, re.DOTALL):
        json.loads(block)


def test_nothing_names_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    private = re.compile(r"/root/\.pyenv|/tmp/wt|/work/(?:main|shared)|proxy\.golang\.org|pypi\.org|registry\.npmjs")
    for name in listed:
        path = CHECKOUT / name
        if path.is_file() and path.suffix not in (".wasm", ".sum") and path != Path(__file__):
            assert not private.search(path.read_text(encoding="utf-8", errors="replace")), name


def test_the_story_of_the_permissions_page_is_what_the_demo_shows(tmp_path):
    """Word for word: a page that shows an old report would promise what nobody sees."""
    done = subprocess.run(
        [sys.executable, "examples/demo/run.py", "embedded"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    shown = done.stdout.split("main..consolidate-policies\n")[1].split("exit code")[0].rstrip()

    assert f"{shown}\n```" in (CHECKOUT / "docs/permissions.md").read_text(encoding="utf-8")
    assert len(shown.splitlines()) <= 24
