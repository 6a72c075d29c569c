"""Two teams upon one platform, from the registry to the sidecar: pinned, moved on, and judging with the registry gone."""

from __future__ import annotations

import os

import pytest
from generation.publishing import PATH, bundle, kiro, new_key
from signing.servers import Registry
from workspace import Workspace

from pykiro_opa.bundles.registries import oci

PRIVATE, PUBLIC = new_key()
ONE = bundle({"deny": {"commands": ["terraform destroy"]}}, counter=1, key=PRIVATE)
TWO = bundle({"deny": {"commands": ["terraform destroy", "shred"]}}, counter=2, key=PRIVATE)


@pytest.fixture
def registry(docker_registry, tmp_path):
    """One for each test, which stops it."""
    with Registry(docker_registry, tmp_path / "registry", password=False) as started:
        yield started


@pytest.mark.parametrize("pin", ["--exact", "--follow"])
def test_two_teams_move_on_and_keep_judging_when_the_registry_is_down(pin, registry, opa, tmp_path):
    source = f"oci://{registry.host}/org/guardrails:1"
    oci.push(ONE, source)
    teams = []
    for name, own in (("payments", {}), ("search", {"mode": "shadow", "requireApproval": {"commands": ["shred"]}})):
        team = Workspace(tmp_path / name, {"a.txt": "a\n"})
        (team.folder / ".kiro").mkdir()
        (team.folder / PATH).write_bytes(kiro([{"source": source, "key": PUBLIC}], **own))
        teams.append(team)
    path = f"{os.path.dirname(opa)}:{os.environ['PATH']}"

    def run(team, *arguments):
        """As on a machine of the team's own."""
        return team.run(*arguments, PATH=path, XDG_CACHE_HOME=f"{team.folder}-cache")

    def each(*arguments, code=0):
        for team in teams:
            done = run(team, *arguments)
            assert done.returncode == code, (team.folder, done.stdout, done.stderr)
            yield done

    def judged(command, codes):
        for team, code in zip(teams, codes, strict=True):
            done = run(team, "evaluate", "--command", command)
            assert done.returncode == code, done.stderr
            assert "embedded engine decides" not in done.stderr, done.stderr

    try:
        assert all("platform 1, new" in done.stdout for done in each("bundle", "update", pin))
        list(each("sidecar", "start"))
        judged("terraform destroy", (10, 10))
        judged("shred x", (0, 0))

        oci.push(TWO, source)
        judged("shred x", (0, 0))  # nobody moves but who is told to
        assert all("tightened" in done.stdout for done in each("bundle", "update"))
        list(each("sidecar", "start"))
        judged("shred x", (10, 10))

        registry.stop()
        judged("terraform destroy", (10, 10))
        list(each("sidecar", "stop"))
        list(each("sidecar", "start"))
        judged("shred x", (10, 10))
        assert all("error: " in done.stderr for done in each("bundle", "update", code=3))
    finally:
        for team in teams:
            run(team, "sidecar", "stop")
