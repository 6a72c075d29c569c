"""How two shared bundles differ in meaning: their guardrails, what they extend, and their own rules."""

from __future__ import annotations

from ..guardrails.difference import Difference, differences, set_difference

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
    now = {rule.id: rule.text for rule in after.rules}
    for rule in before.rules:
        # What comes or goes is a difference of the documents. Nobody can say what a change means but who reads it.
        if now.get(rule.id, rule.text) != rule.text:
            yield Difference("loosened", f"rule `{rule.id}`", "as it was", "changed")


def _extended(bundle: SharedBundle) -> list[str]:
    return [source if key is None else f"{source} signed by {key}" for source, key in bundle.extends]
