"""The usual verbs and nouns of each action, in every grammar: a hole in the tables shows itself here.

Each pair is said in some of the grammars, so that all of them meet all verbs and nouns and the test stays quick;
`specs/grid.py` holds the tables.
"""

from __future__ import annotations

from itertools import count, islice

import pytest
from specs import grid

from pykiro_opa.catalogue.named import named_actions
from pykiro_opa.facts import prose

MOST = 260  # pairs of an action
HEADING = "## Plan\n\n"


def planned(action, sentences):
    """Whether each sentence, in a section of its own, plans the action."""
    starts, text = [], ""
    for sentence in sentences:
        text += HEADING
        starts.append(text.count("\n") + 1)
        text += f"{sentence.text}\n\n"
    facts = prose.intents("x.md", text, prose.Index({action: named_actions()[action]}))
    lines = {fact["at"]["line"] for fact in facts if fact["polarity"] == "plans"}
    ends = [*starts[1:], text.count("\n") + 2]
    return [any(start <= line < end for line in lines) for start, end in zip(starts, ends, strict=True)]


def rotated(action, said):
    """One sentence of those that `said` makes of each pair, the next for each pair."""
    for number, pair in zip(count(), islice(grid.pairs(action), MOST), strict=False):
        sentences = list(said(*pair))
        yield sentences[number % len(sentences)]


def harmless(verb, noun, behind, _):
    return grid.harmless(verb, noun, behind)


def plans(verb, noun, behind, plural):
    return grid.plans(verb, noun, behind, plural=plural)


@pytest.mark.parametrize("action", grid.GROUPS)
def test_every_usual_verb_takes_every_usual_noun(action):
    sentences = list(rotated(action, plans))
    missed = [one for one, found in zip(sentences, planned(action, sentences), strict=True) if not found]

    assert len(missed) <= 0.01 * len(sentences), missed


@pytest.mark.parametrize("action", grid.GROUPS)
def test_nothing_is_planned_where_it_is_forbidden_told_or_tested(action):
    sentences = list(rotated(action, harmless))
    stopped = [one for one, found in zip(sentences, planned(action, sentences), strict=True) if found]

    assert len(stopped) <= 0.01 * len(sentences), stopped


def staging(action):
    for verb, noun, behind, _ in grid.pairs(action):
        if "prod" not in noun + behind and "live" not in noun:
            yield grid.Sentence("staging", f"THE SYSTEM SHALL {verb} {noun}{behind} in the staging environment.")


@pytest.mark.parametrize("action", grid.WHERE_IT_IS_NO_HARM)
def test_nothing_is_planned_in_staging(action):
    sentences = list(islice(staging(action), MOST))

    assert not any(planned(action, sentences))


def test_every_named_action_is_in_the_grid():
    assert set(named_actions()) == set(grid.GROUPS)
