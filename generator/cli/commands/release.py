"""`auditscap release`."""

import sys
from pathlib import Path

import click

from generator.cli.options import (
    format_option,
    no_oscap_option,
    quiet_option,
    root_option,
    source_date,
)
from generator.cli.output import Format, print_json, print_problems
from generator.cli.progress import end_progress, progress
from generator.cli.release import end_of_problems, release_text
from generator.cli.release import release as make_release
from generator.source import Problems
from generator.stages.models import Run


@click.command("release")
@root_option
@format_option
@click.option("--record", is_flag=True, help="Write the list of released ids, too.")
@no_oscap_option
@quiet_option
def command(*, root: Path, form: Format, record: bool, no_oscap: bool, quiet: bool) -> None:
    """Build all products and pack them into build/release/, with checksums."""
    run = Run(
        root=root,
        problems=Problems(),
        timestamp=source_date(),
        folder=root / "build",
        oscap=not no_oscap,
    )
    data = make_release(run, progress(form, quiet=quiet), record=record)
    end_progress()
    if form == "json":
        print_json(data, run.problems)
    else:
        print_problems(run.problems, end=end_of_problems(data))
        if data and not quiet:
            click.echo(release_text(data))
    sys.exit(1 if run.problems.errors else 0)
