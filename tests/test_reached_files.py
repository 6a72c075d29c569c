"""What bash really does to the files of a workspace, against the files that a command is said to change."""

from __future__ import annotations

import os
import random
import subprocess

import pytest
from generation.seeds import SEED, TIMES

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
ROUNDS = 40


class Commands:
    """Commands that change files which a pattern or a list tells."""

    def __init__(self, seed: object) -> None:
        self.pick = random.Random(str(seed)).choice

    def command(self) -> str:
        text = self.pick((self.loop, self.piped, self.substituted, self.found, self.direct))()
        return self.pick(("", "", "", "cd d; ", "cd .kiro; ", "shopt -s dotglob; ", "set -e; ")) + text

    def direct(self) -> str:
        return f"{self.pick(WRITERS)} {self.pick(PATTERNS)}"

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


@pytest.mark.parametrize("number", range(ROUNDS * TIMES))
def test_a_file_that_bash_changes_is_known_to_be_changed(number, tmp_path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n")
    root, out = tmp_path / "ws", tmp_path / "out"
    out.mkdir()
    subprocess.run(["sh", "-c", "git init -q . && git add -A"], cwd=root, check=True)
    for text in (Commands((SEED, number, again)).command().replace("{out}", "../out") for again in range(4)):
        change = Change("task", "command", root=str(root), commands=(Command(text),), read=reader(root))
        said = extract(change, NOWHERE)
        before = contents(root)
        subprocess.run(["bash", "-c", text], cwd=root, capture_output=True, timeout=20, check=False)
        changed = {name for name, content in before.items() if contents(root).get(name) != content}

        known = {fact["path"] for fact in said["files"]}
        assert changed <= known or said["unresolved"], f"seed {SEED}: {text!r} changed {sorted(changed - known)} too"
        restore(root, before)


def reader(root):
    return lambda path: (root / path).read_bytes() if (root / path).is_file() else None


def contents(root):
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mode)
        for folder, _, names in os.walk(root)
        for path in (root.__class__(folder) / name for name in names)
        if ".git/" not in f"{path.relative_to(root)}"
    }


def restore(root, before):
    for name, (content, mode) in before.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
        (root / name).chmod(mode)
