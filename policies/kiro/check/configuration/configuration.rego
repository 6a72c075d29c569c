# METADATA
# title: Check of the guardrails
# description: >-
#   What is wrong with the compiled guardrails, before any rule reads them - nothing loaded, or something in another
#   shape, would be silence, and silence is allow.
package kiro.check.configuration

import data.kiro.check.documents
import data.kiro.lib.guardrails.shapes as tables
import data.kiro.lib.shapes

_lists := {"actions", "resources", "files", "commands", "patterns"}

_parts := {"about", "settings", "production", "counts", "entries"}

_settings := {"secrets", "unresolved", "sandbox", "specReview"}

# METADATA
# description: The origins used, each with the content and the counter it says it has.
origins := sort([[name, _about(name, "content"), _about(name, "counter")] | some name in _names])

# METADATA
# description: One sentence for each flaw.
# scope: document
problems contains "the library of shapes is not loaded" if not _tables_are_whole

problems contains "the library of containers is not loaded" if not _containers_are_loaded

problems contains "the built-in guardrails are not loaded" if not "builtin" in _names

problems contains "the guardrails loaded are not those of the origins expected" if _names != _expected

problems contains concat("", ["origin `", name, "` is not as expected: restart the sidecar"]) if {
	some name in _names
	not _is_as_expected(name)
}

problems contains concat("", ["the built-in guardrails leave `", setting, "` open"]) if {
	some setting in _settings
	data.kiro.guardrails.builtin.settings[setting] == null
}

problems contains concat("", ["the built-in guardrails leave `permissions.", setting, "` open"]) if {
	some setting, null in data.kiro.guardrails.builtin.settings.permissions
}

# in a folder of their own, the defaults would say nothing of all other files
problems contains "the built-in guardrails have a scope" if {
	documents.are_whole
	data.kiro.guardrails.builtin.scope != ""
}

problems contains concat("", ["origin `", name, "` names the action `", entry.name, "`, which is not loaded"]) if {
	some name in _names
	some entry in data.kiro.guardrails[name].entries.actions
	entry.matcher == "named"
	not entry.name in documents.actions
}

problems contains concat("", ["origin `", name, "` names the rule `", id, "`, which is another's"]) if {
	documents.are_whole
	some name in _names
	some id in data.kiro.guardrails[name].rules
	["custom", origin, _] = split(id, "/")
	origin != name
}

problems contains flaw if {
	not documents.are_whole
	some flaw in _flaws
}

# what the quick check refuses is refused, whether or not anybody can say why
problems contains "the guardrails are not whole" if {
	not documents.are_whole
	count(_flaws) == 0
}

_flaws contains _flaw([field], name) if {
	some name in _names
	some field in shapes.flaws(data.kiro.guardrails[name], tables.document)
}

_flaws contains _flaw([part, field], name) if {
	some name in _names
	some part in _parts
	some field in shapes.flaws(data.kiro.guardrails[name][part], tables.parts[part])
}

_flaws contains _flaw(["permissions", field], name) if {
	some name in _names
	some field in shapes.flaws(data.kiro.guardrails[name].settings.permissions, tables.parts.permissions)
}

_flaws contains concat("", ["origin `", name, "` does not have as many `", list, "` as it says"]) if {
	some name in _names
	some list in _lists
	not _is_counted(name, list)
}

_flaws contains concat("", ["an entry of `", list, "` of origin `", name, "` has an unknown matcher"]) if {
	some name in _names
	some list in _lists
	some entry in data.kiro.guardrails[name].entries[list]
	not _has_matcher(entry, list)
}

_flaws contains _flaw([list, "*", field], name) if {
	some name in _names
	some list in _lists
	some entry in data.kiro.guardrails[name].entries[list]
	some field in shapes.flaws(entry, _entries[list][entry.matcher])
}

_flaws contains _flaw_of_action([field], name) if {
	some name in documents.actions
	some field in shapes.flaws(_action(name), tables.action)
}

_flaws contains _flaw_of_action([part, "*", field], name) if {
	some name in documents.actions
	some part, shape in tables.action_parts
	some element in data.kiro.actions[name][part]
	some field in shapes.flaws(element, shape)
}

_flaw(path, origin) := concat("", [
	"`", concat(".", path), "` of origin `", origin, "` is missing, of another type or unknown",
])

_flaw_of_action(path, action) := concat("", [
	"`", concat(".", path), "` of the action `", action, "` is missing, of another type or unknown",
])

# what an entry has, by its list and its matcher
_entries[list][matcher] := object.union(tables.entry, shape) if {
	some list, matchers in tables.matchers
	some matcher, shape in matchers
}

_names contains name if some name, _ in data.kiro.guardrails

_has_matcher(entry, list) if is_object(_entries[list][entry.matcher])

# without what its own Rego finds, which reads the event
_action(name) := {field: value | some field, _ in tables.action; value := data.kiro.actions[name][field]}

_expected contains pin[0] if some pin in input.context.expected

_about(name, field) := object.get(data.kiro.guardrails[name], ["about", field], null) if {
	is_object(data.kiro.guardrails[name])
} else := null

# INVARIANT: a pin without content is a tag, which may move on but never back (test_policies.py)
_is_as_expected(name) if {
	some pin in input.context.expected
	pin[0] == name
	_has_content(data.kiro.guardrails[name].about, pin[1])
	data.kiro.guardrails[name].about.counter >= pin[2]
}

_has_content(about, content) if about.content == content

_has_content(_, null)

_is_counted(name, list) if {
	is_array(data.kiro.guardrails[name].entries[list])
	data.kiro.guardrails[name].counts[list] == count(data.kiro.guardrails[name].entries[list])
}

_containers_are_loaded if count(data.kiro.lib.arns.containers) > 0

_tables_are_whole if {
	count(tables.document) == 8
	count(tables.parts) == 6
	count(tables.entry) == 9
	count(tables.action) == 10
	count(tables.action_parts) == 8
	{list | some list, _ in tables.matchers} == _lists
}
