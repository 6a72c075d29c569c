package kiro.actions.destroy_host_files_test

import data.kiro.actions.destroy_host_files
import data.kiro.lib.fixtures_test as fixtures

_at := {"path": "<command>", "line": 1}

_command(program, words, options) := fixtures.fact({
	"program": program, "words": words, "options": options, "text": "t", "runs_now": true,
})

_found(facts) := found if found := destroy_host_files.matches with input as fixtures.event(facts)

_found_in(event, stage) := found if {
	found := destroy_host_files.matches with input as object.union(event, {"stage": stage})
}

_deleted(path, command) := {match.text | some match in found} if {
	found := _found({"files": [fixtures.fact({"change": "deleted", "path": path})], "commands": [command]})
}

_rm(word) := _command("rm", ["y", word], ["--force", "--recursive"])

_match(text) := {{"fact": "f", "at": _at, "text": text}}

test_finds_a_folder_outside_the_workspace if {
	every path in [
		"/", "/*", "/home/me", "/home/me/Documents", "/etc/nginx", "/srv/other", "~/x", "~bob", "/tmp", "/var/lib",
	] {
		path in _deleted(path, _rm(path))
	}
	every pair in [
		["/root", "~"], ["/srv", ".."], ["/srv/x", "../x/"], ["/srv", "../"], ["/srv/x", "."], ["/srv/x", null],
	] {
		pair[0] in _deleted(pair[0], _rm(pair[1]))
	}
}

test_names_the_file if {
	deleted := fixtures.fact({"id": "d", "change": "deleted", "path": "/srv/x"})
	{"fact": "d", "at": _at, "text": "/srv/x"} in _found({"files": [deleted], "commands": [_rm("x")]})
}

test_finds_nothing_in_the_workspace_and_in_what_is_made_anew if {
	every path in [
		"build", ".", "/tmp/x", "/private/tmp/x", "/var/tmp/x", "/dev/shm/x", "~/.cache/pip", "/home/me/.npm",
		"/home/me/go/pkg", "/var/lib/apt/lists/*", "/srv/app/node_modules", "/home/me/.cargo/registry/x",
		"~/AppData/Local/Temp/x", "/C:/Users/me/AppData/Local/pip", "/C:/Windows/Temp/x",
	] {
		_deleted(path, _rm(path)) == set()
	}
	_deleted("a/b", _rm("b")) == set()
	_deleted("b~", _rm("b~")) == set()
}

test_finds_every_way_of_deleting_folders if {
	every command in [
		_command("find", ["/srv/x"], ["-delete"]), _command("find", ["/srv"], ["-delete"]),
		_command("rimraf", ["/srv/x"], []), _command("srm", ["/srv/x"], []), _command("trash", ["/srv/x"], []),
		_command("trash-put", ["/srv/x"], []), _command("remove-item", ["/srv/x"], ["-recurse"]),
	] {
		"/srv/x" in _deleted("/srv/x", command)
	}
}

test_finds_nothing_in_one_file if {
	_deleted("/home/me/notes.txt", _command("rm", ["~/notes.txt"], ["--force"])) == set()
	_deleted("/home/me/notes.txt", _command("find", ["~"], ["-name"])) == set()
	_deleted("/home/me/notes.txt", _command("remove-item", ["notes.txt"], ["-recurse", "-whatif"])) == set()
	_deleted("/home/me/notes.txt", _rm("build")) == set()
	_deleted("/home/me/notes.txt", _rm("build/")) == set()
	_deleted("/home/me/notes.txt", _command("ls", ["~/notes.txt"], ["-delete"])) == set()
	_deleted("/home/me/notes.txt", object.union(_rm("notes.txt"), {"runs_now": false})) == set()
}

test_finds_nothing_in_what_is_written if {
	facts := {"files": [fixtures.fact({"change": "added", "path": "/etc/x"})], "commands": [_rm("x")]}
	_found(facts) == set()
}

test_finds_what_a_script_would_delete if {
	every word in [
		"/", "/*", "//", "/etc", "/usr/*", "/home", "~", "~/", "~/*", "~bob", "/root", "/home/me", "/Users/me/",
		"/Library", "/System",
	] {
		_found({"commands": [_command("rm", ["y", word], ["--recursive"])]}) == _match("t")
	}
}

