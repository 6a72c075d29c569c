"""Who holds which policies on one side of a change: attachments followed, over all resources of that side."""

from __future__ import annotations

from ...infrastructure.policy_documents import blocks
from ...infrastructure.rounds import each
from ...permissions import Holder, Policy
from . import documents, grants, serverless
from .kinds import (
    ASSIGNED,
    ASSIGNMENTS,
    ATTACHMENTS,
    CEILINGS,
    EVERYTHING,
    HOLDING,
    IDENTITIES,
    INLINE,
    MANAGED,
    MEMBERSHIPS,
    SET,
    SET_BOUNDARIES,
)
from .references import identifier, listed, names, plain, plain_text, shown, texts
from .switched import switched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...infrastructure.model import Resource

    # The scope, the kind (role, user, group, policy, resource), and a name.
    Key = tuple[str, str, str]


class Held:
    """A principal in the making; `path` and `line` are where it, or what is attached to it, stands."""

    __slots__ = ("kind", "principal", "policies", "boundary", "trust", "path", "line", "is_declared")

    def __init__(self, kind: str, principal: str, path: str, line: int) -> None:
        self.kind = kind
        self.principal = principal
        self.policies: list[Policy] = []
        self.boundary: Policy | None = None
        self.trust: Policy | None = None
        self.path = path
        self.line = line
        self.is_declared = False  # whether it stands in these files itself, or only what it holds

    def holder(self) -> Holder:
        return Holder(self.principal, self.policies, boundary=self.boundary, trust=self.trust)


def holders(resources: Iterable[Resource], renamed: Mapping[str, str]) -> tuple[dict[Key, Held], dict[Key, Held]]:
    """All principals of one side, policies that nobody of that side holds among them; and those that somebody does."""
    side = _Side(resources, renamed)
    return side.held, side.managed


