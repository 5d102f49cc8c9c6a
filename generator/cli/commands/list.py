"""`auditscap list`."""

import sys
from pathlib import Path

import click

from generator.cli.listing import listing, listing_text
from generator.cli.options import format_option, root_option
from generator.cli.output import Format, print_json, print_problems
from generator.cli.progress import end_progress, progress
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run


@click.command("list")
@root_option
@format_option
def command(*, root: Path, form: Format) -> None:
    """List products with their profiles and rules."""
    problems = Problems()
    run = run_pipeline(Run(root=root, problems=problems), progress(form), last="assemble")
    end_progress()
    if form == "json":
        print_json(listing(run.builds), problems)
    else:
        click.echo(listing_text(run.builds), nl=bool(run.builds))
        print_problems(problems)
    sys.exit(1 if problems.errors else 0)
