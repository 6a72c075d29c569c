"""Every parser of foreign input against inputs that nobody would write; see `worker`."""
