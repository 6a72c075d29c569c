# METADATA
# title: Builtins that stop
# description: >-
#   For the rules of a team's own, which may call no builtin that can fail: Wasm has no strict mode, and a finding
#   around one that failed would vanish there without a word. Each of these gives what the builtin gives, or ends the
#   whole decision, in Wasm as in a server. Numbers are whole and below 2^53, as in an event.
package kiro.lib.strict

# METADATA
# description: A text in small letters.
# scope: document
lowercase(text) := lower(text) if is_string(text)

else := _stop(text)

# METADATA
# description: A text in capitals.
# scope: document
uppercase(text) := upper(text) if is_string(text)

else := _stop(text)

# METADATA
# description: Whether a text begins with another.
# scope: document
has_prefix(text, prefix) := found if {
	_are_texts([text, prefix])
	found := startswith(text, prefix)
}

else := _stop(text)

# METADATA
# description: Whether a text ends with another.
# scope: document
has_suffix(text, suffix) := found if {
	_are_texts([text, suffix])
	found := endswith(text, suffix)
}

else := _stop(text)

# METADATA
# description: Whether a text holds another.
# scope: document
has(text, part) := found if {
	_are_texts([text, part])
	found := contains(text, part)
}

else := _stop(text)

# METADATA
# description: An array of texts as one, with the separator between any two. Of a set the engines know no one order.
# scope: document
join(separator, texts) := concat(separator, texts) if {
	is_array(texts)
	_are_texts([separator])
	_are_texts(texts)
}

else := _stop(texts)

# METADATA
# description: The parts of a text between the separators, which are not empty.
# scope: document
parts(text, separator) := split(text, separator) if {
	_are_texts([text, separator])
	separator != ""
}

else := _stop(text)

# METADATA
# description: A text with another, which is not empty, replaced by a third wherever it stands.
# scope: document
replaced(text, old, new) := replace(text, old, new) if {
	_are_texts([text, old, new])
	old != ""
}

else := _stop(text)

# METADATA
# description: A text without the white space around it.
# scope: document
stripped(text) := trim_space(text) if is_string(text)

else := _stop(text)

# METADATA
# description: A text without a beginning, where it has it.
# scope: document
without_prefix(text, prefix) := trim_prefix(text, prefix) if _are_texts([text, prefix])

else := _stop(text)

# METADATA
# description: A text without an end, where it has it.
# scope: document
without_suffix(text, suffix) := trim_suffix(text, suffix) if _are_texts([text, suffix])

else := _stop(text)

# METADATA
# description: Where a part, which is not empty, first stands in a text, in code points; -1 where it does not.
# scope: document
position(text, part) := indexof(text, part) if {
	_are_texts([text, part])
	part != ""
}

else := _stop(text)

# METADATA
# description: So many code points of a text from a place on; -1 for all the others.
# scope: document
slice(text, start, length) := substring(text, start, length) if {
	is_string(text)
	_is_whole(start)
	_is_whole(length)
	start >= 0
	length >= -1
}

else := _stop(text)

# METADATA
# description: Whether a text matches a regex of RE2 somewhere.
# scope: document
matches(pattern, text) := regex.match(pattern, text) if {
	_are_texts([pattern, text])
	regex.is_valid(pattern)
}

else := _stop(text)

# METADATA
# description: The whole number that a text spells in digits.
# scope: document
number(text) := to_number(text) if {
	is_string(text)
	regex.match(`^(?:0|-?[1-9][0-9]{0,14})$`, text)
}

else := _stop(text)

# METADATA
# description: A whole number in digits.
# scope: document
digits(whole) := format_int(whole, 10) if _is_whole(whole)

else := _stop(whole)

# METADATA
# description: How many elements an array, a set or an object has, or code points a text.
# scope: document
size(value) := count(value) if _is_sized(value)

else := _stop(value)

# METADATA
# description: The sum of an array or a set of numbers.
# scope: document
total(addends) := whole if {
	_is_collection(addends)
	count([1 | some one in addends; not _is_whole(one)]) == 0
	whole := sum(addends)
	_is_whole(whole)
}

else := _stop(addends)

# METADATA
# description: The greatest element of an array or a set that is not empty.
# scope: document
largest(values) := max(values) if {
	_is_collection(values)
	count(values) > 0
}

else := _stop(values)

# METADATA
# description: The least element of an array or a set that is not empty.
# scope: document
smallest(values) := min(values) if {
	_is_collection(values)
	count(values) > 0
}

else := _stop(values)

# METADATA
# description: The elements of an array or a set as an array, in order.
# scope: document
ordered(values) := sort(values) if _is_collection(values)

else := _stop(values)

# METADATA
# description: The value of a key of an object, or another where there is no such key; of an array of keys, deeper.
# scope: document
field(object_, key, otherwise) := object.get(object_, key, otherwise) if is_object(object_)

else := _stop(object_)

# METADATA
# description: Two objects as one; of what is in both, the second's, but objects in them are merged in turn.
# scope: document
merged(one, other) := object.union(one, other) if {
	is_object(one)
	is_object(other)
}

else := _stop(one)

# METADATA
# description: Two arrays as one.
# scope: document
chained(one, other) := array.concat(one, other) if {
	is_array(one)
	is_array(other)
}

else := _stop(one)

# METADATA
# description: The elements of an array from one place up to another, which is left out.
# scope: document
stretch(values, start, end) := array.slice(values, start, end) if {
	is_array(values)
	_is_whole(start)
	_is_whole(end)
}

else := _stop(values)

# METADATA
# description: What is in both of two sets.
# scope: document
common(one, other) := one & other if _are_sets(one, other)

else := _stop(one)

# METADATA
# description: What is in either of two sets.
# scope: document
united(one, other) := one | other if _are_sets(one, other)

else := _stop(one)

# METADATA
# description: What is in one set and not in the other.
# scope: document
without(one, other) := one - other if _are_sets(one, other)

else := _stop(one)

# METADATA
# description: One number and the other.
# scope: document
added(one, other) := whole if {
	_are_whole(one, other)
	whole := one + other
	_is_whole(whole)
}

else := _stop(one)

# METADATA
# description: One number less the other.
# scope: document
difference(one, other) := whole if {
	_are_whole(one, other)
	whole := one - other
	_is_whole(whole)
}

else := _stop(one)

# METADATA
# description: One number times the other.
# scope: document
times(one, other) := whole if {
	_are_whole(one, other)
	whole := one * other
	_is_whole(whole)
}

else := _stop(one)

# METADATA
# description: What is left of a number where it is divided by another, which is not 0.
# scope: document
remainder(one, other) := one % other if {
	_are_whole(one, other)
	other != 0
}

else := _stop(one)

# INVARIANT: two values for one input are an error that nothing catches, in both engines (test_custom_strict.py)
_stop(value) := [1, value]

_stop(value) := [2, value]

_are_texts(values) if count([1 | some value in values; not is_string(value)]) == 0

_are_sets(one, other) if {
	is_set(one)
	is_set(other)
}

_are_whole(one, other) if {
	_is_whole(one)
	_is_whole(other)
}

_is_whole(value) if {
	is_number(value)
	value > -9007199254740992
	value < 9007199254740992
	floor(value) == value
}

_is_collection(value) if is_array(value)

_is_collection(value) if is_set(value)

_is_sized(value) if _is_collection(value)

_is_sized(value) if is_object(value)

_is_sized(value) if is_string(value)
