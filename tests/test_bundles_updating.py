"""Moving pins, without a network: what may take the place of what is pinned, and what never does."""

from __future__ import annotations

import pytest
from generation.publishing import bundle, digest, new_key

from pykiro_opa.bundles.lock import Pin
from pykiro_opa.bundles.updating import Sources, Wish, fill, update
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails.extending import Extended

PRIVATE, PUBLIC = new_key()
OTHER_PRIVATE, OTHER_PUBLIC = new_key()
A, B, INSIDE = "oci://x/a:1", "https://x/b.tar.gz", "shared/c.tar.gz"
ONE, TWO = (bundle({"secrets": "deny"}, counter=counter, key=PRIVATE) for counter in (1, 2))
SAME = bundle({}, counter=2, key=PRIVATE)
SIGNED_ANEW = bundle({"secrets": "deny"}, counter=2, key=OTHER_PRIVATE)
FOLLOWED = {"tag": "1", "key": PUBLIC, "origin": "platform"}


class World:
    """What sources give now, what they gave before, and what lies in the cache."""

    def __init__(self, now, *, kept=(), old=(), newest=None):
        self.asked = []
        self._now = now
        self._kept = {digest(data): data for data in kept}
        self._old = {digest(data): data for data in old}
        self._newest = newest or {}

    @property
    def sources(self):
        return Sources(self._fetch, self._exactly, self._kept.get, self._find_newest)

    def _fetch(self, source):
        self.asked.append(source)
        return self._now[source]

    def _exactly(self, source, wanted):
        self.asked.append((source, wanted))
        if wanted not in self._old:
            raise ConfigurationError(f"`{source}`: it no longer gives {wanted}")
        return self._old[wanted]

    def _find_newest(self, source, key):
        data = self._newest.get((source, key))
        return None if data is None else digest(data)


def named(*sources, key=None):
    return [Extended(source, key, f"/guardrails/extends/{at}") for at, source in enumerate(sources)]


def pin(counter=1, **fields):
    return Pin(**{**FOLLOWED, "counter": counter, **fields})


def refused(*arguments):
    with pytest.raises(ConfigurationError) as found:
        update(*arguments)
    (line,) = found.value.problems
    return line


def test_a_first_pin_is_the_digest_of_what_there_is():
    (one,) = update(named(A), {}, World({A: ONE}).sources, Wish())
    assert (one.pin, one.was, one.old, one.data) == (Pin(digest(ONE)), None, None, ONE)
    assert one.bundle.signed_by is None


def test_a_first_pin_of_a_tag_names_all_that_must_stay():
    (one,) = update(named(A, key=PUBLIC), {}, World({A: TWO}).sources, Wish(follow=True))
    assert one.pin == Pin(**FOLLOWED, counter=2)
    (web,) = update(named(B, key=PUBLIC), {}, World({B: TWO}).sources, Wish(follow=True))
    assert web.pin.tag == "b.tar.gz"


@pytest.mark.parametrize("source", [INSIDE, "oci://x/a@sha256:" + "0" * 64])
def test_what_has_no_tag_is_not_followed(source):
    said = refused(named(source, key=PUBLIC), {}, World({source: ONE}).sources, Wish(follow=True))
    assert "it has no tag to follow" in said


def test_a_tag_is_followed_for_who_signs_alone():
    assert "a tag is followed for who signs alone" in refused(named(A), {}, World({A: ONE}).sources, Wish(follow=True))
    (one,) = update(named(A), {}, World({A: ONE}).sources, Wish(A, key=PUBLIC, follow=True))
    assert one.pin.key == PUBLIC


def test_a_pin_keeps_its_kind_unless_another_is_asked_for():
    world = World({A: TWO}, kept=[ONE], newest={(A, PUBLIC): ONE})
    for was in (Pin(digest(ONE)), pin()):
        (one,) = update(named(A), {A: was}, world.sources, Wish())
        assert (one.pin.digest is None) == (was.digest is None)
    (one,) = update(named(A), {A: pin()}, world.sources, Wish(follow=False))
    assert one.pin == Pin(digest(TWO))
    (one,) = update(named(A, key=PUBLIC), {A: Pin(digest(ONE))}, world.sources, Wish(follow=True))
    assert one.pin == pin(2)


