"""The gate: a change goes in, a decision comes out; what cli, hook and other programs call.

guardrails = guardrails_for(change, engine)
decision = decide(change, guardrails, engine)
"""

from __future__ import annotations

from . import disk, events
from .changes import behind_links, repository_of
from .decisions import believe
from .errors import ConfigurationError, EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from .bundles.pinned import Pinned
    from .changes import Change, Read, Rules
    from .decisions import Decision
    from .engines import Engine
    from .events import Event
    from .guardrails import Guardrails

    RegexCheck = Callable[[list[str]], list[bool]]

RULES = ".kiro/policies"
_CONTEXT = ("repository", "base", "head", "actor", "time")
_NAMED = 3  # rules in a message


def decide(change: Change, guardrails: Guardrails, engine: Engine, stage: str | None = None) -> Decision:
    """Decide a change, at its own stage or the one given.

    Raises EngineError where OPA's answer cannot be trusted. What an extractor cannot read is a fact of the event
    (`unresolved`), not an error.
    """
    return decide_event(_unsealed(change, guardrails, stage), guardrails, engine)


def decide_event(event: Event, guardrails: Guardrails, engine: Engine) -> Decision:
    """Decide an event made elsewhere; the guardrails expected are those given here, whatever the event says."""
    context = {**event["context"], "expected": [list(origin) for origin in guardrails.expected]}
    sealed, text = events.sealed_text({**event, "context": context})
    if not guardrails.rules:
        return believe(engine.ask(text, guardrails.text), sealed)
    try:
        answer = engine.ask(text, guardrails.text, guardrails.rules)
    except EngineError as error:
        names = [f"`{rule.id}`" for rule in guardrails.rules[:_NAMED]] + (["…"] if guardrails.rules[_NAMED:] else [])
        raise EngineError(
            f"{error}; a rule of a team's own may have ended it ({', '.join(names)}): see docs/custom-rules.md"
        ) from None
    return believe(answer, sealed)


def event_of(change: Change, guardrails: Guardrails, stage: str | None = None) -> Event:
    """The change event v1 of a change, at its own stage or the one given."""
    return events.seal(_unsealed(change, guardrails, stage))


def _unsealed(change: Change, guardrails: Guardrails, stage: str | None) -> Event:
    """The event without the digests that deciding sets anyway."""
    from .facts.extract import extract

    facts = extract(change, guardrails.production)
    source = {"kind": change.kind, "host": change.host, "tool": change.tool}
    context: dict[str, Any] = {field: change.context.get(field) for field in _CONTEXT}
    context |= {"expected": [list(origin) for origin in guardrails.expected], "reviews": []}
    return events.unsealed_event(stage or change.stage, source, context, facts)


def guardrails_for(change: Change, regex_is_valid: RegexCheck, *, keep: bool = False) -> Guardrails:
    """The guardrails that judge a change: the target's where it names one and has some, else the workspace's.

    A range is judged by its target's tip alone. The index and the working tree are judged by HEAD, or, where HEAD has
    no guardrails yet, by the files on disk, which are then part of what is judged and cannot ask for shadow mode.
    `keep` keeps them compiled between runs, so `regex_is_valid` must be that of the module in this package.
    Raises ConfigurationError.
    """
    from .guardrails import discover

    touched = [path for file in change.files for path in (file.path, file.previous_path) if path is not None]
    if change.commands:
        from .facts import folders

        touched += folders.touched(change)
    if change.judged_by is None:
        touched = list(dict.fromkeys(_unlinked(change.root, dict.fromkeys(touched))))
    on_disk = disk.reader(change.root)
    read = change.judged_by or on_disk
    rules = change.rules or disk.rules(change.root)
    found = discover(read, change.start, touched)
    if change.judged_by is not None and not found and change.judged_by(".kiro") is not None:
        raise ConfigurationError(".kiro: it is no folder there, and what it leads to is not read; make it a folder")
    agreed = change.judged_by is not None or change.stage != "commit"
    if not found and change.judged_by is not None and change.stage != "pull_request":
        read, rules, agreed = on_disk, disk.rules(change.root), False
        found = discover(read, change.start, touched)
    if change.judged_by is None:
        _refuse_gone(change.root, change.start, found)
    return _compiled(found, read, rules, change.root, regex_is_valid, agreed=agreed, keep=keep)


