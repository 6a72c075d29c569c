package kiro.check.regex_test

import data.kiro.check.regex as check

test_says_of_each_pattern_whether_it_can_be_used if {
	valid := check.valid with input as {"patterns": ["a+", "(", 7]}
	valid == [true, false, false]
}

test_says_nothing_where_nothing_is_asked if {
	valid := check.valid with input as {}
	valid == []
}
