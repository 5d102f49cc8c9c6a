"""`auditscap pages`, for developers."""

import sys
from pathlib import Path

import click

from generator.cli.options import root_option
from generator.cli.output import print_problems
from generator.cli.pages import pages
from generator.cli.progress import end_progress, show_progress
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run


@click.command("pages", hidden=True)
@root_option
def command(*, root: Path) -> None:
    """Write the pages of docs/ that are made from code."""
    run = run_pipeline(Run(root=root, problems=Problems()), show_progress, last="compile")
    end_progress()
    print_problems(run.problems)
    if run.problems.errors:
        sys.exit(1)
    show_progress("pages")
    made = pages(run)
    end_progress()
    print_problems(run.problems)
    if run.problems.errors:
        sys.exit(1)
    for path, text in made.items():
        (root / path).write_text(text, encoding="utf-8")
        click.echo(path)
