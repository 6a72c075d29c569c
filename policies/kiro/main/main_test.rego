package kiro.main_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.main

_dockerfile := fixtures.entry({
	"matcher": "glob", "regex": "^(?:Dockerfile)$", "prefix": "Dockerfile", "needle": "Dockerfile",
})

# a file has no `text`, and neither has a change of the guardrails
_changed := {"files": [object.remove(
	fixtures.fact({
		"path": "Dockerfile", "previous_path": null, "change": "modified", "content": null, "runs": [],
		"at": {"path": "Dockerfile", "line": 1},
	}),
	["text"],
)]}

_decide(event, guardrails) := decision if {
	decision := main.decision with input as event with data.kiro.guardrails as guardrails
}

test_allows_an_empty_change if {
	decision := _decide(fixtures.event({}), fixtures.guardrails({}))
	decision.effect == "allow"
	decision.findings == []
	decision.origins == [["builtin", "b", 0], ["workspace", "w", 0]]
}

test_stamps_the_rule_and_the_subject if {
	decision := _decide(fixtures.event(_changed), fixtures.guardrails({"files": [_dockerfile]}))
	decision.effect == "deny"
	decision.findings[0].rule == "files/protected"
	decision.findings[0].subject == ["workspace", "files/protected", "e", "f"]
}

test_findings_stand_worst_first if {
	asks := object.union(_dockerfile, {"effect": "needs-approval", "digest": "e2"})
	decision := _decide(fixtures.event(_changed), fixtures.guardrails({"files": [asks, _dockerfile]}))
	[finding.effect | some finding in decision.findings] == ["deny", "needs-approval"]
}

test_a_notice_is_allowed if {
	made := fixtures.fact({"pointer": "/p", "change": "tightened", "before": null, "after": "a"})
	changed := object.remove(made, ["text"])
	decision := _decide(fixtures.event({"guardrail_changes": [changed]}), fixtures.guardrails({}))
	decision.effect == "allow"
	count(decision.findings) == 1
}

test_denies_without_guardrails if {
	every guardrails in [{}, {"builtin": null}, "oops", object.filter(fixtures.guardrails({}), ["builtin"])] {
		_refused(_decide(fixtures.event({}), guardrails), "engine/configuration")
	}
}

test_denies_an_event_that_is_none if {
	every event in [{}, null, "x", [], {"files": ["x"]}] {
		_refused(_decide(event, fixtures.guardrails({})), "engine/event")
	}
}

test_believes_no_rule_once_a_check_failed if {
	event := object.union(fixtures.event(_changed), {"calls": "x"})
	decision := _decide(event, fixtures.guardrails({"files": [_dockerfile]}))
	{finding.rule | some finding in decision.findings} == {"engine/event"}
}

test_the_decision_holds_no_sets if {
	decision := _decide(fixtures.event(_changed), fixtures.guardrails({"files": [_dockerfile]}))
	sets := [value | walk(decision, [_, value]); is_set(value)]
	sets == []
}

_custom(rule) := _ruled({"custom": {"one": rule}}, ["custom/one"])

_ruled(rules, names) := decision if {
	documents := {name: object.union(document, {"rules": names}) | some name, document in fixtures.guardrails({})}
	decision := main.decision with input as fixtures.event({})
		with data.kiro.guardrails as documents
		with data.kiro.rules as rules
}

_refusal(rule, message) := {
	"rule": rule, "effect": "deny", "origin": "builtin", "guardrail": "", "action": "",
	"subject": ["builtin", rule, "", ""], "message": message, "evidence": [],
	"remedy": "this is a fault of the installation or the caller, not of the change; see `pykiro-opa doctor`",
}

test_a_whole_finding_is_stamped_and_kept if {
	place := {"path": "a", "line": 2, "text": "x"}
	decision := _custom({"evaluated": true, "findings": {{
		"effect": "needs-approval", "origin": "workspace", "guardrail": "/g", "action": "x", "entry": "e", "fact": "f",
		"message": "m", "evidence": [place], "remedy": "r",
	}}})
	decision == {
		"version": 1, "effect": "needs-approval", "digest": "d", "request": "r", "obligations": [],
		"origins": [["builtin", "b", 0], ["workspace", "w", 0]], "permission_delta": [],
		"findings": [{
			"rule": "custom/one", "effect": "needs-approval", "origin": "workspace", "guardrail": "/g", "action": "x",
			"subject": ["workspace", "custom/one", "e", "f"], "message": "m", "evidence": [place], "remedy": "r",
		}],
	}
}

