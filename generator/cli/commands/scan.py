"""`auditscap scan`."""

import sys
from pathlib import Path

import click

from generator.cli.completion import complete_products, complete_profiles
from generator.cli.options import format_option, root_option, source_date
from generator.cli.output import Format
from generator.cli.scan import scan_this_machine
from generator.source import Problems


@click.command("scan")
@root_option
@format_option
@click.option(
    "--product",
    metavar="ID",
    help="Instead of what /etc/os-release says.",
    shell_complete=complete_products,
)
@click.option(
    "--profile",
    metavar="ID",
    help="Instead of the project's default profile.",
    shell_complete=complete_profiles,
)
def command(*, root: Path, form: Format, product: str | None, profile: str | None) -> None:
    """Build for this machine, scan it with oscap, and show rule, result and reason."""
    problems = Problems()
    scan_this_machine(
        root, form, problems, product=product, profile=profile, timestamp=source_date()
    )
    sys.exit(1 if problems.errors else 0)
