"""What commands do to files, as file changes: through links as well."""

from __future__ import annotations

import subprocess

import pytest

from pykiro_opa.changes import Change, Command
from pykiro_opa.facts import reached
from pykiro_opa.facts.extract import extract

NOWHERE = {"names": (), "accounts": (), "profiles": ()}


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".kiro").mkdir()
    (tmp_path / ".kiro/kiro.json").write_text("{}")
    (tmp_path / "x").symlink_to(".kiro/kiro.json")
    (tmp_path / "folder").symlink_to(".kiro")
    return tmp_path


def about_guardrails(program, code):
    """A command that runs code in which `'D'` is the file of the guardrails."""
    return f"{program} - <<'E'\n{code.replace(chr(39) + 'D', chr(39) + '.kiro/kiro.json')}\nE"


def changed(root, text):
    change = Change("task", "command", root=str(root), commands=(Command(text),), read=lambda _: None)
    return {fact["path"]: fact["change"] for fact in extract(change, NOWHERE)["files"]}


@pytest.mark.parametrize(
    "text",
    ["echo y > x", "echo y >> x", "tee x", "cp y x", "chmod +x x", "truncate -s0 x", "echo y > folder/kiro.json", "rm folder/kiro.json"],
)  # fmt: skip
def test_a_command_changes_the_file_behind_a_link(text, root):
    assert ".kiro/kiro.json" in changed(root, text)


@pytest.mark.parametrize("text", ["rm x", "unlink x", "rm -rf folder"])
def test_who_removes_a_link_leaves_what_it_leads_to(text, root):
    assert ".kiro/kiro.json" not in changed(root, text)
    assert ".kiro" not in changed(root, text)


@pytest.mark.parametrize(
    "text",
    [
        "ln .kiro/kiro.json y",
        "ln -s .kiro/kiro.json y; echo z > y",
        "ln -sf ../.kiro/kiro.json sub/y && cp z sub/y",
        "ln -s .kiro y; echo z > y/kiro.json",
        "ln -s $PWD/.kiro/kiro.json y; tee y",
        "echo z > inner/../kiro.json",
        "cd inner && echo z > ../kiro.json",
        "rm inner/../kiro.json",
    ],
)
def test_a_command_changes_the_file_that_its_own_links_and_dots_lead_to(text, root):
    (root / ".kiro/deep").mkdir()
    (root / "inner").symlink_to(".kiro/deep")

    assert ".kiro/kiro.json" in changed(root, text)


@pytest.mark.parametrize(
    "text", ["ln -s .kiro/kiro.json y", "ln -s a b; echo z > c", "echo z > sub/../c", "ln -s docs y"]
)
def test_a_link_alone_changes_no_other_file(text, root):
    assert ".kiro/kiro.json" not in changed(root, text)


@pytest.mark.parametrize("text", ["kiro-cli settings chat.defaultAgent x", "kiro-cli agent set-default x"])
def test_kiros_own_command_changes_its_settings(text, root):
    assert any(path.endswith(".kiro/settings/cli.json") for path in changed(root, text))


@pytest.mark.parametrize(
    "text",
    ["pykiro-opa bundle update", "python3 -m pykiro_opa bundle update --allow-older x", "x/bin/pykiro-opa bundle update --key a b"],
)  # fmt: skip
def test_our_own_command_changes_the_lock(text, root):
    assert ".kiro/guardrails.lock" in changed(root, text)


@pytest.mark.parametrize("text", ["pykiro-opa bundle update --locked", "pykiro-opa bundle diff a b", "pykiro-opa"])
def test_our_other_commands_do_not(text, root):
    assert {} == changed(root, text)


@pytest.mark.parametrize("text", ["kiro-cli settings list", "kiro-cli chat", "kiro-cli agent list"])
def test_kiros_other_commands_do_not(text, root):
    assert {} == changed(root, text)


@pytest.fixture
def inner(tmp_path):
    """A workspace with something beside it."""
    root = tmp_path / "ws"
    (root / ".kiro").mkdir(parents=True)
    (root / ".kiro/kiro.json").write_text("{}")
    (tmp_path / "other/ws/.kiro").mkdir(parents=True)
    (tmp_path / "other/ws/.kiro/kiro.json").write_text("{}")
    return root


