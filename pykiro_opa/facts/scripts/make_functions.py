"""What make puts in the place of its functions of text, and of `$@` and its like in the recipes of a rule."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from ...values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Function = Callable[[Sequence[str]], str]

DOLLAR = "\ue00c"  # one that the shell gets
_MOST_CALLS = 100
_MOST_TARGETS = 8
_LONGEST = 65_536
_SIGN = re.compile(r"\$\$|\$(?:[({]([@<^*?+])([DF]?)[)}]|([@<^*?+]))")
_RULE = re.compile(r"^([^\t#=:][^=:#]*?)\s*::?(?!=)([^=;]*)")


class Automatic(Value):
    """A target and what it needs."""

    __slots__ = ("target", "needs")

    target: str
    needs: Sequence[str]

    def __init__(self, target: str, needs: Sequence[str]) -> None:
        self._set(target=target, needs=needs)

    def set_in(self, recipe: str) -> str:
        """The recipe with the target and what it needs in the place of their signs."""

        def replaced(match: re.Match[str]) -> str:
            sign = match[1] or match[3]
            if not sign or not self.target:
                return match[0]
            text = {
                "@": self.target,
                "<": "".join(self.needs[:1]),
                "*": self.target.rpartition("/")[2].partition(".")[0],
            }.get(sign, " ".join(self.needs))
            folder, _, name = text.rpartition("/")
            return {"D": folder or ".", "F": name}.get(match[2] or "", text)

        return _SIGN.sub(replaced, recipe)


def automatic(line: str, goals: Sequence[str], expanded: Callable[[str], str]) -> list[Automatic]:
    """For each target of a rule's line; none for a line that is no rule's."""
    match = _RULE.match(line)
    if match is None:
        return []
    needs = expanded(match[2].replace("|", " ")).split()
    names = expanded(match[1]).split()
    found = []
    for name in names[:_MOST_TARGETS]:
        pattern = name.replace("%", "*")
        asked = [goal for goal in goals if fnmatchcase(goal, pattern)] if "%" in name else []
        for target in asked or [pattern]:
            stem = _stem(name, target)
            found.append(Automatic(target, [need.replace("%", stem) for need in needs]))
    return found


def _stem(name: str, target: str) -> str:
    before, _, behind = name.partition("%")
    return target[len(before) : len(target) - len(behind)] or "*"


def called(text: str) -> str:
    """The text with the functions done whose arguments are known, the innermost first."""
    for _ in range(_MOST_CALLS):
        done = _CALL.sub(_result, text) if "$" in text else text
        if done == text or len(done) > _LONGEST:
            break
        text = done
    return text


def _result(match: re.Match[str]) -> str:
    name, commas = match[1], _COMMAS.get(match[1], 0)
    arguments = match[2].split(",", commas)
    return _FUNCTIONS[name](arguments) if len(arguments) == commas + 1 else ""


def _each(change: Callable[[str], str]) -> Function:
    return lambda arguments: " ".join(change(word) for word in arguments[-1].split())


def _substituted(arguments: Sequence[str]) -> str:
    """`$(patsubst %.a,%.b,WORDS)`."""
    pattern, text, words = (one.strip() for one in arguments)
    before, percent, behind = pattern.partition("%")
    found = []
    for word in words.split():
        fits = word.startswith(before) and word.endswith(behind) and len(word) >= len(before) + len(behind)
        if percent and fits:
            found.append(text.replace("%", word[len(before) : len(word) - len(behind)], 1))
        else:
            found.append(text if word == pattern else word)
    return " ".join(found)


def _filtered(arguments: Sequence[str]) -> str:
    patterns = [one.replace("%", "*") for one in arguments[0].split()]
    return " ".join(word for word in arguments[1].split() if any(fnmatchcase(word, one) for one in patterns))


_FUNCTIONS: dict[str, Function] = {
    "abspath": _each(str), "addprefix": lambda given: " ".join(given[0] + word for word in given[1].split()),
    "addsuffix": lambda given: " ".join(word + given[0] for word in given[1].split()),
    "basename": _each(lambda word: word[: -len(word.rpartition(".")[2]) - 1] if "." in word.rpartition("/")[2] else word),
    "dir": _each(lambda word: word[: word.rfind("/") + 1] or "./"), "file": lambda _given: "", "filter": _filtered,
    "firstword": lambda given: "".join(given[0].split()[:1]), "info": lambda _given: "", "lastword": lambda given: "".join(given[0].split()[-1:]),
    "notdir": _each(lambda word: word.rpartition("/")[2]), "patsubst": _substituted, "realpath": _each(str),
    "shell": lambda given: f"{DOLLAR}({given[0]})", "sort": _each(str), "strip": _each(str),
    "subst": lambda given: given[2].replace(given[0], given[1]), "wildcard": _each(str), "warning": lambda _given: "",
}  # fmt: skip
_COMMAS = {"addprefix": 1, "addsuffix": 1, "filter": 1, "patsubst": 2, "subst": 2}
_CALL = re.compile(rf"\$[({{]({'|'.join(_FUNCTIONS)})\s+((?:[^$(){{}}]|\$\{{\w+\}})*)[)}}]")
