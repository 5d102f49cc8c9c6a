"""Scripts for oscap's Script Check Engine, the only way it can see the running kernel."""
