"""The commands: the only code that prints."""

from generator.cli.main import main

__all__ = ["main"]
