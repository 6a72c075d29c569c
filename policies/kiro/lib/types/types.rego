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
# description: Whether it is a text or null.
# scope: document
is_text_or_null(value) if is_string(value)

is_text_or_null(null)

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
# description: Whether all are whole numbers.
# scope: document
are_integers([])

are_integers(values) if {
	is_number(min(values))
	is_number(max(values))
	count([value | some value in values; floor(value) != value]) == 0
}

# METADATA
# description: Whether it is a whole number.
is_integer(value) if {
	is_number(value)
	floor(value) == value
}

# METADATA
# description: Whether it is the number of a line, counted from 1.
is_line(value) if {
	is_number(value)
	value > 0
	floor(value) == value
}
