package kiro.lib.entries_test

import data.kiro.lib.entries
import data.kiro.lib.fixtures_test as fixtures

_guardrails := object.union(fixtures.guardrails({}), {"workspace": {"scope": "services/a/"}})

_applies(fields, path) if {
	entries.applies("workspace", fixtures.entry(fields), path) with input as fixtures.event({})
		with data.kiro.guardrails as _guardrails
}

test_an_entry_applies_in_its_folder_alone if {
	_applies({}, "services/a/x")
	not _applies({}, "services/b/x")
	not _applies({}, "x/services/a/")
}

test_a_pseudo_path_is_in_every_folder if {
	_applies({}, "<command>")
	not _applies({}, "a<")
}

test_an_entry_applies_at_its_stages_alone if {
	_applies({"stages": ["spec", "task"]}, "<command>")
	not _applies({"stages": ["spec"]}, "<command>")
	not _applies({"stages": []}, "<command>")
}

test_an_exception_takes_a_path_out if {
	not _applies({"except": ["^x$", "^services/a/t"]}, "services/a/t/x")
	_applies({"except": ["^x$", "^services/a/t"]}, "services/a/u")
	_applies({"except": ["("]}, "services/a/u")
}
