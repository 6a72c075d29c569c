package kiro.lib.literals_test

import data.kiro.lib.literals

_cases := [
	[{}, "a", {}],
	[{"a"}, "", {}],
	[{""}, "", {""}],
	[{"", "b"}, "abc", {"", "b"}],
	[{"ab", "b", "bc", "x"}, "abc", {"ab", "b", "bc"}],
	[{"abx", "bc"}, "abc", {"bc"}],
	[{"aab"}, "aaab", {"aab"}],
	[{"é", "ü"}, "caffé", {"é"}],
]

test_finds_those_that_stand_in_the_text if {
	every row in _cases {
		literals.present({literal | some literal in row[0]}, row[1]) == {literal | some literal in row[2]}
	}
}

test_finds_one_among_many if {
	many := {concat("", [letter, other, "!"]) |
		some letter in split("abcdefghij", "")
		some other in split("klmnopqrst", "")
	}
	literals.present(many, "xx gn! xx") == {"gn!"}
	literals.present(many, "xx gn xx") == set()
}
