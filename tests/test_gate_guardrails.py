"""Which guardrails judge a change."""

from __future__ import annotations

import json
import subprocess

import pytest

from pykiro_opa import gate, sources
from pykiro_opa.changes import POWERSHELL, SHELL, Change, Command
from pykiro_opa.errors import ConfigurationError

NESTED = {"guardrails": {"origin": "nested", "deny": {"files": ["x"]}}}


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".git").mkdir()
    for folder in ("a/.kiro", "a/b"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "a/.kiro/kiro.json").write_text(json.dumps(NESTED))
    return tmp_path


def origins(root, text, cwd="", language=SHELL):
    command = Command(text, cwd=cwd, language=language)
    change = Change("task", "command", root=str(root), commands=(command,), read=lambda _: None)
    return sorted(gate.guardrails_for(change, lambda patterns: [True] * len(patterns)).documents)


@pytest.mark.parametrize(
    "text",
    [
        "echo y > a/x",
        "rm a/b/x",
        "cd a && make",
        "cd a/b; make",
        "cd a; cd b; make",
        "pushd a; make",
        "make -C a",
        "make --directory=a/b",
        "cd {root}/a && make",
        "sh -c 'cp y a/x'",
    ],
)
def test_a_command_is_judged_by_the_guardrails_of_the_folders_it_works_in(text, root):
    assert ["builtin", "nested"] == origins(root, text.replace("{root}", str(root)))


def test_a_command_is_judged_by_the_guardrails_of_its_own_folder(root):
    assert ["builtin", "nested"] == origins(root, "make", cwd="a/b")


@pytest.mark.parametrize(
    "text", ["Set-Content a\\x y", "Set-Location a/b; make", "if ($true) { Remove-Item 'a\\b\\x' }"]
)
def test_a_command_of_powershell_is_judged_as_one_of_the_shell_is(text, root):
    assert ["builtin", "nested"] == origins(root, text, language=POWERSHELL)


@pytest.mark.parametrize("text", ["make", "cat README.md", "cd ..; make", "cd $HOME", "echo y > x"])
def test_a_command_elsewhere_is_not(text, root):
    assert ["builtin"] == origins(root, text)


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q")
    for folder in (".kiro", "services/a/.kiro"):
        (tmp_path / folder).mkdir(parents=True)
        name = "nested" if "/" in folder else "workspace"
        (tmp_path / folder / "kiro.json").write_text(json.dumps({"guardrails": {"origin": name}}))
    git(tmp_path, "add", "-A")
    return tmp_path


def judged(root, start=""):
    change = Change("task", "command", root=str(root), start=start, read=lambda _: None)
    return sorted(gate.guardrails_for(change, lambda _: []).documents)


@pytest.mark.parametrize(
    ("gone", "start"),
    [(".kiro/kiro.json", ""), (".kiro/kiro.json", "services/a"), ("services/a/.kiro/kiro.json", "services/a")],
)
def test_guardrails_that_git_knows_and_that_are_gone_stop_everything(gone, start, repository):
    (repository / gone).unlink()

    with pytest.raises(ConfigurationError, match=f"{gone}: it is gone"):
        judged(repository, start)


def test_guardrails_that_are_gone_between_stop_everything(repository):
    (repository / "services/.kiro").mkdir()
    (repository / "services/.kiro/kiro.json").write_text("{}")
    git(repository, "add", "-A")
    (repository / "services/.kiro/kiro.json").unlink()

    with pytest.raises(ConfigurationError, match=r"services/.kiro/kiro.json: it is gone"):
        judged(repository, "services/a")


def test_guardrails_that_are_gone_stop_a_worktree_and_a_sidecar_too(repository):
    git(repository, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x")
    git(repository, "worktree", "add", "-q", "../other")
    other = repository.parent / "other"
    assert ["builtin", "workspace"] == judged(other)
    (other / ".kiro/kiro.json").unlink()

    with pytest.raises(ConfigurationError, match="it is gone"):
        gate.workspace_guardrails(str(other), lambda _: [])


def test_guardrails_that_git_was_told_of_are_not_missed(repository):
    assert ["builtin", "workspace"] == judged(repository)
    git(repository, "rm", "-q", "--cached", ".kiro/kiro.json")
    (repository / ".kiro/kiro.json").unlink()

    assert ["builtin"] == judged(repository)
    assert ["builtin", "nested"] == judged(repository, "services/a")


def test_a_sparse_checkout_misses_nothing(repository):
    git(repository, "update-index", "--skip-worktree", ".kiro/kiro.json")
    (repository / ".kiro/kiro.json").unlink()

    assert ["builtin"] == judged(repository)


def test_a_target_whose_kiro_folder_is_a_link_is_not_one_without_guardrails(repository):
    def of_the_target(path):
        return b"elsewhere" if path == ".kiro" else None

    change = Change("pull_request", "git", root=str(repository), read=lambda _: None, judged_by=of_the_target)

    with pytest.raises(ConfigurationError, match="it is no folder there"):
        gate.guardrails_for(change, lambda _: [])


@pytest.mark.parametrize("beside", ["notes.md", "guardrails.lock", "steering/style.md"])
def test_a_target_may_have_other_files_beside_its_guardrails(beside, repository):
    """Git lists all of a folder of which it is asked about one file, too; none of that is in its place."""
    (repository / ".kiro" / beside).parent.mkdir(exist_ok=True)
    (repository / ".kiro" / beside).write_text("x")
    git(repository, "add", "-A")
    git(repository, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x")
    change = sources.available()["git_range"].read("HEAD..HEAD", str(repository), lambda: b"")

    found = gate.guardrails_for(change, lambda patterns: [True] * len(patterns))

    assert [name for name, _, _ in found.expected] == ["builtin", "workspace"]


def test_a_file_has_no_guardrails_below_it_but_hides_those_it_stands_for(root):
    (root / "x").write_text("y")
    assert ["builtin"] == origins(root, "cp a/b x")

    (root / ".kiro").write_text("y")
    with pytest.raises(ConfigurationError, match="is no folder"):
        origins(root, "cp a/b x")


def test_a_command_is_judged_by_the_guardrails_behind_a_link(root):
    (root / "link").symlink_to("a")

    assert ["builtin", "nested"] == origins(root, "echo y > link/x")
