"""What a change of the lock means: whatever may give a parent less to say needs a human."""

from __future__ import annotations

import pytest
from generation.publishing import new_key

from pykiro_opa.bundles.lock import Pin, written
from pykiro_opa.bundles.lock_changes import compare
from pykiro_opa.changes import FileChange
from pykiro_opa.events import sha256
from pykiro_opa.facts import self_protection

PATH = ".kiro/guardrails.lock"
(_, KEY), (_, OTHER) = new_key(), new_key()
A, B = "oci://x/a:1", "https://x/b.tar.gz"
ONE, TWO = (Pin("sha256:" + letter * 64) for letter in "12")


def followed(counter, key=KEY):
    return Pin(tag="1", counter=counter, key=key, origin="platform")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({A: ONE}, {A: ONE}, []),
        ({A: ONE, B: TWO}, {B: TWO, A: ONE}, []),
        ({A: ONE}, {A: TWO}, ["loosened"]),
        ({A: ONE}, {}, ["loosened"]),
        ({A: ONE}, {B: ONE}, ["tightened", "loosened"]),
        ({A: ONE}, {A: ONE, B: TWO}, ["tightened"]),
        ({A: followed(3)}, {A: followed(4)}, ["tightened"]),
        ({A: followed(4)}, {A: followed(3)}, ["loosened"]),
        ({A: followed(3)}, {A: followed(4, OTHER)}, ["loosened"]),
        ({A: followed(3)}, {A: ONE}, ["loosened"]),
        ({A: ONE}, {A: followed(3)}, ["loosened"]),
    ],
)
def test_only_more_and_newer_is_sure_to_take_nothing_away(before, after, expected):
    found = compare(written(before), written(after))
    assert [one["change"] for one in found] == expected
    assert all(one["pointer"].startswith("/bundles/") for one in found)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, written({A: ONE}), "added"),
        (None, b"{", "loosened"),
        (written({A: ONE}), None, "loosened"),
        (written({A: ONE}), b"{}", "loosened"),
        (b"{", written({A: ONE}), "loosened"),
        (b"{", b"}", "loosened"),
    ],
)
def test_a_lock_that_comes_goes_or_cannot_be_read_is_one_change(before, after, change):
    (found,) = compare(before, after)
    assert (found["pointer"], found["change"], found["line"]) == ("", change, 1)
    digests = [None if side is None else sha256(side) for side in (before, after)]
    assert [found["before"], found["after"]] == digests


def test_a_change_stands_where_it_is_written():
    (found,) = compare(written({A: ONE, B: ONE}), written({A: TWO, B: ONE}))
    assert (found["pointer"], found["line"]) == ("/bundles/oci:~1~1x~1a:1", 4)
    assert found["before"] != found["after"]


@pytest.mark.parametrize("path", [PATH, ".KIRO/Guardrails.LOCK", "services/a/.kiro/guardrails.lock"])
def test_the_lock_protects_itself_however_it_is_spelled(path):
    change = FileChange(path, before=written({A: ONE}), after=written({}))
    assert [fact["change"] for fact in self_protection.extract([change])] == ["loosened"]


@pytest.mark.parametrize(
    "options",
    [
        {"content_known": False, "after": b""},
        {"mode": "120000", "after": b"elsewhere"},
        {"mode": "changed", "after": written({A: ONE})},
        {"after": None},
    ],
)
def test_a_lock_of_which_nobody_knows_what_it_will_be_is_loosened(options):
    change = FileChange(PATH, before=written({A: ONE}), **options)
    assert [fact["change"] for fact in self_protection.extract([change])] == ["loosened"]
