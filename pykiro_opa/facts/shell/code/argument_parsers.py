"""`argparse`: what the options and words of a command line are for the code that parses them."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.values import NOTHING, Foreign, Listing, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Values
    from .surroundings import Surroundings

_MAKES = ("argparse.ArgumentParser", "add_argument_group", "add_mutually_exclusive_group")
_PARSER = Foreign(("argparse", "parser"))
_PARSED = Foreign(("argparse", "parsed"))


class Parsers:
    """All parsers of one program as one: their arguments by the names under which the code finds them."""

    def __init__(self, given: Surroundings) -> None:
        self._given = given
        self._options: dict[str, tuple[list[str], Values, bool]] = {}

    def called(self, name: str, arguments: Arguments) -> Values | None:
        module, _, last = name.rpartition(".")
        if name in _MAKES or (module == _PARSER.name and last in _MAKES):
            return (_PARSER,)
        if module != _PARSER.name:
            return None
        if last == "add_argument":
            self._add(arguments)
        if last == "parse_args":
            return (_PARSED,)
        return (Listing([(_PARSED,), NOTHING]),) if last == "parse_known_args" else NOTHING

    def member(self, of: Foreign, name: str) -> Values | None:
        if of.name != _PARSED.name:
            return None
        flags, default, is_list = self._options.get(name, ([], NOTHING, False))
        found = self._values(flags)
        if not found:
            return default or NOTHING
        return (Listing([found]),) if is_list else found

    def _add(self, arguments: Arguments) -> None:
        flags = [flag for values in arguments.given for flag in texts(values)]
        long = next((flag for flag in flags if flag.startswith("--")), next(iter(flags), ""))
        names = texts(arguments.at(-1, "dest")) or [long.lstrip("-").replace("-", "_")]
        if UNKNOWN not in names[0]:
            is_list = bool({"nargs", "action"} & {*arguments.named}) and arguments.at(-1, "nargs") != ("?",)
            self._options[names[0]] = (flags, arguments.at(-1, "default"), is_list)

    def _values(self, flags: list[str]) -> Values:
        from itertools import pairwise

        words = self._given.arguments
        if flags and not flags[0].startswith("-"):
            return tuple(one for options in words for one in options if not one.startswith("-"))
        behind = [one for before, options in pairwise(words) if before[0] in flags for one in options]
        joined = [
            one.partition("=")[2]
            for options in words
            for one in options
            if one.partition("=")[0] in flags and "=" in one
        ]
        return tuple(dict.fromkeys([*behind, *joined]))
