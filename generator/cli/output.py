"""What the commands print: diagnostics and tables for people, JSON for programs."""

import json
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, Literal

import click

from generator.cli.sarif import Result, sarif_text
from generator.source import CODES, Diagnostic, Problems, render, to_json

Format = Literal["text", "json"]
ReportFormat = Literal["text", "json", "sarif"]
_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan"}
_CARETS: Final = re.compile(r"^( +\| *)(\^+)$")


def print_in_any_locale() -> None:
    r"""Print what the locale has no character for as an escape (`\xe4`), rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_problems(problems: Problems, *, end: str = "") -> None:
    """Print every problem to standard error, then how many errors there are, and `end`."""
    for diagnostic in problems:
        click.echo(_styled(diagnostic), err=True)
    count = len(problems.errors)
    if count:
        click.echo(f"\n{count} error{'s' if count > 1 else ''}{end}", err=True)


def _styled(diagnostic: Diagnostic) -> str:
    """Give the rendered diagnostic with colours, which are left out where they are unwanted."""
    colour = _COLOURS[diagnostic.severity]
    head, *others = render(diagnostic).split("\n")
    place, severity, message = head.partition(f"{diagnostic.severity}: ")
    bold = click.style(r"\2", fg=colour, bold=True)
    carets = (_CARETS.sub(rf"\1{bold}", one) for one in others)
    return "\n".join((place + click.style(severity, fg=colour, bold=True) + message, *carets))


def print_json(data: dict[str, Any], problems: Problems) -> None:
    """Print one JSON document: `data`, and the problems."""
    click.echo(json_text(data, problems))


def json_text(data: dict[str, Any], problems: Problems) -> str:
    """Give the document in ASCII, which is JSON in any locale."""
    document = {**data, "problems": [to_json(item) for item in problems]}
    return json.dumps(document, indent=2)


def print_sarif(problems: Problems, root: Path) -> None:
    """Print the problems of the project at `root` as SARIF; project.yml bears what has no place."""
    results = (Result(diagnostic=one, file="project.yml") for one in problems)
    status = 1 if problems.errors else 0
    click.echo(sarif_text(CODES, results, status=status, folder=root))


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    styles: dict[str, str],
    *,
    lines: bool = True,
    right: Sequence[str] = (),
) -> None:
    """Print a table; a cell whose first word is in `styles` takes that colour on a terminal.

    `lines` stand between rows; columns in `right` hold numbers.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only needed here
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=title or None, title_justify="left", show_lines=lines)
    for column in columns:
        number = column in right
        table.add_column(
            column, overflow="fold", justify="right" if number else "left", no_wrap=number
        )
    for row in rows:
        table.add_row(*(Text(cell, style=styles.get(cell, "")) for cell in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    console.print(table)
