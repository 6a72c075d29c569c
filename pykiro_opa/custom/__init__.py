"""Rules of a team's own in `.kiro/policies`: read, checked as if their author were hostile, tested and compiled.

Nothing here is on the path of a hook whose workspace has no such rules, nor of one whose rules were compiled before.
"""
