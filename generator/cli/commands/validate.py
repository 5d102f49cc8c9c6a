"""`auditscap validate`."""

from pathlib import Path

import click

from generator.cli.options import (
    format_option,
    products_option,
    root_option,
    source_date,
    verbose_option,
)
from generator.cli.output import Format
from generator.cli.run import validate_and_report
from generator.source import Problems
from generator.stages.models import Run


@click.command("validate")
@root_option
@products_option
@format_option
@verbose_option
def command(*, root: Path, products: tuple[str, ...], form: Format, verbose: bool) -> None:
    """Build and validate in memory; write nothing."""
    run = Run(root=root, problems=Problems(), products=products, timestamp=source_date())
    validate_and_report(run, form, verbose=verbose)
