package kiro.rules.patterns.introduced_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.patterns.introduced

_literal := {"matcher": "literal", "text": "DROP TABLE", "folded": "drop table"}

_run(kind, folded, prohibits) := {
	"line": 7, "kind": kind, "prohibits": prohibits, "text": folded, "folded": folded, "starts": [0, 5],
}

_file(path, run) := {
	"id": "f", "path": path, "previous_path": null, "change": "added", "content": null, "runs": [run],
	"at": {"path": path, "line": 1},
}

_found(path, run, entry) := found if {
	found := introduced.findings with data.kiro.guardrails as fixtures.guardrails("patterns", entry)
		with input as fixtures.event("files", [_file(path, run)])
}

test_denies_code_in_any_case if {
	some finding in _found("a.sql", _run("code", "drop table users", false), _literal)
	finding.effect == "deny"
	finding.evidence[0].line == 7
}

test_denies_the_line_on_which_it_starts if {
	some finding in _found("a.sql", _run("code", "a -- drop table", false), _literal)
	finding.evidence[0].line == 8
}

test_denies_a_regular_expression if {
	entry := {"matcher": "regex", "regex": `DROP\s+TABLE`, "text": "", "folded": ""}
	count(_found("a.sql", _run("code", "DROP TABLE", false), entry)) == 1
}

test_notices_a_prohibition if {
	some finding in _found("a.md", _run("prose", "never DROP TABLE", true), _literal)
	finding.effect == "notice"
}

test_allows_prose_in_another_case if count(_found("a.md", _run("prose", "drop table", false), _literal)) == 0

test_allows_the_guardrails_themselves if {
	count(_found(".kiro/kiro.json", _run("code", "drop table", false), _literal)) == 0
}
