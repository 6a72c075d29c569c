# METADATA
# title: Total builtins
# description: A builtin that can fail, that Wasm lacks or that differs between engines; see policies/kiro/lib/safe
# related_resources:
#   - description: builtins of the Wasm target
#     ref: https://www.openpolicyagent.org/docs/wasm
package custom.regal.rules.safety["total-builtins"]

import data.regal.ast
import data.regal.result

# native in Wasm, equal in both engines, and never undefined for values of the types that `kiro.check` demands
_total := {
	"and", "array.concat", "array.slice", "assign", "concat", "contains", "count", "endswith", "eq", "equal",
	"floor", "gt", "gte", "internal.member_2", "internal.member_3", "is_array", "is_boolean", "is_null", "is_number",
	"is_object", "is_set", "is_string", "lower", "lt", "lte", "max", "min", "minus", "neq", "object.get",
	"object.union", "object.union_n", "or", "plus", "rem", "replace", "sort", "split", "startswith",
	"strings.replace_n", "walk",
}

# these can fail, so that only `kiro.lib.safe` may call them
_guarded := {
	"indexof", "json.unmarshal", "regex.find_all_string_submatch_n", "regex.is_valid", "regex.match", "substring",
}

# these stop the decision where they fail, so that only `kiro.lib.strict` may call them besides
_stopping := {"format_int", "mul", "sum", "to_number", "trim_prefix", "trim_space", "trim_suffix", "upper"}

# METADATA
# description: Every call of a builtin that is not allowed where it stands; tests are never compiled to Wasm.
report contains violation if {
	startswith(ast.package_name, "kiro.")
	not endswith(ast.package_name, "_test")
	some ref in ast.found.calls[_]
	name := ast.ref_to_string(ref[0].value)
	name in ast.builtin_names
	not name in _allowed
	violation := result.fail(rego.metadata.chain(), result.location(ref))
}

_allowed := _total | _guarded if ast.package_name == "kiro.lib.safe"

_allowed := (_total | _guarded) | _stopping if ast.package_name == "kiro.lib.strict"

_allowed := _total if not ast.package_name in {"kiro.lib.safe", "kiro.lib.strict"}
