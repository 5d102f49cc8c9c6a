"""Options that several commands share, and what the environment says."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.completion import complete_products

_LONGEST_EPOCH = 11  # digits; beyond it xsd:dateTime needs more than four for the year

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder with project.yml, controls/, products/ and profiles/.",
)
products_option = click.option(
    "--product",
    "products",
    multiple=True,
    metavar="ID",
    help="Only this product; repeatable.",
    shell_complete=complete_products,
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
report_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for code hosts and editors.",
)
verbose_option = click.option(
    "--verbose", "-v", is_flag=True, help="Show validators' warnings too."
)
quiet_option = click.option(
    "--quiet", "-q", is_flag=True, help="Print problems alone; JSON is printed all the same."
)
no_oscap_option = click.option(
    "--no-oscap", is_flag=True, help="Do without oscap's own validation."
)

jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=lambda: len(os.sched_getaffinity(0)),
    show_default="the number of processors",
    help="How many products are built at once.",
)


def source_date() -> str | None:
    """Give SOURCE_DATE_EPOCH as xsd:dateTime, if it is set (reproducible-builds.org)."""
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_EPOCH:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {text!r}")
    return datetime.fromtimestamp(int(text), UTC).strftime("%Y-%m-%dT%H:%M:%S")
