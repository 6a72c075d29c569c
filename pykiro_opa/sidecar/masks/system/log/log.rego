# METADATA
# title: What of a decision may be written down
# description: |
#   The envelope of an event stays, its facts go: they hold code, commands and arguments. What was found, with its
#   evidence redacted, is in the result.
package system.log

_kept := {"version", "digest", "request", "stage", "source", "context"}

mask contains concat("/", ["", "input", key]) if {
	some key, _ in input.input
	not key in _kept
}

# OPA leaves out a path it cannot write as a pointer, without a word; then nothing of the event stays.
mask contains "/input" if {
	some key, _ in input.input
	not regex.match(`^[a-z_]+$`, key)
}

mask contains "/input" if not is_object(input.input)
