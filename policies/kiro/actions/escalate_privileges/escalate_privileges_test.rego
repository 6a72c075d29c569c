package kiro.actions.escalate_privileges_test

import data.kiro.actions.escalate_privileges
import data.kiro.lib.fixtures_test as fixtures

_count(fields) := count(found) if {
	found := escalate_privileges.matches with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
}

test_finds_a_path_that_opens if {
	_count({"opens": ["iam-001"]}) == 1
	_count({"way": "boundary-removed"}) == 1
}

test_finds_nothing_in_another_gain if {
	_count({}) == 0
	_count({"change": "lost", "opens": ["iam-001"]}) == 0
}
