"""Functions of Python and JavaScript that texts are built and decoded with, where their arguments are constant."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.texts import joined
from ...code.values import NOTHING, Arguments, Foreign
from . import containers, replacing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...code.values import Member, Values

    Row = Callable[[Arguments, Member], Values]

_LARGEST_CODE = 0xD800


def text(value: object) -> str:
    """A value as the text that it stands for."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else UNKNOWN


def imported(arguments: Arguments, _member: Member) -> Values:
    names = [text(value).removeprefix("node:") for value in arguments.at(0)]
    return tuple(Foreign(tuple(name.split("."))) for name in names if UNKNOWN not in name) or NOTHING


def _decoded(decode: Callable[[str], bytes]) -> Row:
    def row(arguments: Arguments, _member: Member) -> Values:
        given = [text(value) for value in arguments.at(0)]
        try:
            return (
                tuple(UNKNOWN if UNKNOWN in one else decode(one).decode("utf-8", "replace") for one in given) or NOTHING
            )
        except ValueError:
            return NOTHING

    return row


def _base64(given: str) -> bytes:
    import base64

    return base64.b64decode(given)


def _base32(given: str) -> bytes:
    import base64

    return base64.b32decode(given)


def _codec(arguments: Arguments, _member: Member) -> Values:
    """`codecs.decode(TEXT, NAME)`."""
    import codecs

    names = [text(value) for value in arguments.at(1, "encoding")]
    rows = {"hex": bytes.fromhex, "base64": _base64, "hex_codec": bytes.fromhex}
    if names in (["rot13"], ["rot_13"]):
        return tuple(codecs.decode(text(value), "rot13") for value in arguments.at(0)) or NOTHING
    return _decoded(rows[names[0]])(arguments, _member) if names and names[0] in rows else NOTHING


def _buffer(arguments: Arguments, member: Member) -> Values:
    """`Buffer.from(TEXT, "base64")`."""
    names = [text(value) for value in arguments.at(1)]
    rows = {"base64": _base64, "hex": bytes.fromhex}
    if names and names[0] in rows:
        return _decoded(rows[names[0]])(arguments, member)
    return arguments.at(0) or NOTHING


def pickled(data: bytes) -> list[str]:
    """The texts of a pickle, and the functions that it names as `module.name`; nothing is loaded."""
    import pickletools

    found: list[str] = []
    try:
        for code, argument, _ in pickletools.genops(data):
            if code.name == "GLOBAL":
                found.append(str(argument).replace(" ", "."))
            elif isinstance(argument, str):
                found.append(argument)
            if code.name == "STACK_GLOBAL":
                found.append(".".join(found[-2:]))
    except Exception:  # noqa: BLE001 - whatever it is that is no pickle
        return [UNKNOWN]
    return found


def _which(arguments: Arguments, _member: Member) -> Values:
    """`shutil.which(NAME)`: the program, wherever it lies."""
    return arguments.at(0) or NOTHING


def _getattr(arguments: Arguments, member: Member) -> Values:
    return tuple(value for of in arguments.at(0) for key in arguments.at(1) for value in member(of, key)) or NOTHING


def _text(arguments: Arguments, _member: Member) -> Values:
    return joined([arguments.at(0)]) if arguments.given else ("",)


def _same(arguments: Arguments, _member: Member) -> Values:
    return arguments.at(0) or NOTHING


def _letters(arguments: Arguments, _member: Member) -> Values:
    codes = [values[0] if len(values) == 1 else None for values in arguments.given]
    if any(not isinstance(code, int) or not 0 <= code < _LARGEST_CODE for code in codes):
        return NOTHING
    return ("".join(chr(code) for code in codes if isinstance(code, int)),)


BUILTINS: dict[str, Row] = {
    "__import__": imported, "atob": _decoded(_base64), "chr": _letters, "dict": containers.record, "enumerate": containers.numbered, "filter": containers.second,
    "frozenset": _same, "getattr": _getattr, "iter": _same, "list": _same, "map": containers.map_of, "next": containers.any_item, "reversed": containers.reversed_of,
    "set": _same, "sorted": _same, "str": _text, "String": _text, "tuple": _same, "zip": containers.zipped,
}  # fmt: skip
FUNCTIONS: dict[str, Row] = {
    "base64.b64decode": _decoded(_base64), "base64.decodebytes": _decoded(_base64), "base64.b32decode": _decoded(_base32),
    "base64.b16decode": _decoded(bytes.fromhex), "base64.urlsafe_b64decode": _decoded(_base64),
    "binascii.unhexlify": _decoded(bytes.fromhex), "binascii.a2b_base64": _decoded(_base64), "Buffer.from": _buffer,
    "bytes": _same, "bytes.fromhex": _decoded(bytes.fromhex), "bytearray.fromhex": _decoded(bytes.fromhex),
    "shutil.which": _which, "codecs.decode": _codec, "importlib.import_module": imported, "asyncio.run": _same, "shlex.split": _same,
    "collections.deque": _same, "json.loads": containers.parsed, "JSON.parse": containers.parsed, "re.sub": replacing.replaced, "os.path.splitext": replacing.without_ending, "itertools.chain": containers.chained,
}  # fmt: skip
