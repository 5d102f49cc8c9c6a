"""Check kinds: each is one package behind the Protocol of `protocol`, listed in `registry`."""
