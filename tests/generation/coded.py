"""Code of one line that changes files: `{p}` is a path as a literal, or a sum of literals."""

from __future__ import annotations

import random
import shlex
import shutil

PYTHON = (
    "open({p},'w').write('y')",
    "open({p},'a').write('y')",
    "open(file={p}, mode='w').write('y')",
    "import os; os.remove({p})",
    "import os; os.unlink({p})",
    "import os; os.rename({p},'new')",
    "import os; os.replace('b.md',{p})",
    "import os; os.truncate({p},0)",
    "import os; os.chmod({p},0o600)",
    "import shutil; shutil.move({p},'new')",
    "import shutil; shutil.rmtree('d')",
    "import shutil; shutil.rmtree('.kiro')",
    "from pathlib import Path; Path({p}).write_text('y')",
    "from pathlib import Path; Path({p}).unlink()",
    "import pathlib; p = pathlib.Path('.') / {p}; p.write_bytes(b'y')",
    "from pathlib import Path; [f.unlink() for f in Path('.').iterdir() if f.is_file()]",
    "from pathlib import Path; [f.write_text('y') for f in Path().rglob('*.txt')]",
    "import glob, os; [os.remove(f) for f in glob.glob('D*')]",
    "import glob; [open(f,'w').write('') for f in glob.glob('**/*.txt', recursive=True)]",
    "import os\nfor d, _, fs in os.walk('.'):\n  for f in fs:\n    if f.endswith('.txt'): open(os.path.join(d,f),'w').close()",
    "import os; [os.remove(e.path) for e in os.scandir('.') if e.is_file()]",
    "import os; [os.remove(e) for e in os.listdir() if os.path.isfile(e)]",
    "import subprocess; subprocess.run(['rm','-f',{p}])",
    "import subprocess; subprocess.run('rm -f '+{p}, shell=True)",
    "import os; os.system('rm -f %s' % {p})",
    "with open({p},'w') as f: f.write('y')",
    "f = open({p},'r+'); f.write('yyy'); f.close()",
    "import io; io.open({p},'w').write('y')",
    "import os; fd = os.open({p}, os.O_WRONLY|os.O_TRUNC); os.close(fd)",
    "import tempfile, os; open('new','w').write('y'); os.replace('new',{p})",
    "import os; os.symlink({p},'l'); open('l','w').write('y')",
    "import os; os.link({p},'l'); open('l','w').write('y')",
    "import fileinput\nfor l in fileinput.input({p}, inplace=True): print('y')",
    "import json; json.dump({{}}, open({p},'w'))",
    "print('y', file=open({p},'w'))",
    "import sys; sys.stdout = open({p},'w'); print('y')",
    "import os; os.makedirs('n', exist_ok=True); os.rename({p},'n/x')",
    "name={p}\ndef go(n):\n  open(n,'w').write('y')\ngo(name)",
    "exec(\"open({p},'w').write('y')\".replace('{{p}}','x'))",
    "for n in ['b.md',{p}]: open(n,'w').write('y')",
    "import os; os.chdir('d'); open('a.txt','w').write('y')",
)
PERL = (
    "unlink {p}",
    "open(F,'>',{p}); print F 'y'",
    "open F, '>'.{p}; print F 'y'",
    "rename {p}, 'new'",
    "use File::Path; rmtree('d')",
    "system('rm','-f',{p})",
    "system('rm -f '.{p})",
    "truncate {p}, 0",
    "unlink glob 'D*'",
    "unlink for <D*>",
    "chmod 0600, {p}",
    "foreach my $f (glob('*.txt')) {{ open(my $h,'>',$f); print $h 'y'; }}",
    "`rm -f a.txt`",
    "my $x={p}; unlink $x",
    "opendir(D,'.'); for (readdir D) {{ unlink $_ if -f $_ }}",
    "use File::Find; find(sub {{ unlink $_ if -f }}, 'd')",
    "qx(truncate -s0 a.txt)",
    "exec 'rm', '-f', {p}",
)
NODE = (
    "fs.writeFileSync({p},'y')",
    "require('fs').writeFileSync({p},'y')",
    "const fs=require('node:fs'); fs.unlinkSync({p})",
    "fs.rmSync({p},{{force:true}})",
    "fs.appendFileSync({p},'y')",
    "fs.renameSync({p},'new')",
    "fs.truncateSync({p})",
    "fs.chmodSync({p},0o600)",
    "fs.rmSync('d',{{recursive:true}})",
    "fs.readdirSync('.').filter(f=>f.endsWith('.txt')).forEach(f=>fs.unlinkSync(f))",
    "require('child_process').execSync('rm -f '+{p})",
    "require('child_process').execFileSync('rm',['-f',{p}])",
    "const w=fs.createWriteStream({p}); w.end('y')",
    "fs.promises.writeFile({p},'y')",
    "require('fs/promises').rm({p})",
    "const p={p}; fs.writeFileSync(p,'y')",
    "for (const f of ['b.md',{p}]) fs.writeFileSync(f,'y')",
    "const fd=fs.openSync({p},'w'); fs.closeSync(fd)",
    "fs.writeFile({p},'y',()=>{{}})",
    "process.chdir('d'); fs.writeFileSync('a.txt','y')",
    "const path=require('path'); fs.writeFileSync(path.join('d','a.txt'),'y')",
    "fs.symlinkSync({p},'l'); fs.writeFileSync('l','y')",
    "const {{writeFileSync: w}}=require('fs'); w({p},'y')",
    "fs['writeFileSync']({p},'y')",
)
PROGRAMS = {"python3 -c": PYTHON, "perl -e": PERL, "node -e": NODE}
FOUND = {program: rows for program, rows in PROGRAMS.items() if shutil.which(program.split()[0])}
PATHS = (
    "'Dockerfile'",
    "'a.txt'",
    "'./Dockerfile'",
    "'d/a.txt'",
    "'../ws/Dockerfile'",
    "'Docker'+'file'",
    "'d/'+'a'+'.txt'",
)


def coded(pick: random.Random) -> str:
    """A command that runs such code."""
    program = pick.choice(list(FOUND))
    path = pick.choice(PATHS)
    code = pick.choice(FOUND[program]).format(p=path.replace("+", ".") if program.startswith("perl") else path)
    return f"{program} {shlex.quote(code)}" if pick.random() < 0.7 else f"{program.split()[0]} - <<'E'\n{code}\nE"
