"""`pykiro-opa bundle update`: what it takes, what it says, what it pins, and what it never takes."""

from __future__ import annotations

import json
import os

import pytest
from generation.publishing import LOCK, PATH, bundle, digest, kiro, new_key
from signing.servers import Files
from workspace import Workspace

from pykiro_opa.bundles.registries import oci

PRIVATE, PUBLIC = new_key()
OTHER_PRIVATE, OTHER_PUBLIC = new_key()
RULES = {"deny": {"files": ["Dockerfile"], "commands": ["terraform destroy"]}, "secrets": "deny"}
ONE = bundle(RULES, counter=1, key=PRIVATE)
TWO = bundle(
    {**RULES, "deny": {"files": ["Dockerfile", "Makefile"]}, "secrets": "needs-approval"}, counter=2, key=PRIVATE
)
INSIDE = "shared/platform.tar.gz"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace", {"a.txt": "a\n"})


def extend(workspace, *extends, **guardrails):
    put(workspace, PATH, kiro(list(extends), **guardrails))


def put(workspace, path, content: bytes):
    target = workspace.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def pins(workspace):
    return json.loads((workspace.folder / LOCK).read_bytes())["bundles"]


def update(workspace, *arguments, code=0):
    done = workspace.run("bundle", "update", *arguments)
    assert done.returncode == code, done.stderr
    if code:
        assert done.stderr.startswith("error: ")
        assert len(done.stderr.splitlines()) == 1, done.stderr
    return done


def publish(source, data):
    if "://" in source:
        oci.push(data, source)


@pytest.fixture(params=["a path", "a registry"])
def published(request, workspace):
    """Where bundles are put, and the source that they are extended by."""
    if request.param == "a path":
        return INSIDE, lambda data: put(workspace, INSIDE, data)
    registry = request.getfixturevalue("registry")
    source = (
        f"oci://{registry.host}/org/{os.path.basename(os.path.dirname(workspace.folder)).replace('_', '-').lower()}:1"
    )
    return source, lambda data: oci.push(data, source)


def test_it_pins_moves_says_what_differs_and_judges(workspace, published):
    source, publish = published
    extend(workspace, {"source": source, "key": PUBLIC})
    publish(ONE)
    assert workspace.run("evaluate", "--command", "ls").returncode == 3

    first = update(workspace)

    assert pins(workspace) == {source: digest(ONE)}
    assert f"{source}: platform 1, new: 2 entries; signed by " in first.stdout
    assert "UNSIGNED" not in first.stderr
    assert workspace.run("evaluate", "--command", "terraform destroy").returncode == 10
    lock = (workspace.folder / LOCK).read_bytes()
    assert f"{source}: platform 1, as pinned" in update(workspace).stdout
    assert (workspace.folder / LOCK).read_bytes() == lock

    publish(TWO)
    second = update(workspace)

    assert pins(workspace) == {source: digest(TWO)}
    lines = second.stdout.splitlines()
    assert lines[0].startswith(f"{source}: platform 1 -> 2; signed by ")
    assert [line.split(":")[0].split()[0] for line in lines[1:-1]] == ["loosened", "loosened", "tightened"]
    assert lines[-1] == f"pinned     {digest(TWO)}"
    assert workspace.run("evaluate", "--command", "terraform destroy").returncode == 0


def test_it_never_moves_back_unless_it_is_told_to(workspace, published):
    source, publish = published
    extend(workspace, source)
    publish(TWO)
    update(workspace)
    publish(ONE)
    refused = update(workspace, code=3)
    assert f"`{source}`: it gives version 1, and 2 judged here already; `--allow-older` takes it" in refused.stderr
    assert pins(workspace) == {source: digest(TWO)}

    told = update(workspace, "--allow-older")

    assert pins(workspace) == {source: digest(ONE)}
    assert "platform 2 -> 1" in told.stdout


def test_the_guardrails_of_another_origin_are_not_taken_though_the_same_key_signs_them(workspace, published):
    source, publish = published
    extend(workspace, {"source": source, "key": PUBLIC})
    publish(ONE)
    update(workspace)
    publish(bundle({}, origin="team", counter=9, key=PRIVATE))
    assert "it gives the guardrails of `team` in place of those of `platform`" in update(workspace, code=3).stderr
    assert "loosened   origin" in update(workspace, "--allow-older").stdout


