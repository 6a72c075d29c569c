package kiro.actions.assume_production_role_test

import data.kiro.actions.assume_production_role
import data.kiro.lib.fixtures_test as fixtures

_count(fields) := count(found) if {
	gain := fixtures.gain(object.union({"actions": ["sts:AssumeRole"], "resource": "arn:aws:iam::1:role/prod-x"}, fields))
	found := assume_production_role.matches with data.kiro.guardrails as fixtures.guardrails({})
		with input as fixtures.event({"permissions": [gain]})
}

test_finds_the_right_to_assume_it if {
	_count({}) == 1
	_count({"actions": ["s3:GetObject", "STS:*"]}) == 1
}

test_finds_nothing_in_other_rights_and_roles if {
	_count({"resource": "arn:aws:iam::1:role/staging-x"}) == 0
	_count({"resource": "arn:aws:iam::1:role/x"}) == 0
	_count({"actions": ["s3:GetObject"]}) == 0
	_count({"kind": "trust"}) == 0
	_count({"change": "lost"}) == 0
}
