package kiro.actions.grant_public_access_test

import data.kiro.actions.grant_public_access
import data.kiro.lib.fixtures_test as fixtures

_found(fields) := found if {
	gain := fixtures.gain(object.union({"kind": "resource", "principal": "*"}, fields))
	found := grant_public_access.matches with input as fixtures.event({"permissions": [gain]})
}

test_finds_what_anybody_gains if {
	match := {"fact": "f", "at": {"path": "<command>", "line": 1}, "text": "s3:PutObject"}
	_found({}) == {match}
	_found({"principal": "*, arn:aws:iam::1:root"}) == {match}
	_found({"actions": ["s3:GetObject", "s3:PutObject"]}) == {object.union(match, {"text": "s3:GetObject s3:PutObject"})}
}

test_finds_nothing_in_what_some_gain if {
	every fields in [
		{"principal": "arn:aws:iam::1:root"}, {"condition": "aws:SourceVpc"}, {"kind": "identity"}, {"change": "lost"},
	] {
		_found(fields) == set()
	}
}
