# METADATA
# title: Secrets
# description: >-
#   A private key, a token or a connection string with its password that the change introduces. The secret itself is
#   nowhere in the event; its fingerprint tells two of them apart.
package kiro.rules.secrets.introduced

import data.kiro.lib.entries
import data.kiro.lib.findings as result

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each secret and origin that says something about them.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	some fact in input.secrets
	some origin
	effect := data.kiro.guardrails[origin].settings.secrets
	effect != null
	entries.in_scope(origin, fact.at.path)
	finding := result.of_protection(origin, effect, fact, {
		"guardrail": _pointer(origin),
		"message": concat("", ["a secret is introduced: ", fact.type, " (fingerprint ", fact.fingerprint, ")"]),
		"remedy": "take it out, revoke it if it ever left this machine, and read it from a secret store",
	})
}

_pointer("builtin") := ""

_pointer(origin) := "/guardrails/secrets" if origin != "builtin"
