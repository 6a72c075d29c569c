"""`extends` as it is read: what stands there, in its order, and nothing where it is not all right."""

from __future__ import annotations

import pytest
from signing.made import KEY

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails.extending import MOST, check_source, read_extends
from pykiro_opa.guardrails.problems import Problems

BARE = "".join(KEY.public.pem.decode().strip().splitlines()[1:-1])


def read(extends):
    problems = Problems("kiro.json")
    return read_extends({"extends": extends}, problems), problems.unplaced()


def test_each_element_has_its_source_its_key_and_its_place():
    found, problems = read(["oci://x/a:1", {"source": "b.tar.gz", "key": KEY.public.pem.decode()}])

    assert [(one.source, one.key, one.pointer) for one in found] == [
        ("oci://x/a:1", None, "/guardrails/extends/0"),
        ("b.tar.gz", BARE, "/guardrails/extends/1"),
    ]
    assert problems == []
    assert read_extends({}, Problems("kiro.json")) == ()


def test_as_many_as_are_allowed_are_read_and_one_more_is_not():
    sources = [f"x{number}" for number in range(MOST + 1)]

    assert [one.source for one in read(sources[:-1])[0]] == sources[:-1]
    found, problems = read(sources)
    assert (found, len(problems)) == ((), 1)


@pytest.mark.parametrize("written", [None, "x", {}, 1])
def test_what_is_no_list_is_nothing_and_said(written):
    found, problems = read(written)

    assert (found, len(problems)) == ((), 1)
    assert "expected a list" in problems[0]


@pytest.mark.parametrize(
    "source",
    ["oci://x/a:1", "https://x:8443/a/b.tar.gz?c=d", "http://[::1]:5000/a", "a/b.tar.gz", "..a/b.c", "oci://x.y-z/a.b/c"],
)  # fmt: skip
def test_a_source_is_given_back_as_it_is(source):
    assert check_source(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "Xoci://x/a", "oci://x/a\n", "oci://x\n/a", "oci://x:1y/a", "oci://x y/a", "oci://[::1]x/a", "oci://x/./a", "oci://x/a/.",
        "oci://x//a", "oci://x/a/", "oci://x/../a", "a/./b", "a//b", "a/", ".", "a\n", "\u200ba", "", " ", None, 1, "://x/a",
    ],
)  # fmt: skip
def test_a_source_that_could_be_written_otherwise_is_refused(source):
    with pytest.raises(ConfigurationError):
        check_source(source)
