# METADATA
# title: Production
# description: Whether something is production's, as far as its name or environment says.
package kiro.lib.production

_other := {
	"ci", "demo", "dev", "development", "example", "local", "localhost", "qa", "sandbox", "scratch", "staging", "stage",
	"temp", "test", "testing", "tests", "tmp",
}

_separators[letter] := " " if some letter in ["-", "_", "/", ".", ":", ",", "=", "@", `"`, "'", "`"]

# METADATA
# description: The names of production, in lower case, of all origins.
names contains lower(name) if {
	some origin
	some name in data.kiro.guardrails[origin].production.names
}

# METADATA
# description: The environment that a text names - production, other or unknown.
environment_of(text) := "production" if {
	count(_words(text) & names) > 0
} else := "other" if {
	count(_words(text) & _other) > 0
} else := "unknown"

# METADATA
# description: >-
#   How an action weighs in an environment - `full`, `ask` or `note`, undefined where it does not apply. Only what runs
#   or deploys must be stopped where the environment is unknown.
# scope: document
weight(false, _, _) := "full"

weight(true, "production", _) := "full"

weight(true, "unknown", true) := "ask"

weight(true, "unknown", false) := "note"

_words(text) := {word | some word in split(strings.replace_n(_separators, lower(text)), " ")}
