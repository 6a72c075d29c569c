"""The files that code of other languages changes: by its arguments, its environment and input, and what it makes of texts."""

from __future__ import annotations

import re

import pytest
from asked import facts

PATCH = "--- a/Dockerfile\\n+++ b/Dockerfile\\n@@ -1,1 +1,1 @@\\n-FROM a\\n+FROM b\\n"
PARSER = (
    "import argparse\np = argparse.ArgumentParser()\np.add_argument('--file')\na = p.parse_args()\nopen(a.file, 'w')"
)
WALK = """const fs = require('fs'), path = require('path');
function walk(d) {
  for (const e of fs.readdirSync(d, {withFileTypes: true})) {
    const p = path.join(d, e.name);
    if (e.name === '.git') continue;
    if (e.isDirectory()) walk(p);
    else if (p.endsWith('.py')) fs.writeFileSync(p, '#');
  }
}
walk('.');"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("root")
    for path in ("Dockerfile", "README.md", "package.json", "src/app.py", "infra/main.tf"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("{}\n")
    return folder


def is_covered(path, named):
    patterns = [
        re.escape(one).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*") for one in named
    ]
    return any(re.fullmatch(f"{one}(?:/.*)?", path) for one in patterns)


def script(command, code):
    return f"{command} <<'EOF'\n{code}\nEOF"


DOCKERFILE = {"Dockerfile"}
CHANGES = {
    # what the command line gives
    """python -c "import sys,os; [os.remove(x) for x in sys.argv[1:]]" src/* infra/*""": {"src/app.py", "infra/main.tf"},
    """python -c "import sys; open(sys.argv[1], 'w')" Dockerfile""": DOCKERFILE,
    """F=Dockerfile python -c "import os; os.remove(os.environ['F'])" """: DOCKERFILE,
    """F=Dockerfile python -c "import os; open(os.getenv('F'), 'w')" """: DOCKERFILE,
    """export F=Dockerfile; python -c "import os; open(os.environ.get('F'), 'w')" """: DOCKERFILE,
    """python -c "import os; open(os.environ.get('F', 'Dockerfile'), 'w')" """: DOCKERFILE,
    """ls | python -c "import sys,os; [os.remove(l.strip()) for l in sys.stdin if 'Dock' in l]" """: DOCKERFILE,
    """echo Dockerfile | python -c "import os; os.remove(input())" """: DOCKERFILE,
    """echo Dockerfile > list.txt; python -c "import os; [os.remove(l.strip()) for l in open('list.txt')]" """: DOCKERFILE,
    """find . -name 'Docker*' -exec python -c 'import sys,os; os.remove(sys.argv[1])' {} \\;""": DOCKERFILE,
    script("cat > fix.py", "import sys\nopen(sys.argv[1], 'w')") + "\npython fix.py Dockerfile": DOCKERFILE,
    script("python - Dockerfile", "import sys, os\nlist(map(os.remove, sys.argv[1:]))"): DOCKERFILE,
    script("python - --file Dockerfile", PARSER): DOCKERFILE,
    script("python - --file=Dockerfile", PARSER): DOCKERFILE,
    script("python -", PARSER.replace("'--file'", "'-f', '--file', default='Dockerfile'")): DOCKERFILE,
    script("python - Dockerfile src/app.py", PARSER.replace("'--file'", "'file', nargs='*'").replace("open(a.file, 'w')", "[open(f, 'w') for f in a.file]")): {"Dockerfile", "src/app.py"},
    """node -e "fs.unlinkSync(process.argv[1])" Dockerfile""": DOCKERFILE,
    """F=Dockerfile node -e "fs.unlinkSync(process.env.F)" """: DOCKERFILE,
    script("node - Dockerfile", "const fs = require('fs'); fs.writeFileSync(process.argv[2], 'x');"): DOCKERFILE,
    script("node - Dockerfile", "const fs = require('fs'); const [, , name] = process.argv; fs.writeFileSync(name, 'x');"): DOCKERFILE,
    script("node - Dockerfile src/app.py", "const fs = require('fs'); process.argv.slice(2).forEach(f => fs.writeFileSync(f, 'x'));"): {"Dockerfile", "src/app.py"},
    script("cat > fix.js", "const fs = require('fs');\nfor (const f of process.argv.slice(2)) fs.writeFileSync(f, 'x');") + "\nnode fix Dockerfile": DOCKERFILE,
    script("node -", "require('fs').writeFileSync(`${__dirname}/Dockerfile`, 'x');"): DOCKERFILE,
    """echo "require('fs').unlinkSync('Dockerfile')" > index.js; node .""": DOCKERFILE,
    "perl -e 'unlink @ARGV' src/* infra/*": {"src/app.py", "infra/main.tf"},
    "perl -e 'map { unlink } @ARGV' Dockerfile": DOCKERFILE,
    "perl -e 'my $f = shift; open my $o, \">\", $f; print $o 1' Dockerfile": DOCKERFILE,
    "perl -e 'open F, \">$ARGV[0]\"; print F 1' Dockerfile": DOCKERFILE,
    "perl -e 'for my $f (@ARGV) { open my $o, \">\", $f; print $o 1 }' Dockerfile src/app.py": {"Dockerfile", "src/app.py"},
    "F=Dockerfile perl -e 'unlink $ENV{F}'": DOCKERFILE,
    "perl -ne 'chomp; unlink' <<< Dockerfile": DOCKERFILE,
    "ls | perl -lne 'unlink if -f'": DOCKERFILE,
    "perl -e 'chomp(my $f=<STDIN>); unlink $f' <<< Dockerfile": DOCKERFILE,
    "echo Dockerfile > list.txt; perl -lne 'unlink' list.txt": DOCKERFILE,
    "perl -se 'unlink $f' -- -f=Dockerfile": DOCKERFILE,
    "ruby -e 'File.delete(ARGV[0])' Dockerfile": DOCKERFILE,
    "ruby -e 'ARGV.each { |f| File.delete(f) }' Dockerfile": DOCKERFILE,
    "F=Dockerfile ruby -e 'File.write(ENV[\"F\"], \"x\")'": DOCKERFILE,
    "ruby -run -e rm -- Dockerfile": DOCKERFILE,
    "ruby -e 'Pathname.new(\"Dockerfile\").delete'": DOCKERFILE,
    "ruby -e 'require \"fileutils\"; FileUtils.rm \"Dockerfile\"'": DOCKERFILE,
    "php -r 'unlink($argv[1]);' Dockerfile": DOCKERFILE,
    # functions that write
    script("python -", "import fileinput\nfor l in fileinput.FileInput('Dockerfile', inplace=True): print(l)"): DOCKERFILE,
    """python -c "import urllib.request as u; u.urlretrieve('http://x','Dockerfile')" """: DOCKERFILE,
    """python -c "import logging; logging.FileHandler('Dockerfile','w')" """: DOCKERFILE,
    """python -c "import logging; logging.basicConfig(filename='Dockerfile')" """: DOCKERFILE,
    """python -c "import zipfile; zipfile.ZipFile('Dockerfile','w')" """: DOCKERFILE,
    """python -c "import zipfile; zipfile.ZipFile('x.zip').extract('Dockerfile')" """: DOCKERFILE,
    """python -c "import io; io.FileIO('Dockerfile', 'w')" """: DOCKERFILE,
    """python -c "import zipapp; zipapp.create_archive('src', 'Dockerfile')" """: DOCKERFILE,
    """python -c "import py_compile; py_compile.compile('src/app.py', cfile='Dockerfile')" """: DOCKERFILE,
    """python -c "import cProfile; cProfile.run('1', 'Dockerfile')" """: DOCKERFILE,
    """python -c "import cProfile; p = cProfile.Profile(); p.dump_stats('Dockerfile')" """: DOCKERFILE,
    """python -c "import tracemalloc; tracemalloc.take_snapshot().dump('Dockerfile')" """: DOCKERFILE,
    """python -c "import distutils.file_util as d; d.copy_file('README.md','Dockerfile')" """: DOCKERFILE,
    script("python -", "import xml.etree.ElementTree as ET\nET.ElementTree(ET.Element('a')).write('Dockerfile')"): DOCKERFILE,
    """node -e "process.report.writeReport('Dockerfile')" """: DOCKERFILE,
    "node --cpu-prof --cpu-prof-name=Dockerfile -e 0": DOCKERFILE,
    "node --redirect-warnings=Dockerfile x.js": DOCKERFILE,
    script("node -", WALK): {"src/app.py"},
    "perl -MTie::File -e 'tie @a, \"Tie::File\", \"Dockerfile\"; $a[0]=1'": DOCKERFILE,
    "perl -MFcntl -e 'sysopen(F,\"Dockerfile\",O_WRONLY|O_TRUNC)'": DOCKERFILE,
    "perl -MIO::File -e 'IO::File->new(\"Dockerfile\",\"w\")->print(1)'": DOCKERFILE,
    "perl -MFile::Path=remove_tree -e 'remove_tree(q(infra))'": {"infra/main.tf"},
    "perl -e '@ARGV=(\"Dockerfile\"); $^I=\"\"; while(<>){print uc}'": DOCKERFILE,
    "perl -MStorable -e 'store {}, \"Dockerfile\"'": DOCKERFILE,
    "perl -MArchive::Tar -e 'Archive::Tar->create_archive(\"Dockerfile\",0,\"README.md\")'": DOCKERFILE,
    # names that are built
    """python -c "from pathlib import Path; Path('src/x.py').with_stem('app').write_text('')" """: {"src/app.py"},
    """python -c "import os; os.remove(os.path.splitext('Dockerfile.x')[0])" """: DOCKERFILE,
    """python -c "import os; os.remove(next(f for f in os.listdir() if f[0]=='D'))" """: DOCKERFILE,
    script("python -", "import json\ncfg = json.loads('{\"file\": \"Dockerfile\"}')\nopen(cfg['file'], 'w')"): DOCKERFILE,
    script("python -", 'names = """\nDockerfile\nsrc/app.py\n""".strip().splitlines()\nfor n in names:\n    open(n, "w")'): {"Dockerfile", "src/app.py"},
    script("python -", "for d, f in zip(['src', 'infra'], ['app.py', 'main.tf']):\n    open(d + '/' + f, 'w')"): {"src/app.py", "infra/main.tf"},
    script("python -", "import re\nopen(re.sub('X', '', 'DockerXfile'), 'w')"): DOCKERFILE,
    script("python -", "open('Dockerfile:1'.partition(':')[0], 'w')"): DOCKERFILE,
    script("python -", "kw = dict(file='Dockerfile', mode='w')\nopen(**kw)"): DOCKERFILE,
    "perl -e 'my $dir=\"src\"; unlink \"$dir/app.py\"'": {"src/app.py"},
    "perl -e 'my ($a,$b)=(\"Docker\",\"file\"); unlink $a.$b'": DOCKERFILE,
    "perl -e 'unlink join \"\", qw(Docker file)'": DOCKERFILE,
    "perl -e 'unlink sprintf \"%sfile\",\"Docker\"'": DOCKERFILE,
    "perl -e 'unlink ucfirst \"dockerfile\"'": DOCKERFILE,
    "perl -e 'unlink lc(\"DOCKERFILE\") =~ s/d/D/r'": DOCKERFILE,
    "perl -e 'unlink scalar reverse \"elifrekcoD\"'": DOCKERFILE,
    "perl -e '$_=\"Dockerfile\"; unlink'": DOCKERFILE,
    "perl -e 'unlink for qw(Dockerfile src/app.py)'": {"Dockerfile", "src/app.py"},
    "perl -MCwd -e 'unlink getcwd().\"/Dockerfile\"'": DOCKERFILE,
    # a text that is taken off the names of a pattern
    """echo x > Dockerfile.new; python -c "import glob,os; [os.rename(f, f.replace('.new','')) for f in glob.glob('*.new')]" """: DOCKERFILE,
    """echo x > Dockerfile.new; python -c "import glob,os; [os.rename(f, f[:-4]) for f in glob.glob('*.new')]" """: DOCKERFILE,
    """echo x > Dockerfile.new; perl -e 'for (<*.new>) { my $n = $_; $n =~ s/\\.new$//; rename $_, $n }' """: DOCKERFILE,
    """echo x > Dockerfile.new; perl -e 'for (glob "*.new") { (my $n = $_) =~ s/\\.new$//; rename $_, $n }' """: DOCKERFILE,
    # the folder, variables and input of what it starts
    """python -c "import subprocess as s; s.run('rm app.py',shell=True,cwd='src')" """: {"src/app.py"},
    """python -c "import os,subprocess; os.chdir('src'); subprocess.run(['rm','app.py'])" """: {"src/app.py"},
    script("node -", "const { execSync } = require('child_process'); execSync('rm app.py', { cwd: 'src' });"): {"src/app.py"},
    "perl -e 'chdir \"src\"; unlink \"app.py\"'": {"src/app.py"},
    script("python -", "import subprocess\nsubprocess.run(['bash', '-c', 'rm $F'], env={'F': 'Dockerfile'})"): DOCKERFILE,
    script("node -", "require('child_process').execSync('rm $F', { env: { F: 'Dockerfile' } });"): DOCKERFILE,
    script("python -", "import subprocess\nsubprocess.run(['xargs', 'rm'], input=b'Dockerfile')"): DOCKERFILE,
    script("python -", f"import subprocess\nsubprocess.run(['patch', '-p1'], input=b'{PATCH}')"): DOCKERFILE,
    script("python -", f"import subprocess\nsubprocess.run('git apply -', shell=True, input='{PATCH}', text=True)"): DOCKERFILE,
    script("python -", "import subprocess\nsubprocess.run(['bash'], input=b'rm Dockerfile')"): DOCKERFILE,
    script("node -", f"require('child_process').spawnSync('patch', ['-p1'], {{ input: '{PATCH}' }});"): DOCKERFILE,
    # awk and sed
    """awk 'BEGIN{f="Docker" "file"; printf "" > f}'""": DOCKERFILE,
    "awk '{print $1 >> FILENAME; close(FILENAME)}' src/app.py": {"src/app.py"},
    "awk '{print > ARGV[2]; exit}' README.md Dockerfile": DOCKERFILE,
    """F=Dockerfile awk 'BEGIN{print > ENVIRON["F"]}'""": DOCKERFILE,
    "awk '{print > $1}' <<< Dockerfile": DOCKERFILE,
    """awk 'BEGIN { d = "src"; print "x" > (d "/app.py") }'""": {"src/app.py"},
    """awk 'BEGIN { print "x" > ("src/" "app.py") }'""": {"src/app.py"},
    "awk -v out=Dockerfile '{print > out}' README.md": DOCKERFILE,
    "sed 's|readme|x|w Dockerfile' README.md": DOCKERFILE,
    "sed -n 'wDockerfile' README.md": DOCKERFILE,
    "sed '/x/!w Dockerfile' README.md": DOCKERFILE,
    "sed 'W Dockerfile' README.md": DOCKERFILE,
    "sed -n '/readme/w'Dockerfile README.md": DOCKERFILE,
    "sed '1e\\rm Dockerfile' README.md": DOCKERFILE,
    # of those that start programs, by whatever name
    """python -c "import os as o; o.system('rm Dockerfile')" """: DOCKERFILE,
    """python -c "import subprocess; r = subprocess; r.call('rm Dockerfile', shell=True)" """: DOCKERFILE,
    """node -e "const c = require('child_process'); c.exec('rm Dockerfile')" """: DOCKERFILE,
    """node -e "require('shelljs').exec('rm Dockerfile')" """: DOCKERFILE,
    """python -c "from invoke import Context; Context().run('rm Dockerfile')" """: DOCKERFILE,
    "ruby -e 'Kernel.exec(\"rm Dockerfile\")'": DOCKERFILE,
}  # fmt: skip


@pytest.mark.parametrize("text", CHANGES)
def test_code_changes_files(text, root):
    named = [fact["path"] for fact in facts(root, text)["files"]]

    assert not [path for path in CHANGES[text] if not is_covered(path, named)], named


@pytest.mark.parametrize(
    "text",
    [
        # methods of objects that are no shell
        """python -c "db.execute('select 1')" """,
        """python -c "c.execute('insert into t values (1)')" """,
        """python -c "import sqlite3; sqlite3.connect('x.db').execute('insert into t (a) values (1)')" """,
        """python -c "import os; c.execute('insert into t (a) values (1)')" """,
        """python -c "pool.execute('if x: y')" """,
        """node -e "db.exec('select 1')" """,
        """node -e "db.run('insert into t values (1)', e => 1)" """,
        """node -e "console.log(/x/.exec('foo (bar'))" """,
        "php -r '$pdo->exec($sql); $pdo->exec(\"insert into t values (1)\");'",
        "ruby -e 'conn.exec(sql)'",
        # members of lists, copies in memory
        """python -c "s=set(['Dockerfile']); s.remove('Dockerfile')" """,
        """python -c "from collections import deque; d=deque(['Dockerfile']); d.remove('Dockerfile')" """,
        """python -c "import copy; copy.copy('Dockerfile')" """,
        """python -c "names = load(); names.remove('Dockerfile'); print(names)" """,
        """python -c "import tempfile,shutil; d=tempfile.mkdtemp(); shutil.rmtree(d)" """,
        """python -c "import tempfile, json; f=tempfile.NamedTemporaryFile(); print(f.name)" """,
        # what is only read
        """python -c "import sys; print(open(sys.argv[1]).read())" Dockerfile""",
        """python -c "import sys,json; print(json.load(sys.stdin)['x'])" < Dockerfile""",
        """python -c "import re; t=open('Dockerfile').read(); print(re.sub('a','b',t).strip('\\n').split('\\n'))" """,
        """python -c "import subprocess; subprocess.run(['grep','x','Dockerfile'], cwd='src', env={'A':'b'})" """,
        """python -c "import subprocess; subprocess.run(['cat'], input=b'rm Dockerfile')" """,
        """python -c "import zipfile; print(zipfile.ZipFile('x.zip').namelist())" """,
        """python -c "import logging; logging.basicConfig(level=logging.INFO); logging.info('Dockerfile')" """,
        """python -c "import glob; print([f.replace('.py','.txt') for f in sorted(glob.glob('src/*.py'))])" """,
        """node -e "console.log(require('fs').readFileSync(process.argv[1], 'utf8'))" Dockerfile""",
        """node -e "const {execSync}=require('child_process'); console.log(execSync('ls',{cwd:'src'}).toString())" """,
        "perl -ne 'print if /x/' Dockerfile",
        "perl -e 'open(F, \"Dockerfile\"); while (<F>) { print }'",
        "perl -e 'sysopen(F, \"Dockerfile\", O_RDONLY); print <F>'",
        "perl -e 'print join(\",\", map { uc } @ARGV)' Dockerfile",
        "perl -0777 -ne 'print $1 while /\"(.*?)\"/gs' Dockerfile",
        "ruby -e 'puts File.read(ARGV[0])' Dockerfile",
        "awk '{print $1 \" > Dockerfile\"}' README.md",
        "awk '{ if ($1 > 5) print $2 }' Dockerfile",
        "awk 'length($0) > max { max = length($0) } END { print max }' Dockerfile",
        "sed -n 's/w Dockerfile/x/p' README.md",
        "sed 's/w /x/' Dockerfile",
        "sed -n '/^[/]w /p' Dockerfile",
        "sed ':a;N;$!ba;s/\\n/ w Dockerfile /g' README.md",
        "sed '$a w Dockerfile' README.md",
    ],
)  # fmt: skip
def test_code_that_reads_changes_and_asks_nothing(text, root):
    found = facts(root, text)

    assert [fact["path"] for fact in found["files"]] == []
    assert found["unresolved"] == []


@pytest.mark.parametrize(
    "text",
    [
        """python -c "import sys; open('/tmp/out','w').write(open(sys.argv[1]).read())" Dockerfile""",
        "perl -e 'my $in = shift; my $out = shift; open my $i, \"<\", $in; open my $o, \">\", $out; print $o <$i>' Dockerfile /tmp/x",
        "perl -ne 'open my $o, \">>\", \"/tmp/out\"; print $o $_' Dockerfile",
        script("node -", WALK),
        script("python - --in Dockerfile --file /tmp/x", PARSER.replace("p.add", "p.add_argument('--in')\np.add")),
        script("python - --file /tmp/x", PARSER.replace("'--file'", "'--file', default='Dockerfile'")),
        "ruby -e 'File.write(\"/tmp/x\", File.read(ARGV[0]))' Dockerfile",
        "awk '{print $1 > \"/tmp/\" FILENAME \".x\"}' Dockerfile",
        """python -c "import glob,os; [os.rename(f, f.replace('.new','')) for f in glob.glob('*.new')]" """,
        "perl -e 'for (<*.new>) { my $n = $_; $n =~ s/\\.new$//; rename $_, $n }'",
    ],
)  # fmt: skip
def test_code_that_writes_elsewhere_leaves_what_it_reads(text, root):
    found = facts(root, text)

    assert not is_covered("Dockerfile", [fact["path"] for fact in found["files"]])
    assert found["unresolved"] == []
