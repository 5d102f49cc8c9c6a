"""`auditscap build`."""

from pathlib import Path

import click

from generator.cli.options import (
    jobs_option,
    no_oscap_option,
    products_option,
    quiet_option,
    report_format_option,
    root_option,
    source_date,
    verbose_option,
)
from generator.cli.output import ReportFormat
from generator.cli.run import build_and_report
from generator.source import Problems
from generator.stages.models import Run


@click.command("build")
@root_option
@products_option
@report_format_option
@verbose_option
@quiet_option
@no_oscap_option
@jobs_option
@click.option("--watch", is_flag=True, help="Build again whenever a file changes, until Ctrl-C.")
def command(
    *,
    root: Path,
    products: tuple[str, ...],
    form: ReportFormat,
    verbose: bool,
    quiet: bool,
    no_oscap: bool,
    jobs: int,
    watch: bool,
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
    if watch:
        if form != "text":
            raise click.UsageError(f"--watch tells people, not programs: it has no --format {form}")
        from generator.cli.watch import watch as watch_and_build  # noqa: PLC0415 - seldom needed

        watch_and_build(run, jobs=jobs)
    build_and_report(run, form, jobs=jobs, verbose=verbose, quiet=quiet)
