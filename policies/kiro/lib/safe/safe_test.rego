package kiro.lib.safe_test

import data.kiro.lib.safe

test_matches_as_the_regex_says if {
	safe.matches("^a+$", "aa")
	not safe.matches("^a+$", "b")
}

test_denies_by_a_regex_that_cannot_be_used if safe.matches("(", "x")

test_denies_by_a_text_that_is_none if safe.matches("^a$", 1)

test_says_what_is_a_regex if {
	safe.is_regex("a|b")
	not safe.is_regex("(")
	not safe.is_regex(1)
}
