# METADATA
# title: What the network gets to talk to
# description: >-
#   The programs that `nc`, `ncat` and `socat` start for whoever connects, and which of them do no more than repeat or
#   answer.
package kiro.lib.handlers

import data.kiro.lib.safe

_options := {
	"nc": `^(-[A-Za-z0-9]*e|--ex?e?c?)$`,
	"netcat": `^(-[A-Za-z0-9]*e|--ex?e?c?)$`,
	"ncat": `^(-[A-Za-z0-9]*[ce]|--ex?e?c?|--sh[a-z-]*|--lua[a-z-]*)$`,
}

# METADATA
# description: The handlers of a command; null stands for one that is there and not known.
# scope: document
of(command) := _named(command, _options[command.program])

of(command) := _addressed(command) if command.program == "socat"

# METADATA
# description: >-
#   Whether a handler does no more than repeat its input or answer something fixed, whoever calls. No other command of
#   the change may have given its name to another program.
is_harmless(handler, commands) if {
	is_string(handler)
	safe.surely_matches(
		`^((/usr)?/bin/)?(env( -u [A-Za-z_]+)* )?((/usr)?/bin/)?(cat|date|echo|false|hostname|rev|sort|tac|true|uptime|wc)$`,
		handler,
	)
	not _renames(commands)
}

_renames(commands) if {
	some command in commands
	safe.matches(`PATH|alias|function|hash|\(\)`, command.text)
}

_named(command, pattern) := {handler |
	some place, argument in command.argv
	is_string(argument)
	parts := split(argument, "=")
	safe.matches(pattern, parts[0])
	handler := _value(parts, object.get(_numbered(command.argv), place + 1, null))
} | {null |
	some option in command.options
	is_string(option)
	safe.matches(pattern, option)
	not _stands_alone(command, pattern)
}

_numbered(argv) := {place: argument | some place, argument in argv}

_value(parts, _) := concat("=", array.slice(parts, 1, count(parts))) if count(parts) > 1

_value(parts, following) := following if count(parts) == 1

# whether the option is a word of its own, and no word has a value behind its letter
_stands_alone(command, pattern) if {
	some argument in command.argv
	is_string(argument)
	safe.surely_matches(pattern, split(argument, "=")[0])
	every other in command.argv {
		not _has_a_value(command.program, other)
	}
}

_has_a_value(_, argument) if {
	is_string(argument)
	safe.matches(`^-[A-Za-z0-9]*e[^=]+`, argument)
}

_has_a_value("ncat", argument) if {
	is_string(argument)
	safe.matches(`^-[A-Za-z0-9]*c[^=]+`, argument)
}

_addressed(command) := {handler |
	some argument in command.argv
	is_string(argument)
	safe.matches(`(?i)(^|!!)(exec|system|shell):`, argument)
	parts := split(split(replace(argument, "\"", ""), ",")[0], ":")
	handler := concat(":", array.slice(parts, 1, count(parts)))
} if {
	some address in command.argv
	is_string(address)
	safe.matches(`(?i)^(tcp|udp|openssl|ssl|dccp|sctp|quic|vsock)`, address)
}