def test_another_content_under_the_same_counter_is_not_taken(workspace, published):
    source, publish = published
    extend(workspace, source)
    publish(ONE)
    update(workspace)
    publish(bundle({}, counter=1, key=PRIVATE))
    assert "it gives another content as version 1, which was published already" in update(workspace, code=3).stderr
    assert pins(workspace) == {source: digest(ONE)}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (bundle(RULES), "it is not signed, though a key is configured"),
        (bundle(RULES, key=OTHER_PRIVATE), "not made with the key"),
        (ONE[:-40], "not a gzipped file"),
        (b"<html>", "not a gzipped file"),
    ],
)
def test_what_the_key_did_not_sign_is_not_pinned(data, problem, workspace):
    extend(workspace, {"source": INSIDE, "key": PUBLIC})
    put(workspace, INSIDE, data)
    assert problem in update(workspace, code=3).stderr
    assert not (workspace.folder / LOCK).exists()


def test_a_key_is_asked_for_or_the_want_of_one_is_told(workspace):
    extend(workspace, INSIDE)
    put(workspace, INSIDE, ONE)
    (workspace.folder / "right.pub").write_bytes(PRIVATE.public.pem)
    (workspace.folder / "wrong.pub").write_bytes(OTHER_PRIVATE.public.pem)

    assert "not made with the key" in update(workspace, INSIDE, "--key", "wrong.pub", code=3).stderr
    checked = update(workspace, INSIDE, "--key", "right.pub")
    assert "was verified this once; name its `key` in `extends`" in checked.stderr
    put(workspace, INSIDE, bundle(RULES, counter=2))
    unsigned = update(workspace)
    assert f"UNSIGNED: nobody has checked who made `{INSIDE}`" in unsigned.stderr
    assert "UNSIGNED" in unsigned.stdout

    extend(workspace, {"source": INSIDE, "key": PUBLIC})
    put(workspace, INSIDE, bundle(RULES, counter=3, key=PRIVATE))
    assert "`--key` is another than is configured" in update(workspace, INSIDE, "--key", "wrong.pub", code=3).stderr


def test_a_tag_that_is_followed_moves_on_by_itself_and_never_back(workspace, registry):
    source = f"oci://{registry.host}/org/followed:1"
    extend(workspace, {"source": source, "key": PUBLIC})
    oci.push(ONE, source)
    update(workspace, "--follow")
    assert pins(workspace) == {source: {"tag": "1", "counter": 1, "key": PUBLIC, "origin": "platform"}}
    lock = (workspace.folder / LOCK).read_bytes()

    oci.push(TWO, source)
    other = workspace.run("bundle", "update", "--locked", XDG_CACHE_HOME=str(workspace.folder / "other"))
    assert other.returncode == 0, other.stderr
    assert (workspace.folder / LOCK).read_bytes() == lock
    done = workspace.run("evaluate", "--command", "terraform destroy", XDG_CACHE_HOME=str(workspace.folder / "other"))
    assert done.returncode == 0, done.stderr

    update(workspace)
    assert pins(workspace) == {source: {"tag": "1", "counter": 2, "key": PUBLIC, "origin": "platform"}}
    oci.push(ONE, source)
    assert "it gives version 1, and 2 judged here already" in update(workspace, code=3).stderr
    back = workspace.run("bundle", "update", "--locked", XDG_CACHE_HOME=str(workspace.folder / "third"))
    assert (back.returncode, "its counter 1 is lower than 2, which the lock pins" in back.stderr) == (3, True)
    update(workspace, "--exact", "--allow-older")
    assert pins(workspace) == {source: digest(ONE)}


def test_what_is_pinned_is_fetched_though_the_tag_has_moved_on(workspace, registry):
    source = f"oci://{registry.host}/org/locked:1"
    extend(workspace, source)
    oci.push(ONE, source)
    update(workspace)
    oci.push(TWO, source)
    fresh = {"XDG_CACHE_HOME": str(workspace.folder / "fresh")}

    done = workspace.run("bundle", "update", "--locked", **fresh)

    assert done.returncode == 0, done.stderr
    assert pins(workspace) == {source: digest(ONE)}
    assert workspace.run("evaluate", "--command", "terraform destroy", **fresh).returncode == 10
    # And so is what an update compares with.
    assert "platform 1 -> 2" in workspace.run("bundle", "update", XDG_CACHE_HOME=str(workspace.folder / "new")).stdout


