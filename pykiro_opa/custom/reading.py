"""The Rego files in the folder of rules on disk; one that is there and cannot be read is an error, and never left out."""

from __future__ import annotations

import os

from ..changes import encode_path
from ..errors import ConfigurationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..changes import Read

_SUFFIX = ".rego"
_MOST = 10_000  # entries of all folders


def on_disk(place: str, folder: str, read: Read) -> dict[str, bytes]:
    """The files in the folder at `place`, by their path in it; `read` gives one by `folder` and that path.

    Raises ConfigurationError.
    """
    found = {}
    for path in _listed(place, folder):
        content = read(f"{folder}/{path}")
        if content is None:
            raise ConfigurationError(f"{folder}/{path}: it is gone while it is read; ask again")
        found[path] = content
    return found


def _listed(place: str, folder: str) -> Iterator[str]:
    if os.path.islink(place) or (os.path.lexists(place) and not os.path.isdir(place)):
        raise ConfigurationError(f"{folder}: it is a link or no folder; put the folder itself there")
    waiting = [""]
    seen = 0
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(os.path.join(place, inner)) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise ConfigurationError(f"{folder}: cannot be read: {error.strerror}; mend its permissions") from None
        seen += len(listed)
        if seen > _MOST:
            raise ConfigurationError(f"{folder}: more than {_MOST} files; it is for rules alone")
        for entry in listed:
            path = os.path.join(inner, entry.name)
            if entry.is_symlink():
                if entry.name.endswith(_SUFFIX) or entry.is_dir():
                    raise ConfigurationError(f"{folder}/{path}: it is a link; put the file itself there")
            elif entry.is_dir():
                waiting.append(path)
            elif entry.name.endswith(_SUFFIX):
                yield encode_path(os.fsencode(path))
