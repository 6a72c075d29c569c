"""Role bindings of Kubernetes manifests as resources."""

from __future__ import annotations

import pytest

from pykiro_opa.infrastructure import kind_of, resources

BINDING = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ci
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
"""
BROKEN = "kind: RoleBinding\nroleRef: {name: ROLE, name: ROLE}\n"


def read(text, path="k8s/rbac.yaml"):
    return resources({path: text.encode()})


def test_a_binding_of_a_stream_is_a_resource_at_its_line():
    found, problems = read(f"kind: Namespace\n---\n{BINDING}")

    assert not problems
    assert [("ClusterRoleBinding", "ClusterRoleBinding/ci", 3)] == [(one.type, one.address, one.line) for one in found]
    assert "cluster-admin" == found[0].properties["roleRef"]["name"]


def test_a_binding_of_a_list_is_a_resource():
    inner = "".join(f"  {line}\n" for line in BINDING.splitlines())
    found, _ = read(f"kind: List\nitems:\n- {inner[2:]}")

    assert ["ClusterRoleBinding/ci"] == [one.address for one in found]


def test_the_template_of_a_chart_is_read_as_it_will_be_rendered():
    text = BINDING.replace("name: ci", "name: {{ .Release.Name }}")
    found, problems = read("{{- if .Values.rbac }}\n" + text + "{{- end }}\n")

    assert (["ClusterRoleBinding/x"], []) == ([one.address for one in found], problems)


@pytest.mark.parametrize(("role", "count"), [("cluster-admin", 1), ("view", 0)])
def test_what_cannot_be_read_is_a_problem_where_it_may_grant_everything(role, count):
    found, problems = read(BROKEN.replace("ROLE", role))

    assert ([], count) == (found, len(problems))


@pytest.mark.parametrize(
    ("path", "text"), [("rbac.md", BINDING), ("rbac.yaml", "kind: RoleBinding\n"), ("rbac.yaml", "roleRef: x\n")]
)
def test_other_files_are_no_manifests(path, text):
    assert kind_of(path, text.encode()) is None
