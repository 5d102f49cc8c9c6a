"""`auditscap new`."""

import sys
from pathlib import Path

import click

from generator.cli.new import Wishes, new_control
from generator.cli.options import format_option, root_option
from generator.cli.output import Format
from generator.source import Problems


@click.command("new")
@click.argument("name", required=False, metavar="[ID]")
@root_option
@format_option
@click.option("--title", help="What is asked, on one line.")
@click.option(
    "--severity",
    type=click.Choice(["unknown", "info", "low", "medium", "high"]),
    help="Its weight.",
)
@click.option(
    "--product",
    "products",
    multiple=True,
    metavar="ID",
    help="A product; repeatable.  [default: all]",
)
@click.option("--key", help="The key, as in -k; of several only the rules that bear it.")
@click.option("--file", "filename", metavar="NAME.rules", help="The rule file that fixes write.")
@click.option(
    "--rules", metavar="FILE", help="Audit rules, or a listing of them; - is what comes in."
)
@click.option(
    "--loaded", is_flag=True, help="The rules that the running kernel holds (auditctl -l)."
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
def command(
    *,
    name: str | None,
    root: Path,
    form: Format,
    title: str | None,
    severity: str | None,
    products: tuple[str, ...],
    key: str | None,
    filename: str | None,
    rules: str | None,
    loaded: bool,
    force: bool,
) -> None:
    """Make a control of audit rules: controls/ID.yml, and its cases in cases/ID.yml.

    On a terminal it asks for what is not given.
    """
    if rules is not None and loaded:
        raise click.UsageError("--rules and --loaded exclude each other")
    problems = Problems()
    wishes = Wishes(
        name=name,
        title=title,
        severity=severity,
        products=products,
        key=key,
        filename=filename,
        rules=rules,
        loaded=loaded,
        replace=force,
    )
    new_control(root, form, wishes, problems)
    sys.exit(1 if problems.errors else 0)
