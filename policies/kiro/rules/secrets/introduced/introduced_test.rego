package kiro.rules.secrets.introduced_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.secrets.introduced

_fact := fixtures.fact({"type": "Private Key", "fingerprint": "0123abc"})

_of(guardrails) := found if {
	found := introduced.findings with input as fixtures.event({"secrets": [_fact]})
		with data.kiro.guardrails as guardrails
}

_finding(fields) := object.union(
	{
		"effect": "deny", "origin": "builtin", "guardrail": "", "action": "", "entry": "", "fact": "f",
		"message": "a secret is introduced: Private Key (fingerprint 0123abc)",
		"evidence": [{"path": "<command>", "line": 1, "text": ""}],
		"remedy": "take it out, revoke it if it ever left this machine, and read it from a secret store",
	},
	fields,
)

_denying := fixtures.guardrails({})

test_says_whose_setting_it_is if {
	_of(_denying) == {_finding({})}
	own := object.union(_denying, {"workspace": {"settings": {"secrets": "needs-approval"}}})
	_of(own) == {
		_finding({}),
		_finding({"effect": "needs-approval", "origin": "workspace", "guardrail": "/guardrails/secrets"}),
	}
}

test_an_origin_without_a_setting_says_nothing if {
	_of(object.union(fixtures.guardrails({}), {"builtin": {"settings": {"secrets": null}}})) == set()
}

test_an_origin_speaks_for_its_folder_alone if {
	nested := object.union(_denying, {"workspace": {"scope": "a/", "settings": {"secrets": "deny"}}})
	elsewhere := object.union(_fact, {"at": {"path": "b/x.py", "line": 1}})
	found := introduced.findings with input as fixtures.event({"secrets": [elsewhere]})
		with data.kiro.guardrails as nested
	{finding.origin | some finding in found} == {"builtin"}
}

test_no_secret_no_finding if {
	found := introduced.findings with input as fixtures.event({}) with data.kiro.guardrails as _denying
	count(found) == 0
}

test_the_rule_answers if introduced.evaluated
