"""Changes as git, patches and folders hold them."""

from __future__ import annotations

import os
import subprocess

import pytest
from workspace import Workspace

from pykiro_opa import sources
from pykiro_opa.errors import InputError

NO_STDIN = lambda: b""  # noqa: E731 - no test here reads it


@pytest.fixture
def workspace(tmp_path):
    base = {"a.txt": "one\ntwo\nthree\nfour\n", "gone.txt": "gone\n", "dir/b.txt": "b\n"}
    return Workspace(tmp_path / "w", base)


def read(name, argument, workspace, folder="."):
    return sources.available()[name].read(argument, str(workspace.folder / folder), NO_STDIN)


def by_path(change):
    return {file.path: file for file in change.files}


def change_everything(workspace):
    folder = workspace.folder
    (folder / "a.txt").rename(folder / "renamed.txt")
    (folder / "gone.txt").unlink()
    (folder / "dir/b.txt").write_bytes(b"b\r\n")
    (folder / "dir/b.txt").chmod(0o755)
    (folder / "link").symlink_to("dir/b.txt")
    (folder / "binary").write_bytes(b"\0\1\2")
    (folder / "empty").write_bytes(b"")
    (folder / "wide.txt").write_bytes("DROP TABLE".encode("utf-16"))
    for name in (b"with space", b"-dash", b"line\nfeed", b"100%", b"\xff\xfe", b'quo"te'):
        with open(os.path.join(os.fsencode(folder), name), "wb") as stream:
            stream.write(b"x\n")


EXPECTED = {
    "renamed.txt": (b"one\ntwo\nthree\nfour\n", b"one\ntwo\nthree\nfour\n"),
    "gone.txt": (b"gone\n", None),
    "dir/b.txt": (b"b\n", b"b\r\n"),
    "link": (None, b"dir/b.txt"),
    "binary": (None, b"\0\1\2"),
    "empty": (None, b""),
    "wide.txt": (None, "DROP TABLE".encode("utf-16")),
    "with space": (None, b"x\n"),
    "-dash": (None, b"x\n"),
    "line%0Afeed": (None, b"x\n"),
    "100%25": (None, b"x\n"),
    "%FF%FE": (None, b"x\n"),
    'quo"te': (None, b"x\n"),
}


def check_everything(change):
    found = by_path(change)
    assert EXPECTED == {path: (file.before, file.after) for path, file in found.items()}
    assert "a.txt" == found["renamed.txt"].previous_path
    assert ("100644", "100755") == (found["dir/b.txt"].previous_mode, found["dir/b.txt"].mode)
    assert "120000" == found["link"].mode


def test_a_range_holds_every_kind_of_change(workspace):
    workspace.git("checkout", "-q", "-b", "change")
    change_everything(workspace)
    workspace.commit({})

    check_everything(read("git_range", "main..change", workspace))


def test_the_index_holds_every_kind_of_change(workspace):
    change_everything(workspace)
    workspace.git("add", "-A")

    check_everything(read("staged", None, workspace))


def test_the_working_tree_holds_untracked_files_too(workspace):
    (workspace.folder / "a.txt").write_text("changed\n")
    (workspace.folder / "new.txt").write_text("new\n")
    (workspace.folder / ".gitignore").write_text("ignored\n")
    (workspace.folder / "ignored").write_text("x\n")

    found = by_path(read("working_tree", None, workspace))

    assert {"a.txt", "new.txt", ".gitignore"} == set(found)
    assert (b"one\ntwo\nthree\nfour\n", b"changed\n") == (found["a.txt"].before, found["a.txt"].after)


def test_a_submodule_is_its_commit(workspace):
    workspace.git("checkout", "-q", "-b", "change")
    workspace.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    workspace.git("commit", "-q", "-m", "sub")

    (file,) = read("git_range", "main..change", workspace).files

    assert ("160000", f"Subproject commit {'1' * 40}\n".encode()) == (file.mode, file.after)


@pytest.mark.parametrize("form", ["main..change", "main...change"])
def test_a_range_is_what_the_branch_brings_judged_by_the_targets_tip(form, workspace):
    workspace.branch("change", {"c.txt": "c\n"})
    workspace.git("checkout", "-q", "main")
    workspace.commit({".kiro/kiro.json": "{}", "later.txt": "x\n"})

    change = read("git_range", form, workspace)

    assert {"c.txt"} == set(by_path(change))
    assert b"{}" == change.judged_by(".kiro/kiro.json")
    assert (b"c\n", None) == (change.read("c.txt"), change.read("later.txt"))


