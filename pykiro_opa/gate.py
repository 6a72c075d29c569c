"""The gate: a change goes in, a decision comes out; what cli, hook and other programs call.

guardrails = guardrails_for(change, engine)
decision = decide(change, guardrails, engine)
"""

from __future__ import annotations

import errno
import os

from . import events
from .changes import decode_path, repository_of
from .decisions import believe
from .errors import ConfigurationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .changes import Change, Read
    from .decisions import Decision
    from .engines import Engine
    from .events import Event
    from .guardrails import Guardrails

    RegexCheck = Callable[[list[str]], list[bool]]

_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)  # none of them can be a file
_CONTEXT = ("repository", "base", "head", "actor", "time")
_LARGEST_CONFIGURATION = 4 * 1024 * 1024


def decide(change: Change, guardrails: Guardrails, engine: Engine) -> Decision:
    """Decide a change.

    Raises EngineError where OPA's answer cannot be trusted. What an extractor cannot read is a fact of the event
    (`unresolved`), not an error.
    """
    return decide_event(event_of(change, guardrails), guardrails, engine)


def decide_event(event: Event, guardrails: Guardrails, engine: Engine) -> Decision:
    """Decide an event made elsewhere; the guardrails expected are those given here, whatever the event says."""
    context = {**event["context"], "expected": [list(origin) for origin in guardrails.expected]}
    sealed = events.seal({**event, "context": context})
    return believe(engine.ask(events.canonical(sealed), guardrails.text), sealed)


def event_of(change: Change, guardrails: Guardrails, stage: str | None = None) -> Event:
    """The change event v1 of a change, at its own stage or the one given."""
    from .facts.extract import extract

    facts = extract(change, guardrails.production)
    source = {"kind": change.kind, "host": change.host, "tool": change.tool}
    context: dict[str, Any] = {field: change.context.get(field) for field in _CONTEXT}
    context |= {"expected": [list(origin) for origin in guardrails.expected], "reviews": []}
    return events.new_event(stage or change.stage, source, context, facts)


def guardrails_for(change: Change, regex_is_valid: RegexCheck) -> Guardrails:
    """The guardrails that judge a change: the target's where it names one and has some, else the workspace's.

    A range is judged by its target's tip alone. The index and the working tree are judged by HEAD, or, where HEAD has
    no guardrails yet, by the files on disk. Raises ConfigurationError.
    """
    from .guardrails import discover, load

    touched = [path for file in change.files for path in (file.path, file.previous_path) if path is not None]
    touched += _touched_by_commands(change)
    on_disk = reader(change.root)
    found = discover(change.judged_by or on_disk, change.start, touched)
    if not found and change.judged_by is not None and change.stage != "pull_request":
        found = discover(on_disk, change.start, touched)
    return load(found, regex_is_valid)


def _touched_by_commands(change: Change) -> list[str]:
    """What commands change and where they run; one that names no folder does both where the change starts."""
    if not any(mark in command.text for command in change.commands for mark in ("/", "cd", "-C", "-d", "pushd")):
        return []
    from .facts.extract import touched

    return touched(change)


def named_guardrails(path: str, regex_is_valid: RegexCheck) -> Guardrails:
    """The guardrails of one named file; absent is a ConfigurationError, never "no guardrails"."""
    from .guardrails import load

    content = _content(path, path)
    if content is None:
        raise ConfigurationError(f"{path}: there is no such file; name an existing one with `--config`")
    return load([(path, content)], regex_is_valid, named=True)


def workspace_guardrails(folder: str, regex_is_valid: RegexCheck) -> Guardrails:
    """The guardrails on disk that speak for a folder, for events that come without a change."""
    from .guardrails import discover, load

    root, start = repository_of(folder)
    return load(discover(reader(root), start, ()), regex_is_valid)


def reader(root: str) -> Read:
    """Read guardrails from the folder `root`; None only where there is no such file, else ConfigurationError."""

    def read(path: str) -> bytes | None:
        return _content(os.path.join(os.fsencode(root), decode_path(path)), path)

    return read


def _content(location: str | bytes, shown: str) -> bytes | None:
    try:
        with open(location, "rb") as stream:
            content = stream.read(_LARGEST_CONFIGURATION + 1)
    except OSError as error:
        if error.errno in _NOT_THERE:
            if os.path.islink(location):
                raise ConfigurationError(f"{shown}: the link points to nothing; repair or remove it") from None
            return None
        raise ConfigurationError(f"{shown}: cannot be read: {error.strerror}; repair or remove it") from None
    if len(content) > _LARGEST_CONFIGURATION:
        raise ConfigurationError(f"{shown}: larger than 4 MB; guardrails are a page, not a data set")
    return content
