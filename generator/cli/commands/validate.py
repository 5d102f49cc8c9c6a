"""`auditscap validate`."""

from pathlib import Path

import click

from generator.cli.options import (
    products_option,
    quiet_option,
    report_format_option,
    root_option,
    source_date,
    verbose_option,
)
from generator.cli.output import ReportFormat
from generator.cli.run import validate_and_report
from generator.source import Problems
from generator.stages.models import Run


@click.command("validate")
@root_option
@products_option
@report_format_option
@verbose_option
@quiet_option
def command(
    *, root: Path, products: tuple[str, ...], form: ReportFormat, verbose: bool, quiet: bool
) -> None:
    """Build and validate in memory; write nothing."""
    run = Run(root=root, problems=Problems(), products=products, timestamp=source_date())
    validate_and_report(run, form, verbose=verbose, quiet=quiet)
