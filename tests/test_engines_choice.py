"""Which engine decides: the named one, or the sidecar that serves these guardrails, or the embedded one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pykiro_opa.engines import choice, running
from pykiro_opa.errors import EngineError, UsageError
from pykiro_opa.events import canonical, sha256
from pykiro_opa.guardrails import load

ROOT = "/work"
GUARDRAILS = load([], lambda patterns: [True] * len(patterns))
UNIX = "unix:/s"


class Engine:
    """Answers what it was made with and what it was asked, or fails."""

    def __init__(self, name, answer):
        self.name = name
        self._answer = answer

    def ask(self, event, guardrails, rules=()):
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer, event, guardrails, *rules


EMBEDDED = Engine("embedded", "ours")


@pytest.fixture
def said():
    return []


@pytest.fixture
def opened(monkeypatch):
    """The names and tokens of the engines that were opened; each answers `theirs`."""
    found = []

    def open_engine(name, *, token=None):
        found.append((name, token))
        return Engine(name, "theirs")

    monkeypatch.setattr(choice, "open_engine", open_engine)
    return found


@pytest.fixture
def sidecar(monkeypatch):
    """Makes a sidecar of that revision run for the workspace."""

    def runs(revision, follows=()):
        monkeypatch.setattr(running, "running", lambda root: (UNIX, "t", revision, follows) if root == ROOT else None)

    runs(choice.revision(GUARDRAILS.origins))
    return runs


def chosen(said, name=None):
    return choice.choose(name, ROOT, GUARDRAILS, EMBEDDED, said.append)


@pytest.mark.usefixtures("sidecar")
def test_an_engine_that_is_named_is_taken_whatever_runs(said, opened, monkeypatch):
    assert chosen(said, "embedded") is EMBEDDED
    assert chosen(said, "http://127.0.0.1:8181").name == "http://127.0.0.1:8181"
    monkeypatch.setenv("PYKIRO_OPA_TOKEN", "secret")
    monkeypatch.setenv("PYKIRO_OPA_ENGINE", "embedded")
    assert chosen(said) is EMBEDDED
    assert chosen(said, "unix:/other").name == "unix:/other"
    monkeypatch.setenv("PYKIRO_OPA_ENGINE", "unix:/third")
    assert chosen(said).name == "unix:/third"

    assert opened == [("http://127.0.0.1:8181", None), ("unix:/other", "secret"), ("unix:/third", "secret")]
    assert said == []


def test_a_name_that_nobody_knows_is_an_error_and_no_engine(said):
    with pytest.raises(UsageError, match="unknown engine `opa`"):
        chosen(said, "opa")


@pytest.mark.parametrize("name", [None, "auto"])
def test_without_a_sidecar_the_embedded_engine_decides_and_nothing_is_said(name, said, opened, monkeypatch):
    monkeypatch.setattr(running, "running", lambda _root: None)

    assert chosen(said, name) is EMBEDDED
    assert (said, opened) == ([], [])


@pytest.mark.parametrize("name", [None, "auto"])
@pytest.mark.usefixtures("sidecar")
def test_a_sidecar_that_serves_these_guardrails_decides(name, said, opened, monkeypatch):
    monkeypatch.setenv("PYKIRO_OPA_TOKEN", "of another server")
    engine = chosen(said, name)

    assert engine.name == UNIX
    assert engine.ask(b"event", b"guardrails") == ("theirs", b"event", b"guardrails")
    assert engine.name == UNIX
    assert opened == [(UNIX, "t")]
    assert said == []


def test_a_sidecar_with_other_guardrails_is_not_asked(said, opened, sidecar):
    sidecar("another")

    assert chosen(said) is EMBEDDED
    assert opened == []
    assert said == [
        "the running sidecar serves other guardrails; the embedded engine decides (`pykiro-opa sidecar start`)"
    ]


@pytest.mark.usefixtures("sidecar")
def test_a_sidecar_that_gives_no_answer_is_said_and_the_embedded_engine_decides(said, monkeypatch):
    monkeypatch.setattr(choice, "open_engine", lambda name, token: Engine(name, EngineError(f"late {token}")))
    engine = chosen(said)

    assert engine.ask(b"event", b"guardrails", ["a rule"]) == ("ours", b"event", b"guardrails", "a rule")
    assert engine.name == "embedded"
    assert said == ["the sidecar gave no answer (late t); the embedded engine decides"]


@pytest.mark.usefixtures("sidecar")
def test_only_an_engine_without_an_answer_is_replaced(said, monkeypatch):
    monkeypatch.setattr(choice, "open_engine", lambda name, **_: Engine(name, MemoryError()))

    with pytest.raises(MemoryError):
        chosen(said).ask(b"event", b"guardrails")
    assert said == []


def test_a_revision_is_that_of_the_origins_in_whatever_order():
    expected = (("z", "c" * 64, 1), ("builtin", "a" * 64, 0))
    origins = [["builtin", "a" * 64, 0], ["z", "c" * 64, 1]]

    assert choice.revision(expected) == sha256(canonical(origins))
    assert choice.revision(expected[::-1]) == sha256(canonical(origins))


def test_a_sidecar_that_was_replaced_since_gives_way_to_the_embedded_engine(sidecar, said, monkeypatch):
    """Its answer to a question about the old guardrails would be refused, and the tool call with it."""
    other = {"origins": [["builtin", "c9", 0]], "effect": "allow"}
    answers = {"answer": other}

    class Replaced(Engine):
        def ask(self, event, guardrails):
            return answers["answer"]

    monkeypatch.setattr(choice, "open_engine", lambda name, *, token=None: Replaced(name, None))
    engine = choice.choose(None, ROOT, GUARDRAILS, EMBEDDED, said.append)
    assert engine.ask(b"e", b"g", ["a rule"]) == ("ours", b"e", b"g", "a rule")
    assert said == ["the sidecar was given other guardrails since; the embedded engine decides"]
    assert engine.name == "embedded"

    own = {"origins": [list(origin) for origin in GUARDRAILS.expected], "effect": "deny"}
    for answer in (own, None, {}, [], {"origins": "x"}):  # what is no answer is refused by `believe`, not asked anew
        answers["answer"] = answer
        assert choice.choose(None, ROOT, GUARDRAILS, EMBEDDED, said.append).ask(b"e", b"g") is answer
    assert len(said) == 1


FOLLOWED = ("platform",)


def shared_guardrails(counter=1):
    """Guardrails with a shared origin that may move on: what a lock with a tag gives."""
    content = f"{counter}" * 64
    origins = (*GUARDRAILS.origins, ("platform", content, counter))
    return SimpleNamespace(origins=origins, expected=(*GUARDRAILS.expected, ("platform", None, 1)))


def test_a_sidecar_that_fetches_guardrails_itself_is_asked_whatever_version_it_has(sidecar, said, monkeypatch):
    theirs = {"origins": [list(origin) for origin in shared_guardrails(3).origins]}
    monkeypatch.setattr(choice, "open_engine", lambda name, **_: SimpleNamespace(name=name, ask=lambda *_: theirs))
    sidecar(choice.revision(shared_guardrails(1).origins, FOLLOWED), FOLLOWED)
    for counter in (1, 2, 3):
        engine = choice.choose(None, ROOT, shared_guardrails(counter), EMBEDDED, said.append)
        assert engine.ask(b"e", b"g") is theirs
    assert said == []

    theirs["origins"][-1][2] = 0  # older than what the lock pins
    assert engine.ask(b"e", b"g") == ("ours", b"e", b"g")
    theirs["origins"] = theirs["origins"][:-1]
    engine = choice.choose(None, ROOT, shared_guardrails(2), EMBEDDED, said.append)
    assert engine.ask(b"e", b"g") == ("ours", b"e", b"g")
    assert said == ["the sidecar was given other guardrails since; the embedded engine decides"] * 2


def test_one_that_does_not_fetch_them_is_asked_with_its_own_version_alone(sidecar, said, opened):
    sidecar(choice.revision(shared_guardrails(1).origins))

    assert choice.choose(None, ROOT, shared_guardrails(2), EMBEDDED, said.append) is EMBEDDED
    assert choice.choose(None, ROOT, shared_guardrails(1), EMBEDDED, said.append).name == UNIX
    sidecar(choice.revision(GUARDRAILS.origins, FOLLOWED), FOLLOWED)  # it lacks the shared ones
    assert choice.choose(None, ROOT, shared_guardrails(1), EMBEDDED, said.append) is EMBEDDED


def test_a_revision_names_the_origins_that_are_followed():
    (first, *_), other = GUARDRAILS.origins, ("other", "c", 1)
    followed = choice.revision([first, other], ["other"])

    assert followed == choice.revision([first, ("other", "another content", 7)], ["other"])
    assert followed != choice.revision([first, ("third", "c", 1)], ["third"])
    assert followed != choice.revision([first, other])
