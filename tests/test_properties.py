"""What must hold for every change under all guardrails: what tightens never makes a verdict milder, order means nothing."""

from __future__ import annotations

import copy
import json
from functools import partial

import pytest
from generation import change_events, configurations
from generation.seeds import seeded
from hypothesis import assume, given
from hypothesis import strategies as st
from workspace import run

from pykiro_opa import gate
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.events import FACT_KINDS, canonical, read_event, seal
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.loading import guardrails_of

SEVERITY = ("allow", "needs-approval", "deny")
EVENTS = 3


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine()


class Case:
    """Generated kiro.json files, and what near misses of them can be drawn from."""

    def __init__(self, data: st.DataObject, engine: EmbeddedEngine) -> None:
        self.documents = data.draw(configurations.files())
        self.words = change_events.Vocabulary([document for _, document in self.documents])
        self.events = [data.draw(self.words.events) for _ in range(EVENTS)]
        self._engine = engine

    def guardrails(self, documents=None):
        return load(
            configurations.encoded(self.documents if documents is None else documents), self._engine.regex_is_valid
        )

    def effects(self, documents=None, events=None) -> list[str]:
        guardrails = self.guardrails(documents)
        return [self.decide(event, guardrails).effect for event in events or self.events]

    def decide(self, event, guardrails):
        return gate.decide_event(event, guardrails, self._engine)


def never_milder(stricter: list[str], milder: list[str]) -> None:
    assert all(SEVERITY.index(one) >= SEVERITY.index(other) for one, other in zip(stricter, milder, strict=True)), (
        stricter, milder,
    )  # fmt: skip


def pick_file(case: Case, data: st.DataObject) -> tuple[int, dict[str, object]]:
    """The place of one of the files, and a copy of its guardrails."""
    assume(case.documents)
    place = data.draw(st.integers(0, len(case.documents) - 1))
    return place, copy.deepcopy(case.documents[place][1]["guardrails"])


