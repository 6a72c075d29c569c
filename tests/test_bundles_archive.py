"""Bundles: the same content gives the same bytes, and real OPA takes them."""

import contextlib
import gzip
import io
import json
import os
import subprocess
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.bundles import guardrails_bundle, inspect, library_bundle, pack
from pykiro_opa.bundles import inspection as inspection_module
from pykiro_opa.bundles.archive import rules_bundle
from pykiro_opa.catalogue.library import policies_root
from pykiro_opa.errors import ConfigurationError, InputError
from pykiro_opa.guardrails import load

FILES = {
    "kiro/main/main.rego": "package kiro.main\n\ndecision := count(data.kiro.rules)\n",
    "kiro/main/main_test.rego": "package kiro.main_test\n",
    "kiro/rules/files/matched/matched.rego": "package kiro.rules.files.matched\n\nfindings := set()\n",
    "kiro/rules/files/matched/examples.json": "{}",
    "kiro/rules/engine/event/event.rego": "package kiro.rules.engine.event\n\nfindings := set()\n",
    "kiro/actions/drop/data.json": '{"title": "Drop"}',
    "kiro/actions/drop/examples.json": "{}",
    "schemas/event.json": "{}",
    "notes.md": "x",
}

RULES = {"a.rego": b"package kiro.custom.workspace.a\n", "a_test.rego": b"package kiro.custom.workspace.a_test\n"}


@pytest.fixture
def policies(tmp_path):
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    return tmp_path


def guardrails(*entries, path=".kiro/kiro.json"):
    content = json.dumps({"guardrails": {"deny": {"files": list(entries)}}}).encode()
    return load([(path, content)], lambda patterns: [True] * len(patterns))


