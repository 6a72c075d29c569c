"""Python text as trees: whole, or, where the whole is no Python of this interpreter's, by the parts that are."""

from __future__ import annotations

import ast
import re
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = re.compile(r"^(\s*)[%!?].*$", re.MULTILINE)  # of notebooks
_PROMPT = re.compile(r"^(?:>>>|\.\.\.) ?", re.MULTILINE)
_INDENTED = (" ", "\t", ")", "]", "}", "else", "elif", "except", "finally", "#")
_MOST_PARTS = 2_000


def trees(text: str) -> tuple[list[ast.Module], int | None]:
    """The modules that the text holds, with its own line numbers, and the first line that cannot be parsed."""
    whole, _ = _parsed(text)
    plain = text
    if whole is None:
        plain = _MAGIC.sub(r"\1pass", _PROMPT.sub("", text)).replace("\0", "")
        whole, wrong = _parsed(plain)
    if whole is not None:
        return [whole], None
    found = []
    for number, part in enumerate(_parts(plain)):
        tree = _parsed(part)[0] if number < _MOST_PARTS else None
        if tree is not None:
            found.append(tree)
    return found, wrong


def _parsed(text: str) -> tuple[ast.Module | None, int | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text), None
        except SyntaxError as error:
            return None, error.lineno or 1
        except (ValueError, RecursionError, MemoryError):
            return None, 1


def _parts(text: str) -> Iterator[str]:
    """The statements of the outermost level, each behind as many empty lines as stand above it.

    INVARIANT: a part's lines have the numbers that they have in the text.
    """
    part: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n")):
        if part and line.strip() and not line.startswith(_INDENTED) and not part[-1].lstrip().startswith("@"):
            yield "\n" * first + "\n".join(part)
            part, first = [], number
        part.append(line)
    yield "\n" * first + "\n".join(part)
