"""What commands do to files, and how the paths of those are spelled."""
