"""Decision v1: what OPA answered, and whether that answer may be believed."""

from __future__ import annotations

from .errors import EngineError
from .events import canonical, sha256
from .values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

ALLOW, NEEDS_APPROVAL, DENY = "allow", "needs-approval", "deny"
EXIT_CODES = {ALLOW: 0, DENY: 10, NEEDS_APPROVAL: 11}
_FINDING_EFFECTS = {"deny": DENY, "needs-approval": NEEDS_APPROVAL, "notice": ALLOW, "approved": ALLOW}
_SEVERITY = (ALLOW, NEEDS_APPROVAL, DENY)
_ANSWER_FIELDS = (
    "version", "effect", "digest", "request", "origins", "findings", "obligations", "permission_delta",
)  # fmt: skip
_FINDING_TEXTS = ("rule", "effect", "origin", "guardrail", "action", "message", "remedy")
_FINDING_FIELDS = (*_FINDING_TEXTS, "subject", "evidence")
_SUBJECT = 4  # origin, rule, digest of the entry, id of the fact
_LONGEST_EVIDENCE = 40


class Decision(Value):
    """A decision that passed every check; `document` is the Decision v1 that `--format json` prints."""

    __slots__ = ("effect", "findings", "document")

    effect: str
    findings: tuple[Mapping[str, Any], ...]
    document: Mapping[str, Any]

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._set(effect=document["effect"], findings=tuple(document["findings"]), document=document)

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.effect]


def believe(answer: object, event: Mapping[str, Any]) -> Decision:
    """Turn OPA's answer into a Decision, or refuse it.

    Raises EngineError where the answer is undefined, of the wrong shape, an answer to another request, milder than its
    own findings, or made with guardrails other than `event["context"]["expected"]`.
    """
    if not isinstance(answer, dict):
        raise EngineError("OPA answered nothing for `data.kiro.main.decision`: is the bundle loaded?")
    if type(answer.get("version")) is not int or answer["version"] != 1:
        raise EngineError(f"OPA answered decision version `{answer.get('version')}`, expected 1")
    unknown = [field for field in answer if field not in _ANSWER_FIELDS]
    if unknown:
        raise EngineError(f"OPA answered with `{unknown[0]}`, which this version does not know: upgrade pykiro-opa")
    for field in ("digest", "request"):
        if answer.get(field) != event[field]:
            raise EngineError(f"OPA answered another event: its `{field}` differs")
    findings = answer.get("findings")
    if not isinstance(findings, list) or not all(_is_finding(finding) for finding in findings):
        raise EngineError("OPA answered findings of the wrong shape")
    refused = [finding for finding in findings if finding["rule"] == "engine/configuration"]
    if refused:
        raise EngineError(f"OPA refused its guardrails: {refused[0]['message']}")
    check_origins(answer.get("origins"), event["context"]["expected"])
    effect = worst(findings)
    if answer.get("effect") != effect:
        raise EngineError(f"OPA answered `{answer.get('effect')}` where its findings say `{effect}`")
    if not _are_objects(answer.get("obligations")):
        raise EngineError("OPA answered obligations of the wrong shape")
    # What a reviewer is shown as granted is what was asked about; where the event was refused, nothing.
    refused = [finding for finding in findings if finding["rule"] == "engine/event"]
    if answer.get("permission_delta") != ([] if refused else event["permissions"]):
        raise EngineError("OPA answered a permission delta that is not the event's")
    return Decision({**answer, "revision": sha256(canonical(answer["origins"]))})


def worst(findings: Sequence[Mapping[str, Any]]) -> str:
    """The effect of a set of findings; an effect that is not known counts as deny."""
    effects = [_FINDING_EFFECTS.get(finding["effect"], DENY) for finding in findings]
    return max(effects, key=_SEVERITY.index, default=ALLOW)


def held(decision: Decision, shared: Sequence[str]) -> str:
    """What shadow mode leaves of a decision: the worst effect of the findings of `shared` origins.

    What OPA refused to judge at all it refused for them, too, so where there are any that is no workspace's to put aside.
    """
    findings = [
        finding
        for finding in decision.findings
        if finding["origin"] in shared or (shared and finding["rule"].startswith("engine/"))
    ]
    return worst(findings)


def refusal(reason: str, message: str, event: Mapping[str, Any] | None = None) -> Decision:
    """The deny that stands for an error: one finding `gate/<reason>`, no revision."""
    finding = {
        "rule": f"gate/{reason}",
        "effect": DENY,
        "origin": "builtin",
        "guardrail": "",
        "action": "",
        "subject": ["builtin", f"gate/{reason}", "", ""],
        "message": message,
        "evidence": [],
        "remedy": "",
    }
    named = event or {}
    return Decision(
        {
            "version": 1,
            "effect": DENY,
            "digest": named.get("digest"),
            "request": named.get("request"),
            "origins": [],
            "revision": None,
            "findings": [finding],
            "obligations": [],
            "permission_delta": [],
        }
    )


def _is_finding(finding: object) -> bool:
    return (
        isinstance(finding, dict)
        and all(field in _FINDING_FIELDS for field in finding)
        and all(isinstance(finding.get(field), str) for field in _FINDING_TEXTS)
        and _is_subject(finding.get("subject"))
        and isinstance(finding.get("evidence"), list)
        and all(_is_place(place) for place in finding["evidence"])
    )


def _is_subject(subject: object) -> bool:
    return isinstance(subject, list) and len(subject) == _SUBJECT and all(isinstance(part, str) for part in subject)


def _is_place(place: object) -> bool:
    return (
        isinstance(place, dict)
        and place.keys() == {"path", "line", "text"}
        and isinstance(place["path"], str)
        and type(place["line"]) is int
        and isinstance(place["text"], str)
        and len(place["text"]) <= _LONGEST_EVIDENCE
    )


def _are_objects(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)


def _is_origin(origin: object) -> bool:
    return (
        isinstance(origin, list)
        and len(origin) == 3
        and isinstance(origin[0], str)
        and isinstance(origin[1], str)
        and type(origin[2]) is int
    )


def check_origins(origins: object, expected: Sequence[Sequence[Any]]) -> None:
    """Whether a decision was made with the guardrails expected: (name, content or None, least counter) of each origin.

    Raises EngineError.
    """
    if not isinstance(origins, list) or not all(_is_origin(origin) for origin in origins):
        raise EngineError("OPA answered without saying which guardrails it used")
    used = {origin[0]: origin for origin in origins}
    wanted = {name: (content, counter) for name, content, counter in expected}
    if sorted(used) != sorted(wanted) or len(used) != len(origins):
        raise EngineError(f"OPA used the guardrails of {sorted(used)}, expected {sorted(wanted)}")
    for name, (content, counter) in wanted.items():
        pinned = content is None or used[name][1] == content
        if not pinned or used[name][2] < counter:
            raise EngineError(f"OPA used other guardrails of origin `{name}` than expected: restart the sidecar")
