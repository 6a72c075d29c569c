"""What a change would do, found without judging: one module for each kind of evidence, `extract` for all of them."""
