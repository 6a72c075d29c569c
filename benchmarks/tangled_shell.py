"""What 64 kB of pathological shell cost until their facts stand, each text by itself, beside one ordinary command.

python benchmarks/tangled_shell.py [CHARACTERS]
"""

from __future__ import annotations

import sys
import tempfile
import time

import measuring

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command

CHARACTERS = 64_000
GOAL = 0.150
_ORDINARY = 'cd src && git add . && git commit -m "Add a test" | tee ../log.txt'
# Each is repeated up to the length.
REPEATED = (
    "ls;", "echo a b c\n", "rm -rf a/b\n", "(", "$(", "`", '"$(', "{a,b}", "echo {1..99}\n", "x=1;", "x=$x$x;", "a|",
    "if true; then ", "for i in 1 2 3; do echo $i; done\n", "cat <<E\nabc\nE\n", "f(){ f; };", "case x in ", "'", '"',
    "a", "\\", "$", "${", "sh -c '", "eval ", "a&&", ">a ", "env ", "sudo ", "find . -exec rm {} ; ", "xargs ",
    "$(printf rm) a\n", "git push --force\n", "aws iam create-user --user-name x\n",
    "python3 -c 'import os; os.remove(\"x\")'\n", "echo cm0gLXJmIC8K | base64 -d | sh\n", "[[ a == b ]] && ", "$((1+",
    "a+=(x y);", "while read x; do rm $x; done < f\n", "cd a; rm b; ", 'psql -c "drop table x"\n', 'alias a="b c"; a x\n',
    "rm *.[a-z]?\n", "awk '{system(\"rm \" $1)}' f\n", "make x\n", "$(echo ez | tr a-z n-za-m) \n", "<(", "{ ", "&", "!",
    "<<E\n", "a() ", "function f { ", "select x in a; do ", "coproc ", "${x:-", "${x/a/", "${!x}", "~/", "$'\\x72",
    "ssh h ", "docker run x ", "$(cat ", "trap ", "source a; ", "exec ", ">&3 ", "2>&1 ",
)  # fmt: skip


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else CHARACTERS
    with tempfile.TemporaryDirectory() as folder:
        _facts(_ORDINARY, folder)
        ordinary = min(_facts(_ORDINARY, folder) for _ in range(20))
        measuring.title(
            f"{length} characters of repeated shell text to facts (one ordinary line: {ordinary * 1000:.2f} ms)"
        )
        taken = sorted(((_facts(text * (length // len(text)), folder), text) for text in REPEATED), reverse=True)
    for seconds, text in taken:
        print(f"{seconds * 1000:7.0f} ms  {seconds / ordinary:7.0f}x  {text!r}")
    over = sum(seconds > GOAL for seconds, _ in taken)
    print(f"{over} of {len(taken)} take longer than {GOAL * 1000:.0f} ms")


def _facts(text: str, folder: str) -> float:
    """Processor time, so that other work on the machine counts less."""
    change = Change("task", "command", root=folder, commands=(Command(text, cwd=""),), read=lambda _path: None)
    start = time.process_time()
    gate.event_of(change, gate.guardrails_for(change, lambda asked: [True] * len(asked)))
    return time.process_time() - start


if __name__ == "__main__":
    main()