test_what_a_finding_leaves_out_is_empty_and_denies if {
	empty := {
		"rule": "custom/one", "effect": "deny", "origin": "", "guardrail": "", "action": "",
		"subject": ["", "custom/one", "", ""], "message": "", "evidence": [], "remedy": "",
	}
	every finding in [
		{},
		"x",
		{"effect": "odd", "origin": 1, "evidence": "x"},
		{"evidence": [{"path": "a", "line": 1}]},
		{"evidence": {"place": {"path": "a", "line": 1, "text": "x"}}},
	] {
		decision := _custom({"evaluated": true, "findings": {finding}})
		decision.findings == [empty]
		decision.effect == "deny"
	}
}

test_a_place_of_another_shape_is_left_out if {
	places := [
		{"path": 1, "line": 1, "text": "x"}, {"path": "a", "line": "1", "text": "x"}, {"path": "a", "line": 1, "text": 1},
		{"path": "a", "line": 1, "text": "x"}, {"path": "a", "line": 1, "text": "x", "more": 1},
	]
	decision := _custom({"evaluated": true, "findings": {{"effect": "deny", "evidence": places}}})
	decision.findings[0].evidence == [{"path": "a", "line": 1, "text": "x"}]
}

test_a_rule_without_an_answer_denies if {
	silent := _refusal("engine/rule", "the rule `custom/one` gave no answer")
	every rule in [
		{"findings": set()},
		{"evaluated": false, "findings": set()},
		{"evaluated": "yes", "findings": set()},
		{"evaluated": true},
		{"evaluated": true, "findings": []},
		{"evaluated": true, "findings": {}},
	] {
		decision := _custom(rule)
		decision.findings == [silent]
		decision.effect == "deny"
	}
}

test_a_rule_that_guardrails_were_compiled_for_and_that_is_missing_denies if {
	one := {"custom": {"one": {"evaluated": true, "findings": set()}}}
	_ruled(one, ["custom/one"]).effect == "allow"
	every names in [["custom/two"], ["custom/one", "custom/two"], ["other/one"], ["custom"], ["custom/one/two/three"]] {
		_refused(_ruled(one, names), "engine/rule")
	}
	_refused(_ruled({}, ["custom/one"]), "engine/rule")
	_refused(_ruled(one, []), "engine/configuration")
}

test_a_rule_without_an_answer_denies_beside_its_findings if {
	decision := _custom({"findings": {{"effect": "notice"}}})
	[finding.rule | some finding in decision.findings] == ["engine/rule", "custom/one"]
}

test_each_effect_counts_as_what_it_is if {
	verdicts := {
		{"notice"}: "allow", {"approved"}: "allow", {"notice", "approved"}: "allow", {"needs-approval"}: "needs-approval",
		{"needs-approval", "notice", "approved"}: "needs-approval", {"deny", "needs-approval"}: "deny", {"odd"}: "deny",
	}
	every effects, verdict in verdicts {
		decision := _custom({"evaluated": true, "findings": {{"effect": effect} | some effect in effects}})
		decision.effect == verdict
		count(decision.findings) == count(effects)
	}
}

test_findings_stand_worst_first_then_by_place_then_by_what_they_say if {
	placed := [
		{"effect": "deny", "message": "no place"},
		{"effect": "deny", "evidence": [{"path": "a", "line": 2, "text": "x"}]},
		{"effect": "deny", "evidence": [{"path": "a", "line": 10, "text": "x"}]},
		{"effect": "deny", "evidence": [{"path": "b", "line": 1, "text": "x"}], "origin": "a", "message": "z"},
		{"effect": "deny", "evidence": [{"path": "b", "line": 1, "text": "x"}], "origin": "b", "guardrail": "/a"},
		{"effect": "deny", "evidence": [{"path": "b", "line": 1, "text": "x"}], "origin": "b", "guardrail": "/b"},
		{"effect": "needs-approval", "action": "a", "message": "z"},
		{"effect": "needs-approval", "action": "b", "message": "y"},
		{"effect": "needs-approval", "action": "b", "message": "z", "remedy": "a"},
		{"effect": "needs-approval", "action": "b", "message": "z", "remedy": "b"},
		{"effect": "notice", "message": "a"},
		{"effect": "approved", "message": "a"},
	]
	decision := _custom({"evaluated": true, "findings": {finding | some finding in placed}})
	[object.filter(finding, object.keys(placed[i])) | some i, finding in decision.findings] == placed
}

