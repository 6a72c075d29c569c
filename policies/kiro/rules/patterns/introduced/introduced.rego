# METADATA
# title: Introduced patterns
# description: >-
#   Text that an entry of `patterns` names in what the change introduces - added lines, commands, SQL and arguments,
#   never in what it removes or reads. A prohibition in prose that quotes the pattern is only noticed.
package kiro.rules.patterns.introduced

import data.kiro.lib.entries
import data.kiro.lib.findings as result
import data.kiro.lib.literals
import data.kiro.lib.paths
import data.kiro.lib.safe
import data.kiro.lib.text

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each entry and run of added text, at the first place.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	some [origin, entry] in _near
	some fact in _introducing
	some run in fact.runs
	_holds(run, entry)
	_confirms(run, entry)
	entries.applies(origin, entry, fact.at.path)
	place := _place(run, entry)
	finding := result.of_entry(origin, entry, fact, {
		"effect": result.effect_of(_weight(run), entry.effect),
		"evidence": result.evidence(fact.at.path, place.line, text.shown(place.text)),
	})
}

# the entries whose text stands in anything that is introduced; a regex brings a text that all its matches hold
_near := array.concat(_entries_of("folded", _in_code), _entries_of("text", _in_prose))

_entries_of(field, present) := [[origin, entry] |
	count(present) > 0
	some origin
	some entry in data.kiro.guardrails[origin].entries.patterns
	entry[field] in present
]

_in_code := _present("folded", "code")

_in_prose := _present("text", "prose")

_present(field, kind) := literals.present(wanted, concat("\n", texts)) if {
	texts := [run.folded | some fact in _introducing; some run in fact.runs; run.kind == kind]
	count(texts) > 0
	wanted := {entry[field] | some origin; some entry in data.kiro.guardrails[origin].entries.patterns}
} else := set()

# the guardrails' own files quote every pattern; they are self-protection's alone
_introducing := array.concat(
	[file | some file in input.files; not paths.holds_guardrails(file.path)],
	[fact | some kind in ["commands", "statements", "tools"]; some fact in input[kind]],
)

# in prose case counts: a sentence about deleting from a list is not `DELETE FROM`
_holds(run, entry) if {
	run.kind == "code"
	contains(run.folded, entry.folded)
}

_holds(run, entry) if {
	run.kind == "prose"
	contains(run.folded, entry.text)
}

_confirms(_, entry) if entry.matcher == "literal"

_confirms(run, entry) if {
	entry.matcher == "regex"
	safe.matches(entry.regex, run.text)
}

_weight(run) := "note" if _is_prohibition(run)

_weight(run) := "full" if not _is_prohibition(run)

_is_prohibition(run) if {
	run.kind == "prose"
	run.prohibits
}

_place(run, entry) := {"line": text.line_of(run, offset), "text": entry.text} if {
	entry.matcher == "literal"
	offset := safe.position(run.folded, _needle(run, entry))
}

_place(run, entry) := {"line": run.line + _lines_before(run.text, match), "text": match} if {
	entry.matcher == "regex"
	match := safe.first_match(entry.regex, run.text)
}

_needle(run, entry) := entry.folded if run.kind == "code"

_needle(run, entry) := entry.text if run.kind == "prose"

_lines_before(added, match) := count(split(safe.first(added, safe.position(added, match)), "\n")) - 1
