"""What bash really does to the files of a workspace, against the files that a command is said to change."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from generation.coded import FOUND, PROGRAMS, coded
from generation.seeds import SEED, TIMES, TOLD

from pykiro_opa.changes import Change, Command
from pykiro_opa.facts.extract import extract

NOWHERE = {"names": (), "accounts": (), "profiles": ()}
FILES = (
    "ws/a.txt", "ws/b.md", "ws/Dockerfile", "ws/.h", "ws/d/a.txt", "ws/d/Dockerfile", "ws/d/e/c.txt", "ws/.kiro/kiro.json",
    "other/a.txt", "other/d/Dockerfile",
)  # fmt: skip
PATTERNS = (
    "*", "D*", "*.txt", "[ab]*", "?.md", ".*", ".k*/*", "./*", "./D*", "d/*", "d/?.txt", "*/D*", "../w*", "../*", "../*/D*", "../w?/.h",
    '"$PWD"/*', '"$PWD/"D*', "{a,D}*", "Dockerfile", "nothing*",
)  # fmt: skip
NAMES = ("*", "D*", "*.txt", "?.*", ".h", "kiro.json", "Dockerfile")
ROOTS = (".", "d", "..", "../ws", "./", '"$PWD"')
WORDS = ("Docker", "txt$", "\\.md", "^d/", "a")
WRITERS = (
    "rm -rf",
    "rm -f",
    "truncate -s0",
    "sed -i s/x/y/",
    "chmod 600",
    "mv -t {out}",
    "sh -c 'for g; do echo >> \"$g\"; done' _",
)
ROUNDS = 20


class Commands:
    """Commands that change files which a pattern or a list tells."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(str(seed))
        self.pick = self.random.choice

    def command(self) -> str:
        text = self.pick(
            (self.loop, self.piped, self.substituted, self.found, self.direct, self.copied, self.written)
        )()
        return self.pick(("", "", "", "cd d; ", "cd .kiro; ", "shopt -s dotglob; ", "set -e; ")) + text

    def direct(self) -> str:
        return f"{self.pick(WRITERS)} {self.pick(PATTERNS)}"

    def copied(self) -> str:
        """From what lies beside the workspace, or in it, to somewhere in it."""
        sources = (
            "../other",
            "../other/",
            "../other/.",
            "../other/*",
            "../other/d",
            "../other/a.txt",
            "d",
            "d/.",
            "d/*",
            "a.txt",
            "b.md",
        )
        targets = (
            ".",
            "./",
            "d",
            "d/",
            "d/e",
            "..",
            "../ws",
            '"$PWD"',
            "a.txt",
            "Dockerfile",
            "d/a.txt",
            "new",
            "$PWD/d",
        )
        kinds = ("cp -r {s} {t}", "cp -rT {s} {t}", "cp -rt {t} {s}", "cp -rf {s} {s2} {t}", "cp --parents -r {s} {t}", "mv -f {s} {t}",
                 "mv -t {t} {s}", "install {s} {t}", "install -D {s} {t}", "ln -f {s} {t}", "ln -sf {s} {t}", "ln -sfn {s} {t}",
                 "tar cf - -C {s} . | tar xf - -C {t}", "tar cf ../out/t {s} && tar xf ../out/t -C {t}", "(cd {s} && tar cf - .) | (cd {t} && tar xf -)",
                 "cp -al {s} {t}", "find {s} -type f -exec cp -t {t} {{}} +", "find {s} -type f | xargs cp -t {t}",
                 "cp -r {s} /tmp/nowhere/ 2>&1; cp -r {s} {t}", "pushd {s} && cp -r . {t}", "for f in {s}; do cp -r $f {t}; done")  # fmt: skip
        return self.pick(kinds).format(s=self.pick(sources), s2=self.pick(sources), t=self.pick(targets))

    def written(self) -> str:
        """Into files that are named, by what reads, prints or edits."""
        name = self.pick(
            (
                "a.txt",
                "Dockerfile",
                "./d/a.txt",
                "d/../Dockerfile",
                '"$PWD/.h"',
                "../ws/b.md",
                "$(echo Dockerfile)",
                "D*",
                "{a.txt,b.md}",
            )
        )
        kinds = ("echo y > {f}", "echo y >> {f}", "echo y >| {f}", "echo y &> {f}", "echo y | tee {f}", "echo y | tee -a a.txt {f} >/dev/null", "cat b.md > {f}",
                 "cat <<E > {f}\ny\nE", "{{ echo y; }} > {f}", "(echo y) > {f}", "exec 3> {f}; echo y >&3", "dd if=b.md of={f}", "sed -n 'w a.txt' {f}",
                 "sed -i.bak s/x/y/ {f}", "perl -pi -e s/x/y/ {f}", "awk '{{ print \"y\" > \"a.txt\" }}' {f}", "sort -o {f} b.md", "truncate -s 0 {f}",
                 "ex -sc 'x' {f}", "python3 -c \"open('a.txt', 'w').write('y')\"", "x={f}; echo y > $x", ": > {f}", "> {f}", "printf y > {f}", "split -l1 b.md {f}",
                 "cp b.md {f}", "mv {f} new", "gzip -f {f}", "shred -u {f}", "unlink {f}", "rm {f}", "yes | head -c1 > {f}", "if true; then echo y; fi > {f}",
                 "for i in 1; do echo y; done > {f}", "while read l; do echo y; done < b.md > {f}", "chmod +x {f}", "echo b.md | xargs -I@ cp @ {f}",
                 "env A=1 tee {f} < b.md", "timeout 5 sh -c 'cat > a.txt' < {f}", "ln -sf {f} new; echo y > new", "xargs -a b.md -I@ sh -c 'echo @ > a.txt'",
                 "csplit -f d b.md 1", "patch -s {f} /dev/null", "install -m 644 b.md {f}", "touch -d yesterday {f}", "mkdir -p n && mv {f} n/")  # fmt: skip
        return self.pick(kinds).format(f=name)

    def coded(self) -> str:
        return coded(self.random)

    def loop(self) -> str:
        body = self.pick(
            ('{w} "$f"', "{w} $f", '{w} "./$f"', 'g="$f"; {w} "$g"', 'sh -c "{w} $f"', '[ -e "$f" ] && {w} "$f"')
        )
        writer = self.pick(WRITERS[:-1])
        words = self.pick((self.pick(PATTERNS), f"{self.pick(PATTERNS)} {self.pick(PATTERNS)}", f"$({self.listing()})"))
        return f"for f in {words}; do {body.format(w=writer)}; done"

    def listing(self) -> str:
        root, name, pattern = self.pick(ROOTS), self.pick(NAMES), self.pick(PATTERNS)
        kinds = ("ls", "ls -A", "ls -d {p}", "find {r} -name '{n}'", "find {r} -type f", "git ls-files", "git ls-files '{n}'",
                 "printf '%s\\n' {p}", "echo {p} | tr ' ' '\\n'", "grep -sl x {p}", "grep -rl --include='{n}' x {r}")  # fmt: skip
        text = self.pick(kinds).format(r=root, n=name, p=pattern)
        filters = ("", "", "", " | sort", " | head -n 2", " | cat", " | tee {out}/l", f" | grep '{self.pick(WORDS)}'")
        return text + self.pick(filters)

    def piped(self) -> str:
        writer = self.pick(WRITERS)
        takers = ("xargs {w}", "xargs -n1 {w}", "xargs -I@ {w} @", 'while read -r f; do {w} "$f"; done',
                  "while IFS= read -r f; do {w} $f; done", '(while read f; do {w} "$f"; done)', "env xargs -r {w}")  # fmt: skip
        return f"{self.listing()} | {self.pick(takers).format(w=writer)}"

    def substituted(self) -> str:
        writer = self.pick(WRITERS)
        kinds = ("{w} $({l})", "a=$({l}); {w} $a", "a=$({l}); for f in $a; do {w} $f; done", 'mapfile -t a < <({l}); {w} "${{a[@]}}"',
                 'a=({p}); {w} "${{a[@]}}"', 'a=({p}); for f in "${{a[@]}}"; do {w} "$f"; done', 'set -- {p}; {w} "$@"',
                 'while read -r f; do {w} "$f"; done < <({l})', 'go() {{ {w} "$@"; }}; go {p}', "set -- {p}; for f; do {w} $f; done")  # fmt: skip
        return self.pick(kinds).format(w=writer, l=self.listing(), p=self.pick(PATTERNS))

    def found(self) -> str:
        ends = (
            "-delete",
            "-exec {w} {{}} \\;",
            "-exec {w} {{}} +",
            "-exec sh -c '{v} \"$1\"' _ {{}} \\;",
            "-print0 | xargs -0 {w}",
        )
        end = self.pick(ends).format(w=self.pick(WRITERS), v=self.pick(WRITERS[:4]))
        return f"find {self.pick(ROOTS)} {self.pick(('', '-maxdepth 1', '-type f'))} -name '{self.pick(NAMES)}' {end}"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x\n")
    (folder / "out").mkdir()
    subprocess.run(["sh", "-c", "git init -q . && git add -A"], cwd=folder / "ws", check=True)
    return folder