test_finds_what_wrecks_a_system_in_other_ways if {
	every command in [
		_command("chmod", ["000", "/"], ["--recursive"]), _command("chown", ["x", "/etc"], ["-R"]),
		_command("chgrp", ["x", "/etc"], ["-R"]), _command("setfacl", ["x", "/etc"], ["-R"]),
		_command("mv", ["/*", "x"], []),
	] {
		_found({"commands": [command]}) == _match("t")
	}
	every option in [
		"--del", "--delete", "--delete-after", "--delete-before", "--delete-during", "--delete-excluded",
	] {
		_found({"commands": [_command("rsync", ["x/", "/"], [option])]}) == _match("t")
		_found({"commands": [_command("cp", ["x/", "/"], [option])]}) == set()
	}
	every command in [
		_command("chmod", ["644", "/etc"], []), _command("rsync", ["x/", "/"], ["-a"]),
		_command("chown", ["x", "/srv/app"], ["-R"]),
	] {
		_found({"commands": [command]}) == set()
	}
}

test_finds_nothing_in_what_an_image_does_without if {
	every word in ["/usr/share/doc", "/var/lib/apt/lists/*", "/tmp/x", "/tmp", "./etc", "~/.cache", null] {
		_found({"commands": [_command("rm", [word], ["--recursive"])]}) == set()
	}
	_found({"commands": [_command("rm", ["/etc"], [])]}) == set()
	_found({"commands": [_command("ls", ["/"], ["--recursive"])]}) == set()
}

_disk(program, words, options) if {
	argv := array.concat([program], array.concat(options, words))
	command := object.union(_command(program, words, options), {"argv": argv})
	{"fact": "f", "at": _at, "text": "t"} in _found({"commands": [command]})
}

test_finds_what_changes_partitions if {
	_disk("sgdisk", ["/dev/sdb"], [])
	_disk("sgdisk", ["/dev/sdb"], ["-l"])
	_disk("sgdisk", ["/dev/sdb"], ["-p", "-Z"])
	_disk("sfdisk", ["/dev/nvme0n1"], ["--delete"])
	_disk("parted", ["/dev/sdb", "mklabel", "gpt"], ["-s"])
	_disk("parted", ["/dev/sdb", "print", "rm", "1"], ["-s"])
	_disk("parted", ["/dev/sdb", null], ["-s"])
	_disk("parted", ["/dev/sdb"], [])
}

test_finds_nothing_in_what_shows_them if {
	not _disk("sgdisk", ["/dev/sdb"], ["-p"])
	not _disk("sfdisk", ["/dev/sdb"], ["-d"])
	not _disk("parted", ["/dev/sdb", "print"], [])
	not _disk("parted", ["/dev/sdb", "unit", "MiB", "print", "free"], ["-s"])
	not _disk("sgdisk", ["disk.img"], ["-Z"])
	not _disk("lsblk", ["/dev/sdb"], [])
	not _disk("sgdisk", [null], [])
	not _disk("sgdisk", ["/dev/dm-0"], ["-p"])
}

test_knows_every_option_that_only_shows if {
	every option in ["-l", "--list", "-s", "--script", "-m", "--machine"] {
		not _disk("parted", ["/dev/sdb", "print"], [option])
	}
	every option in [
		"-l", "--list", "-d", "--dump", "-J", "--json", "-V", "--verify", "-F", "--list-free", "-s", "--show-size", "-n",
		"--no-act", "--help", "-v", "--version",
	] {
		not _disk("sfdisk", ["/dev/sdb"], [option])
	}
	every option in ["-p", "--print", "-i", "--info", "-v", "--verify", "-O", "--print-mbr", "--help", "-V", "--version"] {
		not _disk("sgdisk", ["/dev/sdb"], [option])
	}
}

test_knows_every_word_that_only_shows if {
	every word in [
		"print", "free", "all", "devices", "unit", "s", "B", "kB", "MB", "GB", "KiB", "MiB", "GiB", "1", "/dev/sdc",
	] {
		not _disk("parted", ["/dev/sdb", "print", word], [])
	}
	_disk("parted", ["/dev/sdb", "print", "x"], [])
	_disk("parted", ["/dev/sdb", "unit", "print"], [])
}

test_finds_nothing_in_a_mirror_that_is_only_tried if {
	_found({"commands": [_command("rsync", ["x", "/"], ["--delete", "-n"])]}) == set()
	count(_found({"commands": [_command("rsync", ["x", "/"], ["--delete", "--no-n", "-n"])]})) == 1
}

test_finds_what_a_spec_plans_and_nothing_that_a_script_holds if {
	planned := object.union(_rm("other"), {"runs_now": false})
	facts := {"files": [fixtures.fact({"change": "deleted", "path": "/srv/other"})], "commands": [planned]}
	event := fixtures.event(facts)
	every stage in ["task", "commit", "pull_request"] {
		_found_in(event, stage) == set()
	}
	{match.text | some match in _found_in(event, "spec")} == {"/srv/other"}
}
