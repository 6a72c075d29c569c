"""Permission deltas on real policies: what the sources say was added, who allows more, and nothing else."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from iam import smt
from iam.evaluator import as_list, glob

from pykiro_opa.catalogue import actions as catalogue
from pykiro_opa.catalogue.managed_policies import managed_policy
from pykiro_opa.permissions import escalation_delta, permission_delta

_WRITE = catalogue.LEVELS.index("write")
# Rows whose verdict is not ours, each with the reason in docs/permissions.md.
_EXPLAINED = {"/samples/mutations/ec2/exp_single/ec2_allow_ebs_volume_owners/policy/1_1.json"}


def _rows(corpora, name):
    with gzip.open(Path(corpora) / "iam" / name) as stream:
        return [json.loads(line) for line in stream]


def _changes(before, after, change, **options):
    return [one for one in permission_delta(before, after, **options) if one.change == change]


def _known(changes):
    return {name.lower() for one in changes for name in one.known}


def _statements(policy, effect):
    return [one for one in as_list(policy["Statement"]) if one["Effect"] == effect]


def _speaks(statement, action):
    """Whether a statement speaks of an action, by the plainest reading."""
    if "NotAction" in statement:
        return not any(glob(one, action, any_case=True) for one in as_list(statement["NotAction"]))
    return any(glob(one, action, any_case=True) for one in as_list(statement["Action"]))


def test_every_consolidation_that_adds_a_write_is_told(corpora):
    rows = _rows(corpora, "consolidations.jsonl.gz")
    told = {row["name"]: [one for one in _changes(row["before"], row["after"], "gained")
                          if catalogue.LEVELS.index(one.level) >= _WRITE] for row in rows}  # fmt: skip
    assert [row["name"] for row in rows if bool(row["added_write"]) != bool(told[row["name"]])] == []
    assert sum(bool(row["added_write"]) for row in rows) == 123


def test_plan_updates_gain_and_lose_what_their_source_says(corpora):
    """155 of 155: the source's actions are those of the delta, but where its older catalogue knew less.

    An action that the source took for added though the policy before had it by a wildcard is no gain, and one that it
    did not know it could not list; both are told apart by reading the policies, and everything else must be equal.
    """
    rows = _rows(corpora, "terraform_plan_updates.jsonl.gz")
    exact = 0
    for row in rows:
        change = row["plan"]["resource_changes"][0]["change"]
        before, after = change["before"]["policy"], change["after"]["policy"]
        named = [*row["added"], *row["removed"]]
        changes = permission_delta(before, after, known=named)
        old, new = json.loads(before), json.loads(after)
        equal = True
        for kind, listed, base, beyond in (("gained", row["added"], old, new), ("lost", row["removed"], new, old)):
            said = {name.lower() for name in listed}
            ours = {name for name in _known(one for one in changes if one.change == kind)
                    if not _has(base, name)}  # fmt: skip
            assert {name for name in said - ours if not _has(base, name)} == set(), row["plan"]
            assert {name for name in ours - said if not (_has(beyond, name) and not _has(base, name))} == set()
            equal = equal and said == ours
        exact += equal
    assert len(rows) == 155
    assert exact >= 130


def _has(policy, action):
    return any(_speaks(one, action) for one in _statements(policy, "Allow"))


def test_no_added_action_of_a_managed_policy_is_missed(corpora):
    """But those that the policy had before by a wildcard, and those that it denies after."""
    missed, excused = [], 0
    for row in _rows(corpora, "managed_policy_changes.jsonl.gz"):
        gained = _known(_changes(row["before"], row["after"], "gained", known=row["added"]))
        for action in {name.lower() for name in row["added"]} - gained:
            had = _has(row["before"], action)
            denied = any(_speaks(one, action) for one in _statements(row["after"], "Deny"))
            excused += had or denied
            if not had and not denied:
                missed.append((row["policy"], row["date"], action))
    assert missed == []
    assert excused < 300


def test_what_only_shrinks_gains_nothing(corpora):
    """Reversed pairs whose every grant stands in the other document, action by action and resource by resource."""
    shrinking, wrong = 0, []
    for row in _rows(corpora, "managed_policy_changes.jsonl.gz"):
        before, after = row["after"], row["before"]
        if not _only_shrinks(before, after):
            continue
        shrinking += 1
        if _changes(before, after, "gained"):
            wrong.append((row["policy"], row["date"]))
    assert shrinking > 400
    assert len(wrong) < shrinking / 100, wrong


def _only_shrinks(before, after):
    allowed = {atom for one in _statements(before, "Allow") for atom in _atoms(one)}
    denied = {atom for one in _statements(after, "Deny") for atom in _atoms(one)}
    return all(atom in allowed for one in _statements(after, "Allow") for atom in _atoms(one)) and all(
        atom in denied for one in _statements(before, "Deny") for atom in _atoms(one)
    )


def _atoms(statement):
    """A statement as its combinations of one action, one resource and all conditions."""
    rest = json.dumps({name: value for name, value in statement.items()
                       if name not in ("Action", "Resource", "Sid")}, sort_keys=True)  # fmt: skip
    for action in as_list(statement.get("Action", "")):
        for resource in as_list(statement.get("Resource", "")):
            yield action.lower(), resource, rest


def test_who_allows_more_is_who_a_model_counter_says(corpora):
    rows = [row for row in _rows(corpora, "relative_permissiveness.jsonl.gz") if "BoolIfExists" not in json.dumps(row)]
    differing = set()
    for row in rows:
        changes = permission_delta(row["first"], row["second"])
        found = tuple(any(one.change == change for one in changes) for change in ("lost", "gained"))
        if found != (row["first_allows_more"], row["second_allows_more"]):
            differing.add(row["name"])
    assert differing == _EXPLAINED
    assert len(differing) <= len(rows) * 0.02


def test_what_the_model_counter_gets_wrong_z3_judges(corpora):
    rows = [row for row in _rows(corpora, "relative_permissiveness.jsonl.gz") if "BoolIfExists" in json.dumps(row)]
    judged = 0
    for row in rows:
        for before, after in ((row["first"], row["second"]), (row["second"], row["first"])):
            found = smt.Formula().newly_allowed(before, after, timeout=5000)
            if found is not None:
                judged += 1
                assert bool(_changes(before, after, "gained")) is found, row["name"]
    print(f"z3 judged {judged} of {2 * len(rows)}")
    assert judged >= len(rows)


def test_escalations_that_consolidations_open_are_few_and_told(corpora):
    opened = {
        row["name"]: [one.id for one in escalation_delta(row["before"], row["after"]) if one.is_new]
        for row in _rows(corpora, "consolidations.jsonl.gz")
    }
    told = [name for name, found in opened.items() if found]
    assert 0 < len(told) < len(opened) / 4


def test_the_escalation_paths_are_those_published(corpora):
    from pykiro_opa.catalogue.escalation_paths import escalation_paths

    published = json.loads((Path(corpora) / "iam/privilege_escalation_paths.json").read_bytes())
    assert {one.id: (one.category, list(one.actions)) for one in escalation_paths()} == {
        one["id"]: (one["category"], one["required"]) for one in published
    }


def test_nearly_all_managed_policies_are_known_offline(corpora):
    names = {row["policy"] for row in _rows(corpora, "managed_policy_changes.jsonl.gz")}
    folders = ("", "service-role/", "job-function/", "aws-service-role/", "root-task/")
    missing = [
        name
        for name in names
        if not any(managed_policy(f"arn:aws:iam::aws:policy/{folder}{name}") for folder in folders)
    ]
    assert len(missing) <= len(names) * 0.02, missing


@pytest.mark.parametrize("name", ["consolidations.jsonl.gz", "managed_policy_changes.jsonl.gz"])
def test_examples_are_the_highest_of_what_is_known(corpora, name):
    for row in _rows(corpora, name)[:60]:
        for one in permission_delta(row["before"], row["after"]):
            levels = [catalogue.LEVELS.index(catalogue.action(each).level) for each in one.examples(20)]
            assert levels == sorted(levels, reverse=True)
            assert all(re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9]+", each) for each in one.known)
