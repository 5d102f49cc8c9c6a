"""`auditscap init`."""

import sys
from pathlib import Path

import click

from generator.cli.options import format_option
from generator.cli.output import Format, print_json, print_problems
from generator.source import Problems
from generator.write.project import make_project


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@format_option
def command(*, folder: Path, form: Format) -> None:
    """Make a project in FOLDER: the controls, products and profiles that come with auditscap.

    What lies in FOLDER already is never overwritten. FOLDER is the current one by default.
    """
    problems = Problems()
    made = make_project(folder, problems)
    if form == "json":
        print_json({"folder": str(folder), "made": list(made)}, problems)
    else:
        print_problems(problems, end=", nothing written")
        for name in made:
            click.echo(folder / name)
        if made:
            click.echo("\nauditscap build, there, makes the data streams of all products.")
    sys.exit(1 if problems.errors else 0)
