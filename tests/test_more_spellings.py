"""Ways to start a program that bash, other programs and other languages have, each beside a neighbour that starts none."""

from __future__ import annotations

import pytest
from test_shell import evaluate, programs

RUNS = [
    # What bash itself expands.
    "a='z[$(rm x)]'; ((a))", "test -v 'z[$(rm x)]'", "z=(1); unset 'z[$(rm x)]'", "x='$(rm x)'; echo \"${x@P}\"",
    "PS1='$(rm x)' bash --norc -i", "`echo \\`echo rm\\`` x", 'echo "${nope-`rm x`}"', "echo 'rm x' > >(sh)",
    'set -- a b rm x; "${@:3}"', "a=(true rm x); unset 'a[0]'; \"${a[@]}\"", "coproc Z { rm x; }", "BASH_ALIASES[z]=rm; z x",
    "awk -f - <<'E'\nBEGIN { system(\"rm x\") }\nE", "echo 'rm x' >> ~/.bashrc",
    # Options, variables, first lines and files of commands.
    "choom -n 0 -- rm x", "env --uns FOO rm x", "flock --wait 3 lk rm x", "/lib64/ld-linux-x86-64.so.2 --argv0 z /bin/rm x",
    "PERL5DB='BEGIN{system(\"rm x\")}' perl -d -e 1", "perl '-Mstrict;system(\"rm x\")' -e 1", "perl -pe 1 'rm x|'",
    "echo 'system(\"rm x\");' > l/Q.pm; perl -Il -MQ -e 1", "node --import 'data:text/javascript,import{execSync}from\"child_process\";execSync(\"rm x\")' -e 0",
    "printf '#!/usr/bin/env -S rm x\\n' > z; ./z", "printf '#!/usr/bin/awk -f\\nBEGIN{system(\"rm x\")}\\n' > z; ./z",
    "echo 'shell rm x' > g; gdb -x g", "gdb -ex 'python import os; os.system(\"rm x\")'", "echo '!rm x' > v; vim -S v",
    "sqlite3 :memory: '.read \"|rm x\"'", "tclsh <<< 'set f [open \"|rm x\"]'", "tar cf a.tar b --checkpoint-act=exec='rm x'",
    "GIT_CONFIG_PARAMETERS=\"'alias.z'='!rm x'\" git z", "Z='!rm x' git --config-env=alias.z=Z z",
    "git config alias.z '-c a.b=c !rm'; git -c alias.y='!rm x' y", "printf 'X != rm x\\na: ; @true\\n' | make -f -",
    "printf '%%.z: ; @rm x\\n' > mk; make -f mk q.z", "printf 'a: ; @$(C) x\\n' > mk; make -f mk C=rm",
    "compgen -W '$(rm x)'", "/proc/$$/exe -c 'rm x'", "npm pkg set scripts.start='rm x'; npm start", "msgexec sh -c 'rm x' < a.po",
    "dpkg-architecture -c 'rm x'", "echo 'execute_process(COMMAND rm x)' > z.cmake; cmake -P z.cmake",
    "echo 'int main(void) { return system(\"rm x\"); }' | gcc -x c - -o z && ./z",
    # Python and JavaScript.
    "python3 -c 'import subprocess; a=[\"x\"]; subprocess.run([\"rm\", *a])'",
    "python3 -c 'import subprocess; c=[]; c.append(\"rm\"); c.append(\"x\"); subprocess.run(c)'",
    "python3 -c 'import subprocess\ndef go(*a): subprocess.run(a)\ngo(\"rm\", \"x\")'",
    "python3 -c '__builtins__.exec(\"import os; os.system(\\\"rm x\\\")\")'",
    "python3 -c 'import pickle; pickle.loads(b\"cos\\nsystem\\n(S\\\"rm x\\\"\\ntR.\")'",
    "mkdir pk; echo 'import os; os.system(\"rm x\")' > pk/__init__.py; python3 -c 'import pk'",
    "node -e 'const a=[]; a.push(\"x\"); require(\"child_process\").spawnSync(\"rm\", [...a])'",
    "node -e 'require(\"child_process\").execSync([...\"x mr\"].reverse().join(\"\"))'",
    "node -e 'require(\"vm\").runInThisContext(\"process.getBuiltinModule(\\\"child_process\\\").execSync(\\\"rm x\\\")\")'",
]  # fmt: skip
ASKED = [
    "i=0; ((i++)); a=(x rm); ${a[i]} x", 'a=(rm x); for ((i=1; i>=0; i--)); do "${a[i]}" y; done',
    'set -- 1 rm x; while [ $1 != rm ]; do shift; done; "$@"', "BASH_ENV=<(cat f) bash -c :", "make -f <(cat f)",
    "python3 -c 'import os; open(\"f.sh\",\"w\").write(t); os.system(\"sh f.sh\")'", "t=./.t$$; cat f > $t; sh $t",
    "find . -fprintf s.sh 'rm x\\n'; sh s.sh", "vim -es -c '%!sh' f", "vim -es -c 'wq z.sh'; sh z.sh",
    "node -e 'require(\"child_process\").spawnSync(\"sh\", {input: t})'", "aws $OPTIONS iam create-user", "set -o history; fc -s",
    "python3 -c 'import operator, os; operator.methodcaller(\"system\", t)(os)'", "echo 'x rm' | sed 's/^x //e'",
]  # fmt: skip
QUIET = [
    "i=0; ((i++)); echo $i", 'for ((i=0; i<3; i++)); do echo "${a[i]}"; done', "unset 'a[0]'; echo \"${a[@]}\"",
    "PS1='\\u@\\h \\$ '", "make test > >(tee log) 2>&1", "diff <(sort a) <(sort b)", "cat > notes.md <<'E'\n`rm x`\nE",
    "echo 'export A=1' >> ~/.bashrc", "python3 -m venv .venv && source .venv/bin/activate", "gcc -o p p.c && ./p",
    "python3 -c 'import os.path; print(os.path.exists(\"a\"))'", "python3 -c 'a=[]; a.append(1); print(a)'",
    "node -e 'const a=[1]; a.push(2); console.log([...a])'", "git -C sub log --oneline", "git config alias.st status",
    "vim -es -c 'wq' f", "sed 's/a/there/' f", 'aws --profile "$P" s3 ls', 'f() { aws --region x "$@"; }', "ls *.py",
    "python3 -m cProfile -o out s.py", "node --test", "make -f mk all A=1", "sqlite3 x.db '.schema'", "gdb -batch -ex bt",
    "compgen -W 'a b' -- a", "ls -l /proc/self/exe", "npm pkg set version=1.2.3", "cmake -S . -B build", "echo 'int x;' | gcc -x c -c - -o x.o",
]  # fmt: skip


@pytest.mark.parametrize("text", RUNS)
def test_what_is_started_in_a_roundabout_way_is_seen(text):
    assert "rm" in programs(text) or evaluate(text).unresolved


@pytest.mark.parametrize("text", ASKED)
def test_what_nobody_can_know_is_asked(text):
    assert evaluate(text).unresolved


@pytest.mark.parametrize("text", QUIET)
def test_the_neighbours_are_let_alone(text):
    assert "rm" not in programs(text)
    assert not evaluate(text).unresolved


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cat s*t.txt", ["secret.txt"]),
        ("cat .git/../secret.txt", ["secret.txt"]),
        ("cd sub && cat ../secret.txt", ["secret.txt"]),
        ("cat /proc/self/cwd/secret.txt", ["secret.txt"]),
        ("cat 's*t.txt'", ["s*t.txt"]),
    ],
)
def test_a_file_is_named_by_what_it_is(tmp_path, text, words):
    (tmp_path / "secret.txt").write_text("x")

    found = [one["words"] for one in evaluate(text, root=str(tmp_path)).commands if one["program"] == "cat"]

    assert words in found
