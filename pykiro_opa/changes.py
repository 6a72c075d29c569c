"""What every host and every source returns: a proposed change, before anybody asks what it would do."""

from __future__ import annotations

import os

from .values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Read = Callable[[str], bytes | None]
    Entries = Callable[[str], list[tuple[str, bool]]]
    Rules = Callable[[str], Mapping[str, bytes]]
    Once = Callable[[str, Callable[[], Any]], Any]

SHELL, POWERSHELL = "shell", "powershell"
MODE_SYMLINK = "120000"
MODE_ALONE = "changed"  # of a file of which a command changes the mode and nothing else
MODE_SUBMODULE = "160000"


class FileChange(Value):
    """One file of a change.

    `path` and `previous_path` are repository paths with `/`, percent-encoded by `encode_path`; `previous_path` is set
    for a rename alone. `mode` and `previous_mode` are git modes ("100644", "100755", "120000", "160000") or None where
    unknown. `before` and `after` are the whole content (a symlink's target, a submodule's `Subproject commit …` line);
    None means that the file is not there on that side.
    `content_known` is False where only the fact of the change is known (a command will write it); `doubt` says why
    the contents may be others all the same.
    """

    __slots__ = ("path", "previous_path", "mode", "previous_mode", "before", "after", "content_known", "doubt")

    path: str
    previous_path: str | None
    mode: str | None
    previous_mode: str | None
    before: bytes | None
    after: bytes | None
    content_known: bool
    doubt: str

    def __init__(
        self,
        path: str,
        *,
        previous_path: str | None = None,
        mode: str | None = None,
        previous_mode: str | None = None,
        before: bytes | None = None,
        after: bytes | None = None,
        content_known: bool = True,
        doubt: str = "",
    ) -> None:
        self._set(
            path=path,
            previous_path=previous_path,
            mode=mode,
            previous_mode=previous_mode,
            before=before,
            after=after,
            content_known=content_known,
            doubt=doubt,
        )


class Command(Value):
    """A text for a shell about to run; `cwd` is a repository path or an absolute one, `stdin` None where unknown.

    `language` is `SHELL` or `POWERSHELL`.
    """

    __slots__ = ("text", "cwd", "stdin", "language")

    text: str
    cwd: str
    stdin: str | None
    language: str

    def __init__(self, text: str, *, cwd: str = "", stdin: str | None = None, language: str = SHELL) -> None:
        self._set(text=text, cwd=cwd, stdin=stdin, language=language)


class ToolCall(Value):
    """A call of a tool that is neither shell nor file edit: `server` is the MCP server, or "" for a built-in one."""

    __slots__ = ("server", "name", "arguments")

    server: str
    name: str
    arguments: Mapping[str, object]

    def __init__(self, server: str, name: str, arguments: Mapping[str, object]) -> None:
        self._set(server=server, name=name, arguments=arguments)


class Change(Value):
    """A proposed change.

    `stage` is spec, task, commit or pull_request; `kind` is spec, tool_call, command, git, staged, patch or plan.
    `read` gives a file of the workspace as it would be after the change, `entries` what is in a folder of it (paths,
    and whether each is a folder); `judged_by` a file of the side whose guardrails judge (the target's tip, HEAD), or
    None where the workspace itself judges, and `rules`, which goes with it, the Rego files below a folder of that side,
    by their path in it.
    `plan` is a Terraform plan as JSON. `root` is the real path of the repository's root, `start` the repository path
    of the folder asked about ("" for the root). `context` may hold repository, base, head, actor and time.
    `once(name, make)` is what `make` made of the change the first time that somebody asked for the name.
    """

    __slots__ = (
        "stage",
        "kind",
        "root",
        "start",
        "files",
        "commands",
        "tools",
        "plan",
        "read",
        "entries",
        "judged_by",
        "rules",
        "host",
        "tool",
        "context",
        "once",
    )

    stage: str
    kind: str
    root: str
    start: str
    files: tuple[FileChange, ...]
    commands: tuple[Command, ...]
    tools: tuple[ToolCall, ...]
    plan: bytes | None
    read: Read
    entries: Entries
    judged_by: Read | None
    rules: Rules | None
    host: str | None
    tool: str | None
    context: Mapping[str, str]
    once: Once

    def __init__(
        self,
        stage: str,
        kind: str,
        *,
        root: str,
        start: str = "",
        files: tuple[FileChange, ...] = (),
        commands: tuple[Command, ...] = (),
        tools: tuple[ToolCall, ...] = (),
        plan: bytes | None = None,
        read: Read,
        entries: Entries | None = None,
        judged_by: Read | None = None,
        rules: Rules | None = None,
        host: str | None = None,
        tool: str | None = None,
        context: Mapping[str, str] | None = None,
    ) -> None:
        self._set(
            stage=stage,
            kind=kind,
            root=root,
            start=start,
            files=files,
            commands=commands,
            tools=tools,
            plan=plan,
            read=read,
            entries=entries or disk_entries(root),
            judged_by=judged_by,
            rules=rules,
            host=host,
            tool=tool,
            context=context or {},
            once=_once(),
        )


