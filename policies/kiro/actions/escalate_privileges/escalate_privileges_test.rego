package kiro.actions.escalate_privileges_test

import data.kiro.actions.escalate_privileges
import data.kiro.lib.fixtures_test as fixtures

_match := {"fact": "f", "at": {"path": "<command>", "line": 1}, "text": "iam:PassRole s3:PutObject"}

_found(fields) := found if {
	gain := fixtures.gain(object.union({"actions": ["iam:PassRole", "s3:PutObject"]}, fields))
	found := escalate_privileges.matches with input as fixtures.event({"permissions": [gain]})
}

test_finds_a_path_that_opens if {
	_found({"opens": ["iam-001"]}) == {_match}
	_found({"way": "boundary-removed"}) == {_match}
}

test_finds_nothing_in_another_gain if {
	_found({}) == set()
	_found({"change": "lost", "opens": ["iam-001"]}) == set()
}
