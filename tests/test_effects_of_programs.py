"""Which files of the workspace programs change by their options, their orders and the folder they are told to work in."""

from __future__ import annotations

import pytest
from asked import changed, facts

FILES = (
    "Dockerfile",
    "README.md",
    "infra/main.tf",
    "package.json",
    "src/app.py",
    "src/page.ts",
    "src/main.go",
    "q/package.json",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("ws")
    for name in FILES:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x\n")
    (root / "q/package.json").write_text('{"scripts": {"test": "rm ../Dockerfile"}}')
    return root


DOCKERFILE = [
    # editors
    "vim -es Dockerfile -c '%s/a/b/' -c wq", "vim -e -s Dockerfile -c '%s/a/b/' -c wq", "vi -es Dockerfile +1d +wq",
    "ex -s Dockerfile <<< $'1d\nx'", "printf '%s\\n' 1d x | ex -s Dockerfile", "ex -s Dockerfile -c 1d -c x",
    "vim -es +'e Dockerfile' +1d +wq", "vim -es +'n Dockerfile' +1d +wq", "vim -es +'sp Dockerfile' +1d +wq",
    "vim -es +'tabe Dockerfile' +wq", "vim -es +'bad Dockerfile' +'b Dockerfile' +wq", "vim -es +'args Dock*' +'argdo 1d|w' +q",
    "vim -es README.md +'f Dockerfile|w!|q'", "vim -es -c \"call delete('Dockerfile')\" -c q", "vim -es -c \"call writefile(['x'],'Dockerfile')\" -c q",
    "vim -es -c 'call rename(\"Dockerfile\",\"y\")' -c q", "vim -es -c 'exe \"e Docker\".\"file\"|1d|wq'", "vim -es x +'mks! Dockerfile' +q!",
    "vim -es x +'hardcopy > Dockerfile' +q!", "vim -es -V1Dockerfile README.md +q!", "rvim -es Dockerfile +1d +wq", "view -es -c 'w! Dockerfile' -c q README.md",
    "vimdiff -es Dockerfile +1d +wqa", "nvim --headless Dockerfile -c '%s/a/b/' -c wq", "ed -s <<< $'e Dockerfile\n1d\nw\nq'",
    "ed -s README.md <<< $'f Dockerfile\nw\nq'", "ed -s README.md <<< $'W Dockerfile\nq'", "ed -s Dockerfile <<< $'1d\nwq'",
    # options of git that name an output
    "git diff --output=Dockerfile", "git log -p --output Dockerfile", "git show --output=Dockerfile HEAD", "git format-patch -1 --output=Dockerfile",
    "git diff-tree -p --output=Dockerfile HEAD", "git range-diff --output=Dockerfile a...b", "git stash show -p --output=Dockerfile",
    "git archive -o Dockerfile HEAD", "git archive -oDockerfile HEAD", "git archive HEAD --output Dockerfile", "git bundle create Dockerfile HEAD",
    "git merge-file Dockerfile README.md src/app.py", "git interpret-trailers --in-place --trailer a:b Dockerfile", "git credential-store --file=Dockerfile store",
    "git mailinfo Dockerfile src/x < m", "git fast-export --export-marks=Dockerfile HEAD", "git index-pack --stdin -o Dockerfile", "git config -f Dockerfile a.b c",
    "git checkout-index -f Dockerfile", "GIT_TRACE=$PWD/Dockerfile git status", "GIT_TRACE2_EVENT=$PWD/Dockerfile git log", "GIT_INDEX_FILE=Dockerfile git read-tree HEAD",
    # pathspecs
    "git rm :/Dockerfile", "cd src; git restore -s HEAD~2 :/Dockerfile", "git rm ':(top)Dockerfile'", "git rm ':(icase)dockerfile'", "git rm -r ':!README.md'",
    "git restore -s HEAD~2 :/", "git rm '*file'", "printf 'Dockerfile\n' | git rm --pathspec-from-file=-", "echo Dockerfile > l; git rm --pathspec-from-file=l",
    "git checkout HEAD~2 --pathspec-from-file=- <<< Dockerfile", "git -C src rm -q :/Dockerfile", "git -C src checkout HEAD~1 -- ../Dockerfile",
    "git restore -SW Dockerfile", "git stash -- Dockerfile", "git stash push -m x Dockerfile",
    # what another command brings
    "git archive HEAD~1 Dockerfile | tar x", "git archive HEAD~1 | tar x", "git diff HEAD~1 -- Dockerfile | git apply -R", "git show HEAD -- Dockerfile | patch -Rp1",
    "git diff HEAD~1 -- Dockerfile > p && patch -p1 < p", "git format-patch -1 --stdout -- Dockerfile | git apply -R", "tar -C n -cf - . | tar xf -", "(cd n; tar c .) | tar x",
    "echo Dockerfile > l && xargs rm < l",
    # patches
    "patch -p2 <<< $'--- x/y/Dockerfile\n+++ x/y/Dockerfile'", "patch <<< $'--- x/y/Dockerfile\n+++ x/y/Dockerfile'", "patch <<< $'Index: Dockerfile\n1c1'",
    "cd src; git apply <<< $'--- a/Dockerfile\n+++ b/Dockerfile'",
    # archives
    "tar cf Dockerfile README.md", "tar -cvf Dockerfile README.md", "tar -rf Dockerfile README.md", "tar cf x.tar --index-file=Dockerfile README.md",
    "echo Dockerfile > l; tar cf x.tar --remove-files -T l", "tar xf x.tar --transform=s/README.md/Dockerfile/", "tar c README.md | tar x --transform s/README.md/Dockerfile/",
    "echo Dockerfile | zip -qm x.zip -@", "zstd --rm Dockerfile", "jar cf Dockerfile README.md", "jar --create --file Dockerfile README.md", "cpio -i Dockerfile < x",
    "cpio -o -O Dockerfile < l", "pax -r Dockerfile < x", "7z a Dockerfile x", "7z x x.7z Dockerfile", "lz4 README.md Dockerfile", "brotli -j Dockerfile", "pigz Dockerfile", "gunzip Dockerfile.gz",
    # downloads
    "curl -s -D Dockerfile https://h", "curl -c Dockerfile https://h", "curl --trace Dockerfile https://h", "curl --stderr Dockerfile https://h", "curl --etag-save Dockerfile https://h",
    "printf 'url = x\noutput = \"Dockerfile\"\n' | curl -K -", "printf 'output=Dockerfile\n' > x.cfg; curl -K x.cfg", "curl -T README.md file://$PWD/Dockerfile",
    "wget -o Dockerfile https://h/", "wget -a Dockerfile https://h/", "wget --output-file=Dockerfile https://h/", "wget https://h/Dockerfile",
    # outputs
    "openssl req -keyout Dockerfile", "openssl rand -out Dockerfile 8", "ssh-keygen -q -N '' -f Dockerfile", "ssh -E Dockerfile h", "gpg --status-file Dockerfile -k",
    "objcopy -I binary -O binary README.md Dockerfile", "as -o Dockerfile x.s", "cpp README.md Dockerfile", "cpp -o Dockerfile x.c", "c++ -o Dockerfile x.cc", "gcc -oDockerfile x.c",
    "gcc -c x.c -MF Dockerfile", "gcc x.c -Wl,-Map=Dockerfile", "gcc -c x.c -Wa,-a=Dockerfile", "ptx -G README.md Dockerfile", "pytest --junitxml=Dockerfile", "pytest --cov-report xml:Dockerfile",
    "python -m zipfile -c Dockerfile README.md", "python -m tarfile -c Dockerfile README.md", "python -m cProfile -o Dockerfile x.py", "python -m trace --count --file Dockerfile x.py",
    "python -m pip --log Dockerfile list", "java -Xlog:gc:file=Dockerfile -version", "java -XX:LogFile=Dockerfile -version", "node --cpu-prof --cpu-prof-name=Dockerfile x.js",
    "sqlite3 x.db '.once Dockerfile' 'select 1'", "sqlite3 x.db <<< '.log Dockerfile'", "sqlite3 x.db \"select writefile('Dockerfile','x')\"", "psql -c '\\o Dockerfile' -c 'select 1'",
    "duckdb -c \"copy (select 1) to 'Dockerfile'\"", "pg_dump -f Dockerfile db", "mysqldump -r Dockerfile db", "docker save -o Dockerfile i", "docker export -o Dockerfile c",
    "docker build --iidfile Dockerfile .", "aws s3api get-object --bucket b --key k Dockerfile", "aws lambda invoke --function-name f Dockerfile", "gcloud storage cp gs://b/x Dockerfile",
    "az storage blob download -f Dockerfile", "kustomize build -o Dockerfile", "uv export -o Dockerfile", "pip-compile -o Dockerfile", "poetry export -o Dockerfile", "coverage xml -o Dockerfile",
    "go test -coverprofile Dockerfile ./...", "go test -coverprofile=Dockerfile ./...", "strace -o Dockerfile ls", "perf stat -o Dockerfile ls", "xmllint --output Dockerfile x.xml", "dot -o Dockerfile x",
    "terraform plan -out=Dockerfile", "terraform plan -out Dockerfile", "sops -i -e Dockerfile", "ansible-vault encrypt Dockerfile", "age -o Dockerfile x",
    # programs that stand for others
    "cmake -E rm Dockerfile", "cmake -E copy README.md Dockerfile", "cmake -E rename Dockerfile x", "cmake -E touch Dockerfile", "cmake -E tar cf Dockerfile README.md", "grm Dockerfile",
    "gcp README.md Dockerfile", "gmv Dockerfile x", "echo | gtee Dockerfile", "gtar xf x.tar Dockerfile", "npx shx rm Dockerfile", "npx shx sed -i s/a/b/ Dockerfile", "npx replace a b Dockerfile",
    "ansible localhost -m file -a 'path=Dockerfile state=absent'", "ansible localhost -m copy -a 'src=a dest=Dockerfile'", "svn revert Dockerfile", "hg revert Dockerfile", "jj restore Dockerfile",
    "gio copy README.md Dockerfile", "npm x -c 'rm Dockerfile'", "npm run env -- rm Dockerfile",
    # replacers
    "sd a b Dockerfile", "rpl a b Dockerfile", "crudini --set Dockerfile a b c", "dasel put -f Dockerfile -v x a", "dockerfmt -w Dockerfile", "codespell -w Dockerfile",
    # make
    "printf 'Dockerfile:\n\techo x > $@\n' > Makefile; make -B Dockerfile", "printf 'x: Dockerfile\n\trm $<\n' > Makefile; make", "printf 'F=$(wildcard Dock*)\nx:\n\trm $(F)\n' > Makefile; make x",
    "printf 'x:\n\trm $(F)\n' > Makefile; F=Dockerfile make x", "printf 'x:\n\trm $$F\n' > Makefile; F=Dockerfile make x", "printf '$(file >Dockerfile,x)\nx:;\n' > Makefile; make",
    "make --eval='$(file >Dockerfile,x)' -f /dev/null", "make -f - <<< $'X = $(shell echo Dockerfile)\nall:\n\trm $(X)'", "make -f - <<< $'all:\n\trm $(basename Dockerfile.x)'",
    "printf 'all:\n\trm $(addsuffix file,Docker)\n' > Makefile; make", "printf 'O = Dockerfile\n$(O): x\n\tcp $< $@\n' > Makefile; make", "npm --prefix q test",
]  # fmt: skip
OTHERS = [
    ("git -C src rm -q app.py", "src/app.py"), ("git -C src mv app.py b.py", "src/app.py"), ("git -C src checkout HEAD~2 -- app.py", "src/app.py"),
    ("git -C src restore -s HEAD~2 app.py", "src/app.py"), ('git -C "$PWD/src" rm app.py', "src/app.py"), ("git rm ':(glob)**/*.py'", "src/app.py"), ("git rm '*.py'", "src/app.py"),
    ("env -C src rm app.py", "src/app.py"), ("env --chdir=src sh -c 'rm app.py'", "src/app.py"), ("sudo -D src rm app.py", "src/app.py"), ("cmake -E chdir src rm app.py", "src/app.py"),
    ("(cd src; env -C .. rm Dockerfile)", "Dockerfile"), ("make -C src -f - <<< $'x:\n\trm app.py'", "src/app.py"), ("patch -d src -p0 <<< $'--- app.py\n+++ app.py'", "src/app.py"),
    ("cd src && patch -p2 <<< $'--- a/src/app.py\n+++ b/src/app.py'", "src/app.py"), ("git apply --directory=src <<< $'--- a/app.py\n+++ b/app.py'", "src/app.py"),
    ("make -f - <<< $'.ONESHELL:\nall:\n\tcd src\n\trm app.py'", "src/app.py"), ("make -f - <<< $'all:\n\trm $(addprefix src/,app.py)'", "src/app.py"),
    ("make -f - <<< $'S := $(patsubst %.txt,%.py,src/app.txt)\nall:\n\trm $(S)'", "src/app.py"), ("printf 'src/%%.py:\n\t: > $@\n' > Makefile; make -B src/app.py", "src/app.py"),
    ("split -a 1 --additional-suffix=pp.py README.md src/", "src/app.py"), ("tar c tests/test_app.py | tar x --xform 's,tests/test_,src/,'", "src/app.py"),
    ("git diff HEAD~1 -- src | git apply -R", "src/app.py"), ("for f in src/*.py; do black $f; done", "src/app.py"), ("find . -name '*.py' -exec black {} +", "src/app.py"),
    ('git -C "$D" rm Dockerfile', "Dockerfile"), ("go run -C src . ; go fmt ./...", "src/main.go"),
    *((text, "src/app.py") for text in (
        "black .", "black src", "black -l 100 src/app.py", "isort .", "ruff format", "ruff format src", "ruff check --fix .", "ruff check --fix", "autoflake -i src/app.py", "pyupgrade --py311-plus src/app.py",
        "2to3 -w src", "yapf -i -r src", "python -m black .", "uv run ruff format .", "ast-grep -p a -r b -U", "comby a b .py -i", "fastmod -d src a b", "poetry run isort src", "cd src; black .",
        "uv --directory src run black ."
    )),
    *((text, "src/page.ts") for text in ("prettier --write .", "npx prettier --write src", "eslint --fix .", "npx eslint src --fix", "biome check --write", "deno fmt", "deno lint --fix", "cd src && npx prettier -w .")),
    *((text, "src/main.go") for text in ("gofmt -w .", "gofumpt -l -w src", "golangci-lint run --fix", "go fmt ./...")),
    *((text, "infra/main.tf") for text in ("terraform fmt -recursive", "terraform -chdir=infra fmt", "tofu fmt infra", "terraform fmt infra/main.tf", "cd infra && terraform fmt", "terraform fmt -list=false infra")),
]  # fmt: skip
NO_CHANGES = [
    "terraform fmt - < infra/main.tf", "ruff format - < src/app.py", "eslint --fix --stdin < a.js", "cargo fmt --help",
    "terraform fmt -help", "ruff check --fix --version", "git stash list -- Dockerfile",
    "split -l 100 README.md /tmp/p", "split -n 3 Dockerfile /tmp/p", "uniq -f 1 Dockerfile", "uniq -w 3 Dockerfile", "unzip -l x.zip Dockerfile", "unzip -p x.zip Dockerfile", "unzip -t x.zip Dockerfile",
    "tar -xOf x.tgz Dockerfile", "tar tf x.tgz Dockerfile", "tar tzf x.tgz", "black --check src/app.py", "black --diff .", "isort -c src/app.py", "isort --diff .", "patch --dry-run Dockerfile < p",
    "patch -o /tmp/out Dockerfile p", "git rm -n Dockerfile", "git rm --cached Dockerfile", "git mv -n Dockerfile x", "git restore --staged Dockerfile", "ed -s Dockerfile <<< ',p'", "ex -s +%p +q! Dockerfile",
    "vim -es -c %print -c q! Dockerfile", "vim +10 Dockerfile", "touch -r Dockerfile /tmp/x", "cp -n README.md Dockerfile", "mv -n README.md Dockerfile", "wget --spider http://h/Dockerfile",
    "awk '{print $1 \" > Dockerfile\"}' README.md", "ruff check .", "ruff check --fix --diff .", "ruff format --check .", "ruff format --diff src", "terraform fmt -check -recursive", "terraform fmt -write=false",
    "terraform plan", "terraform show p", "cargo fmt --check", "cargo fmt -- --check", "cargo build", "prettier --check .", "npx prettier -c Dockerfile", "eslint .", "npx eslint src", "gofmt -l .", "gofmt -d src",
    "go vet ./...", "go build ./...", "go test ./...", "shfmt -d .", "clang-format --dry-run -i src/a.c", "rubocop", "biome check .", "deno fmt --check", "dart format -o none .", "mix format --check-formatted",
    "codespell Dockerfile", "typos", "git diff", "git diff HEAD~1 -- Dockerfile", "git diff HEAD -- Dockerfile > /tmp/p", "git show HEAD -- Dockerfile | head -5", "git log -p -- src | less", "git archive HEAD | tar t",
    "git archive HEAD | gzip > /tmp/x.tgz", "git archive --format=zip -o /tmp/x.zip HEAD", "tar czf /tmp/x.tgz src Dockerfile", "tar cz . | ssh h 'tar xz -C /srv'", "tar cf - . | (cd /tmp/x && tar xf -)",
    "git -C src log", "git -C src status", "git config -f .gitmodules --get x.y", "git config -f x.cfg a.b", "git apply --check p", "git apply --stat p", "git stash list", "git stash show -p", "git checkout main",
    "docker build -t x .", "docker build -f Dockerfile -t x .", "docker save x | gzip > /tmp/x.gz", "openssl x509 -in Dockerfile -noout", "ssh-keygen -lf Dockerfile", "gpg --verify Dockerfile.asc", "make", "make test",
    "npm test", "npm run build", "pytest -q", "pytest --cov-report=term", "coverage report", "gcc -O2 -Wall m.c -o /tmp/m", "java -jar x.jar", "strace ls", "curl -I https://h/Dockerfile", "curl -d @Dockerfile https://h/x",
    "curl -T Dockerfile https://h/x", "wget -qO- https://h/Dockerfile", "gzip -c Dockerfile > /tmp/x.gz", "gzip -dc x.gz", "7z l x.7z", "zip /tmp/x.zip Dockerfile", "xmllint --noout pom.xml", "helm template .",
    "kustomize build .", "aws s3 cp Dockerfile s3://b/x", "aws lambda list-functions", "pip-compile --dry-run", "uv pip list", "nvim --headless -c 'set nu' -c q Dockerfile", "cmake -E echo x", "env -C src ls",
    "ansible all -m ping", "ansible web -m file -a 'path=Dockerfile state=absent'", "svn diff Dockerfile", "hg status", "perf stat ls", "sqlite3 x.db 'select * from t'", "sqlite3 x.db .tables",
    "psql -c 'select 1'", "duckdb -c \"select * from 'Dockerfile'\"", "zstd Dockerfile -o /tmp/x.zst", "brotli -c Dockerfile > /tmp/x.br", "cpio -t < x.cpio", "cp Dockerfile /tmp/Dockerfile.bak",
    "curl -XDELETE https://h/x", "curl -Hcontent-type:a https://h", "curl -dname=Dockerfile https://h", "GIT_TRACE=1 git status", "GIT_INDEX_FILE=/tmp/i git add Dockerfile",
    'black "$FILE"', 'ruff format "$F"', "prettier --write $(git diff --name-only HEAD~3 | head -1)", 'gofmt -w "$F"', 'vim -es "$F" +wq', 'git rm "$F"', 'tar xf "$A" -C "$D"',
    "true && cat < Dockerfile", "grep x Dockerfile && sort README.md > /tmp/x",
]  # fmt: skip


@pytest.mark.parametrize("text", DOCKERFILE)
def test_a_program_changes_the_file_that_its_words_name(text, workspace):
    assert "Dockerfile" in changed(workspace, text)


@pytest.mark.parametrize(("text", "path"), OTHERS)
def test_a_program_changes_files_of_the_folder_it_works_in(text, path, workspace):
    assert path in changed(workspace, text)


@pytest.mark.parametrize("text", NO_CHANGES)
def test_who_only_looks_changes_nothing(text, workspace):
    found = facts(workspace, text)

    assert not [fact["path"] for fact in found["files"] if not fact["path"].startswith("/")]
    assert not found["unresolved"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("black .", "src/page.ts"), ("terraform fmt", "infra/main.tf"), ("git -C src rm app.py", "app.py"), ("patch Dockerfile < p", "p"),
        ("prettier --write .", "package.json"), ("ruff check --fix src/app.py", "src/main.go"), ("make -f - <<< $'a:\n\trm $@\nDockerfile:\n\ttrue'", "Dockerfile"),
        ("git restore --staged --worktree src/app.py", "Dockerfile"), ("vim -es -c 'w /tmp/x' -c q README.md", "Dockerfile"),
    ],
)  # fmt: skip
def test_a_program_leaves_the_other_files(text, path, workspace):
    assert path not in changed(workspace, text)
