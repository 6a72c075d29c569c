package kiro.actions.bypass_commit_hooks_test

import data.kiro.actions.bypass_commit_hooks
import data.kiro.lib.fixtures_test as fixtures

_command(program, words, assigned) := fixtures.fact({
	"program": program, "words": words, "argv": array.concat([program], words), "runs": [{"text": assigned}],
	"text": "t",
})

_matches(command) := matches if {
	matches := bypass_commit_hooks.matches with input as fixtures.event({"commands": [command]})
}

_found(program, words, assigned) if count(_matches(_command(program, words, assigned))) > 0

test_names_the_command if {
	every command in [_command("git", ["commit"], "HUSKY=0"), _command("export", ["HUSKY=0"], "")] {
		_matches(command) == {{"fact": command.id, "at": command.at, "text": "t"}}
	}
}

test_finds_each_command_that_runs_hooks_and_each_that_sets_variables if {
	every word in ["am", "cherry-pick", "commit", "merge", "push", "rebase"] {
		_found("git", [word], "HUSKY=0")
	}
	every program in ["export", "declare", "set-item"] {
		_found(program, ["HUSKY=0"], "")
		not _found(program, ["commit"], "HUSKY=0")
	}
	not _found("git", ["x", "commit"], "HUSKY=0")
	_found("export", ["LEFTHOOK_EXCLUDE=SKIP=1"], "")
	not _found("env", ["HUSKY=0"], "")
}

test_finds_a_variable_that_switches_hooks_off if {
	every assigned in [
		"HUSKY=0", "husky=0", "HUSKY_SKIP_HOOKS=1", "LEFTHOOK=0", "LEFTHOOK_EXCLUDE=a", "SKIP_SIMPLE_GIT_HOOKS=1",
		"SKIP=ruff", "LEFTHOOK=false", "PRE_COMMIT_ALLOW_NO_CONFIG=1", "OVERCOMMIT_DISABLE=1",
		"GIT_CONFIG_KEY_0=core.hooksPath", "GIT_CONFIG_PARAMETERS='core.hookspath'='/x'",
	] {
		_found("git", ["commit"], assigned)
	}
	_found("export", ["HUSKY=0"], "")
}

test_finds_nothing_in_other_variables_and_programs if {
	not _found("git", ["commit"], "HUSKY=1")
	not _found("git", ["commit"], "GIT_EDITOR=true")
	not _found("git", ["log"], "HUSKY=0")
	not _found("npm", ["ci"], "HUSKY=0")
	not _found("export", ["SKIP=1"], "")
	not _found("export", [null], "")
}
