"""A scratch folder for `opa`: the files it reads, and what its Rego may call."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager

from ..errors import ConfigurationError
from . import opa

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def scratch_folder() -> Iterator[str]:
    """A folder that is gone afterwards. Raises ConfigurationError where nothing can be written or run there."""
    try:
        with tempfile.TemporaryDirectory(prefix="pykiro-opa-") as folder:
            yield folder
    except OSError as error:
        raise ConfigurationError(
            f"rules of a team's own cannot be compiled: {error.strerror}; make room, or mend `TMPDIR`"
        ) from None


def write(folder: str, files: Mapping[str, bytes]) -> None:
    """Put some files, by their path, into the folder."""
    for path, content in files.items():
        location = os.path.join(folder, path)
        os.makedirs(os.path.dirname(location), exist_ok=True)
        with open(location, "wb") as stream:
            stream.write(content)


def capabilities(program: str, folder: str) -> bytes:
    """OPA's own capabilities without the network and without what gives another answer each time."""
    code, output, _ = opa.run(program, ["capabilities", "--current"], folder)
    try:
        known = json.loads(output)
        fixed = [one for one in known["builtins"] if not one.get("nondeterministic")]
    except (ValueError, KeyError, TypeError, AttributeError):
        code = code or 1
    if code:
        raise ConfigurationError(f"`{program}` does not say what it can; install opa 1.21 or newer")
    return json.dumps({**known, "builtins": fixed, "allow_net": []}).encode()
