package kiro.lib.paths_test

import data.kiro.lib.paths

test_guardrails_are_known_at_the_root_and_nested if {
	every path in [".kiro/kiro.json", "a/.kiro/guardrails.lock", ".kiro/approvals/x", "a/b/.kiro/approvals/x"] {
		paths.holds_guardrails(path)
	}
}

test_other_files_hold_none if {
	every path in [
		"kiro.json", ".kiro/steering/a.md", "x.kiro/kiro.json", "a/.kiro/kiro.json.old", ".kiro/approvals",
		"x.kiro/approvals/a",
	] {
		not _holds_guardrails(path)
	}
}

_holds_guardrails(path) if paths.holds_guardrails(path)
