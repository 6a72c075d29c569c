# METADATA
# title: Assume a role of production
# description: >-
#   Somebody gains the right to assume a role whose name is production's. That a role trusts somebody is
#   `modify_trust_policy`.
package kiro.actions.assume_production_role

import data.kiro.lib.production

# METADATA
# description: The permissions gained that do so; see `kiro.lib.matches`.
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": fact.id, "at": fact.at, "text": concat(" ", fact.actions)} if {
	some fact in input.permissions
	fact.change == "gained"
	fact.kind == "identity"
	some action in fact.actions
	lower(action) in ["sts:assumerole", "sts:assume*", "sts:*"]
	production.environment_of(fact.resource) == "production"
}
