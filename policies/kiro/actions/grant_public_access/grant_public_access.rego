# METADATA
# title: Grant access to the public
# description: A policy of a resource that lets anybody in without a condition, which only the permission delta knows.
package kiro.actions.grant_public_access

import data.kiro.lib.gains

# METADATA
# description: The permissions gained that do so; see `kiro.lib.matches`.
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": fact.id, "at": fact.at, "text": concat(" ", fact.actions)} if {
	some fact in input.permissions
	fact.change == "gained"
	fact.kind == "resource"
	gains.is_open(fact)
}
