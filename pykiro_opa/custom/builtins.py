"""Which of OPA's builtins a rule of a team's own may call by itself, and what it calls instead of the others.

Wasm has no strict mode: a builtin that fails is undefined there, the finding around it vanishes, and embedded would allow
what a server refuses. So only what gives an answer for any operand is called by itself; `kiro.lib.strict` has the rest.
"""

from __future__ import annotations

# OPA's names; operators are builtins with a name like any other.
TOTAL = frozenset((
    "assign", "eq", "equal", "gt", "gte", "internal.member_2", "internal.member_3", "is_array", "is_boolean", "is_null",
    "is_number", "is_object", "is_set", "is_string", "lt", "lte", "neq", "walk",
))  # fmt: skip
INSTEAD = {
    "and": "`strict.common(one, other)`",
    "array.concat": "`strict.chained(one, other)`",
    "array.slice": "`strict.stretch(values, start, end)`",
    "concat": "`strict.join(separator, texts)`",
    "contains": "`strict.has(text, part)`",
    "count": "`strict.size(value)`",
    "endswith": "`strict.has_suffix(text, suffix)`",
    "format_int": "`strict.digits(whole)`",
    "indexof": "`strict.position(text, part)`",
    "lower": "`strict.lowercase(text)`",
    "max": "`strict.largest(values)`",
    "min": "`strict.smallest(values)`",
    "minus": "`strict.difference(one, other)` of numbers, `strict.without(one, other)` of sets",
    "mul": "`strict.times(one, other)`",
    "object.get": "`strict.field(object, key, otherwise)`",
    "object.union": "`strict.merged(one, other)`",
    "or": "`strict.united(one, other)`",
    "plus": "`strict.added(one, other)`",
    "regex.match": "`strict.matches(pattern, text)`",
    "rem": "`strict.remainder(one, other)`",
    "replace": "`strict.replaced(text, old, new)`",
    "sort": "`strict.ordered(values)`",
    "split": "`strict.parts(text, separator)`",
    "sprintf": "`strict.join(separator, texts)`",
    "startswith": "`strict.has_prefix(text, prefix)`",
    "substring": "`strict.slice(text, start, length)`",
    "sum": "`strict.total(addends)`",
    "to_number": "`strict.number(text)`",
    "trim_prefix": "`strict.without_prefix(text, prefix)`",
    "trim_space": "`strict.stripped(text)`",
    "trim_suffix": "`strict.without_suffix(text, suffix)`",
    "upper": "`strict.uppercase(text)`",
}
SIGNS = {"and": "&", "minus": "-", "mul": "*", "or": "|", "plus": "+", "rem": "%", "div": "/"}


def refused(name: str) -> str:
    """One clause on why a rule may not call the builtin, and what to do."""
    called = f"`{SIGNS.get(name, name)}`"
    if name in INSTEAD:
        return f"{called} can fail unseen; call {INSTEAD[name]}"
    return f"{called} is not for rules that judge: they see the event alone, and each engine must say the same; leave it out"
