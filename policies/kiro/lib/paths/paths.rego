# METADATA
# title: Repository paths
# description: The files that hold guardrails themselves, where patterns do not look.
package kiro.lib.paths

# METADATA
# description: Whether a path is a kiro.json, the lock or an approval, at the root or nested.
# scope: document
holds_guardrails(path) if {
	some name in [".kiro/kiro.json", ".kiro/guardrails.lock"]
	_is_or_ends_with(path, name)
}

holds_guardrails(path) if startswith(path, ".kiro/approvals/")

holds_guardrails(path) if contains(path, "/.kiro/approvals/")

_is_or_ends_with(path, name) if path == name

_is_or_ends_with(path, name) if endswith(path, concat("/", ["", name]))
