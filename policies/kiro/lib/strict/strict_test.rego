package kiro.lib.strict_test

import data.kiro.lib.strict

# what stops the decision is for test_custom_strict.py, since nothing can be asserted after it
test_texts_are_as_the_builtins_make_them if {
	strict.lowercase("AB") == "ab"
	strict.uppercase("ab") == "AB"
	strict.has_prefix("abc", "ab")
	strict.has_suffix("abc", "bc")
	strict.has("abc", "b")
	strict.join("-", ["a", "b"]) == "a-b"
	strict.parts("a,b", ",") == ["a", "b"]
	strict.replaced("aba", "a", "x") == "xbx"
	strict.stripped(" a ") == "a"
	strict.without_prefix("abc", "ab") == "c"
	strict.without_suffix("abc", "bc") == "a"
	strict.position("abc", "c") == 2
	strict.slice("abc", 1, -1) == "bc"
	strict.matches("^a+$", "aa")
}

test_no_is_an_answer if {
	strict.has_prefix("abc", "b") == false
	strict.has_suffix("abc", "b") == false
	strict.has("abc", "x") == false
	strict.matches("^a$", "b") == false
}

test_numbers_are_whole if {
	strict.number("12") == 12
	strict.digits(12) == "12"
	strict.added(1, 2) == 3
	strict.difference(1, 2) == -1
	strict.times(2, 3) == 6
	strict.remainder(7, 4) == 3
	strict.total([1, 2]) == 3
}

test_collections_are_as_the_builtins_make_them if {
	strict.size({"a"}) == 1
	strict.largest({1, 3}) == 3
	strict.smallest({1, 3}) == 1
	strict.ordered({3, 1}) == [1, 3]
	strict.field({"a": 1}, "b", 2) == 2
	strict.merged({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
	strict.chained([1], [2]) == [1, 2]
	strict.stretch([1, 2, 3], 1, 2) == [2]
	strict.common({1, 2}, {2, 3}) == {2}
	strict.united({1}, {2}) == {1, 2}
	strict.without({1, 2}, {2}) == {1}
}
