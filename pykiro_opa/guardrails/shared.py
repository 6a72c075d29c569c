"""The compiled guardrails of a shared bundle, which were made elsewhere: whether this version can judge with them.

Rego asks the same of every document before it believes one; here it is asked so that whoever reads it in Python may,
and is told which bundle is to blame.
"""

from __future__ import annotations

from ..errors import ConfigurationError
from ..values import Value
from .problems import shown
from .settings import ORIGIN
from .shapes import flaws

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .compilation import Compiled
    from .extending import Extended
    from .result import CustomRule

_OWN = ("builtin",)  # origins that no bundle speaks for
_LARGEST_COUNTER = 2**53  # from there on JSON engines disagree about numbers


class Shared(Value):
    """One shared bundle that judges; `least` is the counter it must have where its pin lets it move on, else None.

    `rules` are its own, which its document names.
    """

    __slots__ = ("source", "origin", "document", "least", "rules")

    source: str
    origin: str
    document: Compiled
    least: int | None
    rules: tuple[CustomRule, ...]

    def __init__(
        self,
        source: str,
        origin: str,
        document: Compiled,
        least: int | None,
        rules: tuple[CustomRule, ...] = (),
    ) -> None:
        self._set(source=source, origin=origin, document=document, least=least, rules=rules)


def check_shared(one: Shared) -> None:
    """Raises ConfigurationError where the document is not one that a shared bundle may hold."""
    document: Any = one.document
    if ORIGIN.fullmatch(one.origin) is None or one.origin in _OWN:
        raise ConfigurationError(f"its origin `{shown(one.origin)}` is not one that a bundle may have; publish it anew")
    flaw = next(flaws(document), None)
    if flaw is not None:
        raise ConfigurationError(f"`{flaw}` is missing, of another type or unknown; is it made by a newer pykiro-opa?")
    if document["scope"] != "":
        raise ConfigurationError(
            "it speaks for a folder; shared guardrails are for whole repositories: publish it anew"
        )
    if document["settings"]["mode"] != "enforce":
        raise ConfigurationError(
            "it asks for shadow mode, which only a workspace's own guardrails may; publish it anew"
        )
    # INVARIANT: a counter of 0 is that of guardrails in a workspace, which what is built in speaks for (resources.rego)
    counter = document["about"]["counter"]
    if not 1 <= counter < _LARGEST_COUNTER or (one.least is not None and counter < one.least):
        raise ConfigurationError(f"its counter {counter} is none that it may have; publish it anew")


def resolved(
    extends: Sequence[Extended], resolve: Callable[[Sequence[Extended], str], Sequence[Shared]], path: str
) -> tuple[Sequence[Shared], list[str]]:
    """What the elements of `extends` in a file stand for, all that is wrong with it in lines, and then nothing else."""
    try:
        found = resolve(extends, path)
    except ConfigurationError as error:
        return (), error.problems
    missing = {one.source for one in extends} - {one.source for one in found}
    failed = [f"{path}#/guardrails/extends: `{source}` was not resolved" for source in sorted(missing)]
    first: dict[str, str] = {}
    for one in found:
        other = first.setdefault(one.origin, one.source)
        if other != one.source:
            failed.append(
                f"{path}#/guardrails/extends: `{other}` and `{one.source}` have the same origin `{one.origin}`; "
                "extend one of them"
            )
        try:
            check_shared(one)
        except ConfigurationError as error:
            failed.append(f"{path}#/guardrails/extends: the bundle `{one.source}`: {error}")
    return ((), failed) if failed else (found, [])
