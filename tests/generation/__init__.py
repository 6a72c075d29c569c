"""Hypothesis strategies: valid guardrails, change events that often nearly match them, and odd text."""
