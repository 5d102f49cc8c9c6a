"""XCCDF 1.2: the Benchmark, its Profiles, Values, Groups and Rules."""
