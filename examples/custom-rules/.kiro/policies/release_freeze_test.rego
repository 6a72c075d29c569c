package kiro.custom.workspace.release_freeze_test

import data.kiro.custom.workspace.release_freeze
import data.kiro.lib.fixtures_test as fixtures

test_what_is_released_is_denied if {
	_effects("release/notes.md") == {"deny"}
	_effects("release/1.2.3.patch.md") == {"needs-approval"}
}

test_all_else_is_left_alone if _effects("src/release.py") == set()

_effects(path) := {finding.effect | some finding in findings} if {
	file := fixtures.fact({"path": path, "previous_path": null, "change": "modified", "content": null, "runs": []})
	findings := release_freeze.findings with input as fixtures.event({"files": [file]})
}
