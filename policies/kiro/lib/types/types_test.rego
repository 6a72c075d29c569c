package kiro.lib.types_test

import data.kiro.lib.types

_others := [null, true, 1, [], {}]

test_texts_are_all_texts if {
	types.are_texts([])
	types.are_texts(["", "x"])
	every other in _others {
		not types.are_texts(["a", other, "b"])
		not types.are_texts([other])
	}
}

test_names_are_texts_that_are_not_empty if {
	types.are_names(["x", "y"])
	not types.are_names([])
	not types.are_names(["x", ""])
	every other in _others {
		not types.are_names(["a", other, "b"])
	}
}

test_null_is_allowed_where_it_is_said if {
	types.are_texts_or_nulls([])
	types.are_texts_or_nulls([null])
	types.are_texts_or_nulls(["", null, "x"])
	every other in [true, 1, [], {}] {
		not types.are_texts_or_nulls(["a", other, null])
		not types.are_texts_or_nulls([other])
	}
}

test_arrays_are_all_arrays if {
	types.are_arrays([[], [1]])
	every other in [null, true, 1, "x", {}] {
		not types.are_arrays([[], other])
	}
}

test_a_whole_number_has_no_fraction if {
	every value in [0, 1, -3, 1e3, 2.0] {
		types.is_integer(value)
	}
	every value in [1.5, -0.5, "1", null, true, [1]] {
		not types.is_integer(value)
	}
}

test_offsets_are_whole_numbers_with_commas if {
	every text in ["0", "0,4,4,19"] {
		types.are_offsets(text)
	}
	every text in ["", ",", "0,", ",0", "0,,1", "0, 1", "-1", "1.5", "1e3", "x"] {
		not types.are_offsets(text)
	}
}
