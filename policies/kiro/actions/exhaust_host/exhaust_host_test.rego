package kiro.actions.exhaust_host_test

import data.kiro.actions.exhaust_host
import data.kiro.lib.fixtures_test as fixtures

_finds(program, words, options) if {
	command := fixtures.fact({"program": program, "words": words, "options": options, "text": "t"})
	found := exhaust_host.matches with input as fixtures.event({"commands": [command]})
	count(found) == 1
}

test_finds_what_multiplies if {
	every program in ["function", "while", "until", "for"] {
		_finds(program, [], ["--multiplies"])
	}
	not _finds("while", [], [])
	not _finds("make", [], ["--multiplies"])
}

test_finds_zeroes_without_end if {
	_finds("dd", ["if=/dev/zero", "of=x"], [])
	_finds("dd", ["if=/dev/urandom", null, "of=x"], [])
	not _finds("dd", ["if=/dev/zero", "of=x", "count=1"], [])
	not _finds("dd", ["if=a", "of=x"], [])
	not _finds("dd", ["if=/dev/zero"], [])
	not _finds("cp", ["if=/dev/zero", "of=x"], [])
}
