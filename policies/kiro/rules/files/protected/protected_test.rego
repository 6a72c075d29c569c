package kiro.rules.files.protected_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.files.protected

_entry := fixtures.entry({"matcher": "glob", "regex": `^(?:(?:.*/)?Dockerfile)$`, "prefix": "", "needle": "Dockerfile"})

_file(fields) := fixtures.fact(object.union(
	{"previous_path": null, "change": "modified", "runs": [], "at": {"path": fields.path, "line": 1}},
	fields,
))

_findings(file, entry) := found if {
	found := protected.findings with input as fixtures.event({"files": [_file(file)]})
		with data.kiro.guardrails as fixtures.guardrails({"files": [entry]})
}

test_denies_a_named_file if fixtures.effects(_findings({"path": "a/Dockerfile"}, _entry)) == ["deny"]

test_denies_the_old_name_of_a_renamed_file if {
	some finding in _findings({"path": "a/Other", "previous_path": "Dockerfile", "change": "renamed"}, _entry)
	finding.evidence[0].path == "Dockerfile"
}

test_denies_both_ends_of_a_rename if {
	file := {"path": "a/Dockerfile", "previous_path": "Dockerfile", "change": "renamed"}
	count(_findings(file, _entry)) == 2
}

test_denies_a_changed_mode if fixtures.effects(_findings({"path": "Dockerfile", "change": "mode"}, _entry)) == ["deny"]

test_denies_where_the_regex_cannot_be_used if {
	fixtures.effects(_findings({"path": "README"}, object.union(_entry, {"regex": "(", "needle": ""}))) == ["deny"]
}

test_allows_another_file if count(_findings({"path": "Dockerfile.md"}, _entry)) == 0

test_allows_a_file_without_the_prefix if {
	below := object.union(_entry, {"prefix": "services/"})
	count(_findings({"path": "Dockerfile"}, below)) == 0
	count(_findings({"path": "a/services/Dockerfile"}, below)) == 0
	count(_findings({"path": "services/Dockerfile"}, below)) == 1
}

test_allows_a_file_without_the_literal_part_beside_one_that_has_it if {
	entry := object.union(_entry, {"regex": ".*"})
	files := [_file({"path": path, "at": {"path": path, "line": 1}}) | some path in ["Dockerfile", "README"]]
	found := protected.findings with input as fixtures.event({"files": files})
		with data.kiro.guardrails as fixtures.guardrails({"files": [entry]})
	{finding.evidence[0].path | some finding in found} == {"Dockerfile"}
}

test_denies_the_new_name_of_a_renamed_file if {
	some finding in _findings({"path": "Dockerfile", "previous_path": "a/Other", "change": "renamed"}, _entry)
	finding.evidence[0].path == "Dockerfile"
}

test_allows_an_excepted_file if {
	count(_findings({"path": "tests/Dockerfile"}, object.union(_entry, {"except": ["^(?:tests/.*)$"]}))) == 0
}

test_denies_where_the_exception_cannot_be_used if {
	fixtures.effects(_findings({"path": "Dockerfile"}, object.union(_entry, {"except": ["("]}))) == ["deny"]
}

test_allows_at_another_stage if {
	count(_findings({"path": "Dockerfile"}, object.union(_entry, {"stages": ["spec"]}))) == 0
}

test_allows_outside_the_scope if {
	guardrails := object.union(fixtures.guardrails({"files": [_entry]}), {"workspace": {"scope": "services/a/"}})
	found := protected.findings with input as fixtures.event({"files": [_file({"path": "Dockerfile"})]})
		with data.kiro.guardrails as guardrails

	count(found) == 0
}

test_shows_the_path_and_no_more_of_it_than_fits if {
	path := "a/folder/with/a/name/that/is/long/Dockerfile"
	file := {"path": path, "at": {"path": path, "line": 7}}
	{finding.evidence | some finding in _findings(file, _entry)} == {[{
		"path": path, "line": 7, "text": "a/folder/with/a/name/that/is/long/Docke…",
	}]}
}

test_shows_where_a_spec_plans_a_file_and_how_to_reword_it if {
	file := {"path": "Dockerfile", "at": {"path": ".kiro/specs/a/tasks.md", "line": 3}}
	some finding in _findings(file, _entry)
	finding.evidence == [{"path": ".kiro/specs/a/tasks.md", "line": 3, "text": "Dockerfile"}]
	startswith(finding.remedy, "reword")
}

test_the_rule_answers if protected.evaluated
