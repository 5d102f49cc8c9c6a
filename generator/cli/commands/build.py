"""`auditscap build`."""

from pathlib import Path

import click

from generator.cli.options import (
    no_oscap_option,
    products_option,
    quiet_option,
    report_format_option,
    root_option,
    source_date,
    verbose_option,
)
from generator.cli.output import ReportFormat
from generator.cli.run import run_and_report
from generator.source import Problems
from generator.stages.models import Run


@click.command("build")
@root_option
@products_option
@report_format_option
@verbose_option
@quiet_option
@no_oscap_option
def command(
    *,
    root: Path,
    products: tuple[str, ...],
    form: ReportFormat,
    verbose: bool,
    quiet: bool,
    no_oscap: bool,
) -> None:
    """Build, validate and write the data streams into build/PRODUCT/."""
    run = Run(
        root=root,
        problems=Problems(),
        products=products,
        timestamp=source_date(),
        folder=root / "build",
        oscap=not no_oscap,
    )
    run_and_report(run, form, verbose=verbose, quiet=quiet)