@pytest.mark.parametrize("number", range(ROUNDS * TIMES))
def test_a_file_that_bash_changes_is_known_to_be_changed(number, template, tmp_path):
    for again in range(4):
        text = Commands((SEED, number, again)).command().replace("{out}", "../out")
        root = tmp_path / str(again) / "ws"
        shutil.copytree(template, root.parent, symlinks=True)
        before = contents(root)
        change = Change("task", "command", root=str(root), commands=(Command(text),), read=reader(root))
        said = extract(change, NOWHERE)
        subprocess.run(["bash", "-c", text], cwd=root, capture_output=True, timeout=20, check=False)
        after = contents(root)
        changed = {name for name, content in before.items() if after.get(name) != content}

        known = {fact["path"] for fact in said["files"]}
        assert changed <= known or said["unresolved"], f"seed {SEED}: {text!r} changed {sorted(changed - known)} too"


def test_it_is_said_whose_code_was_not_run():
    TOLD.append(
        f"code that changes files was run by: {', '.join(FOUND)}; not here: {', '.join(PROGRAMS.keys() - FOUND) or 'none'}"
    )

    assert "python3 -c" in FOUND


def reader(root):
    return lambda path: (root / path).read_bytes() if (root / path).is_file() else None


def contents(root):
    """Of each file and link: what is in it, and its mode."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        for path in (Path(folder, name) for name in (*names, *folders)):
            if path.is_symlink() or not path.is_dir():
                content = os.readlink(path) if path.is_symlink() else path.read_bytes()
                found[str(path.relative_to(root))] = content, path.lstat().st_mode
    return found
