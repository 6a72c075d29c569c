"""From `extends` to what judges: pinned, signed, once each; and every way in which that is refused."""

from __future__ import annotations

import pytest
from generation.publishing import bundle, digest, new_key

from pykiro_opa.bundles.lock import Pin
from pykiro_opa.bundles.resolving import DEEPEST, MOST, resolve
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails.extending import Extended

PRIVATE, PUBLIC = new_key()
OTHER_PRIVATE, OTHER_PUBLIC = new_key()
A, B, C = "oci://x/a:1", "oci://x/b:1", "oci://x/c:1"


def named(*sources, key=None):
    return [Extended(source, key, f"/guardrails/extends/{at}") for at, source in enumerate(sources)]


def resolved(extends, contents, **pins):
    """What is resolved of bundles by source; each is pinned by its digest, where no other pin is given."""
    pins = {source: Pin(digest(data)) for source, data in contents.items() if data is not None} | pins.get("pins", {})
    return resolve(extends, pins, contents.get, ".kiro/kiro.json")


def refused(extends, contents, **pins):
    with pytest.raises(ConfigurationError) as found:
        resolved(extends, contents, **pins)
    assert all(line.startswith(".kiro/kiro.json#/guardrails/extends/") for line in found.value.problems)
    return found.value.problems


def followed(counter=1, key=PUBLIC, tag="1"):
    return Pin(tag=tag, counter=counter, key=key, origin="platform")


def test_a_bundle_that_is_pinned_by_its_digest_judges_as_it_is():
    data = bundle({"secrets": "deny"}, counter=7)
    (one,) = resolved(named(A), {A: data})
    assert (one.source, one.origin, one.least) == (A, "platform", None)
    assert one.document["about"]["counter"] == 7


def test_a_tag_may_move_on_and_never_back():
    (one,) = resolved(named(A), {A: bundle(counter=9, key=PRIVATE)}, pins={A: followed(5)})
    assert (one.least, one.document["about"]["counter"]) == (5, 9)
    (line,) = refused(named(A), {A: bundle(counter=4, key=PRIVATE)}, pins={A: followed(5)})
    assert "its counter 4 is lower than 5, which the lock pins" in line


@pytest.mark.parametrize(
    ("pin", "key", "data", "problem"),
    [
        (Pin("sha256:" + "0" * 64), None, bundle(), "it is not the one that the lock pins"),
        (None, PUBLIC, bundle(), "it is not signed, though a key is configured"),
        (None, PUBLIC, bundle(key=OTHER_PRIVATE), "not made with the key"),
        (followed(), None, bundle(), "it is not signed, though a key is configured"),
        (followed(), None, bundle(key=OTHER_PRIVATE), "not made with the key"),
        (followed(), OTHER_PUBLIC, bundle(key=OTHER_PRIVATE), "the lock pins another key than `extends` names"),
        (followed(key=OTHER_PUBLIC), PUBLIC, bundle(key=PRIVATE), "the lock pins another key than `extends` names"),
        (followed(), None, bundle(key=PRIVATE, origin="team"), "it gives the guardrails of `team`, not of `platform`"),
        (None, None, bundle(key=PRIVATE)[:-20], "not a gzipped file"),
        (None, None, b"", "not a"),
        (None, None, None, "the lock does not pin it; `pykiro-opa bundle update` does"),
        (Pin("sha256:" + "0" * 64), None, None, "it is not in the cache; `pykiro-opa bundle update` fetches it"),
        (None, None, bundle(extends=["oci://X/y"]), "is no host in small letters"),
    ],
)  # fmt: skip
def test_what_is_not_surely_the_one_is_refused(pin, key, data, problem):
    pins = {} if pin is None else {A: pin}
    (line,) = refused(named(A, key=key), {A: data}, pins=pins)
    assert problem in line
    assert A in line


