"""`opa-config.yaml`: runs as it stands, says only what OPA knows, and is what the sidecar renders."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from pykiro_opa.engines import http1
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.sidecar import files, readiness

REPOSITORY = Path(__file__).resolve().parent.parent
TEMPLATE = REPOSITORY / "opa-config.yaml"


@pytest.fixture
def checkout(tmp_path):
    shutil.copy(TEMPLATE, tmp_path)
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    shutil.copytree(REPOSITORY / "pykiro_opa/sidecar/masks", tmp_path / "pykiro_opa/sidecar/masks")
    return tmp_path


def test_it_runs_in_a_checkout_and_without_guardrails_allows_nothing(opa, checkout):
    command = [opa, "run", "--server", "--config-file", "opa-config.yaml", "--addr", "unix://s",
               "--unix-socket-perm=600", "--skip-version-check", "--log-level=error"]  # fmt: skip
    with (checkout / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=checkout, env={"PWD": str(checkout)}, stdout=log, stderr=log)
    address = f"unix:{checkout}/s"
    try:
        wait_until(server, lambda: readiness.is_healthy(address, None), checkout / "log")
        decision = ServerEngine(address).ask(b'{"files": ["hidden"]}', b"")
        assert decision["effect"] == "deny"
        assert "engine/configuration" in [finding["rule"] for finding in decision["findings"]]
        status, answer = http1.exchange(http1.parse_address(address), "POST", "/", body=b"{}", deadline=20)
        assert (status, b'"deny"' in answer) == (200, True)
        decisions = checkout / "opa-decisions.log"
        wait_until(server, decisions.exists, checkout / "log")
        assert "hidden" not in decisions.read_text()
    finally:
        server.terminate()
        server.wait()
    said = [line for line in (checkout / "log").read_text().splitlines() if "root privileges" not in line]
    assert said == []


def test_every_key_has_its_reason():
    lines = TEMPLATE.read_text().splitlines()
    keys = [index for index, line in enumerate(lines) if line[:1].isalpha()]
    assert keys
    for start, end in zip(keys, [*keys[1:], len(lines)], strict=True):
        block = lines[start - 1 : end]
        assert any(line.lstrip().startswith("#") for line in block), lines[start]


def test_it_names_no_machine_and_sends_nothing_away():
    document = yaml.safe_load(TEMPLATE.read_text())
    assert not {"labels", "services", "discovery", "status"} & set(document)
    assert all(bundle["resource"].startswith("file://${PWD}/") for bundle in document["bundles"].values())
    assert all(bundle["polling"]["min_delay_seconds"] > 0 for bundle in document["bundles"].values())


def test_the_sidecars_configuration_is_it_without_bundles_and_with_a_log_of_its_own():
    ours, theirs = (
        yaml.safe_load(TEMPLATE.read_text()),
        yaml.safe_load(files.configuration(files.template(), "/d", {})),
    )
    del ours["bundles"]
    ours["plugins"]["file_logger"]["path"] = "/d"
    assert theirs == ours


def wait_until(server, condition, log):
    ends_at = time.monotonic() + 20
    while not condition():
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < ends_at, log.read_text()
        time.sleep(0.02)
