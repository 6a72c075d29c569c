"""Shared documents beside a workspace's own: whatever they hold, none is lost, none takes another's place."""

from __future__ import annotations

import copy
import json

import pytest
from generation.sharing import SOURCE, document_of, resolving, shared

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command
from pykiro_opa.decisions import Decision, held, refusal
from pykiro_opa.engines import kept
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import ConfigurationError, EngineError
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.compilation import builtin
from pykiro_opa.guardrails.loading import guardrails_of
from pykiro_opa.guardrails.shared import Shared

PATH = ".kiro/kiro.json"
FORBIDS = {"deny": {"commands": ["rm"], "files": ["a"], "patterns": [{"regex": "a+"}]}}


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine()


def anything(patterns):
    return [True] * len(patterns)


def extending(child, *bundles, check=anything, path=PATH, sources=(SOURCE,)):
    file = json.dumps({"guardrails": {**child, "extends": list(sources)}}).encode()
    return load([(path, file)], check, resolve=resolving(*bundles))


def refused(child, *bundles, **options):
    with pytest.raises(ConfigurationError) as found:
        extending(child, *bundles, **options)
    assert all(line.isprintable() for line in found.value.problems)
    return "; ".join(found.value.problems)


def edited(path, value):
    """A shared document with another value at a path; `...` takes what is there away."""
    document = copy.deepcopy(document_of(FORBIDS))
    *above, last = path.split("/")
    place = document
    for step in above:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return Shared(SOURCE, "platform", document, None)


def test_a_shared_document_judges_as_it_is_beside_the_workspaces_own():
    found = extending({"secrets": "notice", "mode": "shadow"}, shared({"secrets": "deny"}))
    assert sorted(found.documents) == ["builtin", "platform", "workspace"]
    assert found.documents["platform"] == shared({"secrets": "deny"}).document
    assert found.documents["platform"]["scope"] == ""
    assert found.documents["builtin"]["settings"]["secrets"] == "notice"
    assert (found.shadow, found.shared) == (True, ("platform",))


def test_what_is_expected_is_the_content_or_of_a_tag_the_least_counter():
    exact, tag = shared(counter=7), shared(origin="team", source="b", counter=7, least=5)
    found = extending({}, exact, tag, sources=(SOURCE, "b"))
    expected = {name: (content, counter) for name, content, counter in found.expected}
    assert expected["platform"] == (exact.document["about"]["content"], 7)
    assert expected["team"] == (None, 5)
    assert {name: counter for name, _, counter in found.origins}["team"] == 7


def test_production_is_that_of_all():
    found = extending({"production": {"names": []}}, shared({"production": {"names": ["live"], "profiles": ["p"]}}))
    assert found.production["names"] == ("live", "prod", "production")
    assert found.production["profiles"] == ("p",)


@pytest.mark.parametrize(
    ("child", "path"),
    [
        ({"origin": "platform"}, PATH),
        ({}, PATH),
    ],
)
def test_no_file_takes_the_place_of_a_shared_document(child, path):
    origin = child.get("origin", "workspace")
    said = refused(child, shared(FORBIDS, origin=origin), path=path)
    assert f"the origin `{origin}` is already that of the bundle `{SOURCE}`; give this file another" in said


def test_neither_does_a_folder_that_is_called_like_it():
    files = [(PATH, b'{"guardrails": {"extends": ["x"]}}'), (f"platform/{PATH}", b'{"guardrails": {}}')]
    with pytest.raises(ConfigurationError, match="the origin `platform` is already that of the bundle `x`"):
        load(files, anything, resolve=resolving(shared(FORBIDS, source="x")))


def test_two_bundles_of_one_origin_are_refused_whoever_resolved_them():
    said = refused({}, shared(source="a"), shared(source="b"), sources=("a", "b"))
    assert "`a` and `b` have the same origin `platform`; extend one of them" in said


def test_a_source_that_nobody_resolved_is_missed():
    assert f"{PATH}#/guardrails/extends: `b` was not resolved" in refused({}, shared(source="a"), sources=("a", "b"))


