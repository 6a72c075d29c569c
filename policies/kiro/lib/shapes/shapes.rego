# METADATA
# title: Shapes
# description: >-
#   Whether a JSON object has its fields, each of its type. Rules read fields without asking whether they are there; an
#   undefined one would switch the rule off, so nothing is judged before its shape is known.
package kiro.lib.shapes

# METADATA
# description: The fields that an object lacks or has in another type; `object` itself where it is none.
# scope: document
flaws(value, _) := {"object"} if not is_object(value)

flaws(value, shape) := {field | some field, type in shape; not _has(value, field, type)} if is_object(value)

_has(value, field, type) if _fits(type, value[field])

_fits("string", value) if is_string(value)

_fits("text or null", value) if is_string(value)

_fits("text or null", null)

_fits("boolean", value) if is_boolean(value)

_fits("integer", value) if _is_integer(value)

_fits("object", value) if is_object(value)

_fits("array", value) if is_array(value)

_fits("strings", value) if {
	is_array(value)
	not _holds_other_than_strings(value)
}

_fits("strings or nulls", value) if {
	is_array(value)
	not _holds_other_than_strings([item | some item in value; item != null])
}

_fits("integers", value) if {
	is_array(value)
	not _holds_other_than_integers(value)
}

# one of the values listed
_fits(type, value) if {
	is_array(type)
	value in type
}

_holds_other_than_strings(values) if {
	some value in values
	not is_string(value)
}

_holds_other_than_integers(values) if {
	some value in values
	not _is_integer(value)
}

_is_integer(value) if {
	is_number(value)
	floor(value) == value
}
