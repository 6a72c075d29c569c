package kiro.lib.commands_test

import data.kiro.lib.commands

_push := {"program": "git", "words": ["push", "origin"], "options": ["--force", "-q"]}

_command(program, words, options) := {"program": program, "words": words, "options": options}

default _weight(_, _) := "none"

_weight(command, prohibited) := commands.weight(command, prohibited)

test_a_command_that_begins_so_is_the_prohibited_one if {
	_weight(_command("git", ["push", "origin", "main"], ["-q", "-v", "--force"]), _push) == "full"
	_weight(_command("git", ["push", "origin"], ["--force", "-q", null]), _push) == "full"
	_weight(_command("rm", ["x"], []), _command("rm", [], [])) == "full"
	_weight(_now("git", ["push", "origin", null], ["--force", "-q"]), _push) == "full"
}

test_an_unknown_word_may_hold_the_missing_option if {
	_weight(_command("git", ["push", "origin"], [null]), _push) == "ask"
	_weight(_command("git", ["push", "origin"], ["-q", null]), _push) == "ask"
}

test_an_unknown_word_where_one_is_asked_about_may_be_it if {
	every command in [
		_now("git", ["push", null], ["--force", "-q"]),
		_now("git", [null, "origin"], ["--force", "-q"]),
		_now("git", [null], [null]),
		_now("git", ["push", null, "main"], [null]),
	] {
		_weight(command, _push) == "ask"
	}
}

test_an_unknown_word_elsewhere_is_none if {
	every command in [
		_now("git", ["pull", null], ["--force", "-q"]),
		_now("git", [null, "origin"], ["-q"]),
		_now("git", [null], ["--force", "-q"]),
		_now("hg", [null, null], [null]),
		object.union(_now("git", [null, null], [null]), {"runs_now": false}),
		_now("git", ["push"], [null]),
		_now("git", ["pull", null], [null]),
	] {
		_weight(command, _push) == "none"
	}
}

_now(program, words, options) := object.union(_command(program, words, options), {"runs_now": true})

test_another_command_is_none if {
	every command in [
		_command("hg", ["push", "origin"], ["--force", "-q"]),
		_command(null, ["push", "origin"], ["--force", "-q"]),
		_command("git", ["push"], ["--force", "-q"]),
		_command("git", ["pull", "origin"], ["--force", "-q", null]),
		_command("git", ["x", "push", "origin"], ["--force", "-q"]),
		_command("hg", ["push", "origin"], [null]),
		_command("git", ["push", "origin"], ["--force"]),
		_command("git", ["push", "origin"], []),
	] {
		_weight(command, _push) == "none"
	}
}

_rsync(options) := {"program": "rsync", "options": options}

test_a_copy_that_is_only_tried_changes_nothing if {
	every options in [["--dry-run"], ["-a", "-n"]] {
		commands.tries(_rsync(options))
	}
	every options in [[], ["-a"], ["-n", null], ["--dry-run", "--no-dry-run"], ["--no-n", "-n"]] {
		not commands.tries(_rsync(options))
	}
	not commands.tries({"program": "cp", "options": ["-n"]})
}
