# METADATA
# title: Quick check of the guardrails
# description: >-
#   Whether every compiled document, every entry and every named action is as `kiro.lib.guardrails.shapes` says, asked
#   so that a thousand entries cost little; what is wrong is `kiro.check.configuration`'s to say. It must take nothing
#   that the shapes refuse, and refuse nothing that they take (test_quick_checks.py).
package kiro.check.documents

import data.kiro.lib.guardrails.shapes as tables
import data.kiro.lib.types

# METADATA
# description: Whether all documents, their entries and the actions they name are whole.
# scope: document
default are_whole := false

are_whole if {
	is_object(data.kiro.guardrails)
	count([name | some name, _ in data.kiro.guardrails; _is_document(name)]) == count(data.kiro.guardrails)
	count([list | some list, entries in _entries; _are_entries(list, entries)]) == 5
	count([name | some name in actions; _is_action(name)]) == count(actions)
}

# METADATA
# description: The named actions that the guardrails speak of and the library has.
# scope: document
actions contains entry.name if {
	some entry in _entries.actions
	entry.matcher == "named"
	_ = data.kiro.actions[entry.name].production
}

_entries[list] := [entry | some name; some entry in data.kiro.guardrails[name].entries[list]] if {
	some list, _ in tables.matchers
}

_is_document(name) if {
	is_object(data.kiro.guardrails[name])
	count(data.kiro.guardrails[name]) == count(tables.document)
	data.kiro.guardrails[name].format in tables.document.format
	is_string(data.kiro.guardrails[name].scope)
	types.are_arrays([data.kiro.guardrails[name].rules])
	types.are_names(data.kiro.guardrails[name].rules)
	_is_about(data.kiro.guardrails[name].about)
	_are_settings(data.kiro.guardrails[name].settings)
	_is_production(data.kiro.guardrails[name].production)
	_are_counted(data.kiro.guardrails[name].entries, data.kiro.guardrails[name].counts)
}

_is_about({"content": content, "counter": counter}) if {
	is_string(content)
	content != ""
	types.is_integer(counter)
}

_are_settings({
	"secrets": secrets, "unresolved": unresolved, "permissions": permissions, "sandbox": sandbox,
	"specReview": review, "mode": mode,
}) if {
	secrets in tables.parts.settings.secrets
	unresolved in tables.parts.settings.unresolved
	sandbox in tables.parts.settings.sandbox
	review in tables.parts.settings.specReview
	mode in tables.parts.settings.mode
	_are_permissions(permissions)
}

_are_permissions({
	"expansion": expansion, "readOnlyGainsWrite": write, "privilegeEscalation": escalation, "unknown": unknown,
}) if {
	expansion in tables.parts.permissions.expansion
	write in tables.parts.permissions.readOnlyGainsWrite
	escalation in tables.parts.permissions.privilegeEscalation
	unknown in tables.parts.permissions.unknown
}

_is_production({"names": names, "accounts": accounts, "profiles": profiles}) if {
	types.are_arrays([names, accounts, profiles])
	types.are_texts(array.concat(names, array.concat(accounts, profiles)))
}

_are_counted(
	{"actions": actions_, "resources": resources, "files": files, "commands": commands, "patterns": patterns},
	counts,
) if {
	types.are_arrays([actions_, resources, files, commands, patterns])
	counts == {
		"actions": count(actions_), "resources": count(resources), "files": count(files), "commands": count(commands),
		"patterns": count(patterns),
	}
}

_are_entries(_, [])

# of each entry its names, its other texts and its limits; of one that is not whole nothing
_are_entries(list, entries) if {
	rows := _rows(list, entries)
	count(rows) == count(entries)
	types.are_names([name | some [names, _, _] in rows; some name in names])
	types.are_texts([text | some [_, texts, _] in rows; some text in texts])
	limits := {limit | some [_, _, limit] in rows}
	count([limit | some limit in limits; _is_limit(limit)]) == count(limits)
}

_is_limit([effect, stages, except]) if {
	effect in tables.entry.effect
	is_array(stages)
	count(stages) > 0
	count({stage | some stage in stages} - _stages) == 0
	is_array(except)
	types.are_texts(except)
	not "" in except
}

_stages := {"spec", "task", "commit", "pull_request"}

_rows("actions", entries) := array.concat(_named(entries), _api(entries))

_rows("resources", entries) := [row |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "arn",
		"fields": [f0, f1, f2, f3, f4, f5], "regexes": [r0, r1, r2, r3, r4, r5],
	} in entries
	texts := [f0, f1, f2, f3, f4, f5, r0, r1, r2, r3, r4, r5]
	row := [[id, pointer, message, match, digest], texts, [effect, stages, except]]
]

