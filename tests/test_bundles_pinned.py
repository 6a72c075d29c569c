"""Shared guardrails where changes are judged: by the lock of the side that judges, from the cache, without a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from generation.publishing import LOCK, PATH, bundle, digest, keep, kiro, lock_of, new_key
from workspace import Workspace, hook

from pykiro_opa import gate, guardrails, sources
from pykiro_opa.bundles.lock import Pin
from pykiro_opa.engines import folders, kept_bundles
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import ConfigurationError

PRIVATE, PUBLIC = new_key()
OCI = "oci://registry.example/platform/guardrails:1"
INSIDE = "shared/platform.tar.gz"
FORBIDS = bundle({"deny": {"commands": ["terraform destroy"]}}, key=PRIVATE)
ALLOWS = bundle({}, counter=2, key=PRIVATE)
CALL = {"tool_name": "Bash", "tool_input": {"command": "terraform destroy"}, "hook_event_name": "PreToolUse"}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine()


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace", {"a.txt": "a\n"})


def put(workspace, path, content: bytes) -> None:
    target = workspace.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def extend(workspace, *, pins, source=OCI, key=None, **guardrails) -> None:
    put(workspace, PATH, kiro([source if key is None else {"source": source, "key": key}], **guardrails))
    put(workspace, LOCK, lock_of(pins))


def judged(workspace, embedded, text="terraform destroy", keep=True) -> str:
    change = sources.available()["command"].read(text, str(workspace.folder), lambda: b"")
    return gate.decide(change, gate.guardrails_for(change, embedded.regex_is_valid, keep=keep), embedded).effect


def refused(workspace, embedded) -> str:
    with pytest.raises(ConfigurationError) as found:
        judged(workspace, embedded)
    assert len(found.value.problems) == 1, found.value.problems
    return found.value.problems[0]


def test_a_pinned_bundle_judges_from_the_cache(workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS}, key=PUBLIC)
    keep(FORBIDS)
    assert [judged(workspace, embedded) for _ in range(2)] == ["deny", "deny"]


def test_guardrails_that_extend_are_kept_compiled_too(workspace, embedded, monkeypatch):
    extend(workspace, pins={OCI: FORBIDS})
    keep(FORBIDS)
    assert judged(workspace, embedded) == "deny"
    monkeypatch.setattr(guardrails, "load", None)
    assert judged(workspace, embedded) == "deny"
    keep(ALLOWS)
    put(workspace, LOCK, lock_of({OCI: ALLOWS}))
    with pytest.raises(TypeError):
        judged(workspace, embedded)


@pytest.mark.parametrize("folder", [".kiro", "shared", "shared/deep"])
def test_a_named_file_is_pinned_by_the_lock_beside_it(folder, workspace, embedded):
    put(workspace, f"{folder}/kiro.json", kiro([OCI]))
    put(workspace, f"{folder}/guardrails.lock", lock_of({OCI: FORBIDS}))
    keep(FORBIDS)
    found = gate.named_guardrails(str(workspace.folder / folder / "kiro.json"), embedded.regex_is_valid)
    assert "platform" in found.documents
    os.unlink(workspace.folder / folder / "guardrails.lock")
    with pytest.raises(ConfigurationError, match="the lock does not pin it"):
        gate.named_guardrails(str(workspace.folder / folder / "kiro.json"), embedded.regex_is_valid)


def test_one_that_is_not_in_the_cache_says_what_to_do_and_is_never_asked_for(workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS})
    assert refused(workspace, embedded) == (
        f".kiro/kiro.json#/guardrails/extends/0: `{OCI}`: it is not in the cache; "
        "`pykiro-opa bundle update` fetches it (`--locked`: as pinned)"
    )
    assert workspace.run("evaluate", "--command", "ls").returncode == 3
    blocked = hook(CALL, workspace.folder)
    assert (blocked.returncode, "it is not in the cache" in blocked.stderr) == (2, True)


def test_a_bundle_that_is_gone_from_the_cache_is_missed_although_its_guardrails_are_kept(workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS})
    keep(FORBIDS)
    assert judged(workspace, embedded) == "deny"
    os.unlink(os.path.join(folders.cache_folder(), "bundles", digest(FORBIDS).removeprefix("sha256:")))
    assert "it is not in the cache" in refused(workspace, embedded)


@pytest.mark.parametrize("harm", ["another", "shorter", "readable", "a link"])
def test_what_lies_in_the_cache_is_believed_for_its_digest_alone(harm, workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS})
    keep(FORBIDS)
    path = os.path.join(folders.cache_folder(), "bundles", digest(FORBIDS).removeprefix("sha256:"))
    assert judged(workspace, embedded) == "deny"
    os.chmod(path, 0o600)
    if harm == "another":
        folders.write_private(path, ALLOWS)
    elif harm == "shorter":
        folders.write_private(path, FORBIDS[:-1])
    elif harm == "readable":
        os.chmod(path, 0o644)
    else:
        os.rename(path, f"{path}.real")
        os.symlink(f"{path}.real", path)
    assert "it is not in the cache" in refused(workspace, embedded)


def test_a_cache_that_others_can_enter_holds_nothing(workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS})
    keep(FORBIDS)
    os.chmod(os.path.join(folders.cache_folder(), "bundles"), 0o755)
    assert "it is not in the cache" in refused(workspace, embedded)


def test_another_pin_is_never_answered_by_what_was_kept(workspace, embedded):
    keep(FORBIDS, ALLOWS)
    for data, effect in ((FORBIDS, "deny"), (ALLOWS, "allow"), (FORBIDS, "deny")):
        extend(workspace, pins={OCI: data})
        assert judged(workspace, embedded) == effect


def test_the_newest_of_a_tag_is_never_answered_by_what_was_kept(workspace, embedded):
    extend(workspace, pins={OCI: Pin(tag="1", counter=1, key=PUBLIC, origin="platform")})
    keep(FORBIDS, ALLOWS)
    assert "it is not in the cache" in refused(workspace, embedded)
    for data, effect in ((FORBIDS, "deny"), (ALLOWS, "allow"), (FORBIDS, "deny")):
        kept_bundles.set_newest(OCI, PUBLIC, digest(data))
        assert judged(workspace, embedded) == effect


def test_another_key_is_never_answered_by_what_was_kept(workspace, embedded):
    keep(FORBIDS)
    extend(workspace, pins={OCI: FORBIDS}, key=PUBLIC)
    assert judged(workspace, embedded) == "deny"
    extend(workspace, pins={OCI: FORBIDS}, key=new_key()[1])
    assert "not made with the key" in refused(workspace, embedded)


def test_the_newest_of_a_tag_is_never_older_than_the_pin(workspace, embedded):
    """Who can write to the cache may put an older bundle there, signed with the right key."""
    extend(workspace, pins={OCI: Pin(tag="1", counter=2, key=PUBLIC, origin="platform")})
    keep(FORBIDS)
    kept_bundles.set_newest(OCI, PUBLIC, digest(FORBIDS))
    assert "its counter 1 is lower than 2, which the lock pins" in refused(workspace, embedded)


@pytest.mark.parametrize("said", ["", "sha256:", "../../x", "sha256:../x", "\udcff" * 64])
def test_a_newest_that_is_no_digest_is_none(said, workspace, embedded):
    extend(workspace, pins={OCI: Pin(tag="1", counter=1, key=PUBLIC, origin="platform")})
    kept_bundles.set_newest(OCI, PUBLIC, digest(FORBIDS))
    place = os.path.join(folders.cache_folder(), "bundles", kept_bundles._place(OCI, PUBLIC))
    folders.write_private(place, said.encode("utf-8", "surrogateescape"))
    assert "it is not in the cache" in refused(workspace, embedded)


def test_a_path_is_read_from_the_side_that_judges(workspace, embedded):
    extend(workspace, source=INSIDE, pins={INSIDE: FORBIDS})
    put(workspace, INSIDE, FORBIDS)
    workspace.commit({})
    workspace.branch("change", {"main.sh": "terraform destroy\n"})
    extend(workspace, source=INSIDE, pins={INSIDE: ALLOWS})
    put(workspace, INSIDE, ALLOWS)
    workspace.commit({})

    code, decision = workspace.decide("--diff", "main..change")

    assert code == 10
    assert any(one["origin"] == "platform" and one["effect"] == "deny" for one in decision["findings"])
    # The disk is judged by what is on it, and says so by its own lock.
    assert judged(workspace, embedded) == "allow"


def test_a_path_whose_content_is_not_what_is_pinned_is_refused(workspace, embedded):
    extend(workspace, source=INSIDE, pins={INSIDE: FORBIDS})
    put(workspace, INSIDE, ALLOWS)
    assert "it is not the one that the lock pins" in refused(workspace, embedded)


@pytest.mark.parametrize("link", ["../outside.tar.gz", "platform.real"])
def test_a_path_that_is_a_link_is_judged_by_what_it_leads_to_and_never_by_less(link, workspace, embedded):
    extend(workspace, source=INSIDE, pins={INSIDE: FORBIDS})
    (workspace.folder / "shared").mkdir()
    os.symlink(link, workspace.folder / INSIDE)
    assert "a link there points to nothing" in refused(workspace, embedded)


def test_a_lock_that_is_no_lock_is_told_with_its_line(workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS})
    put(workspace, LOCK, b'{"version": 1,\n "bundles": []}')
    assert refused(workspace, embedded).startswith(".kiro/guardrails.lock:2:13: #/bundles: expected `bundles`")


def test_without_a_lock_nothing_is_extended(workspace, embedded):
    put(workspace, PATH, kiro([OCI]))
    assert "the lock does not pin it" in refused(workspace, embedded)


def test_a_pin_of_what_nobody_extends_is_no_matter(workspace, embedded):
    extend(workspace, source=INSIDE, pins={INSIDE: FORBIDS, OCI: ALLOWS})
    put(workspace, INSIDE, FORBIDS)
    assert judged(workspace, embedded) == "deny"


def test_a_key_with_an_escape_extends_all_the_same(workspace, embedded):
    """Or the lock would not be looked at, and what was kept not be told apart by it."""
    keep(FORBIDS, ALLOWS)
    text = kiro([OCI]).replace(b'"extends"', b'"e\\u0078tends"')
    for data, effect in ((FORBIDS, "deny"), (ALLOWS, "allow")):
        put(workspace, PATH, text)
        put(workspace, LOCK, lock_of({OCI: data}))
        assert judged(workspace, embedded) == effect


def test_a_nested_file_extends_nothing(workspace, embedded):
    put(workspace, "services/a/.kiro/kiro.json", kiro([OCI]))
    put(workspace, PATH, b'{"guardrails": {}}')
    change = sources.available()["command"].read("ls", str(workspace.folder / "services/a"), lambda: b"")
    with pytest.raises(ConfigurationError, match="shared guardrails judge the whole repository"):
        gate.guardrails_for(change, embedded.regex_is_valid)


def test_a_shared_bundle_judges_below_a_nested_file_too(workspace, embedded):
    extend(workspace, pins={OCI: FORBIDS})
    keep(FORBIDS)
    put(workspace, "services/a/.kiro/kiro.json", b'{"guardrails": {"mode": "shadow", "unresolved": "notice"}}')
    change = sources.available()["command"].read("terraform destroy", str(workspace.folder / "services/a"), lambda: b"")
    guardrails = gate.guardrails_for(change, embedded.regex_is_valid)
    assert gate.decide(change, guardrails, embedded).effect == "deny"


def test_a_file_that_is_named_is_pinned_by_the_lock_beside_it(workspace, embedded, tmp_path):
    for folder in ("other", "other/.kiro"):
        place = tmp_path / folder
        place.mkdir()
        (place / "kiro.json").write_bytes(kiro([INSIDE]))
        (place / "guardrails.lock").write_bytes(lock_of({INSIDE: FORBIDS}))
    (tmp_path / "other/shared").mkdir()
    (tmp_path / "other" / INSIDE).write_bytes(FORBIDS)
    for path in ("other/kiro.json", "other/.kiro/kiro.json"):
        done = workspace.run("evaluate", "--config", str(tmp_path / path), "--command", "terraform destroy")
        assert done.returncode == 10, done.stderr
    (tmp_path / "other/guardrails.lock").unlink()
    done = workspace.run("evaluate", "--config", str(tmp_path / "other/kiro.json"), "--command", "ls")
    assert (done.returncode, "the lock does not pin it" in done.stderr) == (3, True)


class TestShadow:
    """`mode: shadow` puts aside what the workspace itself says, and nothing of what it extends."""

    @pytest.mark.parametrize(
        ("parent", "child", "code"),
        [
            ({"deny": {"commands": ["rm"]}}, {}, 10),
            ({"requireApproval": {"commands": ["rm"]}}, {}, 11),
            ({"requireApproval": {"commands": ["rm"]}}, {"deny": {"commands": ["rm"]}}, 11),
            ({}, {"deny": {"commands": ["rm"]}}, 0),
            ({"deny": {"commands": [{"match": "rm", "stages": ["spec"]}]}}, {"deny": {"commands": ["rm"]}}, 0),
        ],
    )
    def test_what_is_enforced_is_what_the_parent_says(self, parent, child, code, workspace):
        data = bundle(parent)
        keep(data)
        extend(workspace, pins={OCI: data}, mode="shadow", **child)

        done = workspace.run("evaluate", "--command", "rm x", "--format", "json")

        assert done.returncode == code, done.stderr
        assert "SHADOW MODE" in done.stderr
        effect = json.loads(done.stdout)["effect"]
        assert effect == ("deny" if "deny" in (*parent, *child) and (child or code == 10) else "needs-approval")
        payload = {**CALL, "tool_input": {"command": "rm x"}, "cwd": str(workspace.folder)}
        told = hook(payload, workspace.folder)
        assert (told.returncode == 0) == (code == 0), told.stderr
        assert "SHADOW MODE" in told.stderr

    def test_a_workspace_without_shared_guardrails_is_as_before(self, workspace):
        put(workspace, PATH, b'{"guardrails": {"mode": "shadow", "deny": {"commands": ["rm"]}}}')
        assert workspace.run("evaluate", "--command", "rm x").returncode == 0


def test_the_hook_loads_nothing_of_bundles_where_nothing_is_extended(workspace):
    """Nor what verifies signatures where what was kept is still right."""
    code = (
        "import sys\nfrom pykiro_opa import gate\nfrom pykiro_opa.engines.embedded import EmbeddedEngine\n"
        "gate.workspace_guardrails('.', EmbeddedEngine().regex_is_valid, keep=True)\n"
        "print(' '.join(name for name in sys.modules if 'bundles' in name or name.startswith(('cryptography', 'tarfile'))))"
    )

    def loaded():
        done = subprocess.run([sys.executable, "-c", code], cwd=workspace.folder, capture_output=True, text=True, check=True)  # fmt: skip
        return set(done.stdout.split())

    put(workspace, PATH, b'{"guardrails": {"deny": {"files": ["a"]}}}')
    assert loaded() == set()
    extend(workspace, pins={OCI: FORBIDS}, key=PUBLIC)
    keep(FORBIDS)
    loaded()
    assert loaded() == {"pykiro_opa.bundles", "pykiro_opa.bundles.pinned", "pykiro_opa.engines.kept_bundles"}
