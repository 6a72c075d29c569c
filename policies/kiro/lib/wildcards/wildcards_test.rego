package kiro.lib.wildcards_test

import data.kiro.lib.wildcards

_pairs := [
	["a", "a", true], ["a", "b", false], ["a*", "ab", true], ["a*", "b", false], ["*b", "ab", true], ["a*a", "a", false],
	["a*a", "aa", true], ["a*b*c", "axbxc", true], ["a*b*c", "axc", false], ["a.*", "ab", false], ["a(*", "a(b", true],
	["a*", "*b", true], ["a*", "b*", false], ["*a", "*b", false], ["a?", "ab", true], ["iam:*", "iam:createuser", true],
	["*", "", true], ["ab*", "a*", true],
]

test_overlap_is_symmetric_and_right if {
	every pair in _pairs {
		_overlap(pair[0], pair[1]) == pair[2]
		_overlap(pair[1], pair[0]) == pair[2]
	}
}

default _overlap(_, _) := false

_overlap(left, right) if wildcards.overlap(left, right)
