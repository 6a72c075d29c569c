"""What a change of a kiro.json means: guardrails added, tightened or loosened.

Compared is the meaning: order, formatting, ids, reasons and keys outside `guardrails` change nothing. What cannot be
compared counts as loosened, so that a human looks at it.
"""

from __future__ import annotations

from ..errors import ConfigurationError
from ..events import canonical, clean, sha256
from .changed_entries import entry_changes
from .changed_settings import setting_changes, setting_levels
from .compilation import compile_guardrails
from .document import read_document
from .problems import Problems
from .scanner import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .changed_entries import Difference
    from .document import Document

    Change = dict[str, Any]

_WHOLE = "/guardrails"


def compare(before: bytes | None, after: bytes | None, *, nested: bool = False) -> list[Change]:
    """Every difference in meaning as `{pointer, change, before, after, line}`, in the order of the pointers.

    `change` is added (a first file; what it lowers is loosened besides), loosened or tightened; `before` and `after` are digests of the values at the
    pointer, None where there is none; `line` is that of the new file. In a `nested` file a setting that is not there
    stands for nothing, in the workspace's own for the built-in value.
    """
    if before == after:
        return []
    old, new = _read(before), _read(after)
    if old is _ABSENT and new is _ABSENT:
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        return _differences(old, new, after or b"", nested=nested)
    if old is _ABSENT and isinstance(new, dict):
        # A first file may lower what was built in, down to switching everything off.
        lowered = [one for one in setting_levels({}, new, nested=nested) if one[1] == "loosened"]
        return [_change(_WHOLE, "added", old, new, _line(after, _WHOLE)), *_placed(lowered, after or b"")]
    return [_change(_WHOLE, "loosened", old, new, _line(after, _WHOLE))]


class _Absent:
    """No file, or one without guardrails."""


_ABSENT = _Absent()


def _read(data: bytes | None) -> dict[str, Any] | _Absent | None:
    """The `guardrails` of a file, `_ABSENT` where there are none, None where they are not valid."""
    if data is None:
        return _ABSENT
    try:
        document = read_document("kiro.json", data)
    except ConfigurationError:
        return None
    if "guardrails" not in document.keys:
        return _ABSENT
    return document.guardrails if _is_valid(document) else None


def _is_valid(document: Document) -> bool:
    problems = Problems(document.path)
    compile_guardrails(document.guardrails, "workspace", "", problems)
    if document.has_duplicates:
        return not problems.lines(document.text)
    return not problems


def _differences(old: dict[str, Any], new: dict[str, Any], text: bytes, *, nested: bool) -> list[Change]:
    return _placed(entry_changes(old, new) + setting_changes(old, new, nested=nested), text)


def _placed(found: list[Difference], text: bytes) -> list[Change]:
    if not found:
        return []
    where = scan(text.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    return [
        _change(pointer, change, before, after, where.nearest(pointer)[0])
        for pointer, change, before, after in sorted(found, key=lambda one: one[:2])
    ]


def _change(pointer: str, change: str, before: object, after: object, line: int) -> Change:
    return {"pointer": pointer, "change": change, "before": _digest(before), "after": _digest(after), "line": line}


def _digest(value: object) -> str | None:
    return None if value is None or value is _ABSENT else sha256(canonical(clean(value)))


def _line(data: bytes | None, pointer: str) -> int:
    if data is None:
        return 1
    return scan(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")).nearest(pointer)[0]
