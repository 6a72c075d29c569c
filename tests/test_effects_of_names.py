"""Which files a command changes where their names, or the folder it stands in, are worked out before it runs."""

from __future__ import annotations

import asked
import pytest

FILES = {
    "Dockerfile": "FROM x\n",
    "README.md": "# x\n",
    "package.json": "{}\n",
    "src/app.py": "import os\n",
    "infra/main.tf": "# x\n",
    ".env": "F=Dockerfile\n",
}


@pytest.fixture
def root(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def facts(root, text):
    return asked.facts(root, text.replace("ROOT", str(root)))


def changed(root, text):
    return asked.changed(root, text.replace("ROOT", str(root)))


DEFAULTS = {
    'rm "${FILE:-Dockerfile}"': {"Dockerfile"},
    ': ${F:=Dockerfile}; rm "$F"': {"Dockerfile"},
    'TARGET=${TARGET:-Dockerfile}; sed -i 1d "$TARGET"': {"Dockerfile"},
    "rm ${PATH:+Dockerfile}": {"Dockerfile"},
    "echo x > ${x:-Dockerfile}": {"Dockerfile"},
    'OUT="${OUT:-$(pwd)/Dockerfile}"; echo x > "$OUT"': {"Dockerfile"},
    'rm -f "${1:-Dockerfile}"': {"Dockerfile"},
    "DIR=${DIR:-src}; rm $DIR/app.py": {"src/app.py"},
    'cd "${DIR:-src}" && rm app.py': {"src/app.py"},
    "rm src/${N:-app}.py": {"src/app.py"},
    'F="$(echo "${X:-Dockerfile}")"; rm $F': {"Dockerfile"},
}
UNSET = {
    'rm src/"$SUB"/app.py': {"src/app.py"},
    "rm Dockerfile$SUF": {"Dockerfile"},
    "rm ${P}Dockerfile": {"Dockerfile"},
    "rm ${P:-}Dockerfile": {"Dockerfile"},
    'rm Dockerfile"${SUF:-}"': {"Dockerfile"},
    'rm "$NOTHING"Dockerfile': {"Dockerfile"},
    "sudo rm src/app${SUF}.py": {"src/app.py"},
    "cp README.md Dockerfile$SUF": {"Dockerfile"},
}
ASSIGNED = {
    'export "F=Dockerfile"; rm $F': {"Dockerfile"},
    'declare "F=Dockerfile"; rm $F': {"Dockerfile"},
    "declare $(echo F=Dockerfile); rm $F": {"Dockerfile"},
    "export $(cat .env | xargs); rm $F": {"Dockerfile"},
    "env x=Dockerfile bash -c 'rm $x'": {"Dockerfile"},
    "f() { R=Dockerfile; }; f; rm $R": {"Dockerfile"},
    'f() { [ -n "$1" ] || return; R=Dockerfile; }; f; rm $R': {"Dockerfile"},
    'f() { printf -v "$1" Dockerfile; }; f x; rm $x': {"Dockerfile"},
    "f() { local -n o=$1; o=Dockerfile; }; f x; rm $x": {"Dockerfile"},
    "declare -n r=x; x=Dockerfile; rm $r": {"Dockerfile"},
    "x=; for y in Docker file; do x+=$y; done; rm $x": {"Dockerfile"},
    "trap 'rm \"$F\"' EXIT; F=Dockerfile": {"Dockerfile"},
    "rm $(cat README.md | wc -l >/dev/null; echo Dockerfile)": {"Dockerfile"},
}
BRANCHES = {
    "if [ -n \"$X\" ]; then TAR_OPTIONS=''; else TAR_OPTIONS='--create --file=Dockerfile'; fi; tar -- a": {"Dockerfile"},
    'if [ -z "$X" ]; then f=Dockerfile; else f=README.md; fi; rm $f': {"Dockerfile", "README.md"},
    "if true; then F=Dockerfile; rm $F; fi": {"Dockerfile"},
    "case Dockerfile in Docker*) x=Dockerfile;; esac; rm $x": {"Dockerfile"},
    'x=Dockerfile; [ -n "$CI" ] && x=other; rm $x': {"Dockerfile", "other"},
    "F=$([ -f Dockerfile ] && echo Dockerfile || echo x); rm $F": {"Dockerfile", "x"},
    'F=$(cat .target 2>/dev/null || echo Dockerfile); rm "$F"': {"Dockerfile"},
    "F=$(if true; then echo Dockerfile; fi); rm $F": {"Dockerfile"},
    "if a; then d=src; else d=infra; fi; if b; then f=app.py; else f=main.tf; fi; rm $d/$f": {"src/app.py", "infra/main.tf"},
    'if a; then d=infra; else d=src; fi; if b; then f=app.py; else f=main.tf; fi; rm "$d/$f"': {"src/app.py", "infra/main.tf"},
    'a=(); if x; then a+=(Dockerfile); fi; rm "${a[@]}"': {"Dockerfile"},
}  # fmt: skip
READ = {
    "read a b < <(echo a Dockerfile); rm $b": {"Dockerfile"},
    'read -r _ x <<< "a Dockerfile"; rm $x': {"Dockerfile"},
    'read -a x <<< "a Dockerfile"; rm ${x[1]}': {"Dockerfile"},
    "read -d '' x < <(printf 'Dockerfile\\0'); rm $x": {"Dockerfile"},
    "IFS=, read -r a b <<< x,Dockerfile; rm $b": {"Dockerfile"},
    "echo a:Dockerfile | while IFS=: read -r a b; do rm $b; done": {"Dockerfile"},
    'while read _ a; do rm $a; done <<< "a Dockerfile"': {"Dockerfile"},
    "while IFS= read -r -d '' f; do rm \"$f\"; done < <(find src -name '*.py' -print0)": {"src/**/*.py"},
    'readarray a <<< "$(ls)"; rm ${a[@]}': {"*"},
    "mapfile -td: a < <(printf %s x:Dockerfile:); rm ${a[1]}": {"Dockerfile"},
    "read -rn 10 x <<< Dockerfilezzz; rm $x": {"Dockerfile"},
    'mapfile -t a < <(echo README.md; echo Dockerfile); rm "${a[1]}"': {"Dockerfile"},
    "f() { while getopts f: o; do rm $OPTARG; done; }; f -f Dockerfile": {"Dockerfile"},
}
ARRAYS = {
    "x=(a Dockerfile); rm ${x[@]:1}": {"Dockerfile"},
    "x=(a Dockerfile); rm ${x[-1]}": {"Dockerfile"},
    'x=(a Dockerfile); i=0; rm "${x[i+1]}"': {"Dockerfile"},
    "x=(a Dockerfile); rm ${x[${#x[@]}-1]}": {"Dockerfile"},
    'x=(a Dockerfile); for i in "${!x[@]}"; do rm "${x[$i]}"; done': {"Dockerfile"},
    'x=(a Dockerfile); for ((i=0;i<${#x[@]};i++)); do rm "${x[$i]}"; done': {"Dockerfile"},
    "x=(a Dockerfile); n=0; ((n++)); rm ${x[n]}": {"Dockerfile"},
    'declare -A x; x[a]=Dockerfile; rm "${x[a]}"': {"Dockerfile"},
    'declare -A m=([Dockerfile]=1); for k in "${!m[@]}"; do rm "$k"; done': {"Dockerfile"},
    'x=(a.bak Dockerfile.bak); rm "${x[@]%.bak}"': {"Dockerfile"},
    "f() { rm ${!#}; }; f a Dockerfile": {"Dockerfile"},
    'main() { rm "$1"; }; main "$@" Dockerfile': {"Dockerfile"},
}
EXPANSIONS = {
    "x=Dockerfile.bak; rm ${x/%.bak/}": {"Dockerfile"},
    "x=xDockerfile; rm ${x/#x/}": {"Dockerfile"},
    'x="Docker file"; rm ${x// }': {"Dockerfile"},
    "x=src-app.py; rm ${x//-//}": {"src/app.py"},
    "x=src/app.txt; rm ${x/.???/.py}": {"src/app.py"},
    "x=Docker12file; rm ${x//[0-9]/}": {"Dockerfile"},
    "x=Dockerfile.bak; rm ${x%.???}": {"Dockerfile"},
    "x=Dockerfile.a.b; rm ${x%%.*}": {"Dockerfile"},
    's=.bak; x=Dockerfile.bak; rm ${x%"$s"}': {"Dockerfile"},
    "s=.bak; x=Dockerfile.bak; rm ${x%$s}": {"Dockerfile"},
    "x=dockerfile; rm ${x^d}": {"Dockerfile"},
    "x=Dockerfile; rm ${x:?no}": {"Dockerfile"},
    "x=a.b.Dockerfile; rm ${x/*./}": {"Dockerfile"},
    "x=Dockerfile.1.bak; rm ${x/%.*/}": {"Dockerfile"},
    "x=12Dockerfile; rm ${x/#[0-9][0-9]/}": {"Dockerfile"},
    'a=src/; b=app.py; c=" $a$b "; rm $c': {"src/app.py"},
    'a=x; b=Dockerfile; c="$a $b"; rm $c': {"x", "Dockerfile"},
}
SUFFIXES = {
    'cp README.md Dockerfile.new; for f in *.new; do mv "$f" "${f%.new}"; done': {"Dockerfile"},
    'cp README.md Dockerfile.new; for f in *.new; do mv "$f" "${f/.new/}"; done': {"Dockerfile"},
    "cp README.md Dockerfile.new; find . -name '*.new' -exec sh -c 'mv \"$1\" \"${1%.new}\"' _ {} \\;": {"Dockerfile"},
    'cp README.md src/app.txt; for f in src/*.txt; do mv "$f" "${f%.txt}.py"; done': {"src/app.py"},
    'mkdir n; echo > n/Dockerfile.new; for f in n/*.new; do b=$(basename "$f" .new); cp "$f" "$b"; done': {"Dockerfile"},
    'for f in src/*.py; do mv "$f" "${f%.py}.txt"; done': {"src/app.txt"},
}  # fmt: skip
FOLDERS = {
    "cd nope; rm Dockerfile": {"Dockerfile"},
    "cd nope || rm Dockerfile": {"Dockerfile"},
    "cd /app 2>/dev/null; echo x > Dockerfile": {"Dockerfile"},
    "cd build 2>/dev/null; rm -f Dockerfile": {"Dockerfile"},
    "pushd nope; rm Dockerfile": {"Dockerfile"},
    "(cd nope; rm Dockerfile)": {"Dockerfile"},
    "cd src & rm Dockerfile": {"Dockerfile"},
    "command cd nope; rm Dockerfile": {"Dockerfile"},
    "builtin cd nope || rm Dockerfile": {"Dockerfile"},
    "rm -rf nope; cd nope; rm Dockerfile": {"Dockerfile"},
    "false && cd src; rm Dockerfile": {"Dockerfile"},
    "[ -d build ] && cd build; rm -f Dockerfile": {"Dockerfile"},
    "pushd src >/dev/null; ls; popd >/dev/null; rm Dockerfile": {"Dockerfile"},
    "cd src; cd -; rm Dockerfile": {"Dockerfile"},
    "cd src; rm ~-/Dockerfile": {"Dockerfile"},
    "cd src; rm $OLDPWD/Dockerfile": {"Dockerfile"},
    "if cd src; then rm app.py; fi": {"src/app.py"},
    "if [ -d src ]; then cd src; fi; rm app.py": {"src/app.py"},
    "case 1 in 1) cd src;; esac; rm app.py": {"src/app.py"},
    "f() { cd src; }; f; rm app.py": {"src/app.py"},
    "env -C src rm app.py": {"src/app.py"},
    "set -e; bash -c 'cd nope; rm Dockerfile'": {"Dockerfile"},
}
PATTERNS = {
    "rm [[:upper:]]ockerfile": {"Dockerfile"},
    "rm [^a-z]*file": {"Dockerfile"},
    "shopt -s extglob; x='!(README.md|package.json)'; rm $x": {"Dockerfile"},
    "bash -O nocaseglob -c 'rm dockerfil*'": {"Dockerfile"},
    "rm /proc/$$/cwd/Dockerfile": {"Dockerfile"},
}
ELSEWHERE = {
    "ssh localhost 'rm ROOT/Dockerfile'": {"Dockerfile"},
    "ssh host cat x > Dockerfile": {"Dockerfile"},
    "docker exec c cat x > Dockerfile": {"Dockerfile"},
    "docker run --rm -v $PWD:/w alpine rm /w/Dockerfile": {"Dockerfile"},
    "docker run --mount type=bind,source=$PWD,target=/w alpine sh -c 'rm /w/Dockerfile'": {"Dockerfile"},
    "docker compose exec web rm Dockerfile": {"Dockerfile"},
    "cat > Dockerfile <<< 'a'": {"Dockerfile"},
    'cat 2>/dev/null >> Dockerfile <<< "a $(date)"; rm README.md': {"Dockerfile", "README.md"},
}
CHANGING = {
    **DEFAULTS, **UNSET, **ASSIGNED, **BRANCHES, **READ, **ARRAYS, **EXPANSIONS, **SUFFIXES, **FOLDERS, **PATTERNS, **ELSEWHERE,
}  # fmt: skip


@pytest.mark.parametrize(("text", "files"), CHANGING.items())
def test_a_command_changes_the_files_that_its_words_come_to(text, files, root):
    assert files <= changed(root, text)


@pytest.mark.parametrize(
    ("text", "files"),
    {
        "cd nope && rm Dockerfile": {"nope/Dockerfile"},
        "cd nope && echo x > Dockerfile": {"nope/Dockerfile"},
        "mkdir -p a && cd a && echo x > Dockerfile && cd ..": {"a/Dockerfile"},
        "cd nope && cat > Dockerfile <<'EOF'\nx\nEOF": {"nope/Dockerfile"},
        "(cd nope && make > Dockerfile 2>&1)": {"nope/Dockerfile"},
        "cd nope || exit 1; rm Dockerfile": {"nope/Dockerfile"},
        "cd nope || { echo no; exit 1; }; rm Dockerfile": {"nope/Dockerfile"},
        "if ! cd nope; then exit 1; fi; rm Dockerfile": {"nope/Dockerfile"},
        "set -euo pipefail; cd nope; rm Dockerfile": {"nope/Dockerfile"},
        "bash -ec 'cd nope; rm Dockerfile'": {"nope/Dockerfile"},
        "mkdir -p build; cd build; rm Dockerfile": {"build/Dockerfile"},
        "git clone https://h/o/foo.git; cd foo; rm Dockerfile": {"foo/Dockerfile"},
        "cd src && ls; rm app.py": {"src/app.py"},
        "for d in src infra; do cd $d; ls; cd ..; done; rm -rf build": {"build"},
        "for d in src infra; do (cd $d && rm x); done": {"src/x", "infra/x"},
        'rm -rf "${BUILD_DIR:-build}"': {"build"},
    }.items(),
)
def test_a_command_changes_no_more_than_what_is_sure(text, files, root):
    assert changed(root, text) == files


HARMLESS = (
    'rm -rf "$BUILD_DIR"', "rm -rf src/$X", 'rm -rf "${OUT_DIR}/"', "rm -f *.log$X", 'echo "$FOO Dockerfile"',
    "cp Dockerfile Dockerfile$SUF", 'cp Dockerfile "Dockerfile.$(date +%s)"', 'cp Dockerfile "Dockerfile.$USER"',
    "cat Dockerfile > Dockerfile$SUF", 'cp src/app.py "src/app$SUF.py"', "mkdir -p build-$X/src",
    'if [ -f Dockerfile ]; then F=Dockerfile; else F=README.md; fi; cat "$F"', 'F=${F:-Dockerfile}; docker build -f "$F" .',
    'x=(Dockerfile README.md); for f in "${x[@]}"; do cat "$f"; done', 'echo "${FILE:-Dockerfile}"',
    "while IFS= read -r f; do wc -l \"$f\"; done < <(find . -name '*.py')", 'for f in src/*.py; do echo "${f%.py}"; done',
    'export PATH="$PWD/bin:$PATH"; which ls', 'IMAGE=${IMAGE:-app:latest}; docker build -t "$IMAGE" .',
    "cd src && pytest; cd ..", "cd infra && terraform plan", "pushd src; ls; popd", "cd nope; cat Dockerfile",
    'case "$1" in build) make;; test) pytest;; *) echo usage;; esac', "if cd src; then ls; fi", "cd src || exit 1; ls",
    "trap 'echo done' EXIT; ls", 'read -r a b <<< "1 2"; echo $b', "for i in 1 2 3; do echo $i; done",
    "cat <<< 'a' > /dev/null", "cat > /dev/null <<< 'a'", "ssh host 'rm Dockerfile'", "ssh host 'cat > Dockerfile' < Dockerfile",
    "ssh -p 22 u@h 'cd /srv && rm Dockerfile'", "docker exec c sh -c 'echo > Dockerfile'", "docker run --rm alpine rm Dockerfile",
    "kubectl exec p -- rm Dockerfile", "kubectl -n x exec -it p -c c -- sh -c 'rm Dockerfile'", "docker exec -it c python -c \"open('Dockerfile','w')\"",
    'printf -v d "%s" x; echo $d',
)  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_command_changes_nothing_and_is_not_asked_about(text, root):
    found = facts(root, text)

    assert not [fact["path"] for fact in found["files"] if fact["path"] in FILES or fact["path"] in ("src", "infra")]
    assert not [fact["why"] for fact in found["unresolved"]]


@pytest.mark.parametrize("text", ["cat > /tmp/x <<< 'a'", "cat > /tmp/s.py <<< 'print(1)'; python3 /tmp/s.py"])
def test_a_here_string_behind_a_redirection_is_read(text, root):
    found = facts(root, text)

    assert all(fact["path"].startswith("/tmp/") for fact in found["files"])
    assert not found["unresolved"]


@pytest.mark.parametrize("text", ["ssh host 'rm -rf x'", "docker exec c rm -rf x", "kubectl exec p -- rm -rf x"])
def test_what_runs_elsewhere_stays_a_command(text, root):
    assert "rm" in [fact["program"] for fact in facts(root, text)["commands"]]
