# METADATA
# title: Literals in a text
# description: >-
#   Which of many literals stand in a text. One pass asks for a group of them at once, since a text that has none stays
#   as it is when each is cut out; only where one does stand there are they asked for in smaller groups, then singly.
package kiro.lib.literals

# METADATA
# description: Those of a set of literals that stand in a text; the empty one stands in every text.
present(literals, text) := (literals & {""}) | {literal |
	some group in _holding([literal | some literal in literals], 128, text)
	some part in _holding(group, 16, text)
	some literal in part
	contains(text, literal)
}

# the groups of that size in which some literal stands in the text; larger ones take longer to prepare than to look
_holding(literals, size, text) := [group |
	some start, _ in literals
	start % size == 0
	group := array.slice(literals, start, start + size)
	strings.replace_n({literal: "" | some literal in group}, text) != text
]
