package kiro.lib.safe_test

import data.kiro.lib.safe

test_matches_says_what_the_regex_says if {
	safe.matches("^a+$", "aa")
	not _matches("^a+$", "ab")
}

test_a_regex_that_cannot_be_used_matches_everything_but_certainly_nothing if {
	safe.matches("(", "a")
	not _surely_matches("(", "a")
	not _is_regex("(")
	not _is_regex(7)
}

test_surely_matches_says_what_the_regex_says if {
	safe.surely_matches("^a+$", "aa")
	not _surely_matches("^a+$", "ab")
}

test_first_match_and_position_count_code_points if {
	safe.first_match("x.", "é😀xA xB") == "xA"
	safe.first_match("y", "x") == ""
	safe.first_match("(", "x") == ""
	safe.position("é😀xA", "xA") == 2
	safe.position("a", "b") == -1
	safe.position("a", "") == -1
}

test_first_takes_code_points if {
	safe.first("é😀x", 2) == "é😀"
	safe.first("x", 9) == "x"
	safe.first("x", -1) == ""
}

test_number_is_null_for_what_is_none if {
	safe.number("12") == 12
	safe.number("12a") == null
	safe.number(null) == null
}

test_offsets_are_the_first_line_for_what_is_none if {
	safe.offsets("0,4,9") == [0, 4, 9]
	every text in ["", "x", "0,", "0 4", null, 7] {
		safe.offsets(text) in [[0], []]
	}
}

_matches(pattern, text) if safe.matches(pattern, text)

_surely_matches(pattern, text) if safe.surely_matches(pattern, text)

_is_regex(pattern) if safe.is_regex(pattern)
