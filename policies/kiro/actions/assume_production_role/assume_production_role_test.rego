package kiro.actions.assume_production_role_test

import data.kiro.actions.assume_production_role
import data.kiro.lib.fixtures_test as fixtures

_match(text) := {"fact": "f", "at": {"path": "<command>", "line": 1}, "text": text}

_found(fields) := found if {
	gain := fixtures.gain(object.union({"actions": ["sts:AssumeRole"], "resource": "arn:aws:iam::1:role/prod-x"}, fields))
	found := assume_production_role.matches with data.kiro.guardrails as fixtures.guardrails({})
		with input as fixtures.event({"permissions": [gain]})
}

test_finds_the_right_to_assume_it if {
	_found({}) == {_match("sts:AssumeRole")}
	_found({"actions": ["sts:Assume*"]}) == {_match("sts:Assume*")}
	_found({"actions": ["s3:GetObject", "STS:*"]}) == {_match("s3:GetObject STS:*")}
}

test_finds_nothing_in_other_rights_and_roles if {
	every fields in [
		{"resource": "arn:aws:iam::1:role/staging-x"}, {"resource": "arn:aws:iam::1:role/x"},
		{"actions": ["s3:GetObject"]}, {"kind": "trust"}, {"change": "lost"},
	] {
		_found(fields) == set()
	}
}