def test_a_web_server_that_moved_on_gives_no_older_version(workspace):
    answers = [ONE]
    with Files(lambda _path, _headers: (200, {}, answers[0])) as server:
        source = f"{server.url}/guardrails.tar.gz"
        extend(workspace, source)
        update(workspace)
        answers[0] = TWO
        fresh = {"XDG_CACHE_HOME": str(workspace.folder / "fresh")}
        done = workspace.run("bundle", "update", "--locked", **fresh)
        assert (done.returncode, "it no longer gives sha256:" in done.stderr) == (3, True)
        done = workspace.run("bundle", "update", **fresh)
        assert (done.returncode, "nobody can say whether this one is older" in done.stderr) == (3, True)
        assert "platform 1 -> 2" in update(workspace).stdout
    # The server is gone, and what was fetched judges on.
    assert workspace.run("evaluate", "--command", "ls").returncode == 0
    assert update(workspace, code=3).stderr.count(source) == 1


def test_bundles_that_bundles_extend_are_pinned_and_those_that_nobody_extends_are_not(workspace, registry):
    base, team = (f"oci://{registry.host}/org/{name}:1" for name in ("base", "team"))
    oci.push(bundle({"deny": {"commands": ["shred"]}}, origin="base", key=PRIVATE), base)
    oci.push(bundle(RULES, origin="team", extends=[{"source": base, "key": PUBLIC}]), team)
    extend(workspace, team)
    update(workspace)
    assert pins(workspace).keys() == {base, team}
    assert workspace.run("evaluate", "--command", "shred x").returncode == 10

    oci.push(bundle(RULES, origin="team", counter=2), team)
    told = update(workspace)
    assert pins(workspace).keys() == {team}
    assert "loosened   extends" in told.stdout


def test_one_source_alone_is_moved(workspace):
    extend(workspace, "a", "b")
    for name in "ab":
        put(workspace, name, bundle(RULES, origin=name))
    update(workspace)
    before = pins(workspace)
    for name in "ab":
        put(workspace, name, bundle(RULES, origin=name, counter=2))

    update(workspace, "a")

    after = pins(workspace)
    assert (after["a"] != before["a"], after["b"] == before["b"]) == (True, True)


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("oci://x/y:1",), 3, "`oci://x/y:1`: nothing extends it; add it to `extends`"),
        (("--locked", "--allow-older"), 2, "`--locked` moves nothing; leave the others out"),
        (("--key", "a.pub"), 2, "`--key` is that of one source; name it, too"),
        ((INSIDE, "--key", "none.pub"), 5, "`none.pub`: cannot be read"),
        (("--follow",), 3, f"`{INSIDE}`: it has no tag to follow; pin it without `--follow`"),
        (("--locked",), 3, "the lock does not pin it; `pykiro-opa bundle update` does"),
    ],
)
def test_what_is_asked_wrongly_is_told(arguments, code, problem, workspace):
    extend(workspace, INSIDE)
    put(workspace, INSIDE, ONE)
    assert problem in update(workspace, *arguments, code=code).stderr
    assert not (workspace.folder / LOCK).exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, ".kiro/kiro.json: there is none here; write one with `extends` first"),
        (b"{}", ".kiro/kiro.json: it extends nothing; name a shared bundle in `extends` first"),
        (b'{"guardrails": {"extends": [1]}}', "#/guardrails/extends/0: expected a string or an object"),
        (kiro(["gone.tar.gz"]), "`gone.tar.gz`: cannot be read"),
        (kiro(["ftp://x/y"]), "`ftp://x/y`: unknown kind of source"),
        (kiro([INSIDE], origin="platform"), "the origin `platform` is already that of the bundle `shared/platform.tar.gz`"),
        (kiro([INSIDE], deny={"files": [1]}), "#/guardrails/deny/files/0: expected a string or an object"),
    ],
)  # fmt: skip
def test_what_would_stop_everything_is_not_pinned(content, problem, workspace):
    put(workspace, INSIDE, ONE)
    if content is not None:
        put(workspace, PATH, content)
    assert problem in update(workspace, code=3).stderr
    assert not (workspace.folder / LOCK).exists()


def test_the_order_of_sources_changes_no_byte_of_the_lock(workspace):
    for name in "abc":
        put(workspace, name, bundle(RULES, origin=name))
    extend(workspace, *"cab")
    update(workspace)
    lock = (workspace.folder / LOCK).read_bytes()
    extend(workspace, *"bca")
    update(workspace)
    assert (workspace.folder / LOCK).read_bytes() == lock
    assert list(pins(workspace)) == ["a", "b", "c"]
