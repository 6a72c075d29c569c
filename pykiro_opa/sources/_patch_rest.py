"""What a patch holds beside what is read: changes in a form that is not read here, but by those who apply patches."""

from __future__ import annotations

import re

from ..errors import InputError

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_MOST_DIGITS = 18
_OTHER_FORMS = (
    (re.compile(r"\*{15}|\*\*\* \d+(?:,\d+)? \*\*\*\*"), "a context diff"),
    (re.compile(r"\d+(?:,\d+)?[acd](?:\d+(?:,\d+)?)?\s*$"), "a diff without context, or a script for `ed`"),
    (re.compile(r"diff --(?:cc|combined) |@@@+ "), "the diff of a merge"),
    (re.compile(r"[ \tX]+(?:(?:---|\+\+\+) \S|@@ -\d)"), "an indented diff"),
    (re.compile(r"Content-Transfer-Encoding:\s*(?:base64|quoted-printable)", re.IGNORECASE), "an encoded message"),
)  # fmt: skip
_SIGNATURE = ("-- ", "--- ", "+++ ")


def check(text: str) -> None:
    """Raises InputError for a part that `patch` or `git am` would apply and that is not read here."""
    old = new = 0
    follows_hunk = False
    for line in text.split("\n"):
        if old > 0 or new > 0:
            mark = line[:1]
            old -= mark in ("-", " ", "", "\r")
            new -= mark in ("+", " ", "", "\r")
            follows_hunk = True
            continue
        hunk = _HUNK.match(line)
        if hunk:
            if any(count and len(count) > _MOST_DIGITS for count in hunk.groups()):
                raise InputError(f"`{line[:40]}`: more lines than a file can have; make it with `git diff`")
            old, new = (int(count) if count else 1 for count in hunk.groups())
            continue
        if follows_hunk and line[:1] in ("+", "-") and not line.startswith(_SIGNATURE) and line.rstrip() != "--":
            raise InputError(f"`{line[:40]}`: a line of the patch behind the end of its hunk; make it with `git diff`")
        follows_hunk = follows_hunk and line.startswith("\\")
        for form, name in _OTHER_FORMS:
            if form.match(line):
                raise InputError(
                    f"`{line.strip()[:40]}`: {name} in the patch, which is not read; make it with `git diff`"
                )
