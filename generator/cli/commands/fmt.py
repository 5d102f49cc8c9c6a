"""`auditscap fmt`."""

import sys
from pathlib import Path

import click

from generator.cli.fmt import format_files
from generator.cli.options import format_option, root_option
from generator.cli.output import Format
from generator.source import Problems


@click.command("fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@root_option
@format_option
@click.option("--check", is_flag=True, help="Write nothing; end with 1 where a file would change.")
def command(*, files: tuple[Path, ...], root: Path, form: Format, check: bool) -> None:
    """Keep the YAML files in one form: order of keys, quotes, blank lines.

    Comments stay, and what the files say. Without FILE all files of the project.
    """
    problems = Problems()
    changed = format_files(root, files, form, problems, check=check)
    sys.exit(1 if problems.errors or (check and changed) else 0)