def _once() -> Once:
    made: dict[str, object] = {}

    def once(name: str, make: Callable[[], object]) -> object:
        if name not in made:
            made[name] = make()
        return made[name]

    return once


def encode_path(raw: bytes) -> str:
    """The repository path as text: bytes that are not UTF-8, `%` and control characters become `%XX`."""
    text = raw.decode("utf-8", "surrogateescape")
    if text.isascii() and text.isprintable() and "%" not in text:
        return text
    return "".join(_encode_character(letter) for letter in text)


def _encode_character(letter: str) -> str:
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:
        return f"%{code - 0xDC00:02X}"
    if letter == "%" or code < 0x20 or code == 0x7F:
        return f"%{code:02X}"
    return letter


def decode_path(path: str) -> bytes:
    """The file system's bytes of an encoded repository path; the inverse of `encode_path`."""
    first, *parts = path.split("%")
    pieces = [bytes([int(part[:2], 16)]) + part[2:].encode("utf-8", "surrogatepass") for part in parts]
    return b"".join([first.encode("utf-8", "surrogatepass"), *pieces])


def disk_entries(root: str) -> Entries:
    """What lies in a folder below `root`, sorted; links are not followed, and git's own folder is not entered.

    A folder is looked at once: many commands of one text may ask for what lies below the same.
    """
    seen: dict[str, list[tuple[str, bool]]] = {}

    def entries(folder: str) -> list[tuple[str, bool]]:
        if folder not in seen:
            seen[folder] = listed(folder)
        return seen[folder]

    def listed(folder: str) -> list[tuple[str, bool]]:
        place = os.path.join(os.fsencode(root), decode_path(folder)) if folder else os.fsencode(root)
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(place) as found:
                names = [(encode_path(one.name), one.is_dir(follow_symlinks=False)) for one in found]
        except (OSError, ValueError):
            return []
        return sorted((prefix + name, is_folder) for name, is_folder in names if name != ".git")

    return entries


def behind_links(root: str, path: str, *, last: bool) -> str:
    """The encoded path of what a repository path leads to: absolute outside the root.

    `last` says that a link at the end is followed, as by who writes to it; who removes it removes the link alone.
    """
    base = os.path.realpath(os.fsencode(root))
    named = os.path.expanduser(decode_path(path)) if path.startswith("~") else decode_path(path)
    if b"\0" in named:
        return path
    folder, name = os.path.split(os.path.join(base, named))
    real = _real_path(os.path.join(folder, name)) if last else os.path.join(_real_path(folder), name)
    return encode_path(real.removeprefix(base.rstrip(b"/") + b"/"))


def _real_path(path: bytes) -> bytes:
    """As os.path.realpath, which asks for every part of a path, also below the first that is not there.

    With `..` what comes later may be there all the same.
    """
    if b".." in path.split(b"/"):
        return os.path.realpath(path)
    end = path.find(b"/", 1)
    while end != -1 and os.path.lexists(path[:end]):
        end = path.find(b"/", end + 1)
    if end == -1:
        return os.path.realpath(path)
    return os.path.normpath(os.path.realpath(path[:end]) + path[end:])


def repository_of(folder: str) -> tuple[str, str]:
    """Real path of the repository's root above a folder, and the folder's encoded path in it; outside git, itself."""
    real = os.path.realpath(folder)
    root = real
    while not os.path.lexists(os.path.join(root, ".git")):
        parent = os.path.dirname(root)
        if parent == root:
            return real, ""
        root = parent
    start = os.path.relpath(real, root)
    return root, "" if start == "." else encode_path(os.fsencode(start))
