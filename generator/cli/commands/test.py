"""`auditscap test`."""

import sys
from pathlib import Path

import click

from generator.cli.options import format_option, root_option
from generator.cli.output import Format
from generator.cli.trials import try_controls
from generator.source import Problems
from generator.trial import JUDGES, Judge


@click.command("test")
@click.argument("controls", nargs=-1, required=True, metavar="CONTROL...")
@root_option
@format_option
@click.option("--product", metavar="ID", help="The product.  [default: each control's first]")
@click.option(
    "--judge",
    "wanted",
    multiple=True,
    type=click.Choice(JUDGES),
    help="Ask only this one; repeatable.",
)
@click.option("--cases-only", is_flag=True, help="Leave out the forms made of the control's rules.")
@click.option("--verbose", "-v", is_flag=True, help="Show all trials, and what a judge said.")
def command(
    *,
    controls: tuple[str, ...],
    root: Path,
    form: Format,
    product: str | None,
    wanted: tuple[Judge, ...],
    cases_only: bool,
    verbose: bool,
) -> None:
    """Try controls: their cases, and forms of their rules, asked of all who judge.

    The cases are in cases/CONTROL.yml. The reference is the meaning in Python, script the check
    script in this machine's sh and awk, oscap the OVAL definition alone.
    """
    problems = Problems()
    agreed = try_controls(
        root,
        form,
        problems,
        controls=controls,
        product=product,
        wanted=wanted or JUDGES,
        forms=not cases_only,
        verbose=verbose,
    )
    sys.exit(0 if agreed and not problems.errors else 1)
