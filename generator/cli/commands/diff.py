"""`auditscap diff`."""

import sys
from pathlib import Path

import click

from generator.cli.diff import compare
from generator.cli.options import format_option
from generator.cli.output import Format
from generator.source import Problems

_TROUBLE = 2


@click.command("diff")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@format_option
@click.option(
    "--lines",
    "most",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="How many lines of each change are shown; 0 is all.",
)
def command(*, old: Path, new: Path, form: Format, most: int) -> None:
    """Compare two data streams by meaning, or all of two folders.

    Order, ids within OVAL, white space and time stamps say nothing. Exit status: 0 the same,
    1 different, 2 trouble.
    """
    problems = Problems()
    differ = compare(old, new, form, problems, most=most)
    sys.exit(_TROUBLE if problems.errors else int(differ))
