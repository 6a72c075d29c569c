"""An option that names a file, or `-` for standard input."""

from __future__ import annotations

from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def content(flag: str, argument: str | None, stdin: Callable[[], bytes]) -> bytes:
    """The bytes that the option names. Raises InputError."""
    if argument == "-":
        return stdin()
    try:
        with open(argument or "", "rb") as stream:
            return stream.read()
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "not a file name"
        raise InputError(f"`{flag} {argument}`: cannot be read: {said}; name a file, or `-` for stdin") from None
