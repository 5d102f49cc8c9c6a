"""Progress on a terminal: one line that is gone when the work is done."""

import sys
from collections.abc import Callable
from typing import Final

import click

_WORDS: Final = {
    "load": "reading content",
    "validate": "validating",
    "pack": "packing",
    "write": "letting oscap validate",
    "scan": "scanning with oscap",
    "report": "reading results",
    "judge": "judging",
    "pages": "trying examples",
}
_CLEAR: Final = "\r\x1b[K"


def show_progress(stage: str) -> None:
    """Say what goes on now, if standard error is a terminal."""
    if sys.stderr.isatty():
        _write(f"{_CLEAR}{_WORDS.get(stage, 'building')} ...")


def show_count(what: str, at: int, count: int) -> None:
    """Say how far the work is, if standard error is a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{_CLEAR}{what} {at} of {count} ...", err=True, nl=False)


def end_progress() -> None:
    """Take the line away."""
    if sys.stderr.isatty():
        _write(_CLEAR)


def _write(text: str) -> None:
    """Write to the terminal; what takes a line away is no colour, so NO_COLOR leaves it."""
    click.echo(text, err=True, nl=False, color=True)


def progress(form: str, *, quiet: bool = False) -> Callable[[str], None]:
    """Give what tells of each stage: nothing where a program reads, or nobody wants it."""
    return show_progress if form == "text" and not quiet else silent


def silent(_stage: str) -> None:
    """Say nothing."""
