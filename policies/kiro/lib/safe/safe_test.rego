package kiro.lib.safe_test

import data.kiro.lib.safe

test_matches_says_what_the_regex_says if {
	safe.matches("^a+$", "aa")
	safe.matches("^a+$", "ab") == false
}

test_a_regex_that_cannot_be_used_matches_everything_but_certainly_nothing if {
	safe.matches("(", "a")
	safe.surely_matches("(", "a") == false
	safe.is_regex("(") == false
	safe.is_regex(7) == false
	safe.is_regex("a")
}

test_surely_matches_says_what_the_regex_says if {
	safe.surely_matches("^a+$", "aa")
	safe.surely_matches("^a+$", "ab") == false
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

test_offsets_are_the_first_line_for_what_is_none if {
	safe.offsets("0,4,9") == [0, 4, 9]
	safe.offsets("") == []
	every text in ["x", "0,", "0 4", null, 7] {
		safe.offsets(text) == [0]
	}
}
