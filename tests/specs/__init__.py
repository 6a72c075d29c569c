"""Statements of specs with what they plan, and the two rates of the gate on them: plans found, harmless ones stopped.

Each set has a table per kind of document, which a spec folder holds as one file: `PLANS` of (named action, text) and
`HARMLESS` of (text, named actions that it may be taken for all the same).
"""
