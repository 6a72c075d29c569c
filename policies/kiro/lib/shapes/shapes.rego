# METADATA
# title: Shapes
# description: >-
#   Whether a JSON object has its fields, each of its type. Rules read fields without asking whether they are there; an
#   undefined one would switch the rule off, so nothing is judged before its shape is known.
package kiro.lib.shapes

import data.kiro.lib.types

# METADATA
# description: >-
#   The fields that an object lacks, has in another type or has beyond its shape; `object` itself where it is none. A
#   field that nobody here knows is one that nobody judges.
# scope: document
flaws(value, shape) := gaps(value, shape) if not _has_more(value, shape)

flaws(value, shape) := {field | some field in array.concat(missing, _strangers(value, shape))} if {
	_has_more(value, shape)
	missing := [gap | some gap in gaps(value, shape)]
}

# METADATA
# description: As `flaws`, for an object that may have other fields.
# scope: document
gaps(value, _) := {"object"} if not is_object(value)

gaps(value, shape) := {field | some field, type in shape; not _has(value, field, type)} if is_object(value)

_strangers(value, shape) := [field | some field, _ in value; not shape[field]]

# a field of the shape that is not there is a flaw already: with as many there is no other
_has_more(value, shape) if {
	is_object(value)
	count(value) != count(shape)
}

# one chain, so that a field is asked until an answer is found and not once more for each type there is
_has(value, field, type) if {
	type == "string"
	is_string(value[field])
} else if {
	type == "name"
	_is_name(value[field])
} else if {
	type == "boolean"
	is_boolean(value[field])
} else if {
	type == "array"
	is_array(value[field])
} else if {
	value[field] in type
} else if {
	type == "object"
	is_object(value[field])
} else if _meets(type, value[field])

# what names something: an empty one is equal to nothing, and a rule that compares it is silent
_meets("name or null", value) if _is_name(value)

_meets("name or null", null)

_meets("text or null", value) if is_string(value)

_meets("text or null", null)

_meets("integer", value) if types.is_integer(value)

_meets("line", value) if {
	types.is_integer(value)
	value > 0
}

_meets("names", value) if _are_names(value)

_meets("some names", value) if {
	_are_names(value)
	count(value) > 0
}

_meets("some stages", value) if {
	is_array(value)
	count(value) > 0
	count([stage | some stage in value; stage in ["spec", "task", "commit", "pull_request"]]) == count(value)
}

_meets("strings", value) if {
	is_array(value)
	not _holds_other_than_strings(value)
}

_meets("six texts", value) if {
	is_array(value)
	count(value) == 6
	not _holds_other_than_strings(value)
}

_meets("strings or nulls", value) if {
	is_array(value)
	not _holds_other_than_strings([item | some item in value; item != null])
}

_meets("offsets", value) if {
	is_string(value)
	types.are_offsets(value)
}

_is_name(value) if {
	is_string(value)
	value != ""
}

_are_names(value) if {
	is_array(value)
	not "" in value
	not _holds_other_than_strings(value)
}

_holds_other_than_strings(values) if {
	some value in values
	not is_string(value)
}
