package kiro.rules.patterns.introduced_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.patterns.introduced

_literal := fixtures.entry({"matcher": "literal", "text": "DELETE FROM", "folded": "delete from"})

_regex := fixtures.entry({"matcher": "regex", "regex": "key_[a-z]+=[0-9]+", "text": "", "folded": ""})

_file(path, runs) := {"files": [fixtures.fact({"path": path, "at": {"path": path, "line": 1}, "runs": runs})]}

_findings(facts, entry) := found if {
	found := introduced.findings with input as fixtures.event(facts)
		with data.kiro.guardrails as fixtures.guardrails({"patterns": [entry]})
}

test_denies_the_text_in_any_case_and_white_space if {
	found := _findings(_file("a.py", [fixtures.code("x = 1\ny = 'delete\nfrom t'")]), _literal)
	fixtures.effects(found) == ["deny"]
	some finding in found
	finding.evidence == [{"path": "a.py", "line": 2, "text": "DELETE FROM"}]
}

test_denies_in_commands_statements_and_tools if {
	every kind in ["commands", "statements", "tools"] {
		facts := {kind: [fixtures.fact({"runs": [fixtures.code("delete from t")]})]}
		fixtures.effects(_findings(facts, _literal)) == ["deny"]
	}
}

test_denies_a_regex_and_masks_the_value if {
	found := _findings(_file("a.py", [fixtures.code("x\n\nkey_a=123")]), _regex)
	some finding in found
	finding.effect == "deny"
	finding.evidence == [{"path": "a.py", "line": 3, "text": "key_a=***"}]
}

test_denies_where_the_regex_cannot_be_used if {
	found := _findings(_file("a.py", [fixtures.code("x")]), object.union(_regex, {"regex": "("}))
	fixtures.effects(found) == ["deny"]
}

test_denies_in_prose_with_the_same_case if {
	fixtures.effects(_findings(_file("a.md", [fixtures.prose("Run DELETE\nFROM t", false)]), _literal)) == ["deny"]
}

test_notices_a_prohibition_in_prose if {
	fixtures.effects(_findings(_file("a.md", [fixtures.prose("never DELETE FROM", true)]), _literal)) == ["notice"]
}

test_allows_prose_in_another_case if {
	count(_findings(_file("a.md", [fixtures.prose("delete from the list", false)]), _literal)) == 0
}

test_allows_other_text if count(_findings(_file("a.py", [fixtures.code("deleted from")]), _literal)) == 0

test_allows_text_across_separate_runs if {
	count(_findings(_file("a.py", [fixtures.code("delete"), fixtures.code("from t")]), _literal)) == 0
}

test_allows_the_guardrails_themselves if {
	every path in [".kiro/kiro.json", "a/.kiro/kiro.json", ".kiro/guardrails.lock", ".kiro/approvals/1.json"] {
		count(_findings(_file(path, [fixtures.code("delete from t")]), _literal)) == 0
	}
}

test_denies_a_file_that_only_looks_like_the_guardrails if {
	every path in ["x.kiro/kiro.json", ".kiro/kiro.json.py", "kiro.json"] {
		count(_findings(_file(path, [fixtures.code("delete from t")]), _literal)) == 1
	}
}

test_allows_an_excepted_file if {
	entry := object.union(_literal, {"except": ["^(?:tests/.*)$"]})
	count(_findings(_file("tests/a.py", [fixtures.code("delete from t")]), entry)) == 0
}

test_allows_a_regex_that_does_not_match if {
	count(_findings(_file("a.py", [fixtures.code("key_a=x")]), _regex)) == 0
}

test_denies_a_regex_in_prose if {
	found := _findings(_file("a.md", [fixtures.prose("x\nset key_a=123 y", false)]), _regex)
	{[finding.effect, finding.evidence] | some finding in found} == {["deny", [{
		"path": "a.md", "line": 2, "text": "key_a=***",
	}]]}
}

test_says_where_the_prose_is if {
	found := _findings(_file("a.md", [fixtures.prose("x\nDELETE FROM t", true)]), _literal)
	{finding.evidence | some finding in found} == {[{"path": "a.md", "line": 2, "text": "DELETE FROM"}]}
}

test_a_prohibition_is_one_in_prose_alone if {
	run := object.union(fixtures.code("delete from t"), {"prohibits": true})
	fixtures.effects(_findings(_file("a.py", [run]), _literal)) == ["deny"]
}

test_says_all_that_there_is_to_say if {
	run := object.union(fixtures.code("delete from t"), {"line": 5})
	_findings(_file("a.py", [run]), _literal) == {{
		"effect": "deny", "origin": "workspace", "guardrail": "/guardrails/deny/x/0", "action": "", "entry": "e",
		"fact": "f", "message": "not that", "evidence": [{"path": "a.py", "line": 5, "text": "DELETE FROM"}],
		"remedy": "leave this out, or ask the owners of the guardrail to change it",
	}}
}

test_allows_what_stands_beside_the_text_in_another_run if {
	every runs in [
		[fixtures.code("delete from t"), fixtures.code("x")],
		[fixtures.prose("DELETE FROM t", false), fixtures.prose("delete from t", false)],
	] {
		count(_findings(_file("a.md", runs), _literal)) == 1
		texts := [{"path": run.text, "at": {"path": run.text, "line": 1}, "runs": [run]} | some run in runs]
		found := _findings({"files": [fixtures.fact(text) | some text in texts]}, _literal)
		{finding.evidence[0].path | some finding in found} == {runs[0].text}
	}
}

test_the_rule_answers if introduced.evaluated