_rows("files", entries) := [row |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "glob", "regex": expression, "prefix": prefix,
		"needle": needle,
	} in entries
	row := [[id, pointer, message, match, digest], [expression, prefix, needle], [effect, stages, except]]
]

_rows("commands", entries) := [row |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "argv", "program": program, "words": words, "options": options,
	} in entries
	is_array(words)
	is_array(options)
	row := [[id, pointer, message, match, digest, program], array.concat(words, options), [effect, stages, except]]
]

_rows("patterns", entries) := array.concat(_literals(entries), _regexes(entries))

_named(entries) := [[[id, pointer, message, match, digest, name], [], [effect, stages, except]] |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "named", "name": name,
	} in entries
]

_api(entries) := [[[id, pointer, message, match, digest, text], [], [effect, stages, except]] |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "api", "text": text,
	} in entries
]

_literals(entries) := [[[id, pointer, message, match, digest, text, folded], [], [effect, stages, except]] |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "literal", "text": text, "folded": folded,
	} in entries
]

_regexes(entries) := [[[id, pointer, message, match, digest], [expression, text, folded], [effect, stages, except]] |
	some {
		"id": id, "pointer": pointer, "message": message, "match": match, "digest": digest, "effect": effect,
		"stages": stages, "except": except, "matcher": "regex", "regex": expression, "text": text,
		"folded": folded,
	} in entries
]

# field by field, since what the action finds with its own Rego reads the event
_is_action(name) if {
	is_boolean(data.kiro.actions[name].production)
	types.are_arrays([
		data.kiro.actions[name].api, data.kiro.actions[name].grants, data.kiro.actions[name].infrastructure,
		data.kiro.actions[name].settings, data.kiro.actions[name].commands, data.kiro.actions[name].arguments,
		data.kiro.actions[name].calls, data.kiro.actions[name].files, data.kiro.actions[name].statements,
	])
	_are_names(data.kiro.actions[name].api)
	_are_whole("grants", data.kiro.actions[name].grants)
	_are_whole("infrastructure", data.kiro.actions[name].infrastructure)
	_are_whole("settings", data.kiro.actions[name].settings)
	_are_whole("commands", data.kiro.actions[name].commands)
	_are_whole("arguments", data.kiro.actions[name].arguments)
	_are_whole("calls", data.kiro.actions[name].calls)
	_are_whole("files", data.kiro.actions[name].files)
	_are_whole("statements", data.kiro.actions[name].statements)
}

_are_names([])

_are_names(values) if types.are_names(values)

_are_whole(_, [])

_are_whole("grants", parts) if count([grant | some grant in parts; _is_grant(grant)]) == count(parts)

_are_whole("infrastructure", parts) if count([kind | some kind in parts; _is_kind(kind)]) == count(parts)

_are_whole("settings", parts) if count([setting | some setting in parts; _is_setting(setting)]) == count(parts)

_are_whole("commands", parts) if {
	rows := [[program, array.concat(words, options)] |
		some {"program": program, "words": words, "options": options} in parts
		is_array(words)
		is_array(options)
	]
	count(rows) == count(parts)
	types.are_names([program | some [program, _] in rows])
	types.are_texts([word | some [_, words] in rows; some word in words])
}

_are_whole("arguments", parts) if count([part | some part in parts; _is_argument(part)]) == count(parts)

_are_whole("calls", parts) if {
	count([1 | some {"actions": actions_, "texts": texts} in parts; _are_lists([actions_, texts])]) == count(parts)
}

_are_whole("files", parts) if {
	count([1 | some {"changes": changes, "paths": paths} in parts; _are_lists([changes, paths])]) == count(parts)
}

_are_whole("statements", parts) if {
	rows := [1 | some {"operations": operations, "bounded": bounded} in parts; _are_lists([operations, bounded])]
	count(rows) == count(parts)
}

_is_grant({"actions": actions, "resource": resource}) if {
	is_array(actions)
	types.are_names(array.concat(actions, [resource]))
	count(actions) > 0
}

_is_kind({"types": names, "operations": operations}) if _are_lists([names, operations])

_is_setting({"types": names, "operations": operations, "keys": keys, "values": values}) if {
	_are_lists([names, operations, keys])
	is_array(values)
	types.are_texts(values)
}

_is_argument({
	"programs": programs, "words": words, "options": options, "without": without, "arguments": arguments,
}) if {
	_are_lists([programs])
	types.are_arrays([words, options, without, arguments])
	types.are_texts(array.concat(words, array.concat(options, without)))
	_are_names(arguments)
}

# each of them an array of names, and none of them empty
_are_lists(lists) if {
	types.are_arrays(lists)
	count([list | some list in lists; types.are_names(list)]) == count(lists)
}
