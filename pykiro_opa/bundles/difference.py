"""How two shared bundles differ in meaning: their guardrails, what they extend, and their own rules."""

from __future__ import annotations

from ..guardrails.difference import NOTHING, Difference, differences, set_difference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shared import SharedBundle


def bundle_differences(before: SharedBundle, after: SharedBundle) -> list[Difference]:
    """Every difference in meaning, loosened first; the counter and the signature are none."""
    found = [*_origin(before, after), *differences(before.document, after.document), *_rest(before, after)]
    return sorted(found, key=lambda one: one.change)


def _origin(before: SharedBundle, after: SharedBundle) -> Iterator[Difference]:
    # Who names an origin names its guardrails: those of another are not these.
    if before.origin != after.origin:
        yield Difference("loosened", "origin", f"`{before.origin}`", f"`{after.origin}`")


def _rest(before: SharedBundle, after: SharedBundle) -> Iterator[Difference]:
    yield from set_difference("extends", _extended(before), _extended(after))
    for path in sorted({*before.custom, *after.custom}):
        was, now = before.custom.get(path), after.custom.get(path)
        if was is None:
            yield Difference("tightened", f"rule `{path}`", NOTHING, "there")
        elif was != now:
            # Nobody can say what a change of a rule means but who reads it.
            yield Difference("loosened", f"rule `{path}`", "as it was", NOTHING if now is None else "changed")


def _extended(bundle: SharedBundle) -> list[str]:
    return [source if key is None else f"{source} signed by {key}" for source, key in bundle.extends]
