# METADATA
# title: Delete a production database
# description: SQL that drops a database or schema whose name says that it is production's.
package kiro.actions.delete_production_database

import data.kiro.lib.production

# METADATA
# description: The statements that do so; see `kiro.lib.matches`.
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": statement.id, "at": statement.at, "text": statement.text} if {
	some statement in input.statements
	lower(statement.operation) in ["drop database", "drop schema"]
	statement.object != null
	production.environment_of(statement.object) == "production"
}
