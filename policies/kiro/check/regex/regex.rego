# METADATA
# title: Check of regular expressions
# description: >-
#   What the configuration is checked with, in the engine that will use it - Wasm's RE2 refuses some regexes that Go's
#   takes, and a refused regex must be an error before it is a guardrail.
package kiro.check.regex

import data.kiro.lib.safe

# METADATA
# description: For each of `input.patterns` whether it can be used; false for what is not a string.
# entrypoint: true
valid := [safe.is_regex(pattern) | some pattern in input.patterns]
