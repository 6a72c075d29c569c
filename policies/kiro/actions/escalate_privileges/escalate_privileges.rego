# METADATA
# title: Escalate privileges in the cloud
# description: A gain that opens a known escalation path, or takes a boundary away, which the permission delta knows.
package kiro.actions.escalate_privileges

# METADATA
# description: The permissions gained that do so; see `kiro.lib.matches`.
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": fact.id, "at": fact.at, "text": concat(" ", fact.actions)} if {
	some fact in input.permissions
	fact.change == "gained"
	_escalates(fact)
}

_escalates(fact) if count(fact.opens) > 0

_escalates(fact) if fact.way == "boundary-removed"
