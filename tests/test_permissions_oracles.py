"""Permission deltas against a plain evaluator, against z3, and against rewrites that change nothing.

Every run draws its own policies and prints its seed; PYKIRO_SEED repeats one.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from iam import smt
from iam.drawing import Draw, requests
from iam.evaluator import allows, glob
from iam.rewriting import rewritten

from pykiro_opa.catalogue import actions as catalogue
from pykiro_opa.permissions import permission_delta

_FOR_ALL_ALONE = ("s3:ListAllMyBuckets", "ec2:Describe")
_SERVICES = ("s3", "iam", "ec2", "sqs", "kms", "sts")


@pytest.fixture(scope="module")
def actions():
    """Known actions, and whether they are asked for `*` alone."""
    return {
        f"{prefix}:{name}": not service.resource_types(number)
        for prefix in _SERVICES
        for service in [catalogue.service(prefix)]
        for number, name in enumerate(service.lowered)
    }


def _gained(before, after):
    return [one for one in permission_delta(before, after) if one.change == "gained"]


def _is_told(changes, asked):
    return any(
        any(glob(pattern, asked.action, any_case=True) for pattern in change.actions)
        and glob(re.sub(r"\$\{[^{}]*\}", "*", change.resource), asked.resource)
        for change in changes
    )


def _missed(chance, pairs, number, actions, *, principals=False):
    """Requests that are allowed after and not before, how many of them, and those that no change tells of."""
    newly, missed = 0, []
    for before, after in pairs:
        changes = _gained(before, after)
        for asked in requests(chance, (before, after), actions, number, principals):
            if allows(after, asked) and not allows(before, asked):
                newly += 1
                if not _is_told(changes, asked):
                    missed.append((asked, before, after))
    return newly, missed


@pytest.mark.parametrize("principals", [False, True])
def test_no_drawn_request_is_missed(chance, actions, principals):
    pairs = [Draw(chance, principals=principals).pair() for _ in range(60)]
    newly, missed = _missed(chance, pairs, 30, actions, principals=principals)
    assert newly > 20
    assert missed == []


@pytest.mark.long
@pytest.mark.parametrize("principals", [False, True])
def test_no_request_of_fifty_thousand_is_missed(chance, actions, principals):
    pairs = [Draw(chance, principals=principals).pair() for _ in range(1000)]
    newly, missed = _missed(chance, pairs, 50, actions, principals=principals)
    assert newly > 1000
    assert missed == []


@pytest.mark.long
def test_no_request_of_real_changes_is_missed(chance, corpora):
    pairs = chance.sample(_real_pairs(corpora), 250)
    newly, missed = 0, []
    for before, after in pairs:
        prefixes = {text.split(":")[0].lower() for one in (before, after) for text in _written_actions(one)}
        known = {
            f"{prefix}:{name}": not service.resource_types(number)
            for prefix in sorted(prefixes)
            if (service := catalogue.service(prefix)) is not None
            for number, name in enumerate(service.lowered)
        }
        found = _missed(chance, [(before, after)], 200, known or {"s3:getobject": False})
        newly, missed = newly + found[0], missed + found[1]
    assert newly > 50
    assert missed == []


def test_a_witness_is_allowed_after_and_not_before(chance):
    """Where nothing is conditional, what is told for certain is true: the evaluator says so of every witness."""
    told, wrong = 0, []
    drawing = Draw(chance, plain=True)
    for _ in range(80):
        before, after = ({**one, "Statement": [_unconditional(each) for each in one["Statement"]]}
                         for one in drawing.pair())  # fmt: skip
        for change in permission_delta(before, after):
            if change.doubt:
                continue
            told += 1
            old, new = (before, after) if change.change == "gained" else (after, before)
            action, _, resource = change.witness.partition(" ")
            asked = next(requests(chance, (after,), {"s3:getobject": False}, 1))
            asked.action, asked.resource, asked.context = action.lower().replace("*", "zzz"), resource, {}
            if (allows(new, asked), allows(old, asked)) != (True, False):
                wrong.append((change, before, after))
    # A letter for `?` is tried from a few words, so that now and then a witness shows only the shape of what is allowed.
    assert len(wrong) <= 3, wrong
    assert told > 50


def test_what_is_only_written_otherwise_is_no_change(chance):
    drawing = Draw(chance)
    rewrites = 0
    for _ in range(150):
        before = drawing.policy()
        after = rewritten(chance, before)
        rewrites += before != after
        assert permission_delta(before, after) == [], (before, after)
    assert rewrites > 100


@pytest.mark.long
def test_real_policies_only_written_otherwise_are_no_change(chance, corpora):
    for before, _ in chance.sample(_real_pairs(corpora), 300):
        after = rewritten(chance, before)
        assert permission_delta(before, after) == [], (before, after)


@pytest.mark.parametrize("number", [40, pytest.param(520, marks=pytest.mark.long)])
def test_z3_finds_the_same(chance, number, record_property):
    drawing = Draw(chance, plain=True)
    # The formula knows no types: to it, an action that is asked for `*` alone is allowed on an ARN too.
    drawn = (drawing.pair() for _ in range(number))
    pairs = [pair for pair in drawn if not any(action in str(pair) for action in _FOR_ALL_ALONE)]
    _agree(pairs, record_property)


@pytest.mark.long
def test_z3_finds_the_same_in_samples_of_others(chance, corpora, record_property):
    with gzip.open(Path(corpora) / "iam/relative_permissiveness.jsonl.gz") as stream:
        rows = [json.loads(line) for line in stream]
    pairs = [
        (one, other) for row in rows for one, other in ((row["first"], row["second"]), (row["second"], row["first"]))
    ]
    _agree(pairs, record_property)


def _agree(pairs, record_property):
    unknown = unsupported = agreed = 0
    for before, after in pairs:
        try:
            found = smt.Formula().newly_allowed(before, after, timeout=1500)
        except smt.Unsupported:
            unsupported += 1
            continue
        if found is None:
            unknown += 1
            continue
        assert bool(_gained(before, after)) is found, (before, after)
        agreed += 1
    print(f"z3: {agreed} agreed, {unknown} not known in time, {unsupported} not supported")
    record_property("z3", {"agreed": agreed, "unknown": unknown, "unsupported": unsupported})
    assert agreed > len(pairs) / 4


def _unconditional(statement):
    return {name: value for name, value in statement.items() if name != "Condition"}


def _written_actions(policy):
    listed = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    for one in listed:
        for name in ("Action", "NotAction"):
            value = one.get(name, [])
            yield from value if isinstance(value, list) else [value]


def _real_pairs(corpora):
    with gzip.open(Path(corpora) / "iam/managed_policy_changes.jsonl.gz") as stream:
        rows = [json.loads(line) for line in stream]
    return [(row["before"], row["after"]) for row in rows] + [(row["after"], row["before"]) for row in rows]
