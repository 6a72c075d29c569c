"""Fill a technique's template for a command: `%line%`, `%p%` (the program), `%rest%` (its arguments) and encodings of them.

In the content of files the same names stand between `@`.
"""

from __future__ import annotations

import base64
import bz2
import codecs
import gzip
import json
import lzma
import re
import shlex
import zlib
from functools import cache

_NAMES = {"%": re.compile(r"%([a-z_0-9]+)%"), "@": re.compile(r"@([a-z_0-9]+)@")}


def filled(template: str, words: tuple[str, ...], mark: str = "%") -> str:
    values = placeholders(words)
    return _NAMES[mark].sub(lambda found: values.get(found[1], found[0]), template)


@cache
def placeholders(words: tuple[str, ...]) -> dict[str, str]:
    program, *rest = words
    line = " ".join(words)
    return _parts(program, rest, line) | _shell(program, rest, words) | _encoded(program, line) | _listed(words)


def _parts(program: str, rest: list[str], line: str) -> dict[str, str]:
    # The stub of aws lies in a folder beside the workspace, which has no fixed path.
    stub = program == "aws"
    return {
        "line": line,
        "p": program,
        "p1": program[0],
        "pr": program[1:],
        "n": str(len(program)),
        "rest": " ".join(rest),
        "rest_head": " ".join(rest[:-1]),
        "rest_last": rest[-1],
        "target": rest[-1],
        "rest_pct": " ".join([*rest[:-1], "%"]),
        "bin": "../bin" if stub else "/usr/bin",
        "realbin": '"${PWD%/*}"/bin' if stub else "/usr/bin",
        "abs": "../bin/aws" if stub else f"/usr/bin/{program}",
        "questions": "?" * (len(program) - 1),
        "pletters": " ".join(program),
        "p_": "_".join(program),
        "pupper": program.upper(),
        "lupper": line.upper(),
    }


def _shell(program: str, rest: list[str], words: tuple[str, ...]) -> dict[str, str]:
    line = " ".join(words)
    return {
        "q": shlex.quote(line),
        "qrest": shlex.quote(" ".join(rest)),
        "qbang": shlex.quote("!" + line),
        "words": " ".join(f"'{word}'" for word in words),
        "split": " ".join(map(_split, words)),
        "rest_split": " ".join(map(_split, rest)),
        "esc": " ".join(map(_escaped, words)),
        "pesc": _escaped(program),
        "words_ansi": " ".join(f"$'{_hex(word)}'" for word in words),
        "rest_ansi": " ".join(f"$'{_hex(word)}'" for word in rest),
        "braces": "{" + ",".join(words) + "}",
        "rest_commas": ",".join(rest),
        "rest_braces": "{" + ",".join(rest if len(rest) > 1 else [*rest, ""]) + "}",
        "commas": ",".join(words),
        "colons": ":".join(words),
        "ifs": "${IFS}".join(words),
        "ifs_bare": "$IFS".join(word if not word[0].isalnum() else f"''{word}" for word in words),
        "ifs_cut": "${IFS%??}".join(words),
        "line_pct": "% ".join(words),
        "line_slash": line.replace("/", r"\/"),
    }


def _encoded(program: str, line: str) -> dict[str, str]:
    texts = {"p": program, "l": line}
    values = {
        "prx": _hex(program[1:]),
        "code1": str(ord(program[0])),
        "puni": "".join(f"\\u{ord(letter):04x}" for letter in program),
        "lz64": _base64(zlib.compress(line.encode())),
        "lurl": "".join(f"%{byte:02X}" for byte in line.encode()),
        "lb64b64": _base64(_base64(line.encode()).encode()),
        "pyb64": _base64(f'import os; os.system("{line}")'.encode()),
    }
    for name, text in texts.items():
        raw = text.encode()
        values |= {
            f"{name}oct": "".join(f"\\{byte:03o}" for byte in raw),
            f"{name}xesc": _hex(text),
            f"{name}codes": ",".join(map(str, raw)),
            f"{name}hex": raw.hex(),
            f"{name}hexupper": raw.hex().upper(),
            f"{name}rev": text[::-1],
            f"{name}rot": codecs.encode(text, "rot13"),
            f"{name}b64": _base64(raw),
            f"{name}b32": base64.b32encode(raw).decode(),
            f"{name}gz64": _base64(gzip.compress(raw, mtime=0)),
            f"{name}bz64": _base64(bz2.compress(raw)),
            f"{name}xz64": _base64(lzma.compress(raw)),
        }
    return values


def _listed(words: tuple[str, ...]) -> dict[str, str]:
    return {
        "list": json.dumps(words),
        "listinner": ", ".join(map(json.dumps, words)),
        "listinner0": json.dumps(words[0]),
        "nodeargs": json.dumps(words[1:]),
        "plist": ", ".join(f'"{word}"' for word in words),
    }


def _split(word: str) -> str:
    half = max(1, len(word) // 2)
    return f"{word[:half]}''{word[half:]}"


def _escaped(word: str) -> str:
    return "".join("\\" + letter for letter in word)


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
