"""`pykiro-opa bundle` as a publisher meets it: exit codes, one line for each error, and what is written where."""

from __future__ import annotations

import json
import os
import stat

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from signing.made import KEY, OTHER, version
from workspace import CONFIGURATION, SEED, Workspace

from pykiro_opa.bundles.inspection import inspect, unpack
from pykiro_opa.bundles.shared import open_shared
from pykiro_opa.cli.bundle._files import write_file
from pykiro_opa.errors import UsageError

PLATFORM = json.dumps(
    {"guardrails": {"origin": "platform", "deny": {"files": ["**/Dockerfile"]}, "requireApproval": {"patterns": ["DROP TABLE"]}}}
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("w")
    made = Workspace(folder / "w", {CONFIGURATION: PLATFORM, "other/kiro.json": SEED})
    write_keys(made.folder)
    made.write(
        {
            "shadow.json": '{"guardrails": {"mode": "shadow", "origin": "a"}}',
            "wrong.json": '{"guardrails": {"deny": {"action": []}, "origin": "a"}}',
            "regex.json": '{"guardrails": {"deny": {"patterns": [{"regex": "(?=x)"}]}, "origin": "a"}}',
            "path.json": '{"guardrails": {"origin": "a", "extends": ["shared/x.tar.gz"]}}',
            "none.json": "{}",
            "rules/kiro.json": '{"guardrails": {"origin": "a"}}',
            "rules/policies/a/b.rego": "package kiro.custom.a.b\n",
        }
    )
    for name, data in (
        ("one", version(1, "Dockerfile")),
        ("two", version(2, "Dockerfile", "Makefile")),
        ("unsigned", version(3, "Dockerfile", key=None)),
        ("foreign", version(3, "Dockerfile", key=OTHER)),
        ("team", version(9, "x", origin="team")),
        ("cut", version(1, "Dockerfile")[:-30]),
    ):
        (made.folder / f"{name}.tar.gz").write_bytes(data)
    made.run("bundle", "build", "--config", "other/kiro.json", "--output", "plain")
    return made


def write_keys(folder):
    for name, key in (("key", KEY), ("other", OTHER)):
        pem = key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
        (folder / f"{name}.pem").chmod(0o600)
        (folder / f"{name}.pub").write_bytes(key.public.pem)
    (folder / "open.pem").write_bytes((folder / "key.pem").read_bytes())
    (folder / "open.pem").chmod(0o644)


NOWHERE = "oci://127.0.0.1:1/a/b:1"
CODES = {
    ("build", "--shared", "--output", "built"): (0, ""),
    ("build", "--shared", "--output", "built", "--counter", "7"): (0, ""),
    ("build", "--shared", "--output", "built", "--after", "two.tar.gz"): (0, ""),
    ("build", "--counter", "1"): (2, "are for `--shared` alone"),
    ("build", "--origin", "a"): (2, "are for `--shared` alone"),
    ("build", "--shared", "--counter", "0"): (2, ""),
    ("build", "--shared", "--counter", "2", "--after", "two.tar.gz"): (2, "`two.tar.gz` has 2, and nobody goes back"),
    ("build", "--shared", "--after", "team.tar.gz"): (2, "it is the bundle of `team`"),
    ("build", "--shared", "--after", "nowhere.tar.gz"): (5, "cannot be read"),
    ("build", "--shared", "--after", "cut.tar.gz"): (3, "not a gzipped file"),
    ("build", "--shared", "--origin", "other"): (3, "another origin than `--origin other`"),
    ("build", "--shared", "--config", "other/kiro.json"): (3, "the origin `workspace` is taken everywhere"),
    ("build", "--shared", "--config", "other/kiro.json", "--origin", "Big"): (2, "is no name"),
    ("build", "--shared", "--config", "other/kiro.json", "--origin", "builtin"): (2, "`builtin` is taken everywhere"),
    ("build", "--shared", "--config", "shadow.json"): (3, "may not set `mode`"),
    ("build", "--shared", "--config", "wrong.json"): (3, "wrong.json:1:"),
    ("build", "--shared", "--config", "regex.json"): (3, "is not RE2"),
    ("build", "--shared", "--config", "path.json"): (3, "is a path"),
    ("build", "--shared", "--config", "none.json"): (3, "nothing to share"),
    ("build", "--shared", "--config", "nowhere.json"): (3, "no such file"),
    ("build", "--shared", "--config", "rules/kiro.json"): (3, "rules/policies/a/b.rego: rules lie side by side"),
    ("build", "--shared", "--output", "key.pem/x"): (2, "`--output key.pem/x`"),
    ("sign", "unsigned.tar.gz", "--key", "key.pem", "--output", "signed.tar.gz"): (0, ""),
    ("sign", "plain/library.tar.gz", "--key", "key.pem", "--output", "signed-library.tar.gz"): (0, ""),
    ("sign", "unsigned.tar.gz", "--key", "open.pem"): (3, "others can read this private key"),
    ("sign", "unsigned.tar.gz", "--key", "key.pub"): (3, "others can read this private key"),
    ("sign", "unsigned.tar.gz", "--key", "nowhere.pem"): (3, "no such key"),
    ("sign", "unsigned.tar.gz"): (3, "no such key"),
    ("sign", "cut.tar.gz", "--key", "key.pem"): (5, "not a gzipped file"),
    ("sign", "nowhere.tar.gz", "--key", "key.pem"): (5, "cannot be read"),
    ("sign", "one.tar.gz", "--key", "key.pem", "--output", "nowhere/x"): (2, "`--output nowhere/x`"),
    ("verify", "one.tar.gz", "--key", "key.pub"): (0, ""),
    ("verify", "one.tar.gz"): (2, ""),
    ("verify", "one.tar.gz", "--key", "other.pub"): (3, "not made with the key"),
    ("verify", "one.tar.gz", "--key", "key.pem"): (3, "it is a private key"),
    ("verify", "one.tar.gz", "--key", "nowhere"): (5, "cannot be read"),
    ("verify", "one.tar.gz", "--key", "key.pub", "--scope", "x"): (3, "for the scope"),
    ("verify", "unsigned.tar.gz", "--key", "key.pub"): (3, "it is not signed"),
    ("verify", "foreign.tar.gz", "--key", "key.pub"): (3, "not made with the key"),
    ("verify", "cut.tar.gz", "--key", "key.pub"): (5, "not a gzipped file"),
    ("verify", "plain/guardrails.tar.gz", "--key", "key.pub"): (3, "it is not signed"),
    ("verify", NOWHERE, "--key", "key.pub"): (3, "cannot be reached"),
    ("inspect", "one.tar.gz"): (0, ""),
    ("inspect", "cut.tar.gz"): (5, "not a gzipped file"),
    ("diff", "one.tar.gz", "two.tar.gz"): (0, ""),
    ("diff", "two.tar.gz", "one.tar.gz"): (0, ""),
    ("diff", "one.tar.gz", "cut.tar.gz"): (3, "not a gzipped file"),
    ("diff", "one.tar.gz", "plain/library.tar.gz"): (3, "no guardrails in it"),
    ("diff", "one.tar.gz"): (2, ""),
    ("push", "one.tar.gz", NOWHERE): (2, "name the key that has signed it"),
    ("push", "one.tar.gz", NOWHERE, "--key", "key.pub", "--unsigned"): (2, "name the key that has signed it"),
    ("push", "one.tar.gz", NOWHERE, "--key", "key.pub"): (3, "cannot be reached"),
    ("push", "one.tar.gz", NOWHERE, "--key", "other.pub"): (3, "not made with the key"),
    ("push", "unsigned.tar.gz", NOWHERE, "--key", "key.pub"): (3, "it is not signed"),
    ("push", "one.tar.gz", "https://example.org/x", "--unsigned"): (3, "no place in a registry"),
    ("push", "one.tar.gz", "oci://127.0.0.1:1/a@sha256:" + "0" * 64, "--unsigned", "--replace"): (3, "name a tag"),
    ("push", "plain/library.tar.gz", NOWHERE, "--unsigned"): (3, "no guardrails in it"),
    ("export", NOWHERE, "--key", "key.pub"): (3, "cannot be reached"),
    ("export", "one.tar.gz", "--key", "key.pub"): (3, "a path, which a server cannot pull"),
    ("export", "one.tar.gz", "--key", "other.pub"): (3, "not made with the key"),
    ("export", "one.tar.gz", "two.tar.gz", "--key", "key.pub"): (2, "two of the sources are of the same origin"),
    ("export", "one.tar.gz", "--key", "key.pub", "--key", "key.pub"): (2, "2 keys for 1 sources"),
    ("export", "one.tar.gz", "--key", "key.pub", "--password-file", "p"): (2, "for registries alone"),
    ("export", "--key", "key.pub"): (2, ""),
    ("update-all",): (2, ""),
}  # fmt: skip


@pytest.mark.parametrize("arguments", CODES, ids=" ".join)
def test_exit_codes(arguments, workspace):
    code, problem = CODES[arguments]

    done = workspace.run("bundle", *arguments)

    assert code == done.returncode, done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert all(line.startswith(("error: ", "note: ")) for line in lines)
    assert sum(line.startswith("error: ") for line in lines) == (code != 0)


def test_a_key_is_made_shown_and_used(workspace, tmp_path):
    variables = {"XDG_CONFIG_HOME": str(tmp_path)}

    made = workspace.run("bundle", "keygen", **variables)
    again = workspace.run("bundle", "keygen", **variables)
    signed = workspace.run("bundle", "sign", "unsigned.tar.gz", "--output", str(tmp_path / "s.tar.gz"), **variables)
    (tmp_path / "key.pub").write_text(made.stdout)
    verified = workspace.run("bundle", "verify", str(tmp_path / "s.tar.gz"), "--key", str(tmp_path / "key.pub"))

    private = tmp_path / "pykiro-opa/key.pem"
    assert stat.S_IMODE(os.stat(private).st_mode) == 0o600
    assert (made.returncode, again.returncode, signed.returncode) == (0, 2, 0)
    assert "a key is never overwritten" in again.stderr
    assert again.stdout == ""
    assert made.stdout.startswith("-----BEGIN PUBLIC KEY-----")
    assert "PRIVATE" not in made.stdout + made.stderr
    assert "shared guardrails of `platform`, counter 3" in verified.stdout


def test_the_counter_is_one_more_than_before(workspace):
    for arguments, counter in (
        ((), 1),
        (("--after", "two.tar.gz"), 3),
        (("--after", "two.tar.gz", "--counter", "9"), 9),
    ):
        done = workspace.run("bundle", "build", "--shared", "--output", "counted", *arguments)
        assert done.returncode == 0, done.stderr
        data = (workspace.folder / "counted/shared.tar.gz").read_bytes()
        assert open_shared(data, key=None).counter == counter


def test_the_same_guardrails_give_the_same_bytes(workspace):
    contents = set()
    for folder in ("first", "second"):
        workspace.run("bundle", "build", "--shared", "--output", folder)
        workspace.run("bundle", "sign", f"{folder}/shared.tar.gz", "--key", "key.pem")
        contents.add((workspace.folder / folder / "shared.tar.gz").read_bytes())
    assert len(contents) == 1


def test_an_origin_can_be_named(workspace):
    done = workspace.run(
        "bundle", "build", "--shared", "--config", "other/kiro.json", "--origin", "seed", "--output", "seed"
    )
    assert done.returncode == 0, done.stderr

    found = open_shared((workspace.folder / "seed/shared.tar.gz").read_bytes(), key=None)

    assert (found.origin, found.document["counts"]["patterns"]) == ("seed", 5)


def test_inspect_shows_origin_counter_and_signature_without_believing_it(workspace):
    shown = workspace.run("bundle", "inspect", "two.tar.gz").stdout

    assert f"signed   it says by the key {KEY.public.id}; `bundle verify` asks whether that is so" in shown
    assert "origin   platform: 2 files; content " in shown
    assert "counter 2" in shown
    assert "signed   by nobody" in workspace.run("bundle", "inspect", "unsigned.tar.gz").stdout
    found = json.loads(workspace.run("bundle", "inspect", "foreign.tar.gz", "--format", "json").stdout)
    data = (workspace.folder / "foreign.tar.gz").read_bytes()
    assert (found["signed_by"], found["digest"]) == (OTHER.public.id, inspect(data).digest)


def test_a_library_can_be_signed_and_only_its_signature_is_verified(workspace):
    workspace.run("bundle", "sign", "plain/library.tar.gz", "--key", "key.pem", "--output", "l.tar.gz")

    done = workspace.run("bundle", "verify", "l.tar.gz", "--key", "key.pub")

    assert done.returncode == 0
    assert "no shared bundle that others could extend" in done.stdout


def test_diff_says_in_words_what_became_of_each_entry(workspace):
    done = workspace.run("bundle", "diff", "two.tar.gz", "one.tar.gz")

    assert done.stdout.splitlines() == [
        "platform: counter 2 -> 1; nobody who has the first one takes the second",
        "loosened   files `Makefile`: deny -> nothing",
        "1 loosened, 0 tightened",
    ]
    found = json.loads(workspace.run("bundle", "diff", "one.tar.gz", "two.tar.gz", "--format", "json").stdout)
    assert found["changes"] == [
        {"change": "tightened", "subject": "files `Makefile`", "before": "nothing", "after": "deny"}
    ]
    assert (found["before"]["counter"], found["after"]["counter"]) == (1, 2)
    assert "no difference in meaning" in workspace.run("bundle", "diff", "one.tar.gz", "one.tar.gz").stdout


def test_what_is_pushed_only_counts_up(workspace, registry):
    target = f"oci://{registry.host}/org/guardrails:1"

    def push(name, *more, to=target):
        return workspace.run("bundle", "push", f"{name}.tar.gz", to, "--key", "key.pub", *more)

    for _ in range(2):  # the same again is no error
        first = push("one")
        assert first.returncode == 0, first.stderr
    assert push("two").returncode == 0
    back = push("one")
    assert (back.returncode, "it has counter 2, and nobody goes back" in back.stderr) == (3, True)
    other = push("team")
    assert (other.returncode, "it holds the guardrails of `platform`" in other.stderr) == (3, True)
    assert push("one", "--replace").returncode == 0
    pinned = first.stdout.splitlines()[1]
    assert pinned.startswith(f"oci://{registry.host}/org/guardrails@sha256:")
    assert workspace.run("bundle", "verify", pinned, "--key", "key.pub").returncode == 0
    unsigned = workspace.run("bundle", "push", "unsigned.tar.gz", target, "--unsigned")
    assert (unsigned.returncode, "it is not signed for anybody" in unsigned.stderr) == (0, True)
    after = workspace.run("bundle", "build", "--shared", "--output", "next", "--after", target)
    assert after.returncode == 0, after.stderr
    assert open_shared((workspace.folder / "next/shared.tar.gz").read_bytes(), key=None).counter == 4


def test_what_is_damaged_there_is_replaced_only_when_asked(workspace, registry):
    from pykiro_opa.bundles.registries.oci import push

    target = f"oci://{registry.host}/org/damaged:1"
    push(b"nothing", target)

    refused = workspace.run("bundle", "push", "one.tar.gz", target, "--key", "key.pub")
    assert refused.returncode == 3
    assert "add `--replace`" in refused.stderr
    assert workspace.run("bundle", "push", "one.tar.gz", target, "--key", "key.pub", "--replace").returncode == 0


def test_export_writes_a_folder_that_only_its_owner_can_enter(workspace, registry):
    target = f"oci://{registry.host}/org/exported:1"
    workspace.run("bundle", "push", "one.tar.gz", target, "--key", "key.pub")
    exported = ("bundle", "export", target, "--key", "key.pub", "--config", "other/kiro.json", "--output", "server")

    first = workspace.run(*exported)
    folder = workspace.folder / "server"
    tokens = {name: (folder / name).read_bytes() for name in ("client.token", "admin.token")}
    again = workspace.run(*exported)

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert tokens == {name: (folder / name).read_bytes() for name in tokens}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in tokens} == {0o600}
    assert len(set(tokens.values())) == 2
    assert list(inspect((folder / "guardrails.tar.gz").read_bytes()).roots) == [
        "kiro/guardrails/builtin", "kiro/guardrails/workspace",
    ]  # fmt: skip
    written = json.loads(unpack((folder / "authz.tar.gz").read_bytes())["system/authz/data.json"])
    assert written["access"]["socket"] is False
    for token in tokens.values():
        assert token not in (folder / "opa-config.yaml").read_bytes()


@pytest.mark.parametrize("made", ["open", "file", "link"])
def test_export_closes_no_folder_that_others_use(made, workspace, registry, tmp_path):
    target = f"oci://{registry.host}/org/closed:1"
    workspace.run("bundle", "push", "one.tar.gz", target, "--key", "key.pub")
    place = tmp_path / "place"
    if made == "open":
        place.mkdir(mode=0o755)
    elif made == "file":
        place.write_text("")
    else:
        place.symlink_to(tmp_path)
    mode = place.lstat().st_mode

    done = workspace.run("bundle", "export", target, "--key", "key.pub", "--output", str(place))

    assert (done.returncode, "others can enter it" in done.stderr) == (2, True), done.stderr
    assert place.lstat().st_mode == mode


def test_a_file_that_cannot_be_replaced_leaves_no_draft(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match=r"^`--output .*a`: "):
        write_file(str(tmp_path / "a"), b"x", "--output")

    assert [tmp_path / "a"] == list(tmp_path.iterdir())
