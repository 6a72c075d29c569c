"""What a `find` asks of a file before it does something with it: its expression, as alternatives of tests.

An alternative is a list of (kind, text, whether it holds). Kinds are `name`, `path` and `type`, `within` for what was left
out by `-prune`, and `other`.
"""

from __future__ import annotations

from ..syntax.patterns import in_any_case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Test = tuple[str, str, bool]
    Tests = list[Test]

_MOST = 64
_NAMED = {"-name": "name", "-path": "path", "-wholename": "path", "-type": "type", "-xtype": "type"}
_NAMED_IN_ANY_CASE = {"-iname": "name", "-ipath": "path", "-iwholename": "path"}
_VALUED = frozenset((
    "-amin", "-anewer", "-atime", "-cmin", "-cnewer", "-context", "-ctime", "-fstype", "-gid", "-group", "-ilname", "-inum",
    "-iregex", "-links", "-lname", "-mmin", "-mtime", "-newer", "-perm", "-regex", "-regextype", "-samefile", "-size",
    "-uid", "-used", "-user", "-maxdepth", "-mindepth",
))  # fmt: skip
_NOTHING = frozenset(("-a", "-and", "-daystart", "-depth", "-d", "-follow", "-H", "-L", "-P", "-ignore_readdir_race", "-maxdepth",
                      "-mindepth", "-mount", "-noignore_readdir_race", "-noleaf", "-regextype", "-true", "-warn", "-nowarn",
                      "-xdev"))  # fmt: skip
STARTS = ("-exec", "-execdir", "-ok", "-okdir")
_PRINTS = {"-print": 0, "-print0": 0, "-ls": 0, "-fprint": 1, "-fprint0": 1, "-fls": 1, "-printf": 1, "-fprintf": 2}
_ACTION, _PRUNE = "action", "prune"


def asked(words: Sequence[str], actions: Sequence[str] = ()) -> list[Tests]:
    """The alternatives under which an expression does one of the actions, or any where none is named."""
    read = _Expression(words).either()
    acting = [tests for tests in read if any(kind == _ACTION for kind, _, _ in tests)]
    if not acting:  # it prints what it finds
        return [] if "-delete" in actions else [_without(tests) for tests in read]
    found = []
    for tests in acting:
        places = [
            at for at, (kind, text, _) in enumerate(tests) if kind == _ACTION and (text in actions or not actions)
        ]
        found += [_without(tests[: places[-1]])] if places else []
    return found


def _without(tests: Tests) -> Tests:
    return [one for one in tests if one[0] not in (_ACTION, _PRUNE)]


class _Expression:
    """Reads words from the left; `-a` binds more than `-o`, `!` more than both."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._at = 0

    def _next(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""

    def _take(self) -> str:
        self._at += 1
        return self._words[self._at - 1] if self._at <= len(self._words) else ""

    def either(self) -> list[Tests]:
        found = self._all()
        while self._next() in ("-o", "-or", ","):
            left_out = [test for tests in found for test in _pruned(tests)] if self._next() != "," else []
            self._take()
            found += [[*left_out, *tests] for tests in self._all()]
        return found

    def _all(self) -> list[Tests]:
        found: list[Tests] = [[]]
        while self._next() and self._next() not in ("-o", "-or", ",", ")"):
            following = self._one()
            if len(found) * len(following) <= _MOST:
                found = [[*tests, *more] for tests in found for more in following]
        return found

    def _one(self) -> list[Tests]:
        word = self._take()
        if word in ("!", "-not"):
            return _turned(self._one()) if self._next() else [[]]
        if word == "(":
            found = self.either()
            self._take()
            return found
        if word in _NAMED:
            return [[(_NAMED[word], self._take(), True)]]
        if word in _NAMED_IN_ANY_CASE:
            return [[(_NAMED_IN_ANY_CASE[word], in_any_case(self._take()), True)]]
        return [self._other(word)]

    def _other(self, word: str) -> Tests:
        if word == "-prune":
            return [(_PRUNE, "", True)]
        if word in STARTS or word == "-delete" or word in _PRINTS:
            self._at += _PRINTS.get(word, 0)
            while word in STARTS and self._next() and self._take() not in (";", "+", "\\;"):
                pass
            return [(_ACTION, word, True)]
        self._at += word in _VALUED or word.startswith("-newer")
        return [] if word in _NOTHING else [("other", word, True)]


def _pruned(tests: Tests) -> Tests:
    """What is not gone into, where it is asked by one name or path."""
    named = [(kind, text) for kind, text, holds in tests if kind in ("name", "path") and holds]
    plain = all(kind in ("name", "path", "type", "within", _PRUNE, _ACTION) for kind, _, _ in tests)
    if len(named) != 1 or not plain or not any(kind == _PRUNE for kind, _, _ in tests):
        return []
    kind, text = named[0]
    return [("within", text if kind == "path" else f"*/{text}", False)]


def _turned(found: list[Tests]) -> list[Tests]:
    """The alternatives that do not hold, where that can be said."""
    if all(len(tests) == 1 for tests in found):
        return [[(kind, text, not holds) for tests in found for kind, text, holds in tests]]
    if len(found) == 1:
        return [[(kind, text, not holds)] for kind, text, holds in found[0]]
    return [[("other", "", True)]]