def test_what_nobody_resolved_is_told_in_order():
    sources = tuple("hgfedcba")
    said = refused({}, shared(source="a"), sources=sources)
    assert [line for line in sources[::-1] if line != "a"] == [part.split("`")[1] for part in said.split("; ")]


def test_all_problems_are_told_at_once():
    def resolve(_extends, path):
        raise ConfigurationError([f"{path}#/guardrails/extends/0: not there"])

    files = [(PATH, b'{"guardrails": {"extends": ["x"]}}'), (f"a/{PATH}", b'{"guardrails": {"deny": []}}')]
    with pytest.raises(ConfigurationError) as found:
        load(files, anything, resolve=resolve)
    assert len(found.value.problems) == 2


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("format", 2, "`format` is missing, of another type or unknown"),
        ("more", 1, "`more` is missing, of another type or unknown"),
        ("entries", ..., "`entries` is missing, of another type or unknown"),
        ("entries/files/0/matcher", "oops", "`entries.files.0.matcher` is missing"),
        ("entries/files/0/pointer", ..., "`entries.files.0.pointer` is missing"),
        ("entries/files/0/stages", [], "`entries.files.0.stages` is missing"),
        ("entries/commands", [], "`counts.commands` is missing"),
        ("settings/secrets", "allow", "`settings.secrets` is missing"),
        ("settings/mode", "shadow", "it asks for shadow mode, which only a workspace's own guardrails may"),
        ("scope", "services/", "it speaks for a folder; shared guardrails are for whole repositories"),
        ("about/counter", 0, "its counter 0 is none that it may have"),
        ("about/counter", -1, "its counter -1 is none that it may have"),
        ("about/counter", True, "`about.counter` is missing"),
        ("about/counter", 2**53, "its counter 9007199254740992 is none that it may have"),
    ],
)
def test_a_document_that_was_made_by_hand_is_not_believed(path, value, problem):
    assert problem in refused({}, edited(path, value))


@pytest.mark.parametrize("origin", ["builtin", "", "A", "a/b", "a b"])
def test_an_origin_that_no_bundle_may_have_is_refused(origin):
    assert "is not one that a bundle may have" in refused({}, Shared(SOURCE, origin, document_of({}), None))


def test_the_least_and_the_greatest_counter_are_taken():
    for counter in (1, 2**53 - 1):
        found = extending({}, edited("about/counter", counter))
        assert {name: number for name, _, number in found.origins}["platform"] == counter


def test_a_counter_below_that_of_the_pin_is_refused():
    assert "its counter 3 is none that it may have" in refused({}, shared(counter=3, least=4))


@pytest.mark.parametrize("regex", ["(?=x)", "("])
@pytest.mark.parametrize("path", ["entries/patterns/0/regex", "entries/files/0/regex", "entries/commands/0/except"])
def test_every_regex_of_a_shared_document_is_asked_about(path, regex, embedded):
    """Those made here are known to be RE2; one that was made elsewhere may be short and wrong all the same."""
    value = [regex] if path.endswith("except") else regex
    said = refused({}, edited(path, value), check=embedded.regex_is_valid)
    assert f"{SOURCE}#" in said
    assert "is not RE2" in said


def command(text):
    return Change("task", "command", root="/workspace", commands=(Command(text),), read=lambda _path: None)


def test_entries_of_one_id_are_those_of_both(embedded):
    entry = {"match": "rm", "id": "no-rm"}
    guardrails = extending(
        {"requireApproval": {"commands": [entry]}},
        shared({"deny": {"commands": [entry]}}),
        check=embedded.regex_is_valid,
    )
    decision = gate.decide(command("rm x"), guardrails, embedded)
    told = {one["origin"]: one["effect"] for one in decision.findings if one["rule"] == "commands/prohibited"}
    assert told == {"platform": "deny", "workspace": "needs-approval"}


