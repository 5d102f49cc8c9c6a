"""The command line of auditscap. Exit status: 0 clean, 1 problems in content, 2 wrong usage."""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.listing import listing, listing_text
from generator.cli.output import Format, print_in_any_locale, print_json, print_problems
from generator.cli.pages import pages
from generator.cli.progress import end_progress, show_progress, silent
from generator.cli.release import end_of_problems, release_text
from generator.cli.release import release as make_release
from generator.cli.scan import scan_this_machine
from generator.cli.summary import print_summary, summary
from generator.cli.tailor import Wishes
from generator.cli.tailor import tailor as write_tailoring
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run

_BUG = 70  # sysexits.h EX_SOFTWARE
_LONGEST_EPOCH = 11  # digits; beyond it xsd:dateTime needs more than four for the year

_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder with project.yml, controls/, products/ and profiles/.",
)
_products = click.option(
    "--product", "products", multiple=True, metavar="ID", help="Only this product; repeatable."
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
_verbose = click.option("--verbose", "-v", is_flag=True, help="Show validators' warnings too.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="auditscap")
def cli() -> None:
    """Linux audit controls in YAML become SCAP data streams that oscap runs."""


@cli.command()
@_root
@_products
@_format
@_verbose
@click.option("--no-oscap", is_flag=True, help="Do without oscap's own validation.")
def build(
    *, root: Path, products: tuple[str, ...], form: Format, verbose: bool, no_oscap: bool
) -> None:
    """Build, validate and write the data streams into build/PRODUCT/."""
    run = Run(
        root=root,
        problems=Problems(),
        products=products,
        timestamp=_source_date(),
        folder=root / "build",
        oscap=not no_oscap,
    )
    _run_and_report(run, form, verbose=verbose)


@cli.command()
@_root
@_products
@_format
@_verbose
def validate(*, root: Path, products: tuple[str, ...], form: Format, verbose: bool) -> None:
    """Build and validate in memory; write nothing."""
    run = Run(root=root, problems=Problems(), products=products, timestamp=_source_date())
    _run_and_report(run, form, verbose=verbose)


@cli.command()
@_root
@_format
@click.option("--record", is_flag=True, help="Write the list of released ids, too.")
@click.option("--no-oscap", is_flag=True, help="Do without oscap's own validation.")
def release(*, root: Path, form: Format, record: bool, no_oscap: bool) -> None:
    """Build all products and pack them into build/release/, with checksums."""
    run = Run(
        root=root,
        problems=Problems(),
        timestamp=_source_date(),
        folder=root / "build",
        oscap=not no_oscap,
    )
    data = make_release(run, show_progress if form == "text" else silent, record=record)
    end_progress()
    if form == "json":
        print_json(data, run.problems)
    else:
        print_problems(run.problems, end=end_of_problems(data))
        if data:
            click.echo(release_text(data))
    sys.exit(1 if run.problems.errors else 0)


@cli.command("list")
@_root
@_format
def list_content(*, root: Path, form: Format) -> None:
    """List products with their profiles and rules."""
    problems = Problems()
    run = run_pipeline(Run(root=root, problems=problems), last="assemble")
    if form == "json":
        print_json(listing(run.builds), problems)
    else:
        click.echo(listing_text(run.builds), nl=bool(run.builds))
        print_problems(problems)
    sys.exit(1 if problems.errors else 0)


@cli.command()
@_root
@_format
@click.option("--product", metavar="ID", help="Instead of what /etc/os-release says.")
@click.option("--profile", metavar="ID", help="Instead of the project's default profile.")
def scan(*, root: Path, form: Format, product: str | None, profile: str | None) -> None:
    """Build for this machine, scan it with oscap, and show rule, result and reason."""
    problems = Problems()
    scan_this_machine(
        root, form, problems, product=product, profile=profile, timestamp=_source_date()
    )
    sys.exit(1 if problems.errors else 0)


@cli.command()
@_root
@_format
@click.option("--product", metavar="ID", required=True, help="The product.")
@click.option(
    "--profile", metavar="ID", help="The profile to begin with.  [default: the project's]"
)
@click.option("--id", "name", default="tailored", show_default=True, help="Id of the new profile.")
@click.option("--title", help="Title of the new profile.")
@click.option("--set", "values", multiple=True, metavar="VALUE=TEXT", help="A Value; repeatable.")
@click.option("--select", multiple=True, metavar="RULE", help="A rule more; repeatable.")
@click.option("--deselect", multiple=True, metavar="RULE", help="A rule less; repeatable.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: ID-PRODUCT-tailoring.xml]",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def tailor(
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
    run = Run(root=root, problems=Problems(), products=(product,), timestamp=_source_date())
    run = run_pipeline(run, last="assemble")
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


@cli.command("pages", hidden=True)
@_root
def write_pages(*, root: Path) -> None:
    """Write the pages of docs/ that are made from code."""
    run = run_pipeline(Run(root=root, problems=Problems()), last="compile")
    print_problems(run.problems)
    if run.problems.errors:
        sys.exit(1)
    for path, text in pages(run).items():
        (root / path).write_text(text, encoding="utf-8")
        click.echo(path)


def _run_and_report(run: Run, form: Format, *, verbose: bool) -> None:
    started = time.monotonic()
    run = run_pipeline(run, show_progress if form == "text" else silent)
    end_progress()
    data = summary(run, time.monotonic() - started)
    if form == "json":
        print_json(data, run.problems)
    else:
        print_problems(run.problems, end="" if run.folder is None else ", nothing written")
        if not run.problems.errors:
            print_summary(data, run.folder, verbose=verbose)
    sys.exit(1 if run.problems.errors else 0)


def _source_date() -> str | None:
    """Give SOURCE_DATE_EPOCH as xsd:dateTime, if it is set (reproducible-builds.org)."""
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_EPOCH:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {text!r}")
    return datetime.fromtimestamp(int(text), UTC).strftime("%Y-%m-%dT%H:%M:%S")


def main() -> None:
    """Run the command line; a bug of ours ends with status 70 and asks for a report.

    Who is told to terminate clears away first what is half done.
    """
    print_in_any_locale()
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        cli()
    except Exception:  # noqa: BLE001 - the last line of defence: shown in full, never swallowed
        import traceback  # noqa: PLC0415 - only when something is badly wrong

        traceback.print_exc()
        click.echo("\nthis is a bug of auditscap, please report it with the text above", err=True)
        sys.exit(_BUG)
