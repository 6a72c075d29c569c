"""Names that one command lists and another changes: what is left out, what filters make of them, and of known texts."""

from __future__ import annotations

import subprocess

import pytest
from asked import changed, facts

from pykiro_opa.catalogue.programs import UNKNOWN
from pykiro_opa.facts.shell.evaluator import Evaluator
from pykiro_opa.facts.shell.recorder import Recorder
from pykiro_opa.facts.shell.syntax.patterns import hidden, regex
from pykiro_opa.facts.shell.syntax.scope import Scope

FILES = (
    "Dockerfile", "README.md", "a.py", ".env", "src/app.py", "src/test_app.py", "src/notes.md", "src/deep/er/x.py",
    "docs/index.md", "docs/api/y.py", "infra/main.tf", ".hidden/z.py",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("listings")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x\n")
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("x\n")
    return folder


# What a find asks for: exactly the files that it really finds are named.
EXPRESSIONS = (
    "-name '*.py'", "-type f -name 'Docker*'", "-type f ! -name '*.md'", "-type f -not -name README.md -not -name Dockerfile",
    "-type f -not -path './src/*'", "-type f -not -path '*/deep/*'", "-type f ! -path './src/deep/*' ! -path './docs/*'",
    "-name '*.py' ! -name 'test_*'", "-name '*.py' -not -path './src/*'", "-type f -not -path ./README.md",
    "-path ./src -prune -o -type f -print", "-name src -prune -o -name docs -prune -o -name '*.py' -print",
    "-type d \\( -name src -o -name infra \\) -prune -o -type f -print", "\\( -name '*.py' -o -name '*.tf' \\)",
    "-type f \\( -name '*.py' -o -name '*.md' \\) -not -path './docs/*'", "-not \\( -name '*.py' -o -name '*.md' \\) -type f",
    "-iname dockerfile", "-iname 'README.*'", "-ipath './SRC/*' -type f", "-path './src/*.py'", "-path '*/deep/*' -type f",
    "-path '*app*' -type f", "-maxdepth 1 -type f -name '*.md'", "-maxdepth 1 -type f -not -name README.md",
    "-maxdepth 1 -type f ! -name '*.md' ! -name '.*'", "-type f -not -path '*/.*'", "-type f -not -path './.*'",
    "-type f -not -name '.*' -not -path '*/.hidden/*'", "-type f -not -iname 'readme*'", "-name '*.tf' -not -name '*.py'",
    "-path './docs/*' -name '*.py'", "-type f -wholename './docs/*'", "-type f -not -path '*docs*'", "-name x.py -print -o -name y.py -print",
)  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_find_names_the_files_that_it_finds_and_no_others(expression, root):
    found = subprocess.run(
        ["bash", "-c", f"find . {expression}"], capture_output=True, text=True, check=True, cwd=root
    ).stdout
    real = {one.removeprefix("./") for one in found.split()} & set(FILES)
    facts_of = facts(root, f"find . {expression} | xargs sed -i s/a/b/")

    assert real == {one["path"] for one in facts_of["files"]} & set(FILES)
    assert not [one for one in facts_of["files"] if one["path"].startswith(".git")]
    assert [] == facts_of["unresolved"]


# command: the files of ours that it changes, and no others
FINDS = {
    "find . -type f -not -name '*.md' -not -path '*/.git/*' -exec rm {} +": set(FILES) - {"README.md", "src/notes.md", "docs/index.md"},
    "find . -mindepth 1 -maxdepth 1 -not -name .git -exec rm -rf {} +": set(FILES),
    "find . -mindepth 1 -maxdepth 1 ! -name .git ! -name src -exec rm -rf {} +": {one for one in FILES if not one.startswith("src/")},
    "find . -path ./src -prune -o -name '*.py' -exec sed -i s/a/b/ {} \\;": {"a.py", "docs/api/y.py", ".hidden/z.py"},
    "find . -name '*.md' -print -o -name '*.tf' -delete": {"infra/main.tf"},
    "find . ! -name Dockerfile -name 'D*' -delete": set(),
    "find . -type f -name 'Docker*' -fprint l; xargs rm < l": {"Dockerfile"},
    "find . -iname 'DOCKER*' -exec sh -c 'rm \"$1\"' _ {} \\;": {"Dockerfile"},
    "find . -type f -not -path './src/*' -exec sh -c 'rm {}' \\;": {one for one in FILES if not one.startswith("src/")},
    "find . -type d -name src -exec rm -rf {} +": {one for one in FILES if one.startswith("src/")},
    "find . -type d -empty -delete": set(),
    "find . -type d -delete": set(),
    "find . -name '*.pyc' -delete": set(),
    "find . -type d -name __pycache__ -exec rm -rf {} +": set(),
    "find . -type d -name __pycache__ -prune -exec rm -rf {} +": set(),
    "find . -type f -name '*.log' -not -path './src/*' -delete": set(),
}  # fmt: skip


@pytest.mark.parametrize("text", FINDS)
def test_what_a_find_leaves_out_is_not_named(text, root):
    assert FINDS[text] == changed(root, text) & set(FILES)


# command: what must be named, and what must not
PIPELINES = {
    "find . -type f | sed 's|^\\./||' | xargs rm": ({"Dockerfile", "src/app.py"}, set()),
    "find . -type f | cut -c3- | xargs rm": ({"Dockerfile", "src/app.py"}, set()),
    "find . -type f | cut -d/ -f2- | grep Dock | xargs rm": ({"Dockerfile"}, {"src/app.py"}),
    "find . -type f | sed -n '/Docker/p' | xargs rm": ({"Dockerfile"}, {"src/app.py"}),
    "find . -type f | sed '/README/d' | xargs rm": ({"Dockerfile"}, {"README.md"}),
    "find . -type f | awk '/Docker/' | xargs rm": ({"Dockerfile"}, {"src/app.py"}),
    "find . -type f | tr '\\n' '\\0' | xargs -0 rm": ({"Dockerfile"}, set()),
    "find . -type f | sort | tail -n +1 | xargs rm": ({"Dockerfile"}, set()),
    "find . -type f | perl -ne 'print if /Docker/' | xargs rm": ({"Dockerfile"}, set()),
    "find . -type f | python3 -c 'import sys; print(sys.stdin.read())' | xargs rm": ({"Dockerfile"}, set()),
    "find . -type f | xargs grep -l FROM | xargs rm": ({"Dockerfile"}, set()),
    "find . -type f | xargs file | grep text | cut -d: -f1 | xargs rm": ({"Dockerfile"}, set()),
    "find . -type f | grep -v node_modules | grep py$ | xargs -I% sh -c 'echo > %'": ({"src/app.py"}, set()),
    "find . -type f | grep '\\.py$' | xargs rm": ({"src/app.py"}, {"Dockerfile", "README.md"}),
    "find . -name '*.py' | grep -v test_ | xargs sed -i s/a/b/": ({"src/app.py"}, {"src/test_app.py", "Dockerfile"}),
    "ls -p | grep -v / | xargs rm": ({"Dockerfile"}, set()),
    "ls src | sed 's|^|src/|' | xargs rm": ({"src/app.py"}, {"Dockerfile"}),
    "ls | grep -i docker | xargs -d '\\n' -I{} mv {} {}.old": ({"Dockerfile"}, {"a.py"}),
    "rm $(ls | sed -n 1p)": ({"Dockerfile"}, set()),
    "dir | xargs rm -rf": ({"Dockerfile", "src/app.py"}, set()),
    "compgen -G 'Dock*' | xargs rm": ({"Dockerfile"}, {"a.py"}),
    "compgen -f Dock | xargs rm": ({"Dockerfile"}, {"a.py"}),
    "tree -fi --noreport | xargs rm": ({"Dockerfile"}, set()),
    "stat -c %n * | xargs rm": ({"Dockerfile"}, set()),
    "du -a src | cut -f2 | xargs rm -rf": ({"src/app.py"}, {"Dockerfile"}),
    "wc -l Dockerfile src/app.py | awk '{print $2}' | xargs rm": ({"Dockerfile", "src/app.py"}, {"a.py"}),
    "md5sum *.py | awk '{print $2}' | xargs rm": ({"a.py"}, {"Dockerfile"}),
    "git ls-tree -r --name-only HEAD | xargs rm": ({"Dockerfile"}, set()),
    "git ls-tree -r HEAD | cut -f2 | xargs rm": ({"Dockerfile"}, set()),
    "git ls-files -s | cut -f2 | xargs rm": ({"Dockerfile"}, set()),
    "git ls-files | grep -v README | xargs -n1 shred -u": ({"Dockerfile", "src/app.py"}, {"README.md"}),
    "git ls-files | grep -Ev 'README|\\.py$' | xargs sed -i s/a/b/": ({"Dockerfile"}, {"README.md", "a.py", "src/app.py"}),
    "git ls-files | grep -F Docker | tr '\\n' ' ' | xargs rm": ({"Dockerfile"}, {"a.py"}),
    "git ls-files | awk -F/ '{print $NF}' | xargs rm": ({"Dockerfile"}, set()),
    "git ls-files | grep '^docs/' | xargs rm": ({"docs/index.md"}, {"Dockerfile", "src/app.py"}),
    'echo x > src/app.txt; for f in src/*.txt; do mv "$f" "$(echo $f | sed s/txt/py/)"; done': ({"src/app.py"}, {"Dockerfile"}),
    'mkdir new; echo x > new/Dockerfile.new; for f in new/*.new; do cp "$f" "$(basename "$f" .new)"; done': ({"Dockerfile"}, set()),
    "for f in $(echo ./D* | tr ' ' '\\n'); do chmod 600 \"$f\"; done": ({"Dockerfile"}, {"a.py"}),
    "for f in *.txt; do echo $f; done | sed 's/txt/md/' | xargs rm": ({"README.md"}, {"Dockerfile"}),
}  # fmt: skip


@pytest.mark.parametrize("text", PIPELINES)
def test_a_filter_between_who_lists_and_who_changes_keeps_the_names(text, root):
    found = changed(root, text)
    reached, kept = PIPELINES[text]

    assert reached <= found
    assert not kept & found


# Texts that are known, and what their filters or branches may print: Dockerfile among it.
TEXTS = (
    "$(echo Dockerfile.bak | sed 's/.bak//')", "$(echo dockerfile | sed 's/d/D/')", "$(echo Dockerfile.bak | cut -d. -f1)",
    "$(echo a Dockerfile | awk '{print $2}')", "$(awk 'BEGIN{print \"Dockerfile\"}')", "$(echo x/Dockerfile | awk -F/ '{print $NF}')",
    "$(python3 -c \"print('Docker' + 'file')\")", "$(perl -e 'print \"Dockerfile\"')", "$(perl -le 'print \"Dockerfile\"')",
    "$(node -p \"'Dockerfile'\")", "$(node -e \"console.log('Dockerfile')\")", "$(ruby -e 'puts \"Dockerfile\"')",
    "$(jq -rn '\"Dockerfile\"')", "$(echo '{\"a\":{\"f\":[\"Dockerfile\"]}}' | jq -r '.a.f[0]')", "$(jq -r .x <<< '{\"x\":\"Dockerfile\"}')",
    "$(openssl base64 -d <<< RG9ja2VyZmlsZQ==)", "$(sed s/x/D/ <<< xockerfile)", "$(cut -c2- <<< xDockerfile)",
    "$(head -c 10 <<< Dockerfilexxx)", "$(grep -o 'Docker.*' <<< xDockerfile)", "$(expr xDockerfile : 'x\\(.*\\)')",
    "$(date +Dockerfile)", "$(basename -a x/Dockerfile)", "$(basename -s .x Dockerfile.x)", "$(yes Dockerfile | head -1)",
    "$(xargs -n1 <<< Dockerfile)", "$(cat README.md | wc -l >/dev/null; echo Dockerfile)", "$(printf 'x\\nDockerfile\\n' | tail -1)",
    "$(false || echo Dockerfile)", "$(if true; then echo Dockerfile; fi)", "$(if x; then echo a; else echo Dockerfile; fi)",
    "$(case x in x) echo Dockerfile;; esac)", "$([ -f Dockerfile ] && echo Dockerfile || echo x)",
    '$(test -n "$X" && echo "$X" || echo Dockerfile)', "$(cat .target 2>/dev/null || echo Dockerfile)",
    "$(git config a.b || echo Dockerfile)", "$(grep -v '#' l)", "$(head -1 l)",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_filter_or_a_branch_prints_is_known(text, root):
    assert "Dockerfile" in changed(root, f"echo Dockerfile > l; F={text}; rm $F")


@pytest.mark.parametrize(
    "text",
    [
        "python3 -c \"print('Dockerfile')\" | xargs rm", "echo '{\"f\":\"Dockerfile\"}' | jq -r .f | xargs rm",
        "printf '%s\\n' Dockerfile x.py | grep -v py | xargs rm", "echo 'f: Dockerfile' > x.yml; rm $(grep ^f: x.yml | cut -d' ' -f2)",
        "echo Dockerfile > l; grep -v '#' l | xargs rm", "if a; then echo Dockerfile; else echo b; fi | xargs rm",
    ],
)  # fmt: skip
def test_what_a_filter_prints_goes_through_pipes(text, root):
    found = changed(root, text)

    assert "Dockerfile" in found
    assert not {"x.py", "a.py"} & found


@pytest.mark.parametrize(
    "text", ["perl -pe 'print \"x\"'", "perl -p -e 'print \"x\"'", "perl -e 'print \"\\x72m\"'", "node -e \"'x'\""]
)
def test_code_that_prints_more_than_one_text_is_not_known(text, root):
    assert ["code"] == [one["what"] for one in facts(root, f"echo rm | {text} | sh")["unresolved"]]


@pytest.mark.parametrize("text", ["head -c 2", "sed s/x/r/", "cut -c1-2", "tr x r", "awk 1", "grep -o ..", "tail -1"])
def test_what_a_filter_reads_from_the_shell_around_it_is_not_known(text, root):
    found = facts(root, f"printf xm | {{ c=$({text}); $c Dockerfile; }}")

    assert ["program"] == [one["what"] for one in found["unresolved"]]


LINES = (
    "a.b:c d/e\\nfoo bar baz\\n\\nAbc abc\\n",
    "./a/b.py\\n./c.txt\\n",
    "one two  three\\n\\tfour\\n",
    "x1,y2;z3\\n",
)
FILTERS = (
    "sed 's/a/b/g'", "sed -E 's/(.)(.)/\\2\\1/'", "sed 's/[/]/x/'", "sed -n '1,/bar/p'", "sed '2q'", "sed '$d'", "sed '/foo/,/Abc/d'",
    "sed 's/^/  /'", "sed 's/o*/-/g'", "sed -n 's/$//p'", "sed 's,a|b,x,'", "sed 's/b/[&]/I'", "sed '1!d'", "sed 's/a/\\1/'",
    "sed 's/a/b/2'", "sed y/a/b/", "sed -n '2,1p'", "sed -e 1d -e s/o/0/", "grep -i A", "grep -v a", "grep -o '[a-z]*'",
    "grep -E 'a|foo'", "grep -w o", "grep -xF foo", "grep -c a", "grep -n a", "grep '^$'", "cut -c2-", "cut -d: -f1", "cut -f1", "cut -d. -f2-",
    "cut -s -d: -f1", "head -n -1", "head -c 3", "tail -n +2", "tail -1", "tail -c 4", "tr a-z A-Z", "tr -d '\\n'", "tr -s ' '",
    "tr -cd 'a-z\\n'", "awk '{print $2}'", "awk -F/ '{print $NF}'", "awk 'NR>1{print $1,$2}'", "awk '/a/{print $NF \"x\"}'", "awk '!/a/'",
    "xargs", "xargs -n1", "paste -sd,", "sort", "uniq",
)  # fmt: skip


@pytest.mark.parametrize("text", FILTERS)
def test_a_filter_that_is_followed_does_what_the_program_does(text, root):
    for lines in LINES:
        full = f"printf '{lines}' | {text}"
        recorder = Recorder("x", lambda _: None, "", runs_now=True)
        output = Evaluator(recorder).run_text(full, Scope("", ""), "", 1)
        real = subprocess.run(["bash", "-c", full], capture_output=True, text=True, check=False, cwd=root).stdout

        assert UNKNOWN in output or output.rstrip("\n") == real.rstrip("\n"), full


HARMLESS = (
    "git ls-files | xargs grep x", "ls | grep foo | wc -l", "find . -type f | xargs cat", "find . -type f -not -path './.git/*' | xargs wc -l",
    "find . -path ./node_modules -prune -o -name '*.py' -print | sort | head", "git diff --name-only | grep '\\.py$' | xargs ruff check",
    "kill $(ps aux | grep node | awk '{print $2}')", "docker rm $(docker ps -aq | head -3)", "BRANCH=$(git branch --show-current | sed 's|/|-|g'); echo $BRANCH",
    "curl -s http://x | jq -r .tag | xargs -I{} echo {}", "VERSION=$(grep version package.json | cut -d'\"' -f4); git tag \"v$VERSION\"",
    'x=$(if [ -f a ]; then echo "-a -b"; else echo -c; fi); ls $x', "ls | python3 -m json.tool", "cat Dockerfile | sed 's/a/b/' | grep b",
    "find . -name '*.py' | xargs wc -l | sort -n | tail -1", "du -sh * | sort -h", "find . -type d -empty -print", "wc -l Dockerfile | awk '{print $1}'",
    "PY=$(command -v python3 >/dev/null && echo python3 || echo python); echo $PY", "cat Dockerfile | tr a-z A-Z", "sed -n 1,5p Dockerfile",
    "find . -name '*.py' -exec grep -l x {} + | head", "tail -f Dockerfile | grep x", "if grep -q x Dockerfile; then echo yes; fi | cat",
)  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_who_only_reads_what_is_listed_changes_nothing(text, root):
    found = facts(root, text)

    assert [] == found["files"]
    assert [] == found["unresolved"]


# pattern: the names that it matches of these
LEAVING_OUT = {
    "!(a|*.b)": {"c", ".x", "b.py", "a.py", "bx", "ax", "ab", "!(a"}, "!(!(*.py)|a.py)": {"b.py"}, "!(a)x": {"bx", ".x"},
    "a!(b)": {"a", "ax", "a.py"}, "!(!(a*)|!(*b))": {"ab"}, "!(a": {"!(a"}, "!(a|)": {"c", ".x", "x.b", "b.py", "a.py", "bx", "ax", "ab", "!(a"},
}  # fmt: skip


@pytest.mark.parametrize("pattern", LEAVING_OUT)
def test_a_pattern_can_leave_names_out(pattern):
    import re

    every = ("a", "c", ".x", "x.b", "b.py", "a.py", "bx", "ax", "ab", "!(a")

    assert LEAVING_OUT[pattern] == {one for one in every if re.fullmatch(regex(pattern), one)}


def test_hidden_names_are_left_out_as_others_are():
    assert [".!(git|*.md|md)"] == hidden("!(.git|*.md)")
    assert [".!(git|)"] == hidden("!(.git|)")
