"""What a one-liner of another language prints where it prints one constant text, and what `jq` takes out of a document."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.escapes import ansi_c
from ..syntax.listed import OPEN
from .line_filters import any_of, taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....changes import Read

# Without what the languages read in different ways.
_TEXT = r"""'[^'\\]*'|"(?:[^"\\$@#`{]|\\[nt])*\""""
_JOINED = rf"(?:{_TEXT})(?:\s*[+.]\s*(?:{_TEXT}))*"
_PRINTS = (
    rf"\s*(?:(?:print|puts|say|echo|console\.log|(?:process|sys)\.stdout\.write)\s*\(?\s*)?({_JOINED})\s*\)?\s*;?\s*"
)
_PLAIN = ("-c", "-e", "-E", "-p", "-r", "-le", "-lE", "-we", "-uc", "-Bc", "--eval", "--print")
_BEFORE = ("-l", "-w", "-u", "-B", "-I", "-s", "-S")  # options that print nothing more
_LARGEST = 65_536


def printed(arguments: Sequence[str], stdin: str) -> str:
    """The output of an interpreter with code of one line; names that it reads may all be in it."""
    import re

    place = next((at for at, word in enumerate(arguments[:-1]) if _takes_code(word)), None)
    if place is None:
        return UNKNOWN
    code = arguments[place + 1]
    code = re.sub(r"^\s*(?:import [\w, ]+;\s*)+", "", code)
    match = re.fullmatch(_PRINTS, code) if len(code) < 1000 else None
    is_alone = arguments[place] in _PLAIN and all(word in _BEFORE for word in arguments[:place])
    if match is None or not is_alone or (code.lstrip()[:1] in ("'", '"') and arguments[place] not in ("-p", "--print")):
        return any_of(stdin) if OPEN in stdin else UNKNOWN
    return "".join(_plain(one) for one in re.findall(_TEXT, match[1])) + "\n"


def _takes_code(word: str) -> bool:
    return word in _PLAIN or (word[:1] == "-" and word[1:].isalpha() and word[-1] in "ceEp" and len(word) < 5)


def _plain(literal: str) -> str:
    return ansi_c(literal[1:-1])


def jq(arguments: Sequence[str], stdin: str, read: Read) -> str:
    """`jq -r .a.b`: names and numbers of a document, all of a list, or a constant."""
    import json
    import re

    words = [word for word in arguments if not word.startswith("-")]
    options = "".join(word for word in arguments if word.startswith("-"))
    if not words or not set(options) <= set("-rnje") or ("r" not in options and "j" not in options):
        return UNKNOWN
    query = words[0].strip()
    if re.fullmatch(r'"[^"\\]*"', query):
        return query[1:-1] + "\n"
    text = taken(words[1:], stdin, read)
    if (
        UNKNOWN in text
        or not re.fullmatch(r'\.(?:\.?(?:\w+|"[^"\\]*"|\[\d*\]|\["[^"\\]*"\]))*', query)
        or len(text) > _LARGEST
    ):
        return UNKNOWN
    try:
        found = [json.loads(text)]
    except (ValueError, RecursionError):
        return UNKNOWN
    for step in re.findall(r'\w+|"[^"\\]*"|\[\]', query):
        found = [one for value in found for one in _inside(value, step)]
    plain = [one if isinstance(one, str) else json.dumps(one) for one in found]
    return "".join(f"{one}\n" for one in plain)


def _inside(value: object, step: str) -> list[object]:
    if step == "[]":
        return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if isinstance(value, list):
        return [value[int(step)]] if step.isdigit() and int(step) < len(value) else [None]
    return [value.get(step.strip('"'))] if isinstance(value, dict) else [None]
