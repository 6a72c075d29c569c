package kiro.actions.read_credentials_test

import data.kiro.actions.read_credentials
import data.kiro.lib.fixtures_test as fixtures

_at := {"path": "<command>", "line": 1}

_found(facts) := found if found := read_credentials.matches with input as fixtures.event(facts)

_command(argv) := {"commands": [fixtures.fact({"program": argv[0], "argv": argv, "text": "t"})]}

_tool(name, text) := {"tools": [fixtures.fact({"tool": name, "runs": [{"text": text}]})]}

test_finds_a_file_that_is_shown if {
	_found(_command(["cat", "-n", "~/.ssh/id_rsa"])) == {{"fact": "f", "at": _at, "text": "t"}}
	_found(_tool("fs_read", "~/.aws/credentials")) == {{"fact": "f", "at": _at, "text": "fs_read"}}
}

test_finds_nothing_in_another_use_and_another_file if {
	every argv in [
		["chmod", "600", "~/.ssh/id_rsa"], ["cat", "~/.ssh/id_rsa.pub"], ["cat", null],
		["cp", "a", ".env"], ["cp", "a", "~/.netrc"], ["cat", ".env"],
	] {
		_found(_command(argv)) == set()
	}
	_found(_tool("fs_write", "~/.aws/credentials")) == set()
	_found(_tool("fs_read", "README.md")) == set()
}

_told(text) if {
	tool := fixtures.fact({"tool": "fetch", "runs": [{"text": text}]})
	matches := read_credentials.matches with input as fixtures.event({"tools": [tool]})
	count(matches) > 0
}

test_finds_addresses_that_tell_credentials if {
	_told("http://169.254.169.254/latest/")
	_told(" HTTP://metadata.google.internal:80/")
	_told("file:///home/me/.ssh/id_rsa")
	not _told("https://example.com/169.254.169.254/")
	not _told("http://169.254.169.2540/")
	not _told("file:///home/me/notes.txt")
}

test_names_the_tool_that_asks_for_each_of_them if {
	every host in [
		"169.254.169.254", "169.254.170.2", "169.254.43518", "2852039166", "0xa9fea9fe", "metadata.google.internal",
		"[fd00:ec2::254]", "[FD00:EC2::254]:80",
	] {
		_found(_tool("fetch", concat("", ["http://", host]))) == {{"fact": "f", "at": _at, "text": "fetch"}}
	}
	_found(_tool("fetch", "file:///home/me/.ssh/id_rsa")) == {{"fact": "f", "at": _at, "text": "fetch"}}
}