def _unlinked(root: str, paths: Iterable[str]) -> Iterator[str]:
    """The paths behind links, so that the same guardrails are not found twice; what leads out of the root as it is."""
    for path in paths:
        for last in (False, True):
            real = behind_links(root, path, last=last)
            yield path if real.startswith("/") else real


def named_guardrails(path: str, regex_is_valid: RegexCheck) -> Guardrails:
    """The guardrails of one named file; absent is a ConfigurationError, never "no guardrails".

    What it extends is pinned by the lock beside it; paths in it begin at the folder that its `.kiro` is in.
    """
    from .guardrails import load

    found = [(path, disk.named(path))]
    folder, lock = disk.lock_beside(path)
    pinned = _pinned(found, disk.reader(folder), lock)
    resolve = None if pinned is None else pinned.resolve
    return _checked(
        load(
            found,
            regex_is_valid,
            named=True,
            resolve=resolve,
            rules=disk.rules_beside(path),
            rules_folder=disk.beside(path),
        )
    )


def workspace_guardrails(folder: str, regex_is_valid: RegexCheck, *, keep: bool = False) -> Guardrails:
    """The guardrails on disk that speak for a folder, for events that come without a change; `keep` as above."""
    from .guardrails import discover

    root, start = repository_of(folder)
    read = disk.reader(root)
    found = discover(read, start, ())
    _refuse_gone(root, start, found)
    return _compiled(found, read, disk.rules(root), root, regex_is_valid, agreed=True, keep=keep)


def _compiled(
    found: Sequence[tuple[str, bytes]],
    read: Read,
    rules: Rules,
    root: str,
    regex_is_valid: RegexCheck,
    *,
    agreed: bool,
    keep: bool,
) -> Guardrails:
    pinned = _pinned(found, read)
    files = _rules(found, rules)

    def compiled() -> Guardrails:
        from .guardrails import load

        resolve = None if pinned is None else pinned.resolve
        return _checked(load(found, regex_is_valid, agreed=agreed, resolve=resolve, rules=files))

    if not keep or (pinned is not None and not pinned.complete):
        return compiled()
    from .engines import kept

    return kept.load(found, root, compiled, agreed=agreed, pinned=pinned.parts if pinned else (), rules=files)


def _checked(guardrails: Guardrails) -> Guardrails:
    """The guardrails, whose rules of teams' own may judge. Raises ConfigurationError where one may not."""
    if guardrails.rules:
        from .custom.checking import check

        check(guardrails.rules)
    return guardrails


def _rules(found: Sequence[tuple[str, bytes]], rules: Rules) -> Mapping[str, bytes]:
    """The Rego files of the side that judges. Raises ConfigurationError where a folder inside has some of its own."""
    from .guardrails.discovery import folder_of

    for path, _ in found:
        folder = folder_of(path)
        if folder and rules(f"{folder}{RULES}"):
            raise ConfigurationError(
                f"{folder}{RULES}: rules of a team's own judge the whole repository; move them to `{RULES}` at its root"
            )
    return rules(RULES)


def _pinned(found: Sequence[tuple[str, bytes]], read: Read, lock: str | None = None) -> Pinned | None:
    """What the lock pins, where one of the files may extend something; `read` is of the side that judges."""
    if not any(b"extends" in content or b"\\u" in content for _, content in found):  # a key may be escaped
        return None
    from .bundles.pinned import LOCK, Pinned
    from .engines import kept_bundles

    return Pinned(read, kept_bundles.read, kept_bundles.newest, lock or LOCK)


def _refuse_gone(root: str, start: str, found: Sequence[tuple[str, bytes]]) -> None:
    """Raises ConfigurationError where guardrails that git knows are gone: they are not the same as none."""
    from .guardrails import CONFIGURATION
    from .tracked import is_tracked

    present = {path for path, _ in found}
    parts = start.split("/") if start else []
    for length in range(len(parts) + 1):
        path = "/".join([*parts[:length], CONFIGURATION])
        if path not in present and is_tracked(root, path):
            raise ConfigurationError(
                f"{path}: it is gone, though git tracks it; `git restore {path}`, or remove it with `git rm`"
            )
