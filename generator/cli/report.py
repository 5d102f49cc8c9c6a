"""The report command: results of scans as a table, a page or JSON, printed or written."""

from pathlib import Path
from typing import Final, Literal, assert_never

import click

from generator.cli.output import json_text, print_json, print_problems
from generator.cli.progress import end_progress, show_progress
from generator.cli.results import print_results, results_text, summary_line
from generator.report import Overview, as_data, overview, page
from generator.results import Scan, read_scans
from generator.source import Problems
from generator.write.single import write_file

Kind = Literal["text", "html", "json"]
_BY_NAME: Final[dict[str, Kind]] = {".html": "html", ".htm": "html", ".json": "json"}


def report(
    paths: tuple[Path, ...],
    output: Path | None,
    kind: Kind | None,
    problems: Problems,
    *,
    replace: bool,
) -> None:
    """Read the results, and print or write them; nothing of them where a file is wrong."""
    if kind is None:
        kind = _BY_NAME.get(output.suffix.lower(), "text") if output else "text"
    show_progress("report")
    scans = read_scans(paths, problems)
    end_progress()
    view = overview(scans)
    if output is None and not problems.errors:
        _show(view, kind, problems)
        return
    if output and not problems.errors:
        write_file(output, _content(view, kind, problems), problems, replace=replace)
    if problems.errors and kind == "json":
        print_json({}, problems)
    elif problems.errors:
        print_problems(problems, end=", nothing written" if output else "")
    else:
        click.echo(f"{output}: {summary_line(view)}")


def title_of(scans: tuple[Scan, ...]) -> str:
    """Say what was scanned, of a single host."""
    if len(scans) != 1:
        return ""
    (scan,) = scans
    return ", ".join(filter(None, (scan.host, scan.title, scan.profile_title, scan.ended)))


def _show(view: Overview, kind: Kind, problems: Problems) -> None:
    if kind == "text":
        print_results(view, title_of(view.scans))
    else:
        click.echo(_content(view, kind, problems), nl=False)


def _content(view: Overview, kind: Kind, problems: Problems) -> bytes:
    match kind:
        case "text":
            return results_text(view, title_of(view.scans)).encode()
        case "html":
            return page(view)
        case "json":
            return (json_text(as_data(view), problems) + "\n").encode()
        case _:
            assert_never(kind)
