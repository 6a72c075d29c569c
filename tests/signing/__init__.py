"""Bundles signed by OPA and by us, and what a forger makes of them."""
