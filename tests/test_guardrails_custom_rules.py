"""Which files are rules of a team's own, in which order, and what a document that names them is called."""

from __future__ import annotations

import pytest

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails import custom_rules
from pykiro_opa.guardrails.compilation import builtin, content_of, with_rules
from pykiro_opa.guardrails.custom_rules import files_of, rules_of
from pykiro_opa.guardrails.result import CustomRule

LARGEST = 65_536


def refused(files, folder=".kiro/policies"):
    with pytest.raises(ConfigurationError) as caught:
        rules_of("team", files, folder)
    return caught.value.problems


def test_rules_are_sorted_by_their_names_and_bear_origin_and_place():
    found = rules_of("team", {"b.rego": b"two", "a.rego": b"one", "a_test.rego": b"test"}, "x/policies")

    assert found == (
        CustomRule("team", "a", "one", "x/policies/a.rego"),
        CustomRule("team", "b", "two", "x/policies/b.rego"),
    )
    assert custom_rules.tests_of({"a_test.rego": b"test", "a.rego": b"one"}) == {"a_test.rego": b"test"}


def test_64_rules_are_the_most_of_an_origin():
    files = {f"r{number}.rego": b"x" for number in range(64)}

    assert len(rules_of("team", files)) == 64
    assert refused({**files, "r64.rego": b"x"}) == [".kiro/policies: 65 rules; write at most 64"]


def test_64_kb_are_the_most_of_a_rule():
    assert len(rules_of("team", {"a.rego": b"x" * LARGEST})[0].text) == LARGEST
    (line,) = refused({"a.rego": b"x" * (LARGEST + 1)})
    assert line == ".kiro/policies/a.rego: larger than 64 kB; a rule is a page, not a program"


@pytest.mark.parametrize(
    "name", ["a.rego.rego", "A.rego", "1.rego", "a-b.rego", "a.regox.rego", f"{'a' * 65}.rego", ".rego"]
)
def test_a_rule_is_named_by_small_letters(name):
    (line,) = refused({name: b"x"})
    assert line.endswith(": name it with small letters, digits and `_`, a letter first, as in `freeze.rego`")


def test_every_problem_is_told_by_file_in_their_order():
    found = refused({"z/a.rego": b"x", "B.rego": b"\xff", "a.rego": b"ok\xff"})

    assert [line.partition(":")[0] for line in found] == [
        f".kiro/policies/{name}" for name in ("B.rego", "B.rego", "a.rego", "z/a.rego")
    ]
    assert "the byte 2 is not UTF-8" in found[2]


class TestDocuments:
    """What `with_rules` makes of an origin's document."""

    RULES = rules_of("team", {"a.rego": b"one", "b.rego": b"two"})

    def test_it_names_them_behind_those_of_the_library_and_is_called_by_them_all(self):
        plain = builtin(None)
        found = with_rules(plain, self.RULES)

        assert found["rules"] == [*plain["rules"], "custom/team/a", "custom/team/b"]
        assert found["about"] == {"content": content_of(found, files_of(self.RULES)), "counter": 0}
        assert {name: value for name, value in found.items() if name not in ("rules", "about")} == {
            name: value for name, value in plain.items() if name not in ("rules", "about")
        }

    def test_without_any_it_is_what_it_was(self):
        assert with_rules(builtin(None), ()) is not None
        plain = builtin(None)
        assert with_rules(plain, ()) is plain

    def test_another_text_name_or_document_is_another_content(self):
        plain = builtin(None)
        other = {**plain, "scope": "a/"}
        texts = rules_of("team", {"a.rego": b"one", "b.rego": b"TWO"})
        names = rules_of("team", {"a.rego": b"one", "c.rego": b"two"})
        contents = {
            with_rules(document, rules)["about"]["content"]
            for document, rules in ((plain, self.RULES), (other, self.RULES), (plain, texts), (plain, names))
        }

        assert len(contents) == 4

    def test_a_content_is_that_of_the_document_without_its_name_and_of_files(self):
        plain = builtin(None)

        assert content_of(plain, {}) == content_of({**plain, "about": {"content": "x", "counter": 3}}, {})
        assert (
            len(
                {
                    content_of(plain, {}),
                    content_of({**plain, "scope": "a/"}, {}),
                    content_of(plain, {"a": b"x"}),
                    content_of(plain, {"a": b"y"}),
                }
            )
            == 4
        )


def test_a_rule_knows_its_id_and_where_it_lies_in_a_bundle():
    rule = CustomRule("platform", "freeze", "package x", ".kiro/policies/freeze.rego")

    assert (rule.origin, rule.name, rule.text) == ("platform", "freeze", "package x")
    assert (rule.id, rule.path) == ("custom/platform/freeze", "kiro/custom/platform/freeze.rego")
    assert rule.place == ".kiro/policies/freeze.rego"