def test_an_engine_with_an_older_version_of_a_followed_tag_is_not_believed(embedded):
    """A sidecar that took an older bundle answers no one whose pin is newer."""
    now = extending({}, shared(FORBIDS, counter=5, least=5), check=embedded.regex_is_valid)
    event = gate.event_of(command("ls"), now)
    older = guardrails_of({**now.documents, "platform": document_of({}, counter=4)})
    newer = guardrails_of({**now.documents, "platform": document_of({}, counter=6)})

    class Serving:
        name = "serving"

        def __init__(self, text):
            self._text = text

        def ask(self, asked, _guardrails):
            return embedded.ask(asked, self._text)

    assert gate.decide_event(event, now, Serving(newer.text)).effect == "allow"
    with pytest.raises(EngineError, match="OPA refused its guardrails: origin `platform` is not as expected"):
        gate.decide_event(event, now, Serving(older.text))
    without = guardrails_of({name: one for name, one in now.documents.items() if name != "platform"})
    with pytest.raises(EngineError, match="not those of the origins expected"):
        gate.decide_event(event, now, Serving(without.text))


def decision(*findings):
    blank = {"guardrail": "", "action": "", "message": "", "remedy": "", "subject": ["", "", "", ""], "evidence": []}
    told = [{**blank, "rule": rule, "origin": origin, "effect": effect} for rule, origin, effect in findings]
    return Decision({**refusal("x", "x").document, "findings": told})


@pytest.mark.parametrize(
    ("findings", "wanted"),
    [
        ([], "allow"),
        ([("files/protected", "platform", "deny")], "deny"),
        ([("files/protected", "platform", "notice")], "allow"),
        ([("files/protected", "workspace", "deny")], "allow"),
        ([("secrets/introduced", "builtin", "deny")], "allow"),
        (
            [("files/protected", "workspace", "deny"), ("files/protected", "platform", "needs-approval")],
            "needs-approval",
        ),
        ([("engine/event", "builtin", "deny")], "deny"),
        ([("engine/rule", "builtin", "deny")], "deny"),
        ([("files/protected", "platform", "of another kind")], "deny"),
    ],
)
def test_shadow_mode_leaves_what_shared_origins_say_and_what_nobody_could_judge(findings, wanted):
    assert held(decision(*findings), ("platform",)) == wanted
    assert held(decision(*findings), ()) == "allow"


def test_what_is_kept_knows_which_origins_are_shared(tmp_path):
    def compiled():
        return extending({"mode": "shadow"}, shared(FORBIDS, counter=3, least=2))

    for _ in range(2):
        found = kept.load([(PATH, b"x")], str(tmp_path), compiled, agreed=True, pinned=[b"lock", b"bundle"])
        assert found == compiled()
        compiled_once = found
    other = kept.load(
        [(PATH, b"x")], str(tmp_path), lambda: extending({}, shared()), agreed=True, pinned=[b"lock", b"other"]
    )
    assert other != compiled_once


def test_what_is_pinned_is_no_file_and_no_file_is_what_is_pinned(tmp_path):
    """The same bytes in another place are other guardrails."""
    asked = []

    def ask(files, pinned):
        def compiled():
            asked.append(files)
            return extending({}, shared())

        kept.load(files, str(tmp_path), compiled, agreed=True, pinned=pinned)

    ask([("a", b"b")], [b"c", b"d"])
    ask([("a", b"b"), ("c", b"d")], [])
    ask([("a", b"b")], [b"cd"])
    ask([("a", b"b")], [b"c", b"d"])
    assert len(asked) == 3


def test_a_nested_file_extends_nothing():
    assert refused({}, path="services/a/.kiro/kiro.json").endswith(
        "/guardrails/extends: shared guardrails judge the whole repository; extend them in `.kiro/kiro.json` at its root"
    )


def test_shared_origins_are_sorted_by_name_whatever_their_order():
    given = [Shared(f"oci://{name}", name, document_of({}), None) for name in ("zebra", "apple")]

    assert guardrails_of({"builtin": builtin(None)}, shared=given).shared == ("apple", "zebra")
    assert guardrails_of({"builtin": builtin(None)}, shared=given[::-1]).shared == ("apple", "zebra")
