"""Progress on a terminal: one line that is gone when the work is done."""

import sys
from typing import Final

import click

_WORDS: Final = {
    "load": "reading content",
    "validate": "validating",
    "pack": "packing",
    "write": "letting oscap validate",
    "scan": "scanning with oscap",
    "report": "reading results",
}
_CLEAR: Final = "\r\x1b[K"


def show_progress(stage: str) -> None:
    """Say what goes on now, if standard error is a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{_CLEAR}{_WORDS.get(stage, 'building')} ...", err=True, nl=False)


def show_count(what: str, at: int, count: int) -> None:
    """Say how far the work is, if standard error is a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{_CLEAR}{what} {at} of {count} ...", err=True, nl=False)


def end_progress() -> None:
    """Take the line away."""
    if sys.stderr.isatty():
        click.echo(_CLEAR, err=True, nl=False)


def silent(_stage: str) -> None:
    """Say nothing."""
