"""`auditscap tailor`."""

import sys
from pathlib import Path

import click

from generator.cli.completion import (
    complete_products,
    complete_profiles,
    complete_rules,
    complete_values,
)
from generator.cli.options import format_option, root_option, source_date
from generator.cli.output import Format, print_json, print_problems
from generator.cli.progress import end_progress, progress
from generator.cli.tailor import Wishes
from generator.cli.tailor import tailor as write_tailoring
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run


@click.command("tailor")
@root_option
@format_option
@click.option(
    "--product",
    metavar="ID",
    required=True,
    help="The product.",
    shell_complete=complete_products,
)
@click.option(
    "--profile",
    metavar="ID",
    help="The profile to begin with.  [default: the project's]",
    shell_complete=complete_profiles,
)
@click.option("--id", "name", default="tailored", show_default=True, help="Id of the new profile.")
@click.option("--title", help="Title of the new profile.")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="VALUE=TEXT",
    help="A Value; repeatable.",
    shell_complete=complete_values,
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="A rule more; repeatable.",
    shell_complete=complete_rules,
)
@click.option(
    "--deselect",
    multiple=True,
    metavar="RULE",
    help="A rule less; repeatable.",
    shell_complete=complete_rules,
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: ID-PRODUCT-tailoring.xml]",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(
    *,
    root: Path,
    form: Format,
    product: str,
    profile: str | None,
    name: str,
    title: str | None,
    values: tuple[str, ...],
    select: tuple[str, ...],
    deselect: tuple[str, ...],
    output: Path | None,
    force: bool,
) -> None:
    """Write a tailoring file: a profile with other Values, more rules or fewer."""
    run = Run(root=root, problems=Problems(), products=(product,), timestamp=source_date())
    run = run_pipeline(run, progress(form), last="assemble")
    end_progress()
    wishes = Wishes(
        profile=profile,
        id=name,
        title=title,
        values=values,
        selected=select,
        deselected=deselect,
        output=output,
        replace=force,
    )
    data = write_tailoring(run, run.builds[0], wishes) if run.builds else {}
    if form == "json":
        print_json(data, run.problems)
    else:
        print_problems(run.problems, end=", nothing written")
        if data:
            click.echo(f"{data['file']}: profile {data['profile']}\n  {data['command']}")
    sys.exit(1 if run.problems.errors else 0)
