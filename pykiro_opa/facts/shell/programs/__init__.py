"""What programs do with the words they are given: which start others, which are given shell text, which print what."""