@pytest.mark.parametrize(("name", "argument"), [("git_range", "main..nowhere"), ("git_range", "--output=x"), ("git_range", ""), ("spec", "nowhere"), ("patch", "nowhere"), ("event", "nowhere")])  # fmt: skip
def test_what_is_not_there_is_said_in_one_line(name, argument, workspace):
    source = sources.available()[name]
    reading = (source.read_event, argument) if name == "event" else (source.read, argument, str(workspace.folder))
    with pytest.raises(InputError) as raised:
        reading[0](*reading[1:], NO_STDIN)

    assert "\n" not in str(raised.value)


def test_unrelated_histories_are_refused(workspace):
    workspace.git("checkout", "-q", "--orphan", "other")
    workspace.commit({"c.txt": "c\n"})

    with pytest.raises(InputError, match="no common ancestor"):
        read("git_range", "main..other", workspace)


def test_an_unfinished_merge_is_refused(workspace):
    workspace.branch("change", {"a.txt": "theirs\n"})
    workspace.git("checkout", "-q", "main")
    workspace.commit({"a.txt": "ours\n"})
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, "merge", "-q", "change"], cwd=workspace.folder, capture_output=True, check=False)

    with pytest.raises(InputError, match="merge is unfinished"):
        read("staged", None, workspace)


def test_a_hostile_repository_runs_nothing(workspace):
    marker = workspace.folder / "ran"
    program = workspace.folder / "evil"
    program.write_text(f'#!/bin/sh\ntouch {marker}\ncat "$2" 2>/dev/null\n')
    program.chmod(0o755)
    workspace.commit({".gitattributes": "*.txt diff=evil filter=evil\n"})
    for key in ("diff.external", "core.fsmonitor", "diff.evil.textconv", "diff.evil.command"):
        workspace.git("config", key, str(program))
    marker.unlink(missing_ok=True)
    (workspace.folder / "a.txt").write_text("changed\n")

    found = by_path(read("working_tree", None, workspace))

    assert b"changed\n" == found["a.txt"].after
    assert not marker.exists()


@pytest.mark.parametrize("name", ["refs/tags/main", "refs/tags/origin/main"])
def test_a_tag_cannot_choose_what_a_branch_is_judged_by(name, workspace):
    workspace.git("update-ref", "refs/remotes/origin/main", "main")
    workspace.branch("change", {"x": "y"})
    workspace.git("update-ref", name, "change")
    asked = name.removeprefix("refs/tags/")

    with pytest.raises(InputError, match="is a branch and a tag"):
        read("git_range", f"{asked}..change", workspace)
    assert ["x"] == list(by_path(read("git_range", "refs/heads/main..change", workspace)))


def test_the_start_is_the_folder_asked_from(workspace):
    change = read("command", "ls", workspace, "dir")

    assert (os.path.realpath(workspace.folder), "dir") == (change.root, change.start)


def test_reading_never_leaves_the_repository(workspace, tmp_path):
    (tmp_path / "secret").write_text("x")
    (workspace.folder / "out").symlink_to(tmp_path / "secret")

    assert read("command", "ls", workspace).read("out") is None
    assert read("command", "ls", workspace).read("../secret") is None


@pytest.mark.parametrize("edit", ["modify", "add", "delete", "rename", "no line feed", "crlf"])
def test_a_patch_gives_what_git_would(edit, workspace, tmp_path):
    folder = workspace.folder
    {
        "modify": lambda: (folder / "a.txt").write_text("one\nTWO\nthree\nfour\n"),
        "add": lambda: (folder / "new.txt").write_text("new\n"),
        "delete": (folder / "gone.txt").unlink,
        "rename": lambda: (folder / "a.txt").rename(folder / "z.txt"),
        "no line feed": lambda: (folder / "a.txt").write_text("one\ntwo\nthree\nfour"),
        "crlf": lambda: (folder / "dir/b.txt").write_bytes(b"b\r\nc\r\n"),
    }[edit]()
    workspace.git("add", "-A")
    expected = {path: file.after for path, file in by_path(read("staged", None, workspace)).items()}
    raw = subprocess.run(["git", "diff", "--cached"], cwd=folder, capture_output=True, check=True).stdout
    (tmp_path / "p.diff").write_bytes(raw)
    workspace.git("reset", "-q", "--hard")

    found = by_path(read("patch", str(tmp_path / "p.diff"), workspace))

    assert set(expected) == set(found)
    for path, content in expected.items():
        assert (content or b"").rstrip(b"\n") == (found[path].after or b"").rstrip(b"\n")


