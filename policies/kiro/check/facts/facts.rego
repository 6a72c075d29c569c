# METADATA
# title: Quick check of the event
# description: >-
#   Whether the event and every fact are as `kiro.lib.event.shapes` says, asked so that it costs little - what has
#   exactly the fields of a pattern is taken apart in one step, and few functions are called, which is what a server
#   takes longest for. What is wrong with the rest is `kiro.check.event`'s to say. It must take no event that the shapes
#   refuse, and refuse none that they take (test_quick_checks.py).
package kiro.check.facts

import data.kiro.lib.event.shapes as tables
import data.kiro.lib.types

# METADATA
# description: Whether the envelope and all facts of all kinds are whole.
# scope: document
default are_whole := false

are_whole if {
	is_object(input)
	count(input) == count(tables.envelope)
	_envelope_is_whole
	count(_whole) == count(tables.facts)
	_runs_are_whole
}

_envelope_is_whole if {
	input.version in tables.envelope.version
	types.are_names([input.digest, input.request])
	input.stage in tables.envelope.stage
	{"kind": kind, "host": host, "tool": tool} = input.source
	kind in tables.parts.source.kind
	context := input.context # which may hold more
	types.are_texts_or_nulls([host, tool, context.repository, context.base, context.head, context.actor, context.time])
	types.are_arrays([input.approvals, context.expected, context.reviews])
}

_whole contains "files" if {
	is_array(input.files)
	texts := [[previous, content] |
		some {
			"id": id, "at": {"path": place, "line": line}, "path": path, "previous_path": previous, "change": change,
			"content": content, "runs": runs,
		} in input.files
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, path]) > ""
		is_string(max([id, place, path]))
		change in tables.facts.files.change
		is_array(runs)
	]
	count(texts) == count(input.files)
	types.are_texts_or_nulls([text | some listed in texts; some text in listed])
}

_whole contains "commands" if {
	is_array(input.commands)
	others := [array.concat(array.concat([program], argv), array.concat(words, options)) |
		some {
			"id": id, "at": {"path": place, "line": line}, "argv": argv, "program": program, "words": words,
			"options": options, "resolved": resolved, "reads_only": reads_only, "runs_now": runs_now, "inputs": inputs,
			"runs": runs, "text": text,
		} in input.commands
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place]) > ""
		is_string(max([id, place]))
		program != ""
		is_string(inputs)
		is_string(text)
		is_boolean(resolved)
		is_boolean(reads_only)
		is_boolean(runs_now)
		is_array(argv)
		is_array(words)
		is_array(options)
		is_array(runs)
	]
	count(others) == count(input.commands)
	types.are_texts_or_nulls([other | some listed in others; some other in listed])
}

_whole contains "calls" if {
	is_array(input.calls)
	count([id |
		some {
			"id": id, "at": {"path": place, "line": line}, "action": action, "resources": resources, "parameters": parameters,
			"level": level, "runs_now": runs_now, "via": via, "environment": environment, "text": text,
		} in input.calls
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, action]) > ""
		is_string(max([id, place, action]))
		is_string(parameters)
		is_string(text)
		is_boolean(runs_now)
		level in tables.facts.calls.level
		via in tables.facts.calls.via
		environment in tables.facts.calls.environment
		is_array(resources)
		count([arn |
			some {"arn": arn, "quantifier": quantifier} in resources
			is_string(arn)
			arn != ""
			quantifier in tables.parts.resource.quantifier
		]) == count(resources)
	]) == count(input.calls)
}

_whole contains "statements" if {
	is_array(input.statements)
	others := [[subject] |
		some {
			"id": id, "at": {"path": place, "line": line}, "operation": operation, "object": subject, "bounded": bounded,
			"source": source, "runs": runs, "text": text,
		} in input.statements
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, operation]) > ""
		is_string(max([id, place, operation]))
		is_string(source)
		is_string(text)
		is_boolean(bounded)
		is_array(runs)
	]
	count(others) == count(input.statements)
	types.are_texts_or_nulls([other | some listed in others; some other in listed])
}

_whole contains "infrastructure" if {
	is_array(input.infrastructure)
	count([id |
		some {
			"id": id, "at": {"path": place, "line": line}, "type": type, "address": address, "operation": operation,
			"patch": patch, "environment": environment,
		} in input.infrastructure
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, type]) > ""
		is_string(max([id, place, type]))
		is_string(address)
		operation in tables.facts.infrastructure.operation
		environment in tables.facts.infrastructure.environment
		is_array(patch)
		count([step |
			some step in patch # which may hold a value and a source
			is_string(step.path)
			is_string(step.op)
			step.op != ""
		]) == count(patch)
	]) == count(input.infrastructure)
}