# each pair differs in what comes first, and the other way round in what comes next
test_of_two_findings_the_first_difference_decides if {
	place := {"path": "a", "line": 1, "text": "x"}
	every pair in [
		[{"origin": "z", "evidence": [place]}, {"origin": "a", "evidence": [object.union(place, {"line": 2})]}],
		[{"origin": "a", "guardrail": "z"}, {"origin": "b", "guardrail": "a"}],
		[{"guardrail": "a", "action": "z"}, {"guardrail": "b", "action": "a"}],
		[{"action": "a", "message": "z"}, {"action": "b", "message": "a"}],
		[
			{"message": "a", "evidence": [place, object.union(place, {"path": "z"})]},
			{"message": "b", "evidence": [place, place]},
		],
	] {
		decision := _custom({"evaluated": true, "findings": {finding | some finding in pair}})
		[object.filter(finding, object.keys(pair[i])) | some i, finding in decision.findings] == pair
	}
}

test_a_rule_that_no_guardrails_name_must_answer_too if {
	whole := {"evaluated": true, "findings": set()}
	every silent in [{"evaluated": true}, {"findings": set()}] {
		decision := _ruled({"custom": {"one": silent, "two": whole}}, ["custom/two"])
		decision.findings == [_refusal("engine/rule", "the rule `custom/one` gave no answer")]
	}
}

test_of_two_rules_the_name_comes_before_the_origin if {
	decision := _ruled(
		{"custom": {
			"a": {"evaluated": true, "findings": {{"effect": "deny", "origin": "z"}}},
			"b": {"evaluated": true, "findings": {{"effect": "deny", "origin": "a"}}},
		}},
		["custom/a", "custom/b"],
	)
	[finding.rule | some finding in decision.findings] == ["custom/a", "custom/b"]
}

test_every_flaw_of_the_guardrails_is_told if {
	decision := _decide(fixtures.event({}), {})
	[finding.message | some finding in decision.findings] == [
		"the built-in guardrails are not loaded",
		"the guardrails loaded are not those of the origins expected",
	]
	decision.findings[0] == _refusal("engine/configuration", "the built-in guardrails are not loaded")
	decision.origins == []
}

test_a_flaw_of_the_event_is_told if {
	decision := _decide(object.union(fixtures.event({}), {"calls": "x"}), fixtures.guardrails({}))
	decision.findings == [_refusal("engine/event", "`calls` of the event is missing, of another type or unknown")]
}

test_the_permissions_are_handed_on_unless_a_check_failed if {
	made := fixtures.fact({
		"principal": "p", "change": "lost", "actions": ["s3:*"], "count": 1, "examples": [], "level": "write",
		"resource": "*", "quantifier": "all", "witness": "w", "why": "y", "condition": null, "result": "r",
		"kind": "identity", "way": "action", "sure": true, "held": "none", "opens": [], "reads_secrets": false,
	})
	permission := object.remove(made, ["text"])
	event := fixtures.event({"permissions": [permission]})
	_decide(event, fixtures.guardrails({})).permission_delta == [permission]
	_decide(event, {}).permission_delta == []
	_decide(object.union(event, {"calls": "x"}), fixtures.guardrails({})).permission_delta == []
}

test_digests_that_are_no_texts_are_null if {
	decision := _decide(object.union(fixtures.event({}), {"digest": 1, "request": null}), fixtures.guardrails({}))
	[decision.digest, decision.request] == [null, null]
	nothing := _decide("x", fixtures.guardrails({}))
	[nothing.digest, nothing.request] == [null, null]
}

_refused(decision, rule) if {
	decision.effect == "deny"
	rule in {finding.rule | some finding in decision.findings}
}

# a rule of the workspace's own beside a library with none, and what its document names besides that library
_own(rule, names) := _own_of({"workspace": {"freeze": rule}}, names)

