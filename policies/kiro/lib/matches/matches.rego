# METADATA
# title: Named actions found in the change
# description: >-
#   For each named action that a guardrail speaks of, the facts that perform, grant or plan it. Computed once, however
#   many origins ask. An action is a directory of `kiro/actions`; what its data cannot say, its own `matches` adds.
package kiro.lib.matches

import data.kiro.lib.commands
import data.kiro.lib.conditions
import data.kiro.lib.production
import data.kiro.lib.wildcards

# METADATA
# description: The facts of an action, each with what to quote and how much of it is known (see `kiro.lib.findings`).
# scope: document
of[name] contains _match(call, call.action, weight) if {
	some call in input.calls
	written := lower(call.action)
	some name in _asked
	_performs(written, name)
	weighed := production.weight(data.kiro.actions[name].production, call.environment, deploys(call))
	weight := lighter(known(written, deploys(call)), weighed)
}

of[name] contains _match(permission, concat(" ", permission.actions), weight) if {
	some permission in input.permissions
	permission.change == "gained"
	not permission.way == "unknown" # which is `permissions/unknown`'s
	some name in _asked
	_grants(permission, name)
	environment := production.environment_of(concat(" ", [permission.principal, permission.resource]))
	weight := production.weight(data.kiro.actions[name].production, environment, true)
}

of[name] contains _match(resource, concat(" ", [resource.operation, resource.type]), weight) if {
	some resource in input.infrastructure
	some name in _asked
	some kind in data.kiro.actions[name].infrastructure
	resource.type in kind.types
	resource.operation in kind.operations
	weight := production.weight(data.kiro.actions[name].production, resource.environment, true)
}

of[name] contains _match(command, command.text, weight) if {
	some [name, prohibited] in _prohibited
	some command in input.commands
	command.program == prohibited.program
	not command.reads_only
	known := commands.weight(command, prohibited)
	environment := production.environment_of(concat(" ", [word | some word in command.argv; word != null]))
	weighed := production.weight(data.kiro.actions[name].production, environment, command.runs_now)
	weight := lighter(known, weighed)
}

of[name] contains _match(resource, concat(" ", [resource.operation, resource.type]), weight) if {
	some resource in input.infrastructure
	some name in _asked
	some row in data.kiro.actions[name].settings
	conditions.sets(resource, row)
	weight := production.weight(data.kiro.actions[name].production, resource.environment, true)
}

of[name] contains _match(command, command.text, weight) if {
	some [name, row] in _rows
	some command in input.commands
	_is_of(command.program, row.programs)
	known := conditions.weight(command, row)
	environment := production.environment_of(concat(" ", [word | some word in command.argv; word != null]))
	weighed := production.weight(data.kiro.actions[name].production, environment, command.runs_now)
	weight := lighter(known, weighed)
}

of[name] contains _match(call, call.action, weight) if {
	some call in input.calls
	written := lower(call.action)
	some name in _asked
	some row in data.kiro.actions[name].calls
	some action in row.actions
	wildcards.overlap(lower(action), written)
	conditions.says(_told(call), row)
	weight := production.weight(data.kiro.actions[name].production, call.environment, deploys(call))
}

of[name] contains _match(file, file.path, "full") if {
	some name in _asked
	some row in data.kiro.actions[name].files
	some file in input.files
	conditions.touches(file, row)
}

of[name] contains _match(statement, statement.text, weight) if {
	some statement in input.statements
	some name in _asked
	some row in data.kiro.actions[name].statements
	conditions.states(statement, row)
	environment := production.environment_of(_object(statement))
	weight := production.weight(data.kiro.actions[name].production, environment, true)
}

of[name] contains _match(intent, intent.text, "full") if {
	some intent in input.intents
	intent.polarity == "plans"
	some name in _asked
	intent.action == name
}

# INVARIANT: what an action's own Rego leaves out must not make its match vanish on the way to a finding
of[name] contains object.union(_whole, match) if {
	some name in _asked
	some match in data.kiro.actions[name].matches
}

# METADATA
# description: Whether a call is made or deployed by this change, not merely written into source code.
# scope: document
default deploys(_) := false

deploys(call) if call.runs_now

deploys(call) if call.via == "iac"

# METADATA
# description: >-
#   How an action weighs by what is known of its name, in lower case. One that is unknown in part may be the one that is
#   asked about; in source code, of which not even the service is known, that stops nobody.
# scope: document
known(written, _) := "full" if not wildcards.is_pattern(written)

known(written, true) := "ask" if wildcards.is_pattern(written)

known(written, false) := "ask" if {
	wildcards.is_pattern(written)
	not startswith(written, "*")
}

known(written, false) := "note" if startswith(written, "*")

# METADATA
# description: The lesser of two weights.
lighter(left, right) := [weight | some weight in ["note", "ask", "full"]; weight in [left, right]][0]

_whole := {"fact": "", "at": {"path": "", "line": 0}, "text": "", "weight": "full"}

_match(fact, text, weight) := {"fact": fact.id, "at": fact.at, "text": text, "weight": weight}

_asked contains entry.name if {
	some origin
	some entry in data.kiro.guardrails[origin].entries.actions
	entry.matcher == "named"
}

# the commands of the programs that are run
_prohibited := [[name, prohibited] |
	programs := {command.program | some command in input.commands}
	count(programs) > 0
	some name in _asked
	some prohibited in data.kiro.actions[name].commands
	prohibited.program in programs
]

_object(statement) := statement.object if is_string(statement.object)

_object(statement) := "" if not is_string(statement.object)

# the rows about arguments of the programs that are run
_rows := [[name, row] |
	programs := {command.program | some command in input.commands}
	count(programs) > 0
	some name in _asked
	some row in data.kiro.actions[name].arguments
	count([program | some program in row.programs; _is_asked(program, programs)]) > 0
]

_is_asked("*", _)

_is_asked(program, programs) if program in programs

_is_of(program, programs) if program in programs

_is_of(program, programs) if {
	"*" in programs
	program != null
}

# what is known of a call's parameters; a tool's stand in the tool
_told(call) := concat("\n", array.concat([call.text], [run.text |
	some tool in input.tools
	tool.at == call.at
	some run in tool.runs
]))

_performs(written, name) if contains(_api[name], concat("", [" ", written, " "]))

_performs(written, name) if {
	wildcards.is_pattern(written)
	some action in split(_api[name], " ")
	action != ""
	wildcards.overlap(action, written)
	_alike(split(action, ":"), split(written, ":"))
}

_performs(written, name) if {
	wildcards.is_pattern(_api[name])
	some action in split(_api[name], " ")
	wildcards.is_pattern(action)
	wildcards.overlap(action, written)
	_alike(split(action, ":"), split(written, ":"))
}

# a `*` in place of a service crosses no `:`
_alike(left, right) if count(left) != count(right)

_alike(left, right) if {
	every at, part in left {
		wildcards.overlap(part, right[at])
	}
}

# the API actions of a named action as one text with spaces around each; for IAM they are the same in any case
_api[name] := lower(concat("", [" ", concat(" ", data.kiro.actions[name].api), " "])) if some name in _asked

_grants(permission, name) if {
	some written in permission.actions
	_performs(lower(written), name)
}

_grants(permission, name) if {
	some grant in data.kiro.actions[name].grants
	permission.resource == grant.resource
	some written in permission.actions
	some granted in grant.actions
	lower(written) == lower(granted)
}
