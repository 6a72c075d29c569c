"""Policy documents as statements (IAM JSON policy grammar, AWS IAM user guide)."""

from __future__ import annotations

from ..errors import InputError
from ..values import Value
from .wildcards import contains

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Statement(Value):
    """One statement; `actions` and `resources` are patterns.

    NotAction becomes `*`, or, where it leaves out all of IAM, `?*:?*`: much, but no administrator. What cannot be read
    counts as `*` in an Allow and as nothing in a Deny, so that it never hides a gain. `condition` is canonical JSON, ""
    where there is none.
    """

    __slots__ = ("effect", "actions", "not_actions", "resources", "not_resources", "principals", "condition", "sid")

    effect: str
    actions: tuple[str, ...]
    not_actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    principals: tuple[str, ...]
    condition: str
    sid: str

    def __init__(self, body: Mapping[str, Any]) -> None:
        from ..events import canonical, clean

        not_actions, not_resources = _texts(body.get("NotAction")), _texts(body.get("NotResource"))
        condition = body.get("Condition")
        self._set(
            effect="Deny" if body.get("Effect") == "Deny" else "Allow",
            actions=_texts(body.get("Action")) or _all_but(not_actions, allows=body.get("Effect") != "Deny"),
            not_actions=not_actions,
            # a trust policy names no resource: it speaks for its own role
            resources=_texts(body.get("Resource")) or ("*",),
            not_resources=not_resources,
            principals=_principals(body),
            condition=canonical(clean(condition)).decode() if condition else "",
            sid=str(body.get("Sid", "")),
        )


def statements(document: str | bytes | Mapping[str, Any] | None) -> list[Statement]:
    """The statements of a policy document; none for no document. Raises InputError where it is not one."""
    if document is None:
        return []
    if isinstance(document, (str, bytes)):
        document = _parsed(document)
    if not isinstance(document, dict) or "Statement" not in document:
        raise InputError("policy: expected an object with `Statement`")
    listed = document["Statement"]
    bodies = listed if isinstance(listed, list) else [listed]
    return [statement for body in bodies for statement in _statement(body)]


def _statement(body: Any) -> list[Statement]:
    if isinstance(body, dict) and isinstance(body.get("Fn::If"), list):  # either branch may come to be
        return [one for branch in body["Fn::If"][1:] if isinstance(branch, dict) for one in _statement(branch)]
    if isinstance(body, dict):
        return [Statement(body)]
    return [Statement({"Effect": "Allow", "Action": "*", "Resource": "*", "Sid": "not readable"})]


def _all_but(not_actions: tuple[str, ...], *, allows: bool) -> tuple[str, ...]:
    if any(contains(one.lower(), "iam:*") for one in not_actions):
        return ("?*:?*",)
    return ("*",) if allows or not_actions else ()


def _parsed(document: str | bytes) -> Any:
    import json

    try:
        return json.loads(document)
    except (ValueError, RecursionError) as error:
        raise InputError(f"policy: not JSON: {error}") from None


def _texts(value: Any) -> tuple[str, ...]:
    """A text or a list of them; anything else in the list may be everything."""
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    return tuple(one if isinstance(one, str) else "*" for one in listed)


def _principals(body: Mapping[str, Any]) -> tuple[str, ...]:
    if "NotPrincipal" in body:
        return ("*",)
    named = body.get("Principal")
    if isinstance(named, dict):
        return tuple(sorted(text for value in named.values() for text in _texts(value)))
    return _texts(named)
