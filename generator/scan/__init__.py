"""A scan of this machine with oscap, and its results as people read them."""
