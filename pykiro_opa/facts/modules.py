"""The files beside changed Terraform files: unchanged themselves, they say what the changed ones mean."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..changes import Change
    from ..events import Fact

    Contents = Mapping[str, bytes]

_TERRAFORM = (".tf", ".tofu", ".tf.json", ".tofu.json")
_READ_BY_NAME = (".tpl", ".tftpl", ".j2", ".json", ".yaml", ".yml", ".txt", ".policy")
_SOURCE = re.compile(rb'"?source"?\s*[=:]\s*"(\.{1,2}/[^"\n]*)"')
_MOST_FOLDERS = 200
_MOST_BYTES = 16 * 1024 * 1024
_HIGHEST = 6  # folders above a values file or a policy in which its module may stand


def beside(folders: set[str], changed: Mapping[str, object], change: Change) -> tuple[dict[str, bytes], list[Fact]]:
    """The unchanged files of these modules, by path, and what is too much to be read with them, as `unresolved`."""
    from ..infrastructure import kind_of

    found: dict[str, bytes] = {}
    unread: dict[str, str] = {}
    size, seen, left = 0, set(folders), sorted(folders)
    while left:
        folder = left.pop()
        for path in _members(folder, change):
            content = change.read(path)
            if content is None:
                continue
            if size > _MOST_BYTES:
                unread.setdefault(
                    f"more than {_MOST_BYTES >> 20} MB of unchanged files beside those that changed", path
                )
                left.clear()
                break
            more = called(path, content) - seen if is_terraform(path) else set()
            if len(seen) + len(more) > _MOST_FOLDERS:
                unread.setdefault(f"it calls modules beyond the {_MOST_FOLDERS} that are read", path)
                more = set()
            left += sorted(more)
            seen |= more
            if path not in changed and kind_of(path, content) is not None:
                found[path] = content
                size += len(content)
    return found, [_too_much(path, why) for why, path in unread.items()]


def _too_much(path: str, why: str) -> Fact:
    why = f"{why}, so references to the rest are unknown; change less of it at once"
    return {"what": "size", "why": why, "at": {"path": path, "line": 1}}


def called(path: str, content: bytes) -> set[str]:
    """The folders of the modules that a file calls by a path in the workspace."""
    from ..infrastructure.calls import folder_of

    named = {match[1].decode("utf-8", "replace") for match in _SOURCE.finditer(content)}
    return {one for one in (folder_of(path, source) for source in named) if one is not None}


def folders_of(before: Contents, after: Contents, change: Change) -> set[str]:
    """The folders whose modules the change touches: by their own files, or by a policy that one of them reads."""
    found = set()
    for path in {*before, *after}:
        folder, _, name = path.rpartition("/")
        if is_terraform(path) or _is_always_read(path, before, after):
            found.add(folder)
            found |= {above for above in _above(folder)[1:] if _calls(above, folder, change)}
        elif name.lower().endswith(_READ_BY_NAME) and b"Statement" in (*_texts(path, before), *_texts(path, after)):
            found |= {above for above in _above(folder) if _names(above, name, change)}
    return found


def values_files(before: Contents, after: Contents, change: Change) -> Iterator[tuple[str, str]]:
    """Changed files of values that a deployment names (`-var-file`), each with the module's folder it is for."""
    from ..infrastructure import kind_of

    for path in sorted({*before, *after}):
        if path.lower().endswith((".tfvars", ".tfvars.json")) and kind_of(path, b"") is None:
            folders = [above for above in _above(path.rpartition("/")[0]) if _has_module(above, after, change)]
            if folders:
                yield path, folders[0]


def is_terraform(path: str) -> bool:
    return path.lower().endswith(_TERRAFORM)


def _is_always_read(path: str, before: Contents, after: Contents) -> bool:
    from ..infrastructure import kind_of

    return "tfvars" in (kind_of(path, before.get(path, b"")), kind_of(path, after.get(path, b"")))


def _texts(path: str, side: Contents) -> tuple[bytes, ...]:
    return (b"Statement",) if b"Statement" in side.get(path, b"") else ()


def _above(folder: str) -> list[str]:
    """The folder and those above it, the nearest first."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:length]) for length in range(len(parts), max(-1, len(parts) - _HIGHEST), -1)]


def _members(folder: str, change: Change) -> list[str]:
    return [path for path, is_folder in change.entries(folder) if not is_folder and _may_belong(path)]


def _may_belong(path: str) -> bool:
    return is_terraform(path) or path.lower().endswith((".tfvars", ".tfvars.json"))


def _has_module(folder: str, after: Contents, change: Change) -> bool:
    return any(is_terraform(path) for path in _members(folder, change)) or any(
        is_terraform(path) and path.rpartition("/")[0] == folder for path in after
    )


def _calls(folder: str, other: str, change: Change) -> bool:
    """Whether the files of a folder call the module of another one."""
    return any(
        other in called(path, change.read(path) or b"") for path in _members(folder, change) if is_terraform(path)
    )


def _names(folder: str, name: str, change: Change) -> bool:
    return any(name.encode() in (change.read(path) or b"") for path in _members(folder, change) if is_terraform(path))