_own_of(custom, names) := decision if {
	library := {"a": {"b": {"evaluated": true, "findings": set()}}}
	documents := {name: object.union(document, {"rules": ["a/b"]}) | some name, document in fixtures.guardrails({})}
	own := object.union(documents.workspace, {"rules": array.concat(["a/b"], names)})
	decision := main.decision with input as fixtures.event({})
		with data.kiro.guardrails as object.union(documents, {"workspace": own})
		with data.kiro.rules as library
		with data.kiro.custom as custom
}

_named := ["custom/workspace/freeze"]

test_a_rule_of_a_teams_own_speaks_for_its_own_origin if {
	place := {"path": "a", "line": 2, "text": "PASSWORD=hunter2 and much more than forty characters of text"}
	decision := _own(
		{"evaluated": true, "findings": {{
			"effect": "needs-approval", "origin": "builtin", "guardrail": "/g", "action": "x", "entry": "e", "fact": "f",
			"message": "m", "evidence": [place], "remedy": "r",
		}}},
		_named,
	)
	decision.effect == "needs-approval"
	decision.findings == [{
		"rule": "custom/workspace/freeze", "effect": "needs-approval", "origin": "workspace", "guardrail": "/g",
		"action": "x", "subject": ["workspace", "custom/workspace/freeze", "e", "f"], "message": "m", "remedy": "r",
		"evidence": [{"path": "a", "line": 2, "text": "PASSWORD=***"}],
	}]
}

test_a_rule_of_a_teams_own_approves_nothing if {
	verdicts := {"deny": "deny", "needs-approval": "needs-approval", "notice": "allow", "approved": "deny", "odd": "deny"}
	every effect, verdict in verdicts {
		_own({"evaluated": true, "findings": {{"effect": effect}}}, _named).effect == verdict
	}
	_own({"evaluated": true, "findings": set()}, _named).effect == "allow"
}

test_a_finding_of_a_teams_own_that_is_none_denies if {
	places := [
		{"path": "a", "line": 1.5, "text": "x"}, {"path": 1, "line": 1, "text": "x"}, {"path": "a", "line": 1, "text": 1},
		{"path": "a", "line": "1", "text": "x"}, {"path": "a", "line": 1}, "a",
	]
	placed := [{"evidence": [place]} | some place in places]
	every finding in array.concat([{}, "x", null, 1, [], {"evidence": "x"}], placed) {
		decision := _own({"evaluated": true, "findings": {finding}}, _named)
		decision.effect == "deny"
		decision.findings[0].rule == "custom/workspace/freeze"
		decision.findings[0].origin == "workspace"
		decision.findings[0].evidence == []
	}
}

test_a_rule_of_a_teams_own_without_an_answer_denies if {
	silent := _refusal("engine/rule", "the rule `custom/workspace/freeze` gave no answer")
	every rule in [
		{},
		{"findings": set()},
		{"evaluated": false, "findings": set()},
		{"evaluated": "yes", "findings": set()},
		{"evaluated": true},
		{"evaluated": true, "findings": []},
		{"evaluated": true, "findings": {}},
	] {
		_own(rule, _named).findings == [silent]
	}
	_own_of({}, _named).findings == [silent]
	_own_of({"workspace": {"other": {"evaluated": true, "findings": set()}}}, _named).findings[0] == silent
	_own_of({"builtin": {"freeze": {"evaluated": true, "findings": set()}}}, _named).effect == "deny"
}

test_a_rule_of_a_teams_own_that_no_guardrails_name_denies_and_is_heard if {
	unnamed := _refusal("engine/rule", "the rule `custom/workspace/freeze` is loaded, and no guardrails name it")
	every rule in [{"evaluated": true, "findings": set()}, {"evaluated": true, "findings": {{"effect": "notice"}}}] {
		decision := _own(rule, [])
		decision.effect == "deny"
		unnamed in decision.findings
		count(decision.findings) == 1 + count(rule.findings)
	}
	silent := _refusal("engine/rule", "the rule `custom/workspace/freeze` gave no answer")
	_own({"findings": set()}, []).findings == [silent, unnamed]
	_own({"evaluated": true}, []).findings == [silent, unnamed]
}

test_of_another_origin_no_rule_is_named if {
	rule := {"evaluated": true, "findings": set()}
	decision := _own_of({"builtin": {"freeze": rule}}, ["custom/builtin/freeze"])
	decision.findings == [_refusal(
		"engine/configuration",
		"origin `workspace` names the rule `custom/builtin/freeze`, which is another's",
	)]
}
