"""oscap, as trials run it."""

from generator.trial.oscap import again, run_oscap

__all__ = ["again", "run_oscap"]
