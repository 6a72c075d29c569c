# METADATA
# title: Quick check of the event
# description: >-
#   Whether the event and every fact are as `kiro.lib.event.shapes` says, asked so that it costs little - what has exactly
#   the fields of a pattern is taken apart in one step. What is wrong with the rest is `kiro.check.event`'s to say. It must
#   take no event that the shapes refuse, and refuse none that they take (test_quick_checks.py).
package kiro.check.facts

import data.kiro.lib.event.shapes as tables
import data.kiro.lib.types

_kinds := [
	"files", "commands", "calls", "statements", "infrastructure", "permissions", "intents", "secrets", "tools",
	"guardrail_changes", "unresolved",
]

# METADATA
# description: Whether the envelope and all facts of all kinds are whole.
# scope: document
default are_whole := false

are_whole if {
	is_object(input)
	count(input) == count(tables.envelope)
	_is_envelope(input.version, input.digest, input.request, input.stage, input.approvals)
	_is_source(input.source)
	_is_context(input.context)
	count([kind | some kind in _kinds; _are_facts(kind, input[kind])]) == count(tables.facts)
}

_is_envelope(version, digest, request, stage, approvals) if {
	version in tables.envelope.version
	types.are_names([digest, request])
	stage in tables.envelope.stage
	is_array(approvals)
}

_is_source({"kind": kind, "host": host, "tool": tool}) if {
	kind in tables.parts.source.kind
	types.is_text_or_null(host)
	types.is_text_or_null(tool)
}

# a context may hold more
_is_context(context) if {
	texts := [context.repository, context.base, context.head, context.actor, context.time]
	types.are_texts_or_nulls(texts)
	is_array(context.expected)
	is_array(context.reviews)
}

_are_facts(_, [])

_are_facts(kind, facts) if {
	is_array(facts)
	count([fact | some fact in facts; _is_fact(kind, fact)]) == count(facts)
}

_is_fact("files", {
	"id": id, "at": {"path": place, "line": line}, "path": path, "previous_path": previous, "change": change,
	"content": content, "runs": runs,
}) if {
	types.are_names([id, place, path])
	types.is_line(line)
	types.is_text_or_null(previous)
	types.is_text_or_null(content)
	change in tables.facts.files.change
	_are_runs(runs)
}

_is_fact("commands", {
	"id": id, "at": {"path": place, "line": line}, "argv": argv, "program": program, "words": words, "options": options,
	"resolved": resolved, "reads_only": reads_only, "runs_now": runs_now, "inputs": inputs, "runs": runs, "text": text,
}) if {
	types.are_names([id, place])
	types.is_line(line)
	types.is_text_or_null(program)
	program != ""
	is_boolean(resolved)
	is_boolean(reads_only)
	is_boolean(runs_now)
	is_string(inputs)
	is_string(text)
	is_array(argv)
	is_array(words)
	is_array(options)
	types.are_texts_or_nulls(array.concat(argv, array.concat(words, options)))
	_are_runs(runs)
}

_is_fact("calls", {
	"id": id, "at": {"path": place, "line": line}, "action": action, "resources": resources, "parameters": parameters,
	"level": level, "runs_now": runs_now, "via": via, "environment": environment, "text": text,
}) if {
	types.are_names([id, place, action])
	types.is_line(line)
	is_string(parameters)
	is_string(text)
	is_boolean(runs_now)
	level in tables.facts.calls.level
	via in tables.facts.calls.via
	environment in tables.facts.calls.environment
	is_array(resources)
	count([resource | some resource in resources; _is_resource(resource)]) == count(resources)
}

_is_fact("statements", {
	"id": id, "at": {"path": place, "line": line}, "operation": operation, "object": object_, "bounded": bounded,
	"source": source, "runs": runs, "text": text,
}) if {
	types.are_names([id, place, operation])
	types.is_line(line)
	types.is_text_or_null(object_)
	is_string(source)
	is_string(text)
	is_boolean(bounded)
	_are_runs(runs)
}

_is_fact("infrastructure", {
	"id": id, "at": {"path": place, "line": line}, "type": type, "address": address, "operation": operation, "patch": patch,
	"environment": environment,
}) if {
	types.are_names([id, place, type])
	types.is_line(line)
	is_string(address)
	operation in tables.facts.infrastructure.operation
	environment in tables.facts.infrastructure.environment
	is_array(patch)
	count([step | some step in patch; _is_patch(step)]) == count(patch)
}

_is_fact("permissions", {
	"id": id, "at": {"path": place, "line": line}, "principal": principal, "change": change, "actions": actions,
	"count": number, "examples": examples, "level": level, "resource": resource, "quantifier": quantifier,
	"witness": witness, "why": why, "condition": condition, "result": result,
}) if {
	types.are_names([id, place, resource])
	types.is_line(line)
	types.are_texts([principal, witness, why, result])
	types.is_text_or_null(condition)
	types.is_integer(number)
	change in tables.facts.permissions.change
	level in tables.facts.permissions.level
	quantifier in tables.facts.permissions.quantifier
	is_array(actions)
	types.are_names(actions)
	is_array(examples)
	types.are_texts(examples)
}

_is_fact("intents", {
	"id": id, "at": {"path": place, "line": line}, "action": action, "polarity": polarity, "source": source, "text": text,
}) if {
	types.are_names([id, place, action])
	types.is_line(line)
	is_string(source)
	is_string(text)
	polarity in tables.facts.intents.polarity
}

_is_fact("secrets", {"id": id, "at": {"path": place, "line": line}, "type": type, "fingerprint": fingerprint}) if {
	types.are_names([id, place, type, fingerprint])
	types.is_line(line)
}

_is_fact("tools", {
	"id": id, "at": {"path": place, "line": line}, "server": server, "tool": tool, "arguments": arguments, "runs": runs,
	"sandboxed": sandboxed,
}) if {
	types.are_names([id, place, tool])
	types.is_line(line)
	is_string(server)
	is_string(arguments)
	is_boolean(sandboxed)
	_are_runs(runs)
}

_is_fact("guardrail_changes", {
	"id": id, "at": {"path": place, "line": line}, "pointer": pointer, "change": change, "before": before, "after": after,
}) if {
	types.are_names([id, place])
	types.is_line(line)
	is_string(pointer)
	types.is_text_or_null(before)
	types.is_text_or_null(after)
	change in tables.facts.guardrail_changes.change
}

_is_fact("unresolved", {"id": id, "at": {"path": place, "line": line}, "what": what, "why": why}) if {
	types.are_names([id, place])
	types.is_line(line)
	is_string(why)
	what in tables.facts.unresolved.what
}

_are_runs([])

_are_runs(runs) if {
	is_array(runs)
	count([run | some run in runs; _is_run(run)]) == count(runs)
}

_is_run({"line": line, "kind": kind, "prohibits": prohibits, "text": text, "folded": folded, "starts": starts}) if {
	types.is_line(line)
	kind in tables.parts.run.kind
	is_boolean(prohibits)
	is_string(text)
	is_string(folded)
	is_array(starts)
	types.are_integers(starts)
}

_is_resource({"arn": arn, "quantifier": quantifier}) if {
	is_string(arn)
	arn != ""
	quantifier in tables.parts.resource.quantifier
}

# a patch may hold a value and a source as well
_is_patch(step) if {
	types.are_names([step.op])
	is_string(step.path)
}
