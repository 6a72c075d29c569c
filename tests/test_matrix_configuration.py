"""Everything that can be wrong with .kiro/kiro.json: exit 3 and in the hook 2, one line for each problem, never an allow.

Each is met by `evaluate` (text and JSON) and by the hook; none leaves anything behind, and none hangs.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from cells import tried
from scene import EVALUATE, Scene, one_line, refusal_in
from workspace import CONFIGURATION, SEED

FORBIDS = b'{"guardrails": {"deny": {"commands": ["git status"]}}}'
BOM = b"\xef\xbb\xbf"
MEGABYTE = 1024 * 1024


def holding(content):
    return lambda scene: scene.write({CONFIGURATION: content})


def path_in(scene):
    (scene.work / ".kiro").mkdir(exist_ok=True)
    return scene.work / CONFIGURATION


def unreadable(scene):
    scene.write({CONFIGURATION: FORBIDS})
    path_in(scene).chmod(0o000)


def in_an_unreadable_folder(scene):
    scene.write({CONFIGURATION: FORBIDS})
    path_in(scene).parent.chmod(0o000)


def in_a_folder_that_is_a_file(scene):
    scene.write({".kiro": b"x"})


def in_a_folder_that_is_a_dangling_link(scene):
    (scene.work / ".kiro").symlink_to("nowhere")


def in_a_folder_that_is_a_loop(scene):
    (scene.work / ".kiro").symlink_to(".kiro")


def in_a_folder_that_is_a_fifo(scene):
    os.mkfifo(scene.work / ".kiro")


def committed(scene, content=FORBIDS):
    scene.git("init", "-q", "-b", "main")
    scene.write({CONFIGURATION: content, "README.md": "A service."})
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "one")


def gone(scene):
    committed(scene)
    path_in(scene).unlink()


def gone_with_its_folder(scene):
    gone(scene)
    (scene.work / ".kiro").rmdir()


def gone_before_it_was_committed(scene):
    scene.git("init", "-q", "-b", "main")
    scene.write({CONFIGURATION: FORBIDS})
    scene.git("add", "-A")
    path_in(scene).unlink()


def gone_in_an_index_of_version_4(scene):
    committed(scene)
    scene.git("update-index", "--index-version", "4")
    path_in(scene).unlink()


def gone_in_a_worktree(scene):
    committed(scene)
    scene.git("worktree", "add", "-q", str(scene.home / "tree"), "-b", "other")
    scene.work = scene.home / "tree"
    path_in(scene).unlink()


def replaced_by_a_folder(scene):
    committed(scene)
    path_in(scene).unlink()
    path_in(scene).mkdir()


FAULTS = {
    "not JSON": (holding(b"{oops"), "this is not JSON"),
    "cut in half": (holding(SEED.encode()[: len(SEED) // 2]), "kiro.json:"),
    "empty": (holding(b""), "empty"),
    "white space": (holding(b" \n"), "empty"),
    "null": (holding(b"null"), "expected an object, found null"),
    "a list": (holding(b"[]"), "expected an object, found a list"),
    "a text": (holding(b'"x"'), "expected an object, found a string"),
    "guardrails that are a list": (holding(b'{"guardrails": []}'), "#/guardrails: expected an object"),
    "guardrails that are null": (holding(b'{"guardrails": null}'), "#/guardrails: expected an object"),
    "an unknown key": (holding(b'{"guardrails": {"denny": {}}}'), "did you mean `deny`"),
    "a comment": (holding(b'// mine\n{"guardrails": {}}'), "a comment"),
    "a key twice": (holding(b'{"guardrails": {"deny": {}, "deny": {}}}'), "keep one"),
    "guardrails twice": (holding(b'{"guardrails": {}, "guardrails": {}}'), "keep one"),
    "a regex that is none": (holding(b'{"guardrails": {"deny": {"patterns": [{"regex": "("}]}}}'), "/regex"),
    "an action that is none": (holding(b'{"guardrails": {"deny": {"actions": ["grant_admin"]}}}'), "did you mean"),
    "an ARN that is none": (holding(b'{"guardrails": {"deny": {"resources": ["bucket"]}}}'), "/resources/0"),
    "a bundle": (holding(b'{"guardrails": {"extends": ["oci://x/y:1"]}}'), "#/guardrails/extends"),
    "deep nesting": (holding(b'{"guardrails":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), "nested too deeply"),
    "NUL at its beginning": (holding(b"\0\0\0\0" + FORBIDS), "save it as UTF-8"),
    "NUL in the middle": (holding(FORBIDS[:20] + b"\0" + FORBIDS[20:]), "kiro.json:1:"),
    "NUL at its end": (holding(FORBIDS + b"\0"), "kiro.json:1:"),
    "only NUL": (holding(b"\0" * 1000), "save it as UTF-8"),
    "UTF-16": (holding(FORBIDS.decode().encode("utf-16")), "save it as UTF-8"),
    "UTF-16 without a mark": (holding(FORBIDS.decode().encode("utf-16-be")), "save it as UTF-8"),
    "UTF-32": (holding(FORBIDS.decode().encode("utf-32")), "save it as UTF-8"),
    "Latin-1": (holding('{"guardrails": {"deny": {"files": ["Größe"]}}}'.encode("latin-1")), "not UTF-8"),
    "two marks": (holding(BOM + BOM + FORBIDS), "kiro.json:1:1"),
    "4 MB and more": (holding(b'{"guardrails": {}}' + b" " * (4 * MEGABYTE)), "larger than 4 MB"),
    "50 MB": (holding(b" " * (50 * MEGABYTE) + FORBIDS), "larger than 4 MB"),
    "a folder": (lambda scene: path_in(scene).mkdir(), "it is a folder"),
    "a loop of links": (lambda scene: path_in(scene).symlink_to("kiro.json"), "cannot be read"),
    "a link to nothing": (lambda scene: path_in(scene).symlink_to("nowhere.json"), "points to nothing"),
    "a link to a device": (lambda scene: path_in(scene).symlink_to("/dev/zero"), "no plain file"),
    "a link to the terminal": (lambda scene: path_in(scene).symlink_to("/dev/tty"), "kiro.json: "),
    "a FIFO": (lambda scene: os.mkfifo(path_in(scene)), "no plain file"),
    "a link to a FIFO": (
        lambda scene: (os.mkfifo(scene.work / "pipe"), path_in(scene).symlink_to("../pipe")),
        "no plain file",
    ),
    "unreadable": (unreadable, "Permission denied"),
    "in a folder that is unreadable": (in_an_unreadable_folder, "Permission denied"),
    "in a folder that is a file": (in_a_folder_that_is_a_file, "no folder"),
    "in a folder that is a link to nothing": (in_a_folder_that_is_a_dangling_link, "points to nothing"),
    "in a folder that is a loop": (in_a_folder_that_is_a_loop, "cannot be read"),
    "in a folder that is a FIFO": (in_a_folder_that_is_a_fifo, "no folder"),
    "gone though it is committed": (gone, "git"),
    "gone with its folder": (gone_with_its_folder, "git"),
    "gone before it was committed": (gone_before_it_was_committed, "git"),
    "gone, in an index of version 4": (gone_in_an_index_of_version_4, "git"),
    "gone in a worktree": (gone_in_a_worktree, "git"),
    "replaced by a folder": (replaced_by_a_folder, "folder"),
}


def arranged(arrange, cache=None):
    scene = Scene(cache)
    scene.write({"src/app.py": "a = 1\n"})
    arrange(scene)
    return scene


def removed(scene):
    """Folders that nobody may enter are opened again first."""
    for folder in (scene.work / ".kiro",):
        if folder.is_dir() and not folder.is_symlink():
            folder.chmod(0o700)
    scene.remove()


def met(name, arrange, said):
    """What is wrong with how the fault is met; None where nothing is."""
    scene = arranged(arrange)
    text = scene.cli(*EVALUATE, bound=True)
    document = scene.cli(*EVALUATE, "--format", "json", bound=True)
    hook = scene.hook(bound=True)
    tried("faults of kiro.json", 3)
    left = scene.left()
    removed(scene)
    try:
        assert (3, "") == (text.code, text.stdout)
        assert (2, "") == (hook.code, hook.stdout)
        assert 3 == document.code
        assert document.stderr == text.stderr
        lines = text.stderr.splitlines()
        assert lines
        assert all(line.startswith("error: ") and len(line) < 400 for line in lines)
        assert [line.removeprefix("pykiro-opa: blocked: ") for line in hook.stderr.splitlines()] == [
            line.removeprefix("error: ") for line in lines
        ]
        finding = refusal_in(document.stdout)
        assert finding["rule"] == "gate/configuration"
        assert finding["message"] == "; ".join(line.removeprefix("error: ") for line in lines)
        assert said in text.stderr
        assert left == []
    except AssertionError as error:
        return f"{name}: {str(error).splitlines()[0]}: {text} {hook} {left}"[:900]
    return None


def test_no_fault_of_kiro_json_is_an_allow_a_traceback_or_silence():
    with ThreadPoolExecutor(3) as pool:
        wrong = list(pool.map(lambda name: met(name, *FAULTS[name]), FAULTS))

    assert not any(wrong), "\n" + "\n".join(one for one in wrong if one is not None)


def removed_with_git(scene):
    committed(scene)
    scene.git("rm", "-q", CONFIGURATION)


def removed_and_committed(scene):
    removed_with_git(scene)
    scene.git("commit", "-q", "-m", "two")


def on_a_branch_without(scene):
    """The branch is from before there were any."""
    scene.git("init", "-q", "-b", "main")
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "one")
    scene.git("checkout", "-q", "-b", "with")
    committed(scene)
    scene.git("checkout", "-q", "main")


def in_git_without_any(scene):
    scene.git("init", "-q", "-b", "main")
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "one")


def left_out_of_the_working_tree(scene):
    committed(scene)
    scene.git("sparse-checkout", "set", "--no-cone", "/src/")


def only_in_a_nested_repository(scene):
    in_git_without_any(scene)
    nested = scene.work / "vendor/other"
    nested.mkdir(parents=True)
    scene.write({f"vendor/other/{CONFIGURATION}": FORBIDS})
    scene.git("init", "-q", str(nested))


NO_FAULTS = {
    "there is none": lambda _scene: None,
    "there is no git": lambda scene: scene.write({".kiro/steering/a.md": "x"}),
    "git knows none": in_git_without_any,
    "it was removed with git": removed_with_git,
    "it was removed and that was committed": removed_and_committed,
    "it is on another branch": on_a_branch_without,
    "it is left out of the working tree": left_out_of_the_working_tree,
    "it is in a repository inside": only_in_a_nested_repository,
    "it is another's": holding(b'{"mcpServers": {}}'),
    "it is empty of guardrails": holding(b"{}"),
    "it has empty guardrails": holding(b'{"guardrails": {}}'),
    "it begins with a mark": holding(BOM + SEED.encode()),
    "it has the lines of Windows": holding(SEED.replace("\n", "\r\n").encode()),
    "it is behind a link": lambda scene: (
        scene.write({"guardrails.json": SEED}),
        path_in(scene).symlink_to("../guardrails.json"),
    ),
}


def allowed(name, arrange, cache):
    scene = arranged(arrange, cache)
    text, hook, left = scene.cli(*EVALUATE), scene.hook(), scene.left()
    tried("guardrails that may be so", 2)
    removed(scene)
    fine = (text.code, hook.code, hook.stdout, left) == (0, 0, "", []) and "Traceback" not in text.stderr
    return None if fine else f"{name}: {text} {hook} {left}"


def test_what_is_legitimate_stops_nobody(warm_cache):
    with ThreadPoolExecutor(3) as pool:
        wrong = list(pool.map(lambda name: allowed(name, NO_FAULTS[name], warm_cache), NO_FAULTS))

    assert not any(wrong), "\n" + "\n".join(one for one in wrong if one is not None)


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_a_folder_between_has_its_own_that_may_be_gone(version, warm_cache):
    """Where the hook is installed below the root of the repository, all above it count."""
    scene = Scene(warm_cache)
    scene.git("init", "-q", "-b", "main")
    scene.write({f"{place}{CONFIGURATION}": FORBIDS for place in ("", "a/", "a/b/", "a/b/.kirox/", "z/")})
    scene.git("add", "-A")
    scene.git("update-index", "--index-version", version)
    root, scene.work = scene.work, scene.work / "a/b"
    assert 10 == scene.cli(*EVALUATE).code
    (root / "a" / CONFIGURATION).unlink()
    ended = scene.cli(*EVALUATE)
    assert 3 == ended.code
    assert f"error: a/{CONFIGURATION}: it is gone" in ended.stderr
    assert 2 == scene.hook().code
    scene.remove()


NAMED = {
    "absent": (lambda _path: None, "no such file"),
    "below a file": (lambda path: path.parent.write_text("x"), "no such file"),
    "a folder": (lambda path: path.mkdir(parents=True), "a folder"),
    "a FIFO": (lambda path: (path.parent.mkdir(), os.mkfifo(path)), "no plain file"),
    "a loop": (lambda path: (path.parent.mkdir(), path.symlink_to(path.name)), "cannot be read"),
    "a link to nothing": (lambda path: (path.parent.mkdir(), path.symlink_to("nowhere")), "points to nothing"),
    "empty": (lambda path: (path.parent.mkdir(), path.write_bytes(b"")), "empty"),
    "50 MB": (lambda path: (path.parent.mkdir(), path.write_bytes(b" " * (50 * MEGABYTE))), "larger than 4 MB"),
}


@pytest.mark.parametrize("fault", NAMED)
def test_a_file_that_was_named_and_is_none_is_never_no_guardrails(fault):
    scene = arranged(holding(SEED))
    arrange, said = NAMED[fault]
    arrange(scene.work / "named/guardrails.json")
    text = scene.cli(*EVALUATE, "--config", "named/guardrails.json")
    document = scene.cli(*EVALUATE, "--config", "named/guardrails.json", "--format", "json")
    tried("faults of kiro.json", 2)
    assert (3, "") == (text.code, text.stdout)
    assert said in one_line(text.stderr)
    assert one_line(text.stderr).startswith("error: named/guardrails.json:")
    assert (3, "gate/configuration") == (document.code, refusal_in(document.stdout)["rule"])
    assert [] == scene.left()
    scene.remove()


@pytest.mark.parametrize("name", ["", "a\0b".replace("\0", "%00"), "x" * 5000])
def test_a_name_that_names_nothing_is_an_error_as_well(name):
    scene = arranged(holding(SEED))
    ended = scene.cli(*EVALUATE, "--config", name)
    assert (3, "") == (ended.code, ended.stdout)
    assert one_line(ended.stderr).startswith("error: ")
    scene.remove()


def a_link(scene):
    scene.write({"guardrails.json": FORBIDS})
    path_in(scene).symlink_to("../guardrails.json")


def a_folder_link(scene):
    scene.write({"elsewhere/kiro.json": FORBIDS})
    (scene.work / ".kiro").symlink_to("elsewhere")


def a_submodule(scene):
    scene.git("init", "-q", ".kiro")
    scene.git("-C", ".kiro", "commit", "-q", "--allow-empty", "-m", "one")


def a_folder_with_a_file(scene):
    scene.write({f"{CONFIGURATION}/x": b"x"})


IN_GIT = {
    "not JSON": holding(b"{oops"),
    "UTF-16": holding(FORBIDS.decode().encode("utf-16")),
    "5 MB": holding(FORBIDS + b" " * (5 * MEGABYTE)),
    "a link": a_link,
    "in a folder that is a link": a_folder_link,
    "in a folder that is a file": in_a_folder_that_is_a_file,
    "in a folder that is a submodule": a_submodule,
    "a folder": a_folder_with_a_file,
}
WAYS = {"range": ("--diff", "main..HEAD"), "staged": ("--staged",), "working tree": ()}


@pytest.mark.parametrize("fault", IN_GIT)
def test_what_is_wrong_in_the_commit_that_judges_is_an_error_too(fault, warm_cache):
    scene = Scene(warm_cache)
    scene.git("init", "-q", "-b", "main")
    IN_GIT[fault](scene)
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "one")
    scene.git("checkout", "-q", "-b", "other")
    scene.write({"src/app.py": "a = 1\n"})
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "two")
    for arguments in WAYS.values():
        tried("faults of kiro.json in git")
        ended = scene.cli("evaluate", *arguments)
        assert (3, "") == (ended.code, ended.stdout), (arguments, ended)
        assert one_line(ended.stderr).startswith("error: ")
    assert [] == scene.left()
    scene.remove()


def nested_link(scene):
    scene.write({"src/elsewhere/kiro.json": FORBIDS})
    (scene.work / "src/.kiro").symlink_to("elsewhere")


def nested_file(scene):
    scene.write({"src/.kiro": b"x"})


@pytest.mark.parametrize("fault", [nested_link, nested_file])
def test_what_is_wrong_below_guardrails_that_are_right_is_an_error_too(fault, warm_cache):
    """Git does not follow links: on disk such guardrails are obeyed, in a commit they would not be there."""
    scene = Scene(warm_cache)
    committed(scene)
    scene.write({"src/app.py": b"a = 1"})
    fault(scene)
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "two")
    scene.git("checkout", "-q", "-b", "other")
    scene.write({"src/app.py": b"a = 2"})
    scene.git("add", "-A")
    scene.git("commit", "-q", "-m", "three")
    tried("faults of kiro.json in git")
    ended = scene.cli("evaluate", "--diff", "main..HEAD")

    assert (3, "") == (ended.code, ended.stdout), ended
    assert one_line(ended.stderr).startswith("error: src/.kiro: it is a ")
    scene.remove()
