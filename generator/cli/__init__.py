"""The commands: the only code that prints."""

from generator.cli.commands import main

__all__ = ["main"]
