# METADATA
# title: Builtins that can fail
# description: >-
#   OPA's Wasm target has no strict mode: a builtin that fails is undefined there, and a rule that calls it vanishes.
#   So these builtins are called here alone. Every function is total, and its default says what a failure means.
package kiro.lib.safe

# METADATA
# description: Whether a text matches, unless proven otherwise; with a regex that cannot be used a guardrail must fire.
# scope: document
default matches(_, _) := true

matches(pattern, text) := false if regex.match(pattern, text) == false

# METADATA
# description: Whether a text certainly matches; for exceptions, which a regex that cannot be used must not widen.
# scope: document
default surely_matches(_, _) := false

surely_matches(pattern, text) if regex.match(pattern, text)

# METADATA
# description: Whether the engine can use a regex.
# scope: document
default is_regex(_) := false

is_regex(pattern) if regex.is_valid(pattern)

# METADATA
# description: The first match of a regex in a text, empty where there is none.
# scope: document
default first_match(_, _) := ""

first_match(pattern, text) := regex.find_all_string_submatch_n(pattern, text, 1)[0][0]

# METADATA
# description: Where a text first stands in another, in code points; -1 where it does not, or is empty.
# scope: document
default position(_, _) := -1

position(text, part) := indexof(text, part) if part != ""

# METADATA
# description: The first characters of a text.
# scope: document
default first(_, _) := ""

first(text, number) := substring(text, 0, number) if number >= 0

# METADATA
# description: The numbers of a text like `0,4,9`; the first of lines where it is another.
# scope: document
default offsets(_) := [0]

offsets(text) := json.unmarshal(concat("", ["[", text, "]"]))
