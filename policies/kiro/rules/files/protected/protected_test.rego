package kiro.rules.files.protected_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.files.protected

_entry := {"matcher": "glob", "regex": `^(?:(?:[^/]+/)*Dockerfile)$`, "prefix": ""}

_file(path, previous) := {
	"id": "f", "path": path, "previous_path": previous, "change": "modified", "content": null, "runs": [],
	"at": {"path": path, "line": 1},
}

_effects(file, entry) := [finding.effect |
	some finding in protected.findings with data.kiro.guardrails as fixtures.guardrails("files", entry)
		with input as fixtures.event("files", [file])
]

test_denies_the_file if _effects(_file("a/Dockerfile", null), _entry) == ["deny"]

test_denies_the_old_end_of_a_rename if _effects(_file("b", "Dockerfile"), _entry) == ["deny"]

test_allows_another_file if _effects(_file("a/Dockerfile.md", null), _entry) == []

test_allows_an_exception if {
	_effects(_file("a/Dockerfile", null), object.union(_entry, {"except": [`^(?:a/[^/]*)$`]})) == []
}

test_allows_at_another_stage if _effects(_file("a/Dockerfile", null), object.union(_entry, {"stages": ["spec"]})) == []
