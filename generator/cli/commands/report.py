"""`auditscap report`."""

import sys
from pathlib import Path

import click

from generator.cli.report import Kind, report
from generator.source import Problems


@click.command("report")
@click.argument(
    "results", nargs=-1, required=True, metavar="RESULTS...", type=click.Path(path_type=Path)
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write.  [default: standard output]",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "html", "json"]),
    help="A table, a page, or JSON.  [default: by the name of FILE, else text]",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(*, results: tuple[Path, ...], output: Path | None, kind: Kind, force: bool) -> None:
    """Show what scans found, of one host or many: each rule, its result and the evidence.

    RESULTS are files of oscap: ARF (--results-arf) or XCCDF results (--results).
    """
    problems = Problems()
    report(results, output, kind, problems, replace=force)
    sys.exit(1 if problems.errors else 0)
