# METADATA
# title: Texts as a finding shows them
# description: Findings are printed, logged and posted; what they quote is short and holds no value.
package kiro.lib.text

import data.kiro.lib.safe

_longest := 40

# METADATA
# description: At most 40 characters of a text.
# scope: document
clipped(text) := text if count(text) <= _longest

clipped(text) := concat("", [safe.first(text, _longest - 1), "…"]) if count(text) > _longest

# METADATA
# description: A text without what stands right of its first `=` or `:`, at most 40 characters.
# scope: document
shown(text) := clipped(text) if count(_signs(text)) == 0

shown(text) := clipped(concat("", [safe.first(text, end), _mask(text, end)])) if {
	end := min(_signs(text)) + 1
}

_signs(text) := {position |
	some sign in ["=", ":"]
	position := safe.position(text, sign)
	position >= 0
}

_mask(text, end) := "***" if count(text) > end

_mask(text, end) := "" if count(text) <= end

# METADATA
# description: The line of a run on which the character of this offset in `folded` stands.
line_of(run, offset) := (run.line + count([start | some start in safe.offsets(run.starts); start <= offset])) - 1
