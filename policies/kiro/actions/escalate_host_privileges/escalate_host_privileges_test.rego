package kiro.actions.escalate_host_privileges_test

import data.kiro.actions.escalate_host_privileges
import data.kiro.lib.fixtures_test as fixtures

_finds(program, words, options) if {
	command := fixtures.fact({"program": program, "words": words, "options": options, "text": "t"})
	found := escalate_host_privileges.matches with input as fixtures.event({"commands": [command]})
	found == {{"fact": "f", "at": {"path": "<command>", "line": 1}, "text": "t"}}
}

test_finds_a_shell_of_another_user if {
	every program in ["sudo", "doas"] {
		every option in ["-i", "-s", "--login", "--shell"] {
			_finds(program, [], [option])
		}
		every shell in ["bash", "dash", "fish", "ksh", "sh", "su", "zsh"] {
			_finds(program, [shell], ["-E"])
		}
	}
	_finds("su", [], [])
	_finds("su", ["-"], [])
	_finds("su", ["-", "root"], ["-c"])
	_finds("su", ["root", "x"], [])
}

test_finds_nothing_in_one_command if {
	not _finds("sudo", ["sed"], ["-i"])
	not _finds("sudo", ["bash", "build.sh"], [])
	not _finds("sudo", ["bash"], ["-c"])
	not _finds("sudo", [], ["-l"])
	not _finds("bash", [], ["-i"])
	not _finds("env", ["bash"], [])
}

test_finds_nothing_where_rights_are_given_up if {
	not _finds("su", ["postgres"], ["-c"])
	not _finds("su", ["-", "postgres"], [])
}