class _Side:
    def __init__(self, resources: Iterable[Resource], renamed: Mapping[str, str]) -> None:
        self.held: dict[Key, Held] = {}
        self._renamed = renamed
        everything = list(resources)
        self._where = documents.places(everything)
        own = [copy for one in everything if not one.is_read for copy in each(one)]
        self._keys = {(self._scope(one), kind, name): (self._scope(one), kind, identifier(one))
                      for one, kind in self._identities(own) for name in names(one)}  # fmt: skip
        self._managed: dict[tuple[str, str], list[Resource]] = {}
        for one in own:
            if one.type in MANAGED:
                for name in dict.fromkeys(names(one)):
                    self._managed.setdefault((self._scope(one), name), []).append(one)
        self._attached: set[tuple[str, str]] = set()
        for one in own:
            self._read(one)
        for one in own:
            self._read_membership(one)
        self.managed: dict[Key, Held] = {}
        for one in own:
            if one.type in MANAGED:
                is_attached = (self._scope(one), one.address) in self._attached
                self._read_managed(one, self.managed if is_attached else self.held)

    @staticmethod
    def _identities(own: Iterable[Resource]) -> Iterator[tuple[Resource, str]]:
        for one in own:
            if one.type in IDENTITIES:
                yield one, IDENTITIES[one.type]
            elif serverless.has_role(one):
                yield serverless.role(one), "role"

    def _scope(self, resource: Resource) -> str:
        return self._renamed.get(resource.scope, resource.scope)

    def _read(self, resource: Resource) -> None:
        if resource.type in IDENTITIES:
            self._read_identity(resource, self._of(resource, IDENTITIES[resource.type], identifier(resource)))
        elif resource.type in INLINE or resource.type in ATTACHMENTS or resource.type in MANAGED:
            self._read_grant(resource)
        elif resource.type in CEILINGS:
            held = self._own(resource)
            held.policies.append(Policy("everything", EVERYTHING))
            held.boundary = self._policy(resource, CEILINGS[resource.type], resource.address)
        elif serverless.has_role(resource):
            self._read_serverless(resource, self._of(resource, "role", identifier(serverless.role(resource))))
        elif resource.type in SET_BOUNDARIES:
            for name in texts(resource.properties.get(SET_BOUNDARIES[resource.type])):
                self._read_limits(resource, self._of(resource, SET, name))
        elif resource.type not in MEMBERSHIPS and resource.type not in ASSIGNMENTS:
            self._read_other(resource)
        if resource.type == "AWS::Serverless::Connector":
            # SAM writes its policy when it deploys; another connection has another one.
            named = f"what SAM grants for {plain_text(resource.properties)}"
            self._own(resource).policies.append(Policy(named, path=resource.path, line=resource.line))
        granted = grants.statements(resource)
        if granted:
            document = {"Statement": granted}
            policy = documents.policy(document, resource.address, resource, "principal", self._where)
            self._own(resource).policies += switched([policy], resource)

    def _read_grant(self, resource: Resource) -> None:
        """What gives a policy to principals that stand elsewhere."""
        properties = resource.properties
        if resource.type in INLINE:
            kind, who, key = INLINE[resource.type]
            for name in texts(properties.get(who)):
                self._of(resource, kind, name).policies.extend(
                    switched([self._policy(resource, key, resource.address)], resource)
                )
            return
        for kind, who in ATTACHMENTS.get(resource.type, HOLDING):
            for name in texts(properties.get(who)):
                held = self._of(resource, kind, name)
                if resource.type in MANAGED:
                    self._attached.add((self._scope(resource), resource.address))
                    held.policies += switched([self._written(resource)], resource)
                    continue
                for key, arn in documents.attached(resource):
                    held.policies += switched(self._referred(arn, resource, key), resource)

    def _read_identity(self, resource: Resource, held: Held) -> None:
        properties = resource.properties
        held.is_declared = True
        for key, document in (
            ("inline_policy", "policy"), ("Policies", "PolicyDocument"), ("InlinePolicy", "InlinePolicy")
        ):  # fmt: skip
            for one in blocks(listed(properties.get(key)), key):
                inner = one.get(document, one if "Statement" in one else None) if isinstance(one, dict) else one
                if inner not in (None, {}):
                    held.policies.append(documents.policy(inner, key, resource, key, self._where))
        for key, arn in documents.attached(resource):
            held.policies += self._referred(arn, resource, key)
        self._read_limits(resource, held)

    def _read_limits(self, resource: Resource, held: Held) -> None:
        for key in ("assume_role_policy", "AssumeRolePolicyDocument"):
            if resource.properties.get(key) is not None:
                held.trust = self._policy(resource, key, "trust")
        for key in ("permissions_boundary", "PermissionsBoundary"):
            for one in listed(resource.properties.get(key)):
                held.boundary = next(iter(self._referred(_boundary(one), resource, key)))

    def _read_serverless(self, resource: Resource, held: Held) -> None:
        held.is_declared = True
        for one in listed(resource.properties.get("Policies")):
            if isinstance(one, str):
                held.policies += self._referred(serverless.arn(one), resource, "Policies")
            else:
                document = serverless.document(one)
                held.policies.append(documents.policy(document, "Policies", resource, "Policies", self._where))
        self._read_limits(resource, held)

    def _read_other(self, resource: Resource) -> None:
        """Any other resource is a holder of its own: of the policies within it and of those whose ARNs it names."""
        found = list(documents.found_anywhere(resource, self._where))
        for key, arn in documents.attached_anywhere(resource):
            found += self._referred(arn, resource, key)
        found += [*documents.unreadable(resource), *documents.of_a_module(resource)]
        if found:
            self._own(resource).policies += switched(found, resource)
        trust = documents.trust_of_a_module(resource)
        if trust is not None:
            self._own(resource).trust = trust

    def _read_membership(self, resource: Resource) -> None:
        pairs = []
        if resource.type in MEMBERSHIPS:
            users, groups = MEMBERSHIPS[resource.type]
            pairs = [(user, group) for user in texts(resource.properties.get(users))
                     for group in texts(resource.properties.get(groups))]  # fmt: skip
        elif resource.type == "AWS::IAM::User":
            pairs = [(identifier(resource), group) for group in texts(resource.properties.get("Groups"))]
        elif resource.type in ASSIGNMENTS:
            self._read_assignment(resource)
        for user, group in pairs:
            key = self._key(resource, "group", group)
            held = self._of(resource, "user", user)
            known = self.held.get(key)
            held.policies += known.policies if known else [Policy(f"the policies of the group {group}")]

    def _read_assignment(self, resource: Resource) -> None:
        """Whoever is assigned a permission set has in that account what the set has."""
        who, where, what = (resource.properties.get(key) for key in ASSIGNMENTS[resource.type])
        held = self._of(resource, ASSIGNED, f"{plain_text(who)} in {plain_text(where)}".replace('"', ""))
        for name in texts(what):
            known = self.held.get(self._key(resource, SET, name))
            unknown = [Policy(f"the permission set {name}", path=resource.path, line=resource.line)]
            held.policies += known.policies if known else unknown

    def _read_managed(self, resource: Resource, held: dict[Key, Held]) -> None:
        """Where nobody here holds it, whoever holds it elsewhere is a principal without a name."""
        key = (self._scope(resource), "policy", identifier(resource))
        one = held.setdefault(key, Held("policy", shown(resource), resource.path, resource.line))
        one.policies += switched([self._written(resource)], resource)

    def _own(self, resource: Resource) -> Held:
        key = (self._scope(resource), resource.type, resource.address)
        principal = resource.path if resource.kind == "policy" else resource.address
        return self.held.setdefault(key, Held(resource.type, principal, resource.path, resource.line))

    def _of(self, resource: Resource, kind: str, name: str) -> Held:
        key = self._key(resource, kind, name)
        if key not in self.held:
            self.held[key] = Held(kind, _principal(kind, key[2], resource), resource.path, resource.line)
        return self.held[key]

    def _key(self, resource: Resource, kind: str, name: str) -> Key:
        scope, named = self._scope(resource), plain(name)
        return self._keys.get((scope, kind, named), (scope, kind, named))

    def _written(self, resource: Resource) -> Policy:
        return self._policy(resource, MANAGED[resource.type], identifier(resource))

    def _policy(self, resource: Resource, key: str, name: str) -> Policy:
        return documents.policy(resource.properties.get(key), name, resource, key, self._where)

    def _referred(self, arn: str, resource: Resource, key: str) -> list[Policy]:
        """The policies that a reference may mean; one that nobody knows where none is."""
        found = self._managed.get((self._scope(resource), plain(arn)), [])
        self._attached |= {(self._scope(one), one.address) for one in found}
        if found:
            return [self._written(one) for one in found]
        return [Policy(_whole(arn), path=resource.path, line=resource.lines.get(key, resource.line))]


def _boundary(value: object) -> str:
    """The ARN of a boundary; of a permission set's the policy that stands in a block."""
    from ...infrastructure.unknowns import unknown

    if isinstance(value, dict):
        arn = value.get("managed_policy_arn", value.get("ManagedPolicyArn"))
        return arn if isinstance(arn, str) else unknown(plain_text(value))
    return value if isinstance(value, str) else unknown(plain_text(value))


def _whole(arn: str) -> str:
    """AWS's own policies by an ARN without unknown parts, so that it is the same policy however it is written."""
    from ...infrastructure.unknowns import as_pattern

    found = as_pattern(arn)
    return f"arn:aws:iam::aws:policy/{found.partition(':policy/')[2]}" if "::aws:policy/" in found else arn


def _principal(kind: str, name: str, resource: Resource) -> str:
    if resource.type in IDENTITIES:
        return shown(resource)
    if serverless.has_role(resource):
        return resource.address
    from ...infrastructure.unknowns import as_pattern, is_unknown, written

    if is_unknown(name) or name.startswith(("aws_iam_", "module.", "data.")):
        return str(written(name))
    return f"{'' if kind in (SET, ASSIGNED) else 'arn:aws:iam::*:'}{kind}/{as_pattern(name)}"
