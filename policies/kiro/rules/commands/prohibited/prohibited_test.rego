package kiro.rules.commands.prohibited_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.commands.prohibited

_push := {"program": "git", "words": ["push"], "options": ["--force"]}

_command(fields) := fixtures.fact(object.union({"program": "git", "words": ["push", "origin"], "options": []}, fields))

_findings(command, wanted) := found if {
	entry := fixtures.entry(object.union(wanted, {"matcher": "argv"}))
	found := prohibited.findings with input as fixtures.event({"commands": [_command(command)]})
		with data.kiro.guardrails as fixtures.guardrails({"commands": [entry]})
}

test_denies_the_command if fixtures.effects(_findings({"options": ["--force", "-q"]}, _push)) == ["deny"]

test_denies_a_program_with_any_arguments if {
	rm := {"program": "rm", "words": [], "options": []}
	fixtures.effects(_findings({"program": "rm", "words": ["x"]}, rm)) == ["deny"]
}

test_asks_where_an_unknown_word_may_be_the_option if {
	fixtures.effects(_findings({"options": [null]}, _push)) == ["needs-approval"]
}

test_denies_where_an_unknown_word_adds_nothing if {
	fixtures.effects(_findings({"options": [null, "--force"]}, _push)) == ["deny"]
}

test_allows_without_the_option if count(_findings({}, _push)) == 0

test_allows_another_program if count(_findings({"program": "hg", "options": ["--force"]}, _push)) == 0

test_allows_other_words if count(_findings({"words": ["stash", "push"], "options": ["--force"]}, _push)) == 0

test_allows_fewer_words if count(_findings({"words": [], "options": ["--force"]}, _push)) == 0

test_asks_where_an_unknown_word_stands_in_its_place if {
	fixtures.effects(_findings({"words": [null], "options": ["--force"], "runs_now": true}, _push)) == ["needs-approval"]
}

test_leaves_an_unknown_word_of_what_runs_some_day if {
	count(_findings({"words": [null], "options": ["--force"], "runs_now": false}, _push)) == 0
}

test_leaves_an_unknown_program_to_the_unresolved if {
	count(_findings({"program": null, "options": ["--force"]}, _push)) == 0
}

test_allows_at_another_stage if {
	count(_findings({"options": ["--force"]}, object.union(_push, {"stages": ["spec"]}))) == 0
}

test_says_what_there_is_to_say if {
	_findings({"options": [null], "text": "git push $X"}, _push) == {{
		"effect": "needs-approval", "origin": "workspace", "guardrail": "/guardrails/deny/x/0", "action": "", "entry": "e",
		"fact": "f", "message": "not that", "evidence": [{"path": "<command>", "line": 1, "text": "git push $X"}],
		"remedy": "what is unknown here may be what is forbidden; spell it out, or ask a human",
	}}
}

test_the_rule_answers if prohibited.evaluated
