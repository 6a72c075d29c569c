# METADATA
# title: Release freeze
# description: Nobody changes what is released; notes of a patch are asked about.
package kiro.custom.workspace.release_freeze

import data.kiro.lib.strict

evaluated := true

findings contains {
	"effect": _effect(file),
	"message": strict.join("", ["`", file.path, "` is part of a release"]),
	"remedy": "change it in the next release",
	"fact": file.id,
	"evidence": [{"path": file.at.path, "line": file.at.line, "text": file.path}],
} if {
	some file in input.files
	strict.has_prefix(file.path, "release/")
}

_effect(file) := "needs-approval" if strict.has_suffix(file.path, ".patch.md")

else := "deny"
