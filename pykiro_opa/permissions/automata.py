"""Automata of patterns, walked together until a word is found: exact for whatever patterns, and the last resort."""

from __future__ import annotations

from functools import lru_cache

from .symbols import ANY_CASE, FRESH, ONE_PART, STAR_NAME, STAR_PART, is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Patterns = tuple[str, ...]

_MOST_STATES = 4_000


class TooHardError(Exception):
    """More states than a decision may take; whoever asks must assume the worse answer."""


class Automaton:
    """All patterns of a group as one: bit n of a state is set where position n can be reached."""

    __slots__ = ("start", "accepting", "_tokens", "_stars", "_sinks", "_steps", "letters")

    def __init__(self, patterns: Patterns) -> None:
        self._tokens: list[tuple[str, bool]] = []
        self.start = self.accepting = self._stars = self._sinks = 0
        self.letters: set[str] = set()
        for pattern in patterns:
            any_case = pattern[:1] == ANY_CASE
            self.start |= 1 << len(self._tokens)
            for letter in pattern[1:] if any_case else pattern:
                self._add(letter, any_case=any_case)
            if pattern.endswith("*"):
                self._sinks |= 1 << (len(self._tokens) - 1)
            self.accepting |= 1 << len(self._tokens)
            self._tokens.append(("", False))
        self.start = self._closed(self.start)
        self._steps: dict[str, tuple[int, int]] = {}

    def _add(self, letter: str, *, any_case: bool) -> None:
        if letter in ("*", STAR_PART, STAR_NAME):
            self._stars |= 1 << len(self._tokens)
        if is_wild(letter):
            self.letters |= {":", "/"} if letter not in "*?" else set()
        else:
            self.letters |= {letter, letter.upper(), letter.lower()} if any_case else {letter}
        self._tokens.append((letter, any_case))

    def step(self, state: int, letter: str) -> int:
        if letter not in self._steps:
            advancing = looping = 0
            for at, (token, any_case) in enumerate(self._tokens):
                if _takes(token, letter, any_case=any_case):
                    if self._stars >> at & 1:
                        looping |= 1 << at
                    else:
                        advancing |= 1 << at
            self._steps[letter] = (advancing, looping)
        advancing, looping = self._steps[letter]
        return self._closed((state & advancing) << 1 | state & looping)

    def offers(self, state: int) -> set[str] | None:
        """The letters that lead on from a state, None where any may."""
        found: set[str] = set()
        while state:
            bit = state & -state
            state ^= bit
            token, any_case = self._tokens[bit.bit_length() - 1]
            if token and is_wild(token):
                return None
            found |= {token.lower(), token.upper()} if any_case else {token}
        return found - {""}

    def is_sink(self, state: int) -> bool:
        """Whether every word that goes on from here is matched."""
        return bool(state & self._sinks)

    def _closed(self, state: int) -> int:
        while True:
            after = state | (state & self._stars) << 1
            if after == state:
                return state
            state = after


def _takes(token: str, letter: str, *, any_case: bool) -> bool:
    if token in ("*", "?"):
        return True
    if token in (STAR_PART, ONE_PART):
        return letter != ":"
    if token == STAR_NAME:
        return letter not in ":/"
    return token == letter or (any_case and token == letter.lower())


@lru_cache(maxsize=512)
def _automaton(patterns: Patterns) -> Automaton:
    return Automaton(patterns)


def walk(groups: list[Patterns], excluded: Patterns) -> str | None:
    """Breadth first over the states of all automata together, so the word is among the shortest."""
    wanted = [_automaton(group) for group in groups]
    unwanted = _automaton(excluded)
    letters = {FRESH}.union(unwanted.letters, *(one.letters for one in wanted))
    start = (*(one.start for one in wanted), unwanted.start)
    came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None] = {start: None}
    queue = [start]
    for state in queue:
        if not state[-1] & unwanted.accepting and all(
            part & one.accepting for part, one in zip(state, wanted, strict=False)
        ):
            return "".join(reversed(list(_letters(came, state))))
        for letter in sorted(_leading(wanted, state, letters)):
            after = (*(one.step(part, letter) for part, one in zip(state, wanted, strict=False)),
                     unwanted.step(state[-1], letter))  # fmt: skip
            if after in came or not all(after[:-1]) or unwanted.is_sink(after[-1]):
                continue
            came[after] = (state, letter)
            queue.append(after)
        if len(queue) > _MOST_STATES:
            raise TooHardError
    return None


def _leading(wanted: list[Automaton], state: tuple[int, ...], letters: set[str]) -> set[str]:
    for part, one in zip(state, wanted, strict=False):
        offered = one.offers(part)
        if offered is not None:
            letters = letters & offered
    return letters


def _letters(came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None], state: tuple[int, ...]) -> Iterator[str]:
    step = came[state]
    while step is not None:
        yield step[1]
        step = came[step[0]]
