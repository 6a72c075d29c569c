package kiro.lib.text_test

import data.kiro.lib.text

test_shown_masks_what_stands_right_of_a_sign if {
	text.shown("PASSWORD=hunter2") == "PASSWORD=***"
	text.shown("password: hunter2 = x") == "password:***"
	text.shown("DELETE FROM") == "DELETE FROM"
	text.shown("password=") == "password="
}

test_shown_and_clipped_have_at_most_40_characters if {
	long := concat("", [letter | some letter in split("0123456789012345678901234567890123456789x", "")])
	count(text.clipped(long)) == 40
	count(text.shown(concat("", [long, "=secret"]))) == 40
	text.clipped("short") == "short"
}

test_a_text_of_40_characters_is_not_clipped if {
	whole := "0123456789012345678901234567890123456789"
	text.clipped(whole) == whole
	text.clipped(concat("", [whole, "x"])) == "012345678901234567890123456789012345678…"
	text.clipped(concat("", ["é", whole])) == "é01234567890123456789012345678901234567…"
}

test_shown_masks_from_the_first_sign if {
	text.shown("a=b:c") == "a=***"
	text.shown("a:b=c") == "a:***"
	text.shown("=x") == "=***"
	text.shown(":") == ":"
	text.shown("") == ""
}

test_line_of_counts_the_lines_that_begin_before if {
	run := {"line": 10, "starts": "0,4,4,9"}
	text.line_of(run, 0) == 10
	text.line_of(run, 3) == 10
	text.line_of(run, 4) == 12
	text.line_of(run, 20) == 13
}
