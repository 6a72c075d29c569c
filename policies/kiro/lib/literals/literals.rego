# METADATA
# title: Literals in a text
# description: >-
#   Which of many literals stand in a text. One pass asks for all of them at once, since a text that has none stays as
#   it is when each is cut out; only where one does stand there are they asked for in groups, and then one by one.
package kiro.lib.literals

_group := 32

# METADATA
# description: Those of a set of literals that stand in a text; the empty one stands in every text.
present(literals, text) := (literals & {""}) | _found([literal | some literal in literals; literal != ""], text)

_found(literals, text) := {literal |
	some start, _ in literals
	start % _group == 0
	group := array.slice(literals, start, start + _group)
	_holds_any(group, text)
	some literal in group
	contains(text, literal)
} if {
	_holds_any(literals, text)
} else := set()

_holds_any(literals, text) if strings.replace_n({literal: "" | some literal in literals}, text) != text
