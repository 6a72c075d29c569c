package kiro.actions.exhaust_host_test

import data.kiro.actions.exhaust_host
import data.kiro.lib.fixtures_test as fixtures

_match := {"fact": "f", "at": {"path": "<command>", "line": 1}, "text": "t"}

_found(program, words, options) := found if {
	command := fixtures.fact({"program": program, "words": words, "options": options, "text": "t"})
	found := exhaust_host.matches with input as fixtures.event({"commands": [command]})
}

test_finds_what_multiplies if {
	every program in ["function", "while", "until", "for"] {
		_found(program, [], ["--multiplies"]) == {_match}
	}
	_found("while", [], []) == set()
	_found("make", [], ["--multiplies"]) == set()
}

test_finds_zeroes_without_end if {
	every words in [
		["if=/dev/zero", "of=x"], ["if=/dev/urandom", null, "of=x"], ["if=/dev/random", "of=count=1"],
	] {
		_found("dd", words, []) == {_match}
	}
}

test_finds_nothing_where_they_end_or_go_nowhere if {
	every words in [
		["if=/dev/zero", "of=x", "count=1"], ["if=a", "of=x"], ["if=/dev/zero"], ["if=/dev/zero", "conv=of=x"],
	] {
		_found("dd", words, []) == set()
	}
	_found("cp", ["if=/dev/zero", "of=x"], []) == set()
}