_whole contains "permissions" if {
	is_array(input.permissions)
	texts := [[condition] |
		some {
			"id": id, "at": {"path": place, "line": line}, "principal": principal, "change": change, "actions": actions,
			"count": number, "examples": examples, "level": level, "resource": resource, "quantifier": quantifier,
			"witness": witness, "why": why, "condition": condition, "result": result, "kind": kind, "way": way,
			"sure": sure, "held": held, "opens": opens, "reads_secrets": reads_secrets,
		} in input.permissions
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, resource]) > ""
		is_string(max([id, place, resource]))
		types.are_texts([principal, witness, why, result])
		is_number(number)
		floor(number) == number
		is_boolean(sure)
		is_boolean(reads_secrets)
		shape := tables.facts.permissions
		_are_of(shape, {"kind": kind, "change": change, "way": way, "held": held, "level": level, "quantifier": quantifier})
		is_array(actions)
		types.are_names(actions)
		is_array(examples)
		is_array(opens)
		types.are_texts(array.concat(examples, opens))
	]
	count(texts) == count(input.permissions)
	types.are_texts_or_nulls([text | some listed in texts; some text in listed])
}

_whole contains "intents" if {
	is_array(input.intents)
	count([id |
		some {
			"id": id, "at": {"path": place, "line": line}, "action": action, "polarity": polarity, "source": source,
			"text": text,
		} in input.intents
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, action]) > ""
		is_string(max([id, place, action]))
		is_string(source)
		is_string(text)
		polarity in tables.facts.intents.polarity
	]) == count(input.intents)
}

_whole contains "secrets" if {
	is_array(input.secrets)
	count([id |
		some {
			"id": id, "at": {"path": place, "line": line}, "type": type, "fingerprint": fingerprint,
		} in input.secrets
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, type, fingerprint]) > ""
		is_string(max([id, place, type, fingerprint]))
	]) == count(input.secrets)
}

_whole contains "tools" if {
	is_array(input.tools)
	count([id |
		some {
			"id": id, "at": {"path": place, "line": line}, "server": server, "tool": tool, "arguments": arguments,
			"runs": runs, "sandboxed": sandboxed,
		} in input.tools
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place, tool]) > ""
		is_string(max([id, place, tool]))
		is_string(server)
		is_string(arguments)
		is_boolean(sandboxed)
		is_array(runs)
	]) == count(input.tools)
}

_whole contains "guardrail_changes" if {
	is_array(input.guardrail_changes)
	texts := [[before, after] |
		some {
			"id": id, "at": {"path": place, "line": line}, "pointer": pointer, "change": change, "before": before,
			"after": after,
		} in input.guardrail_changes
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place]) > ""
		is_string(max([id, place]))
		is_string(pointer)
		change in tables.facts.guardrail_changes.change
	]
	count(texts) == count(input.guardrail_changes)
	types.are_texts_or_nulls([text | some listed in texts; some text in listed])
}

_whole contains "unresolved" if {
	is_array(input.unresolved)
	count([id |
		some {
			"id": id, "at": {"path": place, "line": line}, "what": what, "why": why,
		} in input.unresolved
		is_number(line)
		line > 0
		floor(line) == line
		min([id, place]) > ""
		is_string(max([id, place]))
		is_string(why)
		what in tables.facts.unresolved.what
	]) == count(input.unresolved)
}

_runs := [run |
	some kind in ["files", "commands", "statements", "tools"]
	some fact in input[kind]
	some run in fact.runs
]

_runs_are_whole if count(_runs) == 0

_runs_are_whole if {
	starts := [starts |
		some {
			"line": line, "kind": kind, "prohibits": prohibits, "text": text, "folded": folded, "starts": starts,
		} in _runs
		is_number(line)
		line > 0
		floor(line) == line
		kind in tables.parts.run.kind
		is_boolean(prohibits)
		is_string(text)
		is_string(folded)
		is_string(starts)
	]
	count(starts) == count(_runs)
	types.are_offsets(concat(",", starts))
}

_are_of(shape, values) if {
	every field, value in values {
		value in shape[field]
	}
}
