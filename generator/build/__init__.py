"""Builds of many products: what did not change is left as it is, the rest has all processors."""
