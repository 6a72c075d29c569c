"""How shell text is spelled: words, expansions and options, and what a text has set so far; no command is known here."""