def with_file(case: Case, place: int, guardrails: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    path, document = case.documents[place]
    return [*case.documents[:place], (path, {**document, "guardrails": guardrails}), *case.documents[place + 1 :]]


def pick_entry(guardrails: dict[str, object], data: st.DataObject, key: str | None = None):
    """One entry as an object in its list, and its place; one that has a key where that is asked for."""
    places = [
        (effect, name, at) for effect in ("deny", "requireApproval") for name, entries in guardrails.get(effect, {}).items()
        for at, entry in enumerate(entries) if key is None or (isinstance(entry, dict) and key in entry)
    ]  # fmt: skip
    assume(places)
    effect, name, at = data.draw(st.sampled_from(places))
    entries = guardrails[effect][name]
    entries[at] = {"match": entries[at]} if isinstance(entries[at], str) else entries[at]
    return entries[at]


@seeded(25)
@given(st.data())
def test_one_more_prohibition_is_never_milder(embedded, data):
    case = Case(data, embedded)
    place, guardrails = pick_file(case, data)
    effect = data.draw(st.sampled_from(("deny", "requireApproval")))
    name = data.draw(st.sampled_from(sorted(configurations.ENTRIES)))
    entries = guardrails.setdefault(effect, {}).setdefault(name, [])
    added = data.draw(configurations.ENTRIES[name])
    matched = partial(configurations.meaning, name)
    assume(matched(added) is not None and matched(added) not in [matched(entry) for entry in entries])
    entries.insert(data.draw(st.integers(0, len(entries))), added)

    never_milder(case.effects(with_file(case, place, guardrails)), case.effects())


@seeded(25)
@given(st.data())
def test_one_more_origin_is_never_milder(embedded, data):
    """What `extends` will add: another document beside those there are, whatever it says and wherever it stands."""
    case = Case(data, embedded)
    guardrails = {**data.draw(configurations.GUARDRAILS), "origin": "organisation"}
    folder = data.draw(st.sampled_from(("zz", "services/zz", "é/x y/zz")))
    more = [*case.documents, (f"{folder}/{configurations.PATH}", {"guardrails": guardrails})]

    never_milder(case.effects(more), case.effects())


@seeded(25)
@given(st.data())
def test_a_shared_document_is_never_milder(embedded, data):
    """As above, for an origin that speaks for the whole repository, as a shared bundle will."""
    case = Case(data, embedded)
    guardrails = case.guardrails()
    shared = {**data.draw(configurations.GUARDRAILS), "origin": "organisation"}
    path = f"zz/{configurations.PATH}"
    other = load(configurations.encoded([(path, {"guardrails": shared})]), embedded.regex_is_valid)
    document = json.loads(canonical(other.documents["organisation"]).replace(b'"scope":"zz/"', b'"scope":""'))
    both = guardrails_of({**guardrails.documents, "organisation": document})

    with_shared = [case.decide(event, both).effect for event in case.events]

    never_milder(with_shared, case.effects())


@seeded(25)
@given(st.data())
def test_without_an_exception_a_guardrail_is_never_milder(embedded, data):
    case = Case(data, embedded)
    place, guardrails = pick_file(case, data)
    del pick_entry(guardrails, data, "except")["except"]

    never_milder(case.effects(with_file(case, place, guardrails)), case.effects())


@seeded(25)
@given(st.data())
def test_narrower_stages_are_never_stricter_and_the_same_at_those_that_are_left(embedded, data):
    case = Case(data, embedded)
    place, guardrails = pick_file(case, data)
    entry = pick_entry(guardrails, data)
    before = entry.get("stages", list(change_events.STAGES))
    left = data.draw(st.sampled_from(before))
    entry["stages"] = [left]
    narrowed = case.effects(with_file(case, place, guardrails))

    never_milder(case.effects(), narrowed)
    there = [seal({**event, "stage": left}) for event in case.events]
    assert case.effects(with_file(case, place, guardrails), there) == case.effects(None, there)


@seeded(25)
@given(st.data())
def test_a_human_asked_where_it_was_forbidden_is_never_stricter(embedded, data):
    """Moving all of `deny` to `requireApproval` softens, and never stops what was allowed."""
    case = Case(data, embedded)
    place, guardrails = pick_file(case, data)
    assume("deny" in guardrails)
    denied = guardrails.pop("deny")
    guardrails["requireApproval"] = denied

    softened = with_file(case, place, guardrails)
    hard = {**guardrails, "deny": denied}
    del hard["requireApproval"]
    never_milder(case.effects(with_file(case, place, hard)), case.effects(softened))
    stopped = [effect != "allow" for effect in case.effects(softened)]
    assert stopped == [effect != "allow" for effect in case.effects(with_file(case, place, hard))]


@seeded(25)
@given(st.data())
def test_no_order_changes_a_decision(embedded, data):
    """Facts, what they list as a set, entries, and the files of the guardrails: any order gives the same findings."""
    case = Case(data, embedded)
    random = data.draw(st.randoms(use_true_random=False))
    guardrails = case.guardrails()
    for event in case.events:
        turned = {key: _shuffled(value, random) if key in FACT_KINDS else value for key, value in event.items()}
        one, other = case.decide(event, guardrails), case.decide(seal(turned), guardrails)
        assert one.effect == other.effect
        assert canonical(one.findings) == canonical(other.findings)


@seeded(25)
@given(st.data())
def test_the_order_of_entries_and_origins_changes_no_more_than_pointers(embedded, data):
    case = Case(data, embedded)
    random = data.draw(st.randoms(use_true_random=False))
    shuffled = copy.deepcopy(case.documents)
    for _, document in shuffled:
        for effect in ("deny", "requireApproval"):
            for entries in document["guardrails"].get(effect, {}).values():
                random.shuffle(entries)
    random.shuffle(shuffled)
    plain, other = case.guardrails(), case.guardrails(shuffled)
    for event in case.events:
        one, two = case.decide(event, plain), case.decide(event, other)
        assert one.effect == two.effect
        assert _without_pointers(one.findings) == _without_pointers(two.findings)


@seeded(50)
@given(st.data())
def test_the_same_content_compiles_to_the_same_bytes_however_its_keys_are_ordered(embedded, data):
    documents = data.draw(configurations.files())
    turned = [(path, _turned(document)) for path, document in documents]

    one, other = (load(configurations.encoded(each), embedded.regex_is_valid) for each in (documents, turned))

    assert one.text == other.text
    assert one.expected == other.expected
    assert canonical(json.loads(one.text)) == one.text


@seeded(100)
@given(st.data())
def test_an_event_survives_a_round_trip(data):
    """Digest, request and ids are those of the content, and reading them back changes no byte."""
    event = data.draw(change_events.Vocabulary([]).events)
    text = canonical(event)

    again = read_event(text)

    assert again == event
    assert canonical(again) == text
    assert seal(again) == event


@seeded(4)
@given(st.data())
def test_an_event_file_is_judged_as_the_event_itself(tmp_path_factory, embedded, data):
    """`--event FILE` and `--event-output FILE` of the command line give back what was put in."""
    event = data.draw(change_events.Vocabulary([]).events)
    folder = tmp_path_factory.mktemp("event")
    (folder / "event.json").write_bytes(canonical(event))

    done = run(
        "evaluate", "--event", "event.json", "--engine", "embedded", "--format", "json", "--event-output", "again.json",
        folder=folder,
    )  # fmt: skip

    decision = gate.decide_event(event, load([], embedded.regex_is_valid), embedded)
    assert decision.exit_code == done.returncode, done.stderr
    assert json.loads(done.stdout) == decision.document
    assert read_event((folder / "again.json").read_bytes()) == event


def _shuffled(facts: list[dict[str, object]], random) -> list[dict[str, object]]:
    """The facts in another order, and with what they hold in another order where that means nothing."""
    turned = [
        {key: random.sample(value, len(value)) if key in ("resources", "runs", "options") else value
         for key, value in fact.items()}
        for fact in facts
    ]  # fmt: skip
    random.shuffle(turned)
    return turned


def _without_pointers(findings) -> list[bytes]:
    return sorted(canonical({key: value for key, value in one.items() if key != "guardrail"}) for one in findings)


def _turned(value: object) -> object:
    if isinstance(value, dict):
        return {key: _turned(item) for key, item in reversed(value.items())}
    return [_turned(item) for item in value] if isinstance(value, list) else value
