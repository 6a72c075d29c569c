"""The bundles in a real OPA in a container: a read-only root, no network, no capabilities, one socket."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time

import pytest
from workspace import CONFIGURATION, SEED, Workspace

IMAGE = "pykiro-opa-test:static"
DOCKERFILE = 'FROM scratch\nCOPY opa /opa\nENTRYPOINT ["/opa"]\n'
COMMANDS = [
    "aws s3 rm s3://data-production/key",
    "aws s3 ls s3://data-production",
    'aws iam delete-role --role-name "$R"',
    "git status",
]


@pytest.fixture(scope="module")
def image(docker, opa, tmp_path_factory):
    """An image of the static OPA alone: no registry can be asked for one everywhere."""
    folder = tmp_path_factory.mktemp("image")
    (folder / "Dockerfile").write_text(DOCKERFILE)
    shutil.copy(opa, folder / "opa")
    subprocess.run([docker, "build", "--quiet", "--tag", IMAGE, folder], check=True, capture_output=True)
    yield IMAGE
    subprocess.run([docker, "rmi", "--force", IMAGE], check=True, capture_output=True)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return Workspace(tmp_path_factory.mktemp("w") / "w", {CONFIGURATION: SEED})


@pytest.fixture(scope="module")
def address(docker, image, workspace, tmp_path_factory):
    """The socket of a container that serves the workspace's bundles."""
    folder = tmp_path_factory.mktemp("run")
    built = workspace.run("bundle", "build", "--output", str(folder / "bundles"))
    assert 0 == built.returncode, built.stderr
    (folder / "socket").mkdir(mode=0o700)
    bundles = [part for name in sorted(os.listdir(folder / "bundles")) for part in ("--bundle", f"/bundles/{name}")]
    started = subprocess.run(
        [docker, "run", "--detach", "--network=none", "--read-only", "--cap-drop=ALL", "--memory=256m", "--pids-limit=64",
         "--security-opt=no-new-privileges", f"--user={os.getuid()}:{os.getgid()}",
         f"--volume={folder / 'bundles'}:/bundles:ro", f"--volume={folder / 'socket'}:/run/opa", image,
         "run", "--server", "--addr=unix:///run/opa/opa.sock", "--unix-socket-perm=600", "--skip-version-check", *bundles],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    container = started.stdout.strip()
    try:
        socket = folder / "socket/opa.sock"
        ends_at = time.monotonic() + 60
        while not socket.is_socket():
            assert time.monotonic() < ends_at, _logs(docker, container)
            time.sleep(0.05)
        yield f"unix:{socket}"
    finally:
        subprocess.run([docker, "rm", "--force", container], check=True, capture_output=True)


def _logs(docker, container) -> bytes:
    return subprocess.run([docker, "logs", container], capture_output=True, check=False).stderr


@pytest.mark.parametrize("text", COMMANDS)
def test_a_container_decides_as_the_embedded_engine_does(text, address, workspace):
    done, contained = (
        workspace.run("evaluate", "--command", text, "--format", "json", "--engine", engine)
        for engine in ("embedded", address)
    )

    assert contained.stdout, contained.stderr
    assert json.loads(done.stdout) == json.loads(contained.stdout)
    assert done.returncode == contained.returncode
