# METADATA
# title: Protected files
# description: >-
#   A file of the change that an entry of `files` names. Either end of a rename counts, and so do a mode and a symlink;
#   reading is never a change.
package kiro.rules.files.protected

import data.kiro.lib.entries
import data.kiro.lib.findings as result
import data.kiro.lib.literals
import data.kiro.lib.safe
import data.kiro.lib.text

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each entry and end of a change.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	some [origin, entry] in _near
	some file in input.files
	some path in {file.path, _previous(file)}
	startswith(path, entry.prefix)
	contains(path, entry.needle)
	safe.matches(entry.regex, path)
	entries.applies(origin, entry, path)
	evidence := result.evidence(_place(file, path), file.at.line, text.clipped(path))
	finding := result.of_entry(origin, entry, file, {"evidence": evidence, "remedy": _remedy(file, entry.effect)})
}

# the entries whose literal part stands in any path at all
_near := [[origin, entry] |
	count(input.files) > 0
	needles := {entry.needle | some origin; some entry in data.kiro.guardrails[origin].entries.files}
	touched := [path | some file in input.files; some path in {file.path, _previous(file)}]
	present := literals.present(needles, concat("\n", touched))
	count(present) > 0
	some origin
	some entry in data.kiro.guardrails[origin].entries.files
	entry.needle in present
]

# the old name of a renamed file is a change of its own
_previous(file) := file.previous_path if file.previous_path != null

_previous(file) := file.path if file.previous_path == null

# a file that a spec plans stands in the spec
_place(file, path) := path if file.at.path == file.path

_place(file, _) := file.at.path if file.at.path != file.path

_remedy(file, effect) := result.remedy_of_plan(effect) if file.at.path != file.path

_remedy(file, effect) := result.remedy(effect) if file.at.path == file.path