def archive(members, mode="w:gz"):
    """A bundle made by somebody else; a member is (TarInfo or path, content)."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as tar:
        for member, content in members:
            info = member if isinstance(member, tarfile.TarInfo) else tarfile.TarInfo(member)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return stream.getvalue()


MANIFEST = (".manifest", b'{"revision": "1", "roots": ["a"], "rego_version": 1}')


def test_the_library_is_packed_without_tests_examples_and_schemas(policies):
    found = inspect(library_bundle(str(policies)))
    assert set(found.sizes) == {
        ".manifest",
        "kiro/actions/drop/data.json",
        "kiro/main/main.rego",
        "kiro/rules/engine/event/event.rego",
        "kiro/rules/files/matched/matched.rego",
    }
    assert found.roots == ("kiro/actions", "kiro/main", "kiro/rules/engine", "kiro/rules/files")
    assert (found.rules, found.actions, found.origins) == (("engine/event", "files/matched"), ("drop",), ())


def test_the_same_content_gives_the_same_bytes(policies):
    first = library_bundle(str(policies))
    for path in policies.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o777)
    assert library_bundle(str(policies)) == first
    (policies / "kiro/main/main.rego").write_text("package kiro.main\n")
    assert inspect(library_bundle(str(policies))).revision != inspect(first).revision


def test_an_archive_names_no_time_and_no_owner(policies):
    data = library_bundle(str(policies))
    assert data[4:8] == b"\0\0\0\0"
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = tar.getmembers()
    assert [member.name for member in members] == sorted(member.name for member in members)
    assert {(one.mtime, one.uid, one.gid, one.uname, one.gname, one.mode) for one in members} == {
        (0, 0, 0, "", "", 0o644)
    }


def test_a_policy_outside_of_a_category_is_refused(policies):
    (policies / "kiro/rules/loose.rego").write_text("package kiro.rules\n")
    with pytest.raises(ConfigurationError, match=r"kiro/rules/loose\.rego: a policy outside of a category"):
        library_bundle(str(policies))


def test_a_folder_without_policies_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="no policy in it"):
        library_bundle(str(tmp_path))


def test_guardrails_are_packed_under_a_root_for_each_origin():
    compiled = guardrails("a", "b")
    found = inspect(guardrails_bundle(compiled))
    assert found.roots == ("kiro/guardrails/builtin", "kiro/guardrails/workspace")
    assert [(name, content, counter) for name, content, counter, _ in found.origins] == list(compiled.expected)
    assert found.origins[1][3] == {"actions": 0, "resources": 0, "files": 2, "commands": 0, "patterns": 0}
    assert guardrails_bundle(compiled) == guardrails_bundle(guardrails("a", "b"))


def test_opa_takes_both_bundles_together(opa, policies):
    compiled = guardrails("a")
    (policies / "library.tar.gz").write_bytes(library_bundle(str(policies)))
    (policies / "guardrails.tar.gz").write_bytes(guardrails_bundle(compiled))
    command = [opa, "eval", "-b", "library.tar.gz", "-b", "guardrails.tar.gz", "--format", "raw"]
    query = "[data.kiro.main.decision, data.kiro.actions, data.kiro.guardrails]"
    answer = subprocess.run([*command, query], cwd=policies, check=True, capture_output=True).stdout
    assert json.loads(answer) == [2, {"drop": {"title": "Drop"}}, json.loads(compiled.text)]


def test_the_library_finds_nothing_wrong_with_what_is_compiled(opa, tmp_path):
    lists = {
        "actions": ["grant_admin_access", "iam:Create*"],
        "resources": ["arn:aws:s3:::x-*"],
        "files": [{"match": "**/a", "except": ["b"]}],
        "commands": ["git push --force"],
        "patterns": ["X", {"regex": "y"}],
    }
    root = {"guardrails": {"deny": lists, "secrets": "notice", "production": {"names": ["live"]}}}
    nested = {"guardrails": {"requireApproval": lists, "secrets": "deny", "mode": "shadow"}}
    files = [(".kiro/kiro.json", root), ("services/a/.kiro/kiro.json", nested)]
    compiled = load([(path, json.dumps(one).encode()) for path, one in files], lambda patterns: [True] * len(patterns))
    (tmp_path / "library.tar.gz").write_bytes(library_bundle(policies_root()))
    (tmp_path / "guardrails.tar.gz").write_bytes(guardrails_bundle(compiled))
    (tmp_path / "input.json").write_text(json.dumps({"context": {"expected": compiled.expected}}))
    command = [opa, "eval", "-b", "library.tar.gz", "-b", "guardrails.tar.gz", "-i", "input.json", "--format", "raw"]
    query = "data.kiro.check.configuration"
    answer = json.loads(subprocess.run([*command, query], cwd=tmp_path, check=True, capture_output=True).stdout)
    assert answer["problems"] == []
    assert answer["origins"] == [list(origin) for origin in compiled.expected]


@pytest.mark.parametrize("make", [lambda root: library_bundle(str(root)), lambda _: guardrails_bundle(guardrails("a"))])
def test_opa_inspects_a_bundle_as_we_do(opa, policies, make):
    data = make(policies)
    (policies / "bundle.tar.gz").write_bytes(data)
    command = [opa, "inspect", "--format", "json", "bundle.tar.gz"]
    manifest = json.loads(subprocess.run(command, cwd=policies, check=True, capture_output=True).stdout)["manifest"]
    found = inspect(data)
    assert (manifest["revision"], sorted(manifest["roots"]), manifest["rego_version"]) == (
        found.revision,
        sorted(found.roots),
        1,
    )


def test_a_bundle_that_opa_built_can_be_inspected(opa, policies):
    (policies / ".manifest").write_text('{"roots": ["kiro"], "revision": "x", "rego_version": 1}')
    (policies / "kiro/main/main_test.rego").unlink()
    subprocess.run([opa, "build", "-b", ".", "-o", "built.tar.gz"], cwd=policies, check=True, capture_output=True)
    found = inspect((policies / "built.tar.gz").read_bytes())
    assert (found.revision, found.roots) == ("x", ("kiro",))


def link(name, kind):
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = "/etc/passwd"
    return member


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not a tar archive"),
        (b"PK\x03\x04", "not a gzipped file"),
        (gzip.compress(b"x" * 2000), "not a tar archive"),
        (gzip.compress(b"x" * 2000)[:-9], "not a gzipped file"),
        (archive([]), "no `.manifest` in it"),
        (archive([MANIFEST, ("../x", b"")]), "leads out of it"),
        (archive([MANIFEST, ("a/../../x", b"")]), "leads out of it"),
        (archive([MANIFEST, ("//etc/passwd", b"")]), "leads out of it"),
        (archive([MANIFEST, ("a\\..\\x", b"")]), "leads out of it"),
        (archive([MANIFEST, ("a\nb", b"")]), "leads out of it"),
        (archive([MANIFEST, (link("a", tarfile.SYMTYPE), b"")]), "`a` is a link or a device"),
        (archive([MANIFEST, (link("a", tarfile.LNKTYPE), b"")]), "`a` is a link or a device"),
        (archive([MANIFEST, (link("a", tarfile.CHRTYPE), b"")]), "`a` is a link or a device"),
        (archive([MANIFEST, ("a", b"1"), ("/a", b"2")]), "`a` is in it twice"),
        (archive([(".manifest", b"{")]), "`.manifest` is not JSON"),
        (archive([(".manifest", b"[" * 100_000)]), "`.manifest` is not JSON"),
        (archive([(".manifest", b"[]")]), "holds no object"),
        (archive([(".manifest", b"{}")]), "names no roots"),
        (archive([(".manifest", b'{"roots": [""], "revision": "1", "rego_version": 1}')]), "names no roots"),
        (archive([(".manifest", b'{"roots": ["a"], "rego_version": 1}')]), "no revision"),
        (archive([(".manifest", b'{"roots": ["a"], "revision": "1", "rego_version": 0}')]), "another `rego_version`"),
        (archive([MANIFEST, ("kiro/guardrails/a/data.json", b"{}")]), "no compiled guardrails"),
        (
            archive([MANIFEST, ("kiro/guardrails/a/data.json", b'{"about": 1, "entries": []}')]),
            "no compiled guardrails",
        ),
    ],
)
def test_a_bundle_that_is_damaged_or_hostile_is_refused(data, problem):
    with pytest.raises(InputError, match=problem):
        inspect(data)


def test_a_bundle_has_limits(monkeypatch):
    monkeypatch.setattr(inspection_module, "MOST_FILES", 2)
    with pytest.raises(InputError, match="more than 2 files"):
        inspect(archive([MANIFEST, ("a", b""), ("b", b"")]))
    monkeypatch.setattr(inspection_module, "LARGEST_UNPACKED", 2**20)
    with pytest.raises(InputError, match="larger than 1 MB unpacked"):
        inspect(gzip.compress(bytes(2**21)))
    monkeypatch.setattr(inspection_module, "LARGEST", 1000)
    with pytest.raises(InputError, match="larger than 0 MB"):
        inspect(bytes(1001))


@settings(max_examples=60, print_blob=True, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 400), st.booleans())
def test_damaged_bytes_are_an_error_and_nothing_else(noise, at, compressed):
    tar = bytearray(archive([MANIFEST, ("kiro/a.rego", b"package a")], mode="w:gz" if compressed else "w"))
    tar[at : at + len(noise)] = noise
    data = bytes(tar) if compressed else gzip.compress(bytes(tar), mtime=0)
    with contextlib.suppress(InputError):
        assert set(inspect(data).sizes) >= {".manifest"}


@settings(max_examples=30, print_blob=True, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}){0,3}\.rego", fullmatch=True), st.binary(max_size=20), max_size=5
    )
)
def test_what_is_packed_is_what_is_read(files):
    data = pack(files, ["kiro"])
    unpacked = inspection_module.unpack(data)
    unpacked.pop(".manifest")
    assert unpacked == files
    assert pack(dict(reversed(files.items())), ["kiro"]) == data


def sparse():
    """A member of GNU tar's old sparse kind: nothing in the archive, 7 GB unpacked."""
    header = bytearray(tarfile.TarInfo("big").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = tarfile.GNUTYPE_SPARSE
    header[386:410] = b"00000000000\0" * 2
    header[483:495] = b"%011o\0" % (7 * 2**30)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def pax(headers):
    """A member with extended headers of its own."""
    member = tarfile.TarInfo("a")
    member.pax_headers = headers
    return member


LONG_NAME = tarfile.TarInfo("././@LongLink")
LONG_NAME.type, LONG_NAME.size = tarfile.GNUTYPE_LONGNAME, 2


@pytest.mark.parametrize(
    "tar",
    [
        sparse() + archive([MANIFEST], "w"),
        archive([MANIFEST, (pax({"GNU.sparse.map": "0,1", "GNU.sparse.size": str(7 * 2**30), "GNU.sparse.name": "x"}), b"z")], "w"),
        archive([MANIFEST, (pax({"size": "-5"}), b"z")], "w"),
        (LONG_NAME.tobuf(tarfile.GNU_FORMAT) + b"x\0".ljust(512, b"\0")) * 20_000 + archive([MANIFEST], "w"),
        archive([MANIFEST, ("kiro/guardrails/a/data.json", b'{"about": {"content": "", "counter": 1e999}, "entries": {}}')], "w"),
    ],
    ids=["sparse", "sparse by headers", "negative size", "names of names", "counter without end"],
)  # fmt: skip
def test_an_archive_that_lies_about_its_sizes_is_refused(tar):
    with pytest.raises(InputError, match=r"^bundle: "):
        inspect(gzip.compress(tar))


def test_rules_of_a_teams_own_are_a_bundle_of_their_own_roots():
    given = load([(".kiro/kiro.json", b'{"guardrails": {}}')], lambda patterns: [True] * len(patterns), rules=RULES)
    data = rules_bundle(given)

    assert inspect(data).roots == ("kiro/custom/workspace",)
    assert inspect(data).rules == ("custom/workspace/a",)
    assert inspection_module.unpack(data)["kiro/custom/workspace/a.rego"] == RULES["a.rego"]
    assert "kiro/custom/workspace/a_test.rego" not in inspection_module.unpack(data)
    assert rules_bundle(given, without=["workspace"]) is None
    assert rules_bundle(guardrails("Dockerfile")) is None
