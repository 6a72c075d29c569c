"""Inputs that once crashed a parser, or kept it busy for minutes; each is its own story in its name."""

from __future__ import annotations

import json

from .mutations import LARGEST
from .targets import SEPARATOR


def _lines(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def _full(piece: str, before: str = "", after: str = "") -> bytes:
    """A piece as often as fits into an input."""
    return (before + piece * ((LARGEST - len(before) - len(after)) // len(piece.encode())) + after).encode()


def _sides(before: str, after: str) -> bytes:
    return before.encode() + SEPARATOR + after.encode()


def _event(**fields: str) -> bytes:
    lists = ("files", "commands", "calls", "statements", "infrastructure", "permissions", "intents", "secrets", "tools",
             "guardrail_changes", "unresolved")  # fmt: skip
    members = {"version": "1", "context": "{}", **dict.fromkeys(lists, "[]"), **fields}
    return ("{" + ",".join(f'"{name}":{value}' for name, value in members.items()) + "}").encode()


def _bucket(number: int, count: int, names: list[int]) -> tuple[str, object]:
    joined = {"Fn::Join": ["", [{"Ref": f"R{name % count}"} for name in names]]}
    return f"R{number}", {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": joined}}


def _template(buckets: list[tuple[str, object]], **others: object) -> bytes:
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", **others, "Resources": dict(buckets)}).encode()


def _call(**arguments: object) -> bytes:
    payload = {
        "hook_event_name": "PreToolUse",
        "cwd": ".",
        "tool_name": "fs_write",
        "tool_input": {"command": "create"},
    }
    return json.dumps({**payload, **arguments}).encode()


_THIRTEEN = range(13)
SHELL = {
    "commands that are turned round and missing": _full("! &&", "s"),
    "here-strings of nothing": _full("<", "cat "),
    "here-strings behind redirections": _full("> a <<< b ", "cat ("),
    "stars of a sed script": _full("a", "echo ", " | sed 's/a*a*a*b/x/'"),
    "stars in stars of a grep": _full("a", "echo ", " | grep -E '(a*)*b'"),
    "alternatives of an awk program": _full("a", "echo ", " | awk '/(a|a)*b/'"),
    "tests of find in brackets": _full("\\( -name a -o -name b \\) ", "find . "),
    "tests of find turned round": _full("! ", "find . ", "-name a"),
    "brackets of find that are never closed": _full("\\( ", "find . ", "-name a"),
    "stars of a path of find": _full("*a", "find . -path '", "' -delete"),
    "names left out of names left out": _full("!(a", "rm '", "'"),
    "paths that find leaves out": _full("-not -path './a*/*' ", "find . ", "-delete"),
    "a module imported over and over": _full("import os;os.system(c);", "python3 -c '", "'"),
    "words of perl that open nothing": _full("open ", "perl -e '", "'"),
    "brackets of awk that nothing closes": _full("print (", "awk '", "'"),
    "texts of awk side by side": _full('print "a" ', "awk 'BEGIN{", "}'"),
    "a command of sed that nothing closes": _full("s/", "sed '", "'"),
    "a word over many lines": _full("r\\\n"),
    "open braces": _full("{", "echo "),
    "open braces with commas": _full("{a,", "echo "),
    "a range of five thousand digits": f"echo {{1..{'9' * 5000}}}".encode(),
    "a range of thirty digits": f"echo {{1..{'9' * 30}}}".encode(),
    "printf that takes no argument": b"x=$(printf '%%' a); y=$(printf '' a)",
    "printf of a long text for many arguments": f"x=$(printf '{'a' * 30_000}%s' {'b ' * 15_000})".encode(),
    "tr with all letters many times": b"x=$(echo a | tr '" + "\\0-\U0010ffff".encode() * 2_000 + b"' x)",
    "functions that call four functions": _lines(*(f"f{n}(){{ {f'f{n + 1};' * 4} }}" for n in range(12)), "f12(){ :; }", "f0"),
    "loops in loops": ("while a; do " * 22 + "b" + "; done" * 22).encode(),
    "loops over eight words in such loops": ("for i in 1 2 3 4 5 6 7 8; do " * 12 + "b" + "; done" * 12).encode(),
    "a long variable two thousand times": f"a={'a' * 60_000}\necho {'$a' * 2_000}".encode(),
    "a long variable two thousand times in quotes": f'a={"a" * 60_000}\nb="{"$a" * 2_000}"'.encode(),
    "a variable that grows by a long one": _full("b+=$a\n", f"a={'a' * 20_000}\n"),
    "many commands with a long input": _full("line\n", f"while read x; do {''.join(f'c{n};' for n in range(1_900))} done <<E\n", "E"),
    "a pipeline without an end": _full("a|"),
    "arrays that are never closed": _full("a=("),
    "arithmetic that is never closed": _full("((a"),
    "here-documents on one line": _full("<<a|"),
    "cases without an end": _full("a) ", "case x in "),
    "wrappers of wrappers": _full("sudo ", after="rm"),
    "find with many commands": _full("-exec a ", "find . "),
    "a glob over a folder that nobody could name": _full("[", "rm .kiro/"),
    "a NUL in a file's name": b"cat $'a\\x00b' > $'c\\x00d'; . $'\\x00'; $(< a\0b)",
    "half of a surrogate pair": b"echo \xed\xa0\x80 > \xed\xa0\x80",
    "arithmetic that calls a number": b"echo $((1(2))) $((()))",
    "a script that runs itself": b"./x.sh; . ./x.sh; bash x.sh",
    "a script that cannot be parsed and runs itself": b"".join(b")%d1e999" % n for n in range(60)) + b"; . ./x.sh",
}  # fmt: skip
PROSE = {
    "a heading with much space": _full(" ", "# a", "a"),
    "a heading of hash signs": _full("#", "# a", "a"),
    "open brackets": _full("["),
    "links without an end": _full("[a]("),
    "a sentence of verbs and objects": _full("delete database ", after="production"),
    "a sentence of verbs, then objects": _full("database ", "delete " * 4_000, "production"),
    "a sentence that forbids two thousand times": _full("never delete the production database and "),
    "a paragraph of sentences": _full("Delete it.\n"),
    "semicolons behind a plan": _full("; ", "- [ ] 1. THE SYSTEM SHALL NOT delete t"),
    "dashes behind a plan": b"- [ ] 1. delete the database\n  " + b"- " * 60,
}
FILES = {
    "terraform": {
        "locals of locals": _lines("locals {", *(f'l{n} = "{f"${{local.l{n + 1}}}" * 4}"' for n in _THIRTEEN), 'l13 = "x"', "}",
                                   'resource "a" "b" {', "name = local.l0", "}"),
        "lists of lists": _lines("locals {", *(f"l{n} = [{f'local.l{n + 1},' * 4}]" for n in _THIRTEEN), 'l13 = "x"', "}",
                                 'resource "a" "b" {', "name = local.l0", "}"),
        "locals that name one another": _lines("locals {", *(f"l{n} = [{','.join(f'local.l{m}' for m in _THIRTEEN)}]" for n in _THIRTEEN),
                                               "}", 'resource "a" "b" {', "name = local.l0", "}"),
        "resources that name the next": _lines(*(f'resource "a" "r{n}" {{\nname = a.r{n + 1}.name\nb = [{f"a.r{n + 1}.name," * 3}]\n}}'
                                                 for n in range(600))),
        "a large resource named often": _lines('resource "a" "big" {', *(f'x{n} = "y"' for n in range(3_000)), "}",
                                               'resource "a" "c" {', f"b = [{'a.big.x1,' * 2_000}]", "}"),
        "loops over loops": f'locals {{ l = [{"1," * 200}] m = {"[for x in local.l : " * 4} x {"]" * 4} }}\nresource "a" "b" {{ n = local.m }}'.encode(),
        "one name three thousand times": _full('resource "a" "b" {}\n'),
        "a role of three thousand actions": _lines(
            'resource "aws_iam_role_policy" "p" {', 'role = "r"', 'policy = jsonencode({ Statement = [{ Effect = "Allow", Action = [',
            *(f'"iam:Put{n}*",' for n in range(3_000)), '], Resource = "*" }] })', "}"),
        "a thousand conditions in one another": f'resource "a" "b" {{ count = 1{" > 0 ? 1 : 0" * 1_000} }}'.encode(),
        "a thousand conditions behind one another": f'resource "a" "b" {{ count = {"var.a || " * 1_000} false ? 1 : 0 }}'.encode(),
        "a quotation of blanks": _full(" ", '"'),
        "blanks beyond ASCII": _full("\u2028", "a"),
    },
    "terraform values": {"blanks beyond ASCII": _full("\u2028", "a"), "blanks where a value is due": _full("\n", "a=")},
    "shell": {"nothing but NUL": _full("\0"), "NUL in a quotation": _full("\0", 'echo "')},
    "terraform json": {
        "a byte that is not UTF-8": b'{"resource": {"\xff": {}}}',
        "a type without a name": b'{"resource": {"": {"b": {"c": "d"}}, "_": {"b": {}}}}',
        "comments that are never closed": _full("/*a ", "{"),
        "a text that is never closed": _full('\\"', '{"'),
    },
    "sql": {
        "comments that are run and never closed": _full("SET/*!DELETE)", "DROP TABLE a "),
        "comments that are never closed": _full("DROP /*", "DROP TABLE a -- */"),
    },
    "cloudformation json": {
        "a byte that is not UTF-8": b'{"AWSTemplateFormatVersion": "\xff"}',
        "buckets of buckets": _template([_bucket(n, 41, [n + 1, n + 1]) for n in range(40)]),
        "buckets that name one another": _template([_bucket(n, 12, list(range(12))) for n in range(12)]),
        "a condition that denies nothing": _template([("A", {"Type": "AWS::S3::Bucket", "Condition": "C"})], Conditions={"C": {"Fn::Not": []}}),
        "conditions of conditions": _template(
            [("A", {"Type": "AWS::S3::Bucket", "Condition": "C0"})],
            Conditions={f"C{n}": {"Fn::And": [{"Condition": f"C{n + 1}"}] * 9} for n in range(9)}),
        "six thousand keys, one twice": ('{"AWSTemplateFormatVersion":1,' + ",".join(f'"k{n}":1' for n in range(6_000)) + ',"k5999":2}').encode(),
        "half of a surrogate pair": b'{"AWSTemplateFormatVersion":1,"Resources":{"a\\ud800":{"Type":"AWS::S3::Bucket","Properties":{"b":"\\udfff"}}}}',
        "a number without an end": _template([("A", {"Type": "AWS::S3::Bucket", "Properties": {"b": 0}})]).replace(b'"b": 0', b'"b": 1e999'),
    },
    "policy file": {
        "half of a surrogate pair": b'{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "\\ud800"}]}',
        "an action of 64 kB": _full("`", '{"Statement": [{"Effect": "Allow", "Action": ["s3:', '*"], "Resource": "*"}]}'),
    },
    "hooks": {"half of a surrogate pair": b'{"hooks": {"\\ud800": [{"command": "\\udfff"}]}}'},
    "dockerfile": {
        "an exec form that never ends": _full("[", "RUN "),
        "an exec form of no words": b"RUN [1\nCMD {}\nRUN [[]]\nRUN [null, {}]",
        "variables between commands": _lines(*(f"ENV A{n}=b\nRUN c" for n in range(3_000))),
    },
    "makefile": {
        "lines of substitutions in substitutions": b"all: b(0\n\t" + b"".join(b"\\\\\n$$(%d\n\t" % n for n in range(5_000)),
        "a variable of nothing": b"A = x\nA += \nB :=\nall:\n\t$(A)",
        "variables of variables": _lines(*(f"v{n} = {f'$(v{n + 1})' * 8}" for n in range(9)), "all:", "\t$(v0)"),
        "rules without an end": _full("a:", after=";b"),
    },
    "jobs": {
        "expressions without an end": _full("${{", "run: "),
        "a script of many lines": _full("  - a\n", "script:\n"),
        "variables and jobs": ("env:\n" + "".join(f"  A{n}: b\n" for n in range(3_000)) + "x:\n" + "- run: c\n" * 3_000).encode(),
    },
    "crontab": {"empty lines": _full("\n", "a")},
    "jenkinsfile": {"steps that are never closed": _full("sh 'a"), "steps of three quotes": _full("sh '''a' ")},
    "service": {"many services": _full("ExecStart=a\n")},
    "source": {
        "quotes behind backslashes": _full("commands=1\\'34", "x = "),
        "a quote and spaces": _full(" ", 'x = [" ", \'', "'x"),
        "the first and the last of many lines": _sides("\n".join(["x", *map(str, range(5_000)), "y"]), "\n".join(["z", *map(str, range(5_000)), "w"])),
        "many equal lines": _sides("x\n" + "a\n" * 1_990 + "y", "z\n" + "a\nq\n" * 990 + "w"),
        "lines of two kinds": _sides("a\nb\n" * 1_000, "b\na\nc\n" * 666),
    },
    "script": {
        "redirections of numbers": b"r" + b"".join(b"<&3%dcat ./x.sh" % number for number in range(3_800)),
        "a word of two thousand words": f"rm $(echo {'a ' * 2_000})".encode(),
    },
}  # fmt: skip
OTHERS = {
    "event": {
        "a number without an end": _event(source="1e999"),
        "no number at all": _event(source="NaN"),
        "half of a surrogate pair": _event(source='"\\ud800"'),
        "a deep value": _event(source="[" * 900 + "]" * 900),
        "a version of five thousand digits": _event(version="9" * 5000),
        "no context": _event(context="1"),
    },
    "tool call": {
        "a tool with half of a surrogate pair": _call(tool_name="\ud800", tool_input={"a": "\ud800"}),
        "a path with half of a surrogate pair": _call(tool_input={"command": "create", "path": "\ud800", "file_text": "\ud800"}),
        "a folder with a NUL": _call(cwd="a\0b", tool_name="execute_bash", tool_input={"command": "a"}),
        "a folder with half of a surrogate pair": _call(cwd="a\ud800b", tool_name="execute_bash", tool_input={"command": "cd .."}),
        "a command that reads a name with a NUL": _call(
            tool_name="execute_bash", tool_input={"command": "x=$(cat $'a\\x00b'); cat < $'c\\x00d' > $'e\\x00f'; . $'g\\x00h'"}
        ),
        "a folder that no disk could hold": _call(cwd="a" * 20_000, tool_name="execute_bash", tool_input={"command": "a"}),
        "a user's folder with a NUL": _call(tool_input={"command": "create", "path": "~\0/../x", "file_text": ""}),
    },
    "two kiro.json": {"a deep value": b'{"guardrails": {"origin": ' + b"[" * 60_000},
    "kiro.json": {
        "braces and many letters": json.dumps({"guardrails": {"deny": {"files": [f"{'{a,b}' * 9}{'?' * 3_900}{n}" for n in range(15)]}}}).encode(),
    },
    "permissions": {
        "many stars against many letters": json.dumps(
            {"Statement": [{"Effect": "Deny", "Action": "*a" * 30 + "b", "Resource": "*"}, {"Effect": "Allow", "Action": "a" * 5_000, "Resource": "*"}]}
        ).encode(),
        "five hundred actions on both sides": SEPARATOR.join(
            json.dumps({"Statement": [{"Effect": "Allow", "Action": [f"s3:{side}{n}*" for n in range(500)], "Resource": "*"}]}).encode()
            for side in "AB"
        ),
        "five thousand patterns that begin as no service does": json.dumps(
            {"Statement": [{"Effect": "Allow", "Action": [f"re{n},*" for n in range(5_400)], "Resource": "*"}]}
        ).encode(),
    },
    "patch": {
        "letters that end a line elsewhere": "--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+Å…\n+a\x0cb\x1cc\u2028d\n".encode(),
        "a name with a NUL": b"--- a/x\0y/z\n+++ b/x\0y/z\n@@ -0,0 +1 @@\n+a\n",
        "a hunk of five thousand digits": b"--- a/x\n+++ b/x\n@@ -0,0 +1," + b"9" * 5_000 + b" @@\n+a\n",
        "a hunk of nothing": b"--- a/x\n+++ b/x\n@@ -9999999999999999999999,1 +0,0 @@\n-a\n",
        "a name of ten thousand folders": b"--- a/x\n+++ b/" + b"a/" * 10_000 + b"x\n@@ -0,0 +1 @@\n+a\n",
        "a name of many folders with odd letters": b"--- a/x\n+++ b/" + b"a\xed\xa0\x80bcdefgh/" * 4_000 + b"x\n@@ -0,0 +1 @@\n+a\n",
        "a name of nothing": b"--- a/\n+++ b/\n@@ -0,0 +1 @@\n+a\n",
    },
}  # fmt: skip
_TSX = b"""import 'aws-sdk'\n""(('')'m'+l/*new[A:"""
CODE: dict[str, dict[str, bytes]] = {
    "python code": {
        "empty lines before what is no Python": _full("\n", "import boto3\n", "x = ("),
        "statements of which none is Python": _full("x x\n", "import boto3\n"),
        "a sum of its own sums": _full("a = a + a\n", "import boto3\n", "boto3.client(a)\n"),
        "calls in calls": _full("f(", "import boto3\n"),
        "signs before a number": _full("-", "import boto3\nx = ", "1\n"),
        "functions that give each other clients": _full(
            "def f(x):\n  return f(x) or boto3.client(x)\nf('iam').a(f('s3'))\n", "import boto3\n"
        ),
    },
    "javascript code": {
        "what TSX looks at for ever": _TSX,
        "a sum of its own sums": _full("a = a + a;\n", "require('aws-sdk');\n", "new AWS[a]();\n"),
        "calls of calls": _full("()", "require('aws-sdk')"),
        "calls in calls": _full("f(", "require('aws-sdk');"),
    },
    "typescript code": {"what TSX looks at for ever": _TSX, "types in types": _full("A<", "require('aws-sdk'); let x: ")},
    "notebook": {"many cells": _full('{"cell_type":"code","source":["x\\n"]},', '{"cells":[{"a":"boto"},', "{}]}")},
}  # fmt: skip
REGRESSIONS: dict[tuple[str, str], bytes] = {
    (target, name): data
    for target, inputs in {"shell": SHELL, "prose": PROSE, **FILES, **OTHERS, **CODE}.items()
    for name, data in inputs.items()
}
