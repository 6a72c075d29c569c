"""Spellings of five commands: generated from rows of text, proven by running them, judged by the gate."""
