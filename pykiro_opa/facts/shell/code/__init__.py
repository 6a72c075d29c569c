"""The code of other languages that stands in shell text: what it starts, and which files it changes."""