def test_a_bundle_that_two_others_extend_is_taken_once():
    contents = {
        A: bundle(origin="a", extends=[C]),
        B: bundle(origin="b", extends=[{"source": C, "key": PUBLIC}]),
        C: bundle(origin="c", key=PRIVATE),
    }
    assert [one.source for one in resolved(named(A, B), contents)] == [A, C, B]
    assert [one.source for one in resolved(named(B, A), contents)] == [B, C, A]


def test_a_key_that_comes_later_is_asked_all_the_same():
    """Who met the bundle first named none; it must not be believed for that."""
    contents = {A: bundle(origin="a", extends=[C]), C: bundle(origin="c")}
    assert len(resolved(named(A, C), contents)) == 2
    extends = [*named(A), Extended(C, PUBLIC, "/guardrails/extends/1")]
    (line,) = refused(extends, contents)
    assert "it is not signed, though a key is configured" in line


def test_two_keys_for_one_bundle_are_refused():
    contents = {
        A: bundle(origin="a", extends=[{"source": C, "key": PUBLIC}]),
        B: bundle(origin="b", extends=[{"source": C, "key": OTHER_PUBLIC}]),
        C: bundle(origin="c", key=PRIVATE),
    }
    (line,) = refused(named(A, B), contents)
    assert f"`{C}`: it is extended with two keys" in line


def test_a_circle_is_named():
    contents = {
        A: bundle(origin="a", extends=[B], key=PRIVATE),
        B: bundle(origin="b", extends=[C], key=PRIVATE),
        C: bundle(origin="c", extends=[B], key=PRIVATE),
    }
    (line,) = refused(named(A), contents)
    assert f"in a circle: {B} -> {C} -> {B}; break it" in line
    (line,) = refused(named(A), {A: bundle(extends=[A])})
    assert f"in a circle: {A} -> {A}; break it" in line


def test_two_bundles_of_one_origin_are_refused():
    contents = {A: bundle({"secrets": "deny"}), B: bundle({"secrets": "notice"})}
    (line,) = refused(named(A, B), contents)
    assert f"`{B}`: its origin `platform` is already that of `{A}`; extend one of them" in line


def test_what_is_too_deep_or_too_many_is_refused():
    chain = {f"oci://x/c{at}:1": bundle(origin=f"c{at}", extends=[f"oci://x/c{at + 1}:1"]) for at in range(DEEPEST)}
    assert "extend one another more than 8 deep" in refused(named("oci://x/c0:1"), chain)[0]
    ends = {**chain, f"oci://x/c{DEEPEST - 1}:1": bundle(origin="end")}
    assert len(resolved(named("oci://x/c0:1"), ends)) == DEEPEST
    many = [f"oci://x/m{at}:1" for at in range(MOST + 1)]
    contents = {source: bundle(origin=f"m{at}") for at, source in enumerate(many)}
    assert f"more than {MOST} shared bundles" in refused(named(*many), contents)[0]
    assert len(resolved(named(*many[:MOST]), contents)) == MOST


def test_a_net_of_bundles_is_walked_once():
    """Eight layers of three that each extend all of the next have 6,561 ways through them."""
    layers = [[f"oci://x/n{layer}{at}:1" for at in range(3)] for layer in range(DEEPEST)]
    contents = {
        source: bundle(origin=f"n{layer}{at}", extends=layers[layer + 1] if layer + 1 < DEEPEST else ())
        for layer, sources in enumerate(layers)
        for at, source in enumerate(sources)
    }
    asked = []
    pins = {source: Pin(digest(data)) for source, data in contents.items()}

    def counted(source):
        asked.append(source)
        return contents[source]

    assert len(resolve(named(*layers[0]), pins, counted, ".kiro/kiro.json")) == len(contents)
    assert sorted(asked) == sorted(contents)


def test_every_element_that_is_of_no_use_is_told():
    lines = refused(named(A, B, C), {B: bundle()})
    assert [line.partition(":")[0] for line in lines] == [f".kiro/kiro.json#/guardrails/extends/{at}" for at in (0, 2)]
