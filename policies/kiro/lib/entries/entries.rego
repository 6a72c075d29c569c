# METADATA
# title: Where an entry of the guardrails applies
# description: The three limits that every entry has, asked last because they are rarely what decides.
package kiro.lib.entries

import data.kiro.lib.safe

# METADATA
# description: Whether an entry of an origin applies at this stage to a fact of this path.
applies(origin, entry, path) if {
	input.stage in entry.stages
	in_scope(origin, path)
	not _excepted(entry, path)
}

# METADATA
# description: Whether a path is in the folder of an origin; pseudo paths like `<command>` are in every folder.
# scope: document
in_scope(origin, path) if startswith(path, data.kiro.guardrails[origin].scope)

in_scope(_, path) if startswith(path, "<")

_excepted(entry, path) if {
	some pattern in entry.except
	safe.surely_matches(pattern, path)
}
