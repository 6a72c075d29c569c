"""`pykiro-opa bundle update`: fetch shared guardrails, say what they loosen and tighten, and move their pins."""

from __future__ import annotations

import os

import click

from ... import disk
from ...bundles import lock, resolving, updating
from ...bundles.difference import bundle_differences
from ...bundles.pinned import LOCK
from ...bundles.registries import exactly, fetch
from ...changes import repository_of
from ...engines import kept_bundles
from ...engines.embedded import EmbeddedEngine
from ...errors import ConfigurationError, PykiroError, UsageError, plain
from ...guardrails import CONFIGURATION, load
from ...guardrails.document import read_document
from ...guardrails.extending import read_extends
from ...guardrails.keys import public_key
from ...guardrails.problems import Problems
from .._output import emit, note
from ..sidecar import renew
from ._files import read_key, replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...bundles.lock import Pin
    from ...bundles.updating import Taken
    from ...guardrails.extending import Extended


@click.command("update")
@click.argument("source", required=False)
@click.option("--key", "key_file", metavar="FILE", help="The public key that SOURCE must be signed with.")
@click.option("--follow/--exact", "follow", default=None, help="Pin the tag, which may move on; or the digest.")
@click.option("--allow-older", is_flag=True, help="Take a version that is older than the pinned one.")
@click.option("--locked", is_flag=True, help="Fetch what is pinned, and move nothing.")
def command(source: str | None, key_file: str | None, follow: bool | None, allow_older: bool, locked: bool) -> None:
    """Fetch the shared guardrails that .kiro/kiro.json extends, and pin them in .kiro/guardrails.lock.

    All of them, or SOURCE alone. Each is verified, kept in the cache, and compared with what was pinned. Commit the
    lock: nothing else decides which version judges, and nothing else asks the network.
    """
    if locked and (source, key_file, follow, allow_older) != (None, None, None, False):
        raise UsageError("`--locked` moves nothing; leave the others out")
    if key_file is not None and source is None:
        raise UsageError("`--key` is that of one source; name it, too")
    root = repository_of(os.getcwd())[0]
    content, extends, pins = _present(root)
    sources = _sources(root)
    if locked:
        taken = updating.fill(extends, pins, sources)
    else:
        key = None if key_file is None else public_key(read_key(key_file).pem.decode())
        taken = updating.update(
            extends, pins, sources, updating.Wish(source, key=key, follow=follow, older=allow_older)
        )
    moved = {one.source: one.pin for one in taken}
    _check(content, extends, moved, taken)
    _keep(taken)
    emit("".join(f"{plain(line)}\n" for one in taken for line in _lines(one)), None)
    _warn(taken, extends)
    if not locked:
        _write(root, lock.written(moved))
    _renew_sidecar(root)


def _renew_sidecar(root: str) -> None:
    """What was kept is kept whatever becomes of the sidecar; while it has others, the embedded engine decides."""
    try:
        renewed = renew(root)
    except PykiroError as error:
        note(f"the sidecar still has the old guardrails: {error}; `pykiro-opa sidecar start`")
        return
    if renewed is not None:
        emit(f"the sidecar {'already serves' if renewed.reused else 'serves'} them\n", None)


def _present(root: str) -> tuple[bytes, Sequence[Extended], Mapping[str, Pin]]:
    """kiro.json on disk, what it extends, and what the lock pins. Raises ConfigurationError."""
    read = disk.reader(root)
    content = read(CONFIGURATION)
    if content is None:
        raise ConfigurationError(f"{CONFIGURATION}: there is none here; write one with `extends` first")
    document = read_document(CONFIGURATION, content)
    problems = Problems(CONFIGURATION)
    extends = read_extends(document.guardrails if isinstance(document.guardrails, dict) else {}, problems)
    if problems:
        raise ConfigurationError(problems.lines(document.text))
    if not extends:
        raise ConfigurationError(f"{CONFIGURATION}: it extends nothing; name a shared bundle in `extends` first")
    locked = read(LOCK)
    return content, extends, {} if locked is None else lock.read_lock(LOCK, locked)


def _sources(root: str) -> updating.Sources:
    def fetched(source: str) -> bytes:
        data = fetch(source, folder=root).data
        assert data is not None  # nothing was known
        return data

    return updating.Sources(
        fetched,
        lambda source, digest: exactly(source, digest, folder=root),
        kept_bundles.read,
        kept_bundles.newest,
    )


def _check(content: bytes, extends: Sequence[Extended], pins: Mapping[str, Pin], taken: Sequence[Taken]) -> None:
    """Judge with all of it once, as the next change will: a lock that stops everything is not written."""
    contents = {one.source: one.data for one in taken}
    guardrails = load(
        [(CONFIGURATION, content)],
        EmbeddedEngine().regex_is_valid,
        resolve=lambda _extends, path: resolving.resolve(extends, pins, contents.get, path),
    )
    if guardrails.rules:
        from ...custom.checking import check

        check(guardrails.rules)


def _keep(taken: Sequence[Taken]) -> None:
    for one in taken:
        digest = kept_bundles.keep(one.data)
        if one.pin.digest is None:
            kept_bundles.set_newest(one.source, one.pin.key, digest)


def _lines(one: Taken) -> list[str]:
    new, old = one.bundle, one.old
    if one.pin == one.was and old is not None and old.digest == new.digest:
        return [f"{one.source}: {new.origin} {new.counter}, as pinned"]
    signed = f"signed by {new.signed_by[:12]}" if new.signed_by else "UNSIGNED"
    pinned = one.pin.digest or f"tag {one.pin.tag} from version {one.pin.counter}"
    if one.was is None:
        entries = sum(new.document["counts"].values())
        return [f"{one.source}: {new.origin} {new.counter}, new: {entries} entries; {signed}", f"pinned     {pinned}"]
    if old is None:
        return [f"{one.source}: {new.origin} {new.counter}, in place of a version that is not here; {signed}", f"pinned     {pinned}"]  # fmt: skip
    changes = bundle_differences(old, new)
    told = [f"{each.change:<10} {each.subject}: {each.before} -> {each.after}" for each in changes]
    return [
        f"{one.source}: {new.origin} {old.counter} -> {new.counter}; {signed}",
        *(told or ["           no difference in meaning"]),
        f"pinned     {pinned}",
    ]


def _warn(taken: Sequence[Taken], extends: Sequence[Extended]) -> None:
    """What must not be overlooked: nobody vouches for it, or nothing will ask for the key the next time."""
    direct = {one.source: one.key for one in extends}
    for one in taken:
        if one.bundle.signed_by is None:
            note(f"UNSIGNED: nobody has checked who made `{one.source}`; name its `key` in `extends`")
        elif one.source in direct and direct[one.source] is None and one.pin.digest is not None:
            note(f"`{one.source}` was verified this once; name its `key` in `extends`, so that it always is")


def _write(root: str, content: bytes) -> None:
    try:
        replace_file(os.path.join(root, LOCK), content)
    except OSError as error:
        raise ConfigurationError(f"{LOCK}: cannot be written: {error.strerror}; mend the folder `.kiro`") from None
