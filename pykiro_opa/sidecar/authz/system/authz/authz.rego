# METADATA
# title: Who may ask a sidecar for what
# description: |
#   Three roles, told apart by their token. A probe may ask for the health; a client for the decision, too; an admin may
#   also read the policies, the status and the data. Nobody may write, query freely or have a decision without strict builtin
#   errors, where a builtin that fails makes its rule vanish. Behind a socket that its owner alone can open, the
#   socket's permissions stand for both tokens.
package system.authz

default allow := false

allow if {
	_is_probe
	input.method == "GET"
	input.path == ["health"]
}

allow if {
	_is_client
	input.path == ["v1", "data", "kiro", "main", "decision"]
	_asks_strictly
}

allow if {
	_is_admin
	array.slice(input.path, 0, 3) == ["v1", "data", "kiro"]
	_asks_strictly
}

allow if {
	_is_admin
	input.method == "GET"
	some readable in _readable
	array.slice(input.path, 0, count(readable)) == readable
}

# Not the decision: asked for with GET it would be made without strict errors.
_readable := [
	["v1", "policies"],
	["v1", "status"],
	["v1", "data", "system", "bundles"],
	["v1", "data", "kiro", "actions"],
	["v1", "data", "kiro", "guardrails"],
]

_asks_strictly if {
	input.method == "POST"
	input.params["strict-builtin-errors"] == ["true"]
	object.keys(input.params) - {"strict-builtin-errors", "provenance"} == set()
}

# What a container is started with can be read by whoever may ask its engine.
_is_probe if _is_client

_is_probe if _access.probe == crypto.sha256(input.identity)

_is_client if _is_admin

_is_client if _access.client == crypto.sha256(input.identity)

_is_admin if _access.admin == crypto.sha256(input.identity)

_is_admin if _access.socket == true

# Written by `files.py` for each start: digests of the tokens, or that there is a socket instead.
# regal ignore:unresolved-reference
_access := data.system.authz.access
