# METADATA
# title: Texts with IAM's wildcards
# description: >-
#   Two texts, each with `*` and `?` or without, as sets of texts. `?` counts as `*`, so that overlap is never missed;
#   two patterns overlap where one beginning begins the other and one end ends the other, which is exact for `*`.
package kiro.lib.wildcards

import data.kiro.lib.safe

# METADATA
# description: Whether a text is a pattern.
# scope: document
is_pattern(text) if contains(text, "*")

is_pattern(text) if contains(text, "?")

# METADATA
# description: Whether there is a text that both stand for.
# scope: document
overlap(left, right) if left == right

overlap(left, right) if {
	is_pattern(left)
	not is_pattern(right)
	_covers(_parts(left), right)
}

overlap(left, right) if {
	not is_pattern(left)
	is_pattern(right)
	_covers(_parts(right), left)
}

overlap(left, right) if {
	is_pattern(left)
	is_pattern(right)
	_patterns_overlap(_ends(left), _ends(right))
}

# METADATA
# description: Whether two texts begin alike as far as both are literal; if not, nothing of one stands for the other.
begin_alike(left, right) if _one_begins_the_other(_parts(left)[0], _parts(right)[0])

# METADATA
# description: What a pattern begins and ends with.
ends(pattern) := _ends(pattern)

_patterns_overlap(left, right) if {
	_one_begins_the_other(left.prefix, right.prefix)
	_one_ends_the_other(left.suffix, right.suffix)
}

_ends(pattern) := {"prefix": parts[0], "suffix": parts[count(parts) - 1]} if parts := _parts(pattern)

_parts(pattern) := split(replace(pattern, "?", "*"), "*")

_covers(parts, text) if {
	startswith(text, parts[0])
	last := parts[count(parts) - 1]
	endswith(text, last)
	count(text) >= count(parts[0]) + count(last)
	_middle_fits(parts, text)
}

_middle_fits(parts, _) if count(parts) == 2

_middle_fits(parts, text) if {
	count(parts) > 2
	pattern := concat(`[\s\S]*`, [_quoted(part) | some part in parts])
	safe.matches(concat("", ["^", pattern, "$"]), text)
}

_special[letter] := concat("", [`\`, letter]) if {
	some letter in [`\`, ".", "+", "(", ")", "|", "[", "]", "{", "}", "^", "$"]
}

_quoted(text) := strings.replace_n(_special, text)

_one_begins_the_other(left, right) if startswith(left, right)

_one_begins_the_other(left, right) if startswith(right, left)

_one_ends_the_other(left, right) if endswith(left, right)

_one_ends_the_other(left, right) if endswith(right, left)
