# METADATA
# title: Check of the change event
# description: What is wrong with the event, before any rule reads it. Rules read its fields without asking.
package kiro.check.event

import data.kiro.check.facts
import data.kiro.lib.event.shapes as tables
import data.kiro.lib.shapes

_kinds := {
	"files", "commands", "calls", "statements", "infrastructure", "permissions", "intents", "secrets", "tools",
	"guardrail_changes", "unresolved",
}

# METADATA
# description: One sentence for each flaw.
# scope: document
problems contains "the library of shapes is not loaded" if not _tables_are_whole

problems contains "an element of `context.expected` is not an origin, a content and a counter" if {
	some pin in _event.context.expected
	not _is_pin(pin)
}

problems contains flaw if {
	not facts.are_whole
	some flaw in _flaws
}

# what the quick check refuses is refused, whether or not anybody can say why
problems contains "the event is not whole" if {
	not facts.are_whole
	count(_flaws) == 0
}

_flaws contains _flaw([field]) if {
	some field in shapes.flaws(_event, tables.envelope)
}

_flaws contains _flaw(["source", field]) if {
	some field in shapes.flaws(_event.source, tables.parts.source)
}

_flaws contains _flaw(["context", field]) if {
	some field in shapes.gaps(_event.context, tables.parts.context)
}

_flaws contains _flaw([kind, "*", field]) if {
	some kind in _kinds
	some fact in _list(_event[kind])
	some field in shapes.flaws(fact, tables.facts[kind])
}

_flaws contains _flaw([kind, "*.at", field]) if {
	some kind in _kinds
	some fact in _list(_event[kind])
	some field in shapes.flaws(fact.at, tables.parts.at)
}

_flaws contains _flaw([kind, "*.runs.*", field]) if {
	some kind in ["files", "commands", "statements", "tools"]
	some fact in _list(_event[kind])
	some run in _list(fact.runs)
	some field in shapes.flaws(run, tables.parts.run)
}

_flaws contains _flaw(["calls.*.resources.*", field]) if {
	some call in _list(_event.calls)
	some resource in _list(call.resources)
	some field in shapes.flaws(resource, tables.parts.resource)
}

_flaws contains _flaw(["infrastructure.*.patch.*", field]) if {
	some resource in _list(_event.infrastructure)
	some patch in _list(resource.patch)
	some field in shapes.gaps(patch, tables.parts.patch)
}

_flaw(path) := concat("", ["`", concat(".", path), "` of the event is missing, of another type or unknown"])

default _event := {}

_event := input if is_object(input)

# INVARIANT: a table that is not loaded must not pass for a table without demands (test_policies.py)
_tables_are_whole if {
	count(tables.envelope) > count(_kinds)
	count(tables.parts) == 6
	{kind | some kind, shape in tables.facts; count(shape) > 2} == _kinds
}

# anything but a list is a flaw already, of what holds it
_list(value) := value if is_array(value)

_is_pin([origin, content, counter]) if {
	is_string(origin)
	_is_text_or_null(content)
	is_number(counter)
	floor(counter) == counter
}

_is_text_or_null(null)

_is_text_or_null(value) if is_string(value)
