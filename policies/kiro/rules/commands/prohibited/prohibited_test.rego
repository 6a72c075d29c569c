package kiro.rules.commands.prohibited_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.commands.prohibited

_entry := {"matcher": "argv", "program": "git", "words": ["push"], "options": ["--force"]}

_command(program, words, options) := {
	"id": "c", "argv": [program], "program": program, "words": words, "options": options, "resolved": true,
	"reads_only": false, "runs_now": true, "inputs": "i", "runs": [], "text": "t", "at": fixtures.at,
}

_effects(command) := [finding.effect |
	some finding in prohibited.findings with data.kiro.guardrails as fixtures.guardrails("commands", _entry)
		with input as fixtures.event("commands", [command])
]

test_denies_the_beginning_of_the_arguments if {
	_effects(_command("git", ["push", "origin"], ["--force", "-u"])) == ["deny"]
}

test_asks_where_an_unknown_word_may_be_the_option if {
	_effects(_command("git", ["push", null], [null])) == ["needs-approval"]
}

test_allows_without_the_option if _effects(_command("git", ["push"], ["-u"])) == []

test_allows_another_program if _effects(_command("hg", ["push"], ["--force"])) == []

test_allows_another_word if _effects(_command("git", ["pull"], ["--force"])) == []
