# METADATA
# title: Types of many values
# description: >-
#   Whether all values of an array are of one type. JSON's types are ordered, so that what lies between two texts is a
#   text: the least and the greatest speak for all, in one pass that no rule pays for.
package kiro.lib.types

# METADATA
# description: Whether all are texts.
# scope: document
are_texts([])

are_texts(values) if {
	min(values) >= ""
	is_string(max(values))
}

# METADATA
# description: Whether there are some, all of them texts that are not empty.
are_names(values) if {
	min(values) > ""
	is_string(max(values))
}

# METADATA
# description: Whether all are texts or null.
# scope: document
are_texts_or_nulls(values) if are_texts(values)

are_texts_or_nulls(values) if {
	null in values
	are_texts([value | some value in values; value != null])
}

# METADATA
# description: Whether there are some, all of them arrays.
are_arrays(values) if {
	is_array(min(values))
	is_array(max(values))
}

# METADATA
# description: Whether a text is whole numbers with a comma between any two.
are_offsets(text) if {
	strings.replace_n(_digits, text) == ""
	not contains(text, ",,")
	not startswith(text, ",")
	not endswith(text, ",")
	text != ""
}

_digits[letter] := "" if some letter in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ","]

# METADATA
# description: Whether it is a whole number.
is_integer(value) if {
	is_number(value)
	floor(value) == value
}
