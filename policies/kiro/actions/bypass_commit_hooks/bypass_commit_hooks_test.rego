package kiro.actions.bypass_commit_hooks_test

import data.kiro.actions.bypass_commit_hooks
import data.kiro.lib.fixtures_test as fixtures

_found(program, words, assigned) if {
	command := fixtures.fact({
		"program": program, "words": words, "argv": array.concat([program], words),
		"runs": [{"text": assigned}], "text": "t",
	})
	matches := bypass_commit_hooks.matches with input as fixtures.event({"commands": [command]})
	count(matches) > 0
}

test_finds_a_variable_that_switches_hooks_off if {
	every assigned in [
		"HUSKY=0", "SKIP=ruff", "LEFTHOOK=false", "PRE_COMMIT_ALLOW_NO_CONFIG=1", "OVERCOMMIT_DISABLE=1",
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