@pytest.mark.parametrize(
    "text",
    [
        "rm -rf ..", "rm -rf ../*", "rm -rf ../w*", "rm -rf ../ws", "rm -rf ../w*/.k*", "find .. -name kiro.json -delete",
        "find ../w* -delete", "mv ../w* /elsewhere", "cd .. && rm -rf *", "cd ../other && rm -rf ../*", "cp x ../w*/.kiro/kiro.json",
        "rm -rf {above}", "rm -rf {above}/*", "rm -rf {above}/w?", "rm {above}/[uvw]s/.kiro/kiro.json", "find {above} -delete",
        "find {above} -name kiro.json -delete", "find / -name kiro.json -delete", "rm -rf /", "rm -rf /*", "chmod -R 0 {above}",
        "mv {above} /elsewhere", "cp x {above}/*/.kiro/kiro.json", "cp -r ../other/ws ..", "cp -r ../other/ws {above}",
        "rsync -a ../other/ ..", "rm -rf {above}/other/../w*",
    ],
)  # fmt: skip
def test_what_leads_out_of_the_workspace_and_in_again_reaches_its_files(text, inner):
    assert ".kiro/kiro.json" in changed(inner, text.format(above=inner.parent))


@pytest.mark.parametrize(
    "text",
    [
        "cp x ..", "cp x {above}", "touch {above}/x", "rm -rf {above}/other", "rm -rf ../o*", "rm -rf {above}/o*", "rm -rf ~/x",
        "rm -rf {above}/*.log", "rsync -a docs/ ..", "mkdir -p {above}/x", "find {above} -maxdepth 1 -name 'x*' -delete",
    ],
)  # fmt: skip
def test_what_stays_outside_the_workspace_reaches_none_of_its_files(text, inner):
    (inner / "docs").mkdir()
    (inner / "docs/a.md").write_text("a")

    paths = changed(inner, text.format(above=inner.parent))

    assert not {".", ".kiro", ".kiro/kiro.json", "docs/a.md"} & paths.keys()


def test_what_lies_outside_is_gone_through_within_bounds_and_then_asked_about(inner, monkeypatch):
    monkeypatch.setattr(reached, "_MOST_OUTSIDE", 20)
    for number in range(30):
        (inner.parent / f"other/{number}").write_text("")
    change = Change("task", "command", root=str(inner), commands=(Command("rm -rf .."),), read=lambda _: None)

    facts = extract(change, NOWHERE)

    assert [fact["what"] for fact in facts["unresolved"]] == ["size"]
    assert ".kiro/kiro.json" in {fact["path"] for fact in facts["files"]}


def test_a_pattern_goes_only_where_it_can_match(inner, monkeypatch):
    monkeypatch.setattr(reached, "_MOST_OUTSIDE", 20)
    for number in range(30):
        (inner.parent / f"other/{number}").write_text("")

    assert ".kiro/kiro.json" in changed(inner, "rm -rf ../w*")
    change = Change("task", "command", root=str(inner), commands=(Command("rm -rf ../w*"),), read=lambda _: None)
    assert [] == extract(change, NOWHERE)["unresolved"]


