package kiro.lib.handlers_test

import data.kiro.lib.handlers

_command(program, arguments, options) := {
	"program": program, "argv": array.concat([program], arguments), "options": options, "text": "t",
}

_of(program, arguments, options) := handlers.of(_command(program, arguments, options))

test_names_what_options_start if {
	_of("nc", ["-e", "a", "h"], ["-e"]) == {"a"}
	_of("netcat", ["-lve", "a"], ["-e", "-l", "-v"]) == {"a"}
	_of("ncat", ["--exec=a"], ["--exec"]) == {"a"}
	_of("ncat", ["--exec=a=b"], ["--exec"]) == {"a=b"}
	_of("ncat", ["--exe", "a", "-c", "b"], ["--exe", "-c"]) == {"a", "b"}
	_of("ncat", ["--sh-exec", "a"], ["--sh-exec"]) == {"a"}
	_of("ncat", ["--lua-exec", "a"], ["--lua-exec"]) == {"a"}
	_of("nc", ["-c", "a"], ["-c"]) == set()
	_of("nc", ["-l", "1"], ["-l"]) == set()
}

test_does_not_know_what_is_hidden if {
	_of("nc", ["-e", null], ["-e"]) == {null}
	_of("nc", ["-e"], ["-e"]) == {null}
	_of("nc", ["-e/bin/sh"], ["-e"]) == {null}
	_of("nc", ["-e/bin/sh", "-e", "a"], ["-e"]) == {null, "a"}
	_of("ncat", ["-cx", "-e", "a"], ["-c", "-e"]) == {null, "a"}
	_of("nc", [null, "h"], ["-e"]) == {null}
}

test_an_unknown_word_alone_is_no_handler if {
	_of("nc", [null, "-e", "a"], ["-e", null]) == {"a"}
	_of("ncat", [null, "-e", "a"], ["-e", null]) == {"a"}
	_of("nc", [null, "h"], [null]) == set()
	not _of("socat", [null, "EXEC:a"], [])
}

test_names_what_addresses_start if {
	_of("socat", ["TCP:h:1", "EXEC:a b,pty"], []) == {"a b"}
	_of("socat", ["udp-listen:1", "system:\"a\":b"], []) == {"a:b"}
	_of("socat", ["TCP:h:1", "STDIO!!EXEC:a"], []) == {"a"}
	_of("socat", ["TCP:h:1", "STDIO", null], []) == set()
	not _of("socat", ["STDIO", "EXEC:a"], [])
	not _of("cat", ["-e", "a"], ["-e"])
	not _of("cat", ["TCP:h:1", "EXEC:a"], [])
}

test_repeating_is_harmless if {
	every handler in ["/bin/cat", "cat", "/usr/bin/date", "env -u A cat", "/usr/bin/env cat"] {
		handlers.is_harmless(handler, [_command("nc", [], [])])
	}
	every handler in [
		null, "", "sh", "/bin/sh", "./cat", "/tmp/cat", "cat /etc/hostname", "cat; sh", "env cat sh", "env -u A sh", "a:cat",
	] {
		not handlers.is_harmless(handler, [_command("nc", [], [])])
	}
	every text in ["export PATH=.", "alias cat=sh", "cat() { sh; }", "function cat { sh; }", "hash -p a cat"] {
		not handlers.is_harmless("cat", [{"text": text}])
	}
}
