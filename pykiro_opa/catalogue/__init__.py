"""What is known beforehand: named actions, programs and their arguments, and where the Rego library lies."""