ADDED = "@@ -0,0 +1 @@\n+x\n"
GIT = "diff --git a/{0} b/{0}\nindex 1..2 100644\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('--- "a/Docker\\146ile"\n+++ "b/Docker\\146ile"\n' + ADDED, "Dockerfile"),
        ('diff --git "a/\\303\\251/x" "b/\\303\\251/x"\ndeleted file mode 100644\nindex 1..0\n', "é/x"),
        ("--- a/x\r\n+++ b/x\r\n" + ADDED, "x"),
        ("--- a/x y\t\n+++ b/x y\t\n" + ADDED, "x y"),
        ("--- i/ci/release.yml\n+++ w/ci/release.yml\n" + ADDED, "ci/release.yml"),
        ("--- ci/release.yml\n+++ ci/release.yml\n" + ADDED, "ci/release.yml"),
        ("diff --git a/x b/Dockerfile\nsimilarity index 100%\ncopy from x\ncopy to Dockerfile\n", "Dockerfile"),
        ("diff --git a/x y b/z\nsimilarity index 100%\nrename from x y\nrename to z\n", "z"),
    ],
)
def test_a_patch_names_every_file_that_who_applies_it_may_take(text, expected, workspace, tmp_path):
    (tmp_path / "p.diff").write_bytes(text.encode())

    assert expected in by_path(read("patch", str(tmp_path / "p.diff"), workspace))


@pytest.mark.parametrize(
    "text",
    [
        GIT.format("safe") + "--- a/Dockerfile\n+++ b/safe\n" + ADDED,
        GIT.format("safe") + "--- a/Dockerfile\n+++ b/Dockerfile\n" + ADDED,
        "diff --git a/safe b/safe\nnew file mode 100644\n--- /dev/null\n+++ b/Dockerfile\n" + ADDED,
        "diff --git a/safe b/other\nsimilarity index 100%\nrename from Dockerfile\nrename to other\n",
        "diff --git a/safe b/other\nsimilarity index 100%\ncopy from safe\ncopy to Dockerfile\n",
        "diff --git a/a b/x b/a b/x\ndeleted file mode 100644\nindex 1..0\n",
        '--- "a/x\n+++ "b/x\n' + ADDED,
        '--- "a/x\\q"\n+++ "b/x\\q"\n' + ADDED,
    ],
)
def test_a_patch_whose_names_can_be_read_in_two_ways_is_refused(text, workspace, tmp_path):
    (tmp_path / "p.diff").write_text(text)

    with pytest.raises(InputError):
        read("patch", str(tmp_path / "p.diff"), workspace)


@pytest.mark.parametrize("text", ["a\f", "Å b", "a\x0b\x1c\x85b", "a\rb"])
def test_only_a_line_feed_ends_a_line_of_a_patch(text, workspace, tmp_path):
    (tmp_path / "p.diff").write_bytes(f"--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+{text}\n+DROP TABLE y\n".encode())
    (file,) = read("patch", str(tmp_path / "p.diff"), workspace).files

    assert f"{text}\nDROP TABLE y\n".encode() == file.after


def test_removed_comments_are_no_names(workspace, tmp_path):
    (tmp_path / "p.diff").write_text("--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- a\n+++ b\n x\n")

    assert ["q.sql"] == list(by_path(read("patch", str(tmp_path / "p.diff"), workspace)))


def test_a_patch_that_does_not_fit_still_shows_what_it_adds(workspace, tmp_path):
    (tmp_path / "p.diff").write_text("--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,3 @@\n other\n+DROP TABLE users;\n lines\n")

    (file,) = read("patch", str(tmp_path / "p.diff"), workspace).files

    assert b"DROP TABLE users;\n" in file.after


@pytest.mark.parametrize("text", ["", "no patch", "--- a/../../x\n+++ b/../../x\n@@ -0,0 +1 @@\n+x\n", "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n x\n"])  # fmt: skip
def test_what_is_no_patch_is_refused(text, workspace, tmp_path):
    (tmp_path / "p.diff").write_text(text)

    with pytest.raises(InputError):
        read("patch", str(tmp_path / "p.diff"), workspace)


def test_a_spec_folder_is_judged_whole(workspace):
    workspace.write({".kiro/specs/x/tasks.md": "# Tasks\n"})

    (file,) = read("spec", ".kiro/specs/x", workspace).files

    assert (".kiro/specs/x/tasks.md", None, b"# Tasks\n") == (file.path, file.before, file.after)
