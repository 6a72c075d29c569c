"""What the text of code says of the files that it changes, beside what is followed: what it hides, and which names it asks for."""

from __future__ import annotations

import re

from . import file_rows as rows

_LISTINGS = r"(?:(?:\.|\bin )walk|\b(?:listdir|scandir|iterdir|readdir|readdirSync))\s*\("
_HIDES = r"(?<![.\w])(?:exec|eval|compile|Function|getattr|__import__|globals|locals|vars)\s*\(|\b(?:importlib|runpy|attrgetter|methodcaller)\b|__dict__"
# Comments and texts, in which words mean nothing.
_ASIDE = r"#[^\n]*|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_COPY = r"((?:^|[;\n])[ \t]*import\b[^;\n]*?)\bcopy\b"  # the module, which copies no files
_EXCEPTS = r"\belse\b(?!\s+if\b)|\bor\b|\|\|"
# Who asks for what is not so goes on with it, unless the others are left out.
_NOT = r"(?:\bnot\b|!)[\s(]*[\w.$\[\]]*"
_BEFORE = 100  # letters in which that stands
_LEAVES = r"[\"')\]}]*\s*:?\s*\{?\s*(?:continue|return)\b"
_ASKS = r"(?:\.ends[wW]ith\(|\.suffix\s*(?:==|in)|extname\([^()]*\)\s*===?)\s*([(\[{]*[^)\]}:;]*)"


_EVERY = "|".join(sorted(rows.CHANGING))
_TELLING = "|".join(sorted(rows.CHANGING - rows.EVERYDAY))
_GIVEN_AWAY = (
    rf"\.\s*(?:{_TELLING})\b(?!\s*\()",
    rf"\b(?:os|shutil|io|pathlib|Path|\w*fs\w*|promises)\s*\.\s*(?:{_EVERY})\b(?!\s*\()",
    rf"\bimport\b(?:[ \t\w,.]*|\s*\([\w\s,]*)\b(?:{_EVERY})\b(?!\s*\()",
    rf"\{{[^{{}}]*\b(?:{_TELLING})\b[^{{}}()]*\}}\s*=",
)


def hides(text: str) -> bool:
    """Whether the code names what changes files without calling it, or what finds it by a name that it makes."""
    plain = re.sub(_COPY, r"\1", re.sub(_ASIDE, " ", text))
    return any(re.search(pattern, plain) for pattern in (*_GIVEN_AWAY, _HIDES))


def endings_asked(text: str) -> list[str]:
    """The ends of names that code asks for which goes through one list of files, none where it may want others too."""
    if len(re.findall(_LISTINGS, text)) != 1 or re.search(_EXCEPTS, text):
        return []
    asked: dict[str, None] = {}
    for found in re.finditer(_ASKS, text):
        if bool(re.search(rf"{_NOT}\Z", text[max(0, found.start() - _BEFORE) : found.start()])) != bool(
            re.match(_LEAVES, text[found.end() :])
        ):
            return []
        asked |= dict.fromkeys(re.findall(r"[\"']([\w.-]+)[\"']", found[1]))
    return list(asked)