@pytest.mark.parametrize(
    ("was", "now", "kept", "problem"),
    [
        (Pin(digest(TWO)), ONE, [TWO], "it gives version 1, and 2 judged here already"),
        (Pin(digest(TWO)), SAME, [TWO], "it gives another content as version 2"),
        (Pin(digest(TWO)), ONE, [], "so nobody can say whether this one is older"),
        (Pin(digest(ONE)), bundle(origin="team", counter=9), [ONE], "it gives the guardrails of `team` in place of"),
        (pin(2), ONE, [], "it gives version 1, and 2 judged here already"),
        (pin(1), ONE, [TWO], "it gives version 1, and 2 judged here already"),
        (pin(1), bundle(origin="team", counter=9, key=PRIVATE), [], "it gives the guardrails of `team` in place of"),
    ],
)
def test_what_is_older_or_another_is_not_taken_but_when_it_is_asked_for(was, now, kept, problem):
    newest = {(A, PUBLIC): kept[0]} if kept else {}
    world = World({A: now}, kept=kept, newest=newest)
    assert problem in refused(named(A), {A: was}, world.sources, Wish())
    (one,) = update(named(A), {A: was}, world.sources, Wish(older=True))
    assert one.data == now


def test_what_is_newer_or_only_signed_anew_is_taken():
    for was, now in ((ONE, TWO), (TWO, SIGNED_ANEW), (TWO, TWO)):
        (one,) = update(named(A), {A: Pin(digest(was))}, World({A: now}, kept=[was]).sources, Wish())
        assert one.pin == Pin(digest(now))
        assert one.old.counter <= one.bundle.counter


def test_the_version_before_is_asked_for_where_it_is_not_kept():
    world = World({A: TWO}, old=[ONE])
    (one,) = update(named(A), {A: Pin(digest(ONE))}, world.sources, Wish())
    assert one.old.digest == digest(ONE)
    assert world.asked == [A, (A, digest(ONE))]


@pytest.mark.parametrize(
    ("key", "wish", "was", "problem"),
    [
        (PUBLIC, Wish(A, key=OTHER_PUBLIC), None, "`--key` is another than is configured"),
        (None, Wish(A, key=OTHER_PUBLIC), None, "not made with the key"),
        (OTHER_PUBLIC, Wish(), None, "not made with the key"),
        (OTHER_PUBLIC, Wish(), pin(), "the lock pins another key than `extends` names"),
        (None, Wish(A, key=OTHER_PUBLIC), pin(), "`--key` is another than is configured"),
    ],
)
def test_a_key_is_asked_whoever_names_it(key, wish, was, problem):
    pins = {} if was is None else {A: was}
    assert problem in refused(named(A, key=key), pins, World({A: ONE}).sources, wish)


def test_only_what_is_asked_for_is_moved():
    world = World({A: TWO, B: bundle(origin="b", counter=2)}, kept=[ONE, bundle(origin="b")])
    pins = {A: Pin(digest(ONE)), B: Pin(digest(bundle(origin="b")))}
    taken = update(named(A, B), pins, world.sources, Wish(B))
    assert [one.pin == pins[one.source] for one in taken] == [True, False]
    assert world.asked == [B]
    assert "nothing extends it" in refused(named(A), {}, World({A: ONE}).sources, Wish(B))


def test_what_a_bundle_extends_is_taken_once_and_a_circle_is_told():
    inner = bundle(origin="inner")
    world = World({A: bundle(origin="a", extends=[B]), B: inner, INSIDE: bundle(origin="c", extends=[B])})
    assert [one.source for one in update(named(A, INSIDE), {}, world.sources, Wish())] == [A, B, INSIDE]
    circle = World({A: bundle(origin="a", extends=[B]), B: bundle(origin="b", extends=[A])})
    assert "in a circle" in refused(named(A), {}, circle.sources, Wish())


def test_what_is_pinned_is_filled_in_and_nothing_moves():
    world = World({A: TWO}, old=[ONE])
    (one,) = fill(named(A), {A: Pin(digest(ONE))}, world.sources)
    assert (one.data, one.pin) == (ONE, Pin(digest(ONE)))
    (one,) = fill(named(A), {A: pin(2)}, World({A: TWO}, kept=[ONE], newest={(A, PUBLIC): ONE}).sources)
    assert (one.data, one.pin) == (TWO, pin(2))
    kept = World({}, kept=[TWO], newest={(A, PUBLIC): TWO})
    assert fill(named(A), {A: pin(1)}, kept.sources)[0].data == TWO
    assert kept.asked == []
    for pins in ({}, {A: pin(3)}, {A: Pin("sha256:" + "0" * 64)}):
        with pytest.raises(ConfigurationError):
            fill(named(A), pins, World({A: TWO}).sources)
