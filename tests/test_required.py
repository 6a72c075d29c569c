"""The literal that a regex brings with it stands in everything the regex matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.facts.runs import fold
from pykiro_opa.guardrails.required import required


@pytest.mark.parametrize(
    ("regex", "literal"),
    [
        ("BEGIN (RSA|EC) PRIVATE KEY", "PRIVATE"),
        ("AKIA[0-9A-Z]{16}", "AKIA"),
        ("(?:foo|bar)baz+qux", "baz"),
        ("ab*c", "a"),
        ("abc{2}d", "ab"),
        ("abc?", "ab"),
        ("ab+?c", "ab"),
        (r"a\.b\.c", "a.b.c"),
        (r"\bsecret\b", "secret"),
        ("[]a]bc", "bc"),
        ("[^]a]bcd", "bcd"),
        ("[[:alpha:]]+zzz", "zzz"),
        (r"[\]x]yz", "yz"),
        ("(?P<name>a)bcd", "bcd"),
        ("(a(b)c)def", "def"),
        ("one two", "one"),
        ("ключ-token", "-token"),
        ("^only$", "only"),
    ],
)
def test_the_longest_stretch_of_letters_outside_of_groups(regex, literal):
    assert required(regex) == (literal, literal.lower())


@pytest.mark.parametrize(
    "regex",
    ["a|b", "abc|", r"\Qa.b\E", r"\pLabc", r"\x41bc", "abc(?i)def", "(?i:abc)def", "(?s).*abc", "x{,3}", "ab{cd", "[abc",
     "a\\", "", ".*", "(abc)", "a*", r"\_a"],
)  # fmt: skip
def test_none_where_it_is_not_certain(regex):
    assert required(regex) == ("", "")


def test_a_regex_without_case_has_none_in_prose_and_avoids_letters_of_other_alphabets():
    assert required(r"(?i)pass(word|phrase)\s*=") == ("", "pa")
    assert required("(?i)TOKEN") == ("", "to")
    assert required("(?i)z.ABCD.e") == ("", "abcd")
    assert required("(?i)") == required("(?i)[ab]") == ("", "")


PIECES = ["a", "b", "Key", r"\.", "-", "[ab]", "[^x]", "(?:a|bc)", "(d)", ".", r"\d", r"\s", " ", "é", "^", "$", "_"]
TIMES = ["", "", "", "*", "+", "?", "{2}", "{0,1}", "{0}", "*?", "+?", "??"]
REGEXES = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(TIMES)), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None)
@given(pieces=REGEXES, insensitive=st.booleans(), data=st.data())
def test_it_stands_in_whatever_matches(pieces, insensitive, data):
    body = "".join(piece + ("" if piece in "^$" else times) for piece, times in pieces)
    regex = f"(?i){body}" if insensitive else body
    literal, folded = required(regex)
    text = data.draw(st.from_regex(re.compile(regex)))

    assert literal in text
    assert literal in fold(text)[0]
    assert folded in fold(text.lower())[0]