@pytest.mark.parametrize(
    "pattern", ["**/a", "**", "*/**/a", "**/**/a", "d/**/a", "d/*", "d/.*", "*", "?", "d/[!a]", "*/*/a", "**/d/*"]
)
def test_a_pattern_matches_what_the_shell_itself_matches(pattern, tmp_path):
    for path in ("a", "b", "d/a", "d/b", "d/d/a", "d/.h", "d/e/f/a"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    told = subprocess.run(
        ["bash", "-O", "globstar", "-c", f"for one in {pattern}; do [ -f $one ] && echo $one; done; true"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    walk = reached.Walk(Change("task", "command", root=str(tmp_path), read=lambda _: None))
    found = {path for path in walk.matching(pattern, below=False) if "**" not in pattern or "/." not in path}

    assert found == set(told.stdout.split())


@pytest.mark.parametrize(
    "text",
    [
        "for f in {names} {last}; do rimraf $f; done", "for f in {names} {last}; do echo > $f; done", "printf '%s\\n' {names} {last} | while read f; do rimraf $f; done",
        "for f in {longer} {last}; do rimraf $f; done", "for f in {long} {last}; do g=a$f$f$f; rimraf $g; done",
    ],
)  # fmt: skip
def test_a_list_with_too_many_names_is_asked_about(text, root):
    names = " ".join(f"x{number}" for number in range(1_024))
    long, longer = (" ".join("y" * 120 + str(number) for number in range(count)) for count in (250, 400))
    text = text.format(names=names, long=long, longer=longer, last=".kiro/kiro.json")
    change = Change("task", "command", root=str(root), commands=(Command(text),), read=lambda _: None)

    assert "size" in [fact["what"] for fact in extract(change, NOWHERE)["unresolved"]]


def test_a_list_with_many_names_is_followed(root):
    names = " ".join(f"x{number}" for number in range(1_000))

    assert ".kiro/kiro.json" in changed(root, f"for f in {names} .kiro/kiro.json; do rimraf $f; done")
    change = Change(
        "task",
        "command",
        root=str(root),
        commands=(Command(f"for f in {names} {names}; do cat $f; done"),),
        read=lambda _: None,
    )
    assert [] == extract(change, NOWHERE)["unresolved"]


@pytest.mark.parametrize(
    "code",
    [
        "from os import *; remove('D')", "import os; r = os.remove; r('x'); r('y'); list(map(r, ['D']))", "import os; os.remove.__call__('D')",
        "import os; list(map(os.remove, ['D']))", "from os import remove; remove('x'); [f('D') for f in [remove]]", "import os; getattr(os, 're' + 'move')('D')",
        "import os; exec(\"os.remove('D')\")", "import sh; sh.rm('D')", "import operator, os; operator.attrgetter('remove')(os)('D')",
        "import os\nclass A:\n  f = staticmethod(os.remove)\nopen('x', 'w'); A.f('D')", "import os; (lambda m: m.remove)(os)('D')",
        "import functools, os; functools.partial(os.remove, 'D')()", "import os; [os][0].remove('D')", "f = open; f('x', 'w'); f('D', 'w')",
        "import pathlib; p = pathlib.Path; (p('.') / 'D').unlink()", "import os; os.remove(path='D')", "open(mode='w', file='D')",
        "def w(n, m='w'):\n  open(n, m)\nw('D')", "import shutil as s; s.copy('x', 'D')", "import os, json; json.dump({}, os.fdopen(os.open('D', 577), 'w'))",
    ],
)  # fmt: skip
def test_python_that_hides_what_it_changes_is_known_to_change_it(code, root):
    assert ".kiro/kiro.json" in changed(root, about_guardrails("python3", code))


@pytest.mark.parametrize(
    "code",
    [
        "const {unlinkSync: u} = require('fs'); u('x'); ['D'].map(u)", "const u = require('fs').unlinkSync; u('D')", "const fs = require('fs'); fs['unlink' + 'Sync']('D')",
        "import('fs').then(f => f.unlinkSync('D'))", "['D'].forEach(f => require('fs').unlinkSync(f))", "require('fs').promises.rm('D')",
        "const p = require('path'); require('node:fs').writeFileSync(p.join('D'), '')", "eval(\"fs.unlinkSync('D')\")", "Reflect.apply(fs.unlinkSync, fs, ['D'])",
        "const f = fs.unlinkSync.bind(fs); f('x'); f('D')",
    ],
)  # fmt: skip
def test_javascript_that_hides_what_it_changes_is_known_to_change_it(code, root):
    assert ".kiro/kiro.json" in changed(root, about_guardrails("node", code))


@pytest.mark.parametrize(
    "code",
    [
        "print(open('D').read())", "from pathlib import Path; Path('out').write_text(Path('D').read_text())", "import json; d = json.load(open('D')); json.dump(d, open('out', 'w'))",
        "import shutil; shutil.copy('D', 'out')", "import os\nfor r, _, fs in os.walk('.'):\n  for f in fs:\n    if f.endswith('.py'):\n      open(os.path.join(r, f), 'w')",
        "from pathlib import Path\nfor p in Path('src').rglob('*.py'):\n  p.write_text(p.read_text().replace('D', 'x'))", "names = ['D', 'x']; names.remove('D'); print(names)",
    ],
)  # fmt: skip
def test_python_that_reads_a_file_does_not_change_it(code, root):
    assert ".kiro/kiro.json" not in changed(root, about_guardrails("python3", code))


@pytest.mark.parametrize(
    "text",
    [
        "python3 -c 'import shutil; shutil.copy(shutil.which(\"rm\"), \"z\")'; ./z -f x", "python3 -c 'import os; os.symlink(\"/bin/cat\", \"z\")'; ./z x",
        "python3 -c 'import os; os.link(\"/bin/rm\", \"z\")'; ./z x", "node -e 'fs.copyFileSync(\"/bin/rm\", \"z\")'; ./z x", "node -e 'fs.symlinkSync(\"/bin/rm\", \"z\")'; ./z x",
        "python3 -c 'import os; os.rename(\"a\", \"z\")'; ./z x", "python3 -c 'open(\"z\", \"w\").write(input())'; sh z",
    ],
)  # fmt: skip
def test_what_code_has_made_is_not_known_when_it_is_run(text, root):
    change = Change("task", "command", root=str(root), commands=(Command(text),), read=lambda _: None)

    assert extract(change, NOWHERE)["unresolved"]
