"""`--spec DIR`: a spec folder as a plan, judged whole before any code exists."""

from __future__ import annotations

import os

from ..changes import Change, FileChange, encode_path, repository_of
from ..errors import InputError
from ._reading import from_disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPTION = ("--spec", "DIR", "A spec folder (requirements, design, tasks) before it is carried out.")
STAGE = "spec"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:  # noqa: ARG001 - one signature
    wanted = os.path.realpath(os.path.join(folder, argument or ""))
    if not argument or not os.path.isdir(wanted):
        raise InputError(f"`--spec {argument}`: there is no such folder; name one below `.kiro/specs/`")
    root, start = repository_of(wanted)
    files = tuple(_files(wanted, root))
    if not files:
        raise InputError(f"`--spec {argument}`: the folder is empty; there is nothing to judge")
    return Change(STAGE, "spec", root=root, start=start, files=files, read=from_disk(root))


def _files(wanted: str, root: str) -> Iterator[FileChange]:
    seen = {os.path.realpath(wanted)}
    for place, folders, names in os.walk(wanted, followlinks=True):
        # An agent reads through links; each folder once, so that a circle ends.
        folders[:] = sorted(name for name in folders if os.path.realpath(os.path.join(place, name)) not in seen)
        seen.update(os.path.realpath(os.path.join(place, name)) for name in folders)
        for name in sorted(names):
            location = os.path.join(place, name)
            path = encode_path(os.fsencode(os.path.relpath(location, root)))
            try:
                with open(location, "rb") as stream:
                    yield FileChange(path, after=stream.read())
            except OSError as error:
                raise InputError(f"{path}: cannot be read: {error.strerror}") from None
