package kiro.actions.read_secrets_test

import data.kiro.actions.read_secrets
import data.kiro.lib.fixtures_test as fixtures

_at := {"path": "<command>", "line": 1}

_found(facts) := found if found := read_secrets.matches with input as fixtures.event(facts)

_command(argv) := {"commands": [fixtures.fact({"program": argv[0], "argv": argv, "text": "t"})]}

_tool(name, text) := {"tools": [fixtures.fact({"tool": name, "runs": [{"text": text}]})]}

test_finds_a_file_that_is_shown if {
	_found(_command(["grep", "KEY", "app/.env"])) == {{"fact": "f", "at": _at, "text": "t"}}
	_found(_tool("read_file", ".env.production")) == {{"fact": "f", "at": _at, "text": "read_file"}}
}

test_finds_nothing_in_another_use_and_another_file if {
	every argv in [
		["rm", ".env"], ["cat", ".env.example"], ["cat", null],
		["cp", "a", ".env"], ["cp", "a", "~/.netrc"], ["cat", "~/.ssh/id_rsa.pub"],
	] {
		_found(_command(argv)) == set()
	}
	_found(_tool("fs_write", ".env")) == set()
	_found(_tool("fs_read", "README.md")) == set()
}
