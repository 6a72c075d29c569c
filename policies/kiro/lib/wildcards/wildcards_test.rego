package kiro.lib.wildcards_test

import data.kiro.lib.wildcards

_pairs := [
	["a", "a", true], ["a", "b", false], ["a*", "ab", true], ["a*", "b", false], ["*b", "ab", true], ["a*a", "a", false],
	["a*a", "aa", true], ["a*b*c", "axbxc", true], ["a*b*c", "axc", false], ["a.*", "ab", false], ["a(*", "a(b", true],
	["a*", "*b", true], ["a*", "b*", false], ["*a", "*b", false], ["a?", "ab", true], ["iam:*", "iam:createuser", true],
	["*", "", true], ["ab*", "a*", true],
]

test_overlap_is_symmetric_and_right if {
	every pair in _pairs {
		_overlap(pair[0], pair[1]) == pair[2]
		_overlap(pair[1], pair[0]) == pair[2]
	}
}

test_what_stands_between_wildcards_is_taken_literally if {
	every letter in split(`\.+()|[]{}^$-x`, "") {
		pattern := concat(letter, ["a*", "*b"])
		wildcards.overlap(pattern, concat(letter, ["a1", "2b"]))
		not _overlap(pattern, "a1~2b")
		not _overlap(pattern, "ab")
	}
}

test_a_pattern_has_a_wildcard if {
	every text in ["*", "?", "a*", "?b", "a?b"] {
		wildcards.is_pattern(text)
	}
	not _is_pattern("a.b[c]")
	not _is_pattern("")
}

test_a_pattern_meets_a_text_it_stands_for if {
	_overlap("a*c", "abc")
	_overlap("a?c*", "abc")
	not _overlap("a*c", "abd")
	not _overlap("a*c", "bac")
	not _overlap("a*b", "abc")
}

test_ends_are_what_a_pattern_begins_and_ends_with if {
	wildcards.ends("a*b?c") == {"prefix": "a", "suffix": "c"}
	wildcards.ends("?") == {"prefix": "", "suffix": ""}
	wildcards.ends("a") == {"prefix": "a", "suffix": "a"}
}

test_patterns_overlap_by_both_ends if {
	every row in [
		["a*x", "ab*x", true], ["ab*x", "a*x", true], ["a*x", "b*x", false], ["a*x", "a*yx", true],
		["a*yx", "a*x", true], ["a*x", "a*y", false],
		["*x", "*xy", false], ["x*", "yx*", false],
	] {
		_overlap(row[0], row[1]) == row[2]
		_overlap(row[1], row[0]) == row[2]
	}
}

test_two_texts_begin_alike_as_far_as_both_are_literal if {
	every row in [
		["ab*", "a*", true], ["a*", "ab", true], ["*", "x", true], ["a", "?x", true], ["ab", "ab", true],
		["ab*", "ac*", false], ["ab", "b", false], ["ab*", "xab", false],
	] {
		_begin_alike(row[0], row[1]) == row[2]
		_begin_alike(row[1], row[0]) == row[2]
	}
}

default _begin_alike(_, _) := false

_begin_alike(left, right) if wildcards.begin_alike(left, right)

_is_pattern(text) if wildcards.is_pattern(text)

default _overlap(_, _) := false

_overlap(left, right) if wildcards.overlap(left, right)
