# METADATA
# title: Conditions of named actions
# description: >-
#   What the rows of an action ask beside a name - a value that infrastructure sets, an argument of a command, the
#   parameters of a call, the path of a file. A regex that cannot be used counts as met.
package kiro.lib.conditions

import data.kiro.lib.commands
import data.kiro.lib.safe

# METADATA
# description: >-
#   Whether a resource's patch sets one of the row's keys to one of its values, both in lower case; `*` stands for any
#   value, an empty text for a key that is removed.
sets(resource, row) if {
	resource.type in row.types
	resource.operation in row.operations
	some [key, value] in _leaves(resource.patch)
	key in row.keys
	_is_one_of(value, row.values)
}

# METADATA
# description: >-
#   Whether a command begins as the row does, with its options and without those that make it harmless, and each regex
#   of the row matches an argument. `ask` where an unknown word may hold the missing option.
# scope: document
weight(command, row) := found if {
	not _is_harmless(command, row)
	found := commands.weight(command, object.union(row, {"program": command.program}))
	every pattern in row.arguments {
		_has_argument(command, pattern)
	}
}

# METADATA
# description: Whether what is known of a call's parameters matches a regex of the row.
says(told, row) if {
	some pattern in row.texts
	safe.matches(pattern, told)
}

# METADATA
# description: Whether a file is changed as the row says, and its path matches a regex of the row.
touches(file, row) if {
	file.change in row.changes
	some pattern in row.paths
	safe.matches(pattern, file.path)
}

# METADATA
# description: Whether a statement is of the row's operations and bounds.
states(statement, row) if {
	lower(statement.operation) in row.operations
	_bound(statement.bounded) in row.bounded
}

# METADATA
# description: What stands for a value in a row.
# scope: document
default told(_) := "other"

told(value) := lower(value) if is_string(value)

told(0) := "0"

told(true) := "true"

told(false) := "false"

_bound(true) := "yes"

_bound(value) := "no" if value != true

_is_harmless(command, _) if "--help" in command.options

_is_harmless(command, row) if {
	some option in row.without
	option in command.options
}

_has_argument(command, pattern) if {
	some place, argument in command.argv
	place > 0
	argument != null
	safe.matches(pattern, argument)
}

_is_one_of(_, values) if "*" in values

_is_one_of(value, values) if value in values

# the keys that a patch sets, those above a value as well, each with the value
_leaves(patches) := array.concat(
	[[lower(key), ""] |
		some patch in patches
		patch.op == "remove"
		some key in split(patch.path, "/")
	],
	[[lower(key), text] |
		some patch in patches
		patch.op in ["add", "replace"]
		walk(patch.value, [path, value])
		text := told(value)
		some key in array.concat(split(patch.path, "/"), path)
		is_string(key)
	],
)
