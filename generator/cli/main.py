"""The command line of auditscap. Exit status: 0 clean, 1 problems in content, 2 wrong usage.

Each command is a module of `generator/cli/commands`, imported when it is asked for: what `build`
needs, `judge` does not wait for.
"""

import importlib
import os
import signal
import sys
from typing import Final

import click

from generator.cli.output import print_in_any_locale

_BUG = 70  # sysexits.h EX_SOFTWARE
COMMANDS: Final = {
    "init": "Make a project of the content that comes with auditscap.",
    "build": "Build and validate the data streams into build/PRODUCT/.",
    "validate": "Build and validate in memory; write nothing.",
    "release": "Pack all products into build/release/, with checksums.",
    "list": "List products with their profiles and rules.",
    "scan": "Build, scan this machine, show rule, result and reason.",
    "report": "Show results of one host or many: a table, a page, JSON.",
    "new": "Make a control and its cases of audit rules.",
    "fmt": "Keep the YAML files in one form; comments stay.",
    "test": "Try controls: their cases, asked of all who judge.",
    "diff": "Compare two data streams, or two builds, by meaning.",
    "explain": "Say what a rule asks, how it is checked, and what its fix does.",
    "judge": "Say what audit rules collect, and which line is to blame.",
    "tailor": "Write a tailoring file: other Values, more rules or fewer.",
}
"""What `auditscap --help` says of each; the module has the same name."""
HIDDEN: Final = ("pages",)
"""Commands for developers, which `auditscap --help` leaves out."""
PROGRAM: Final = "auditscap"
COMPLETION: Final = "_AUDITSCAP_COMPLETE"
"""The variable by which shells ask for completion."""


class _Commands(click.Group):
    """Imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS and cmd_name not in HIDDEN:
            return None
        module = importlib.import_module(f"generator.cli.commands.{cmd_name}")
        found: click.Command = module.command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="auditscap")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Linux audit controls in YAML become SCAP data streams that oscap runs."""
    if os.environ.get("NO_COLOR"):  # no-color.org
        ctx.color = False


def main() -> None:
    """Run the command line; a bug of ours ends with status 70 and asks for a report.

    Who is told to terminate clears away first what is half done.
    """
    print_in_any_locale()
    if COMPLETION in os.environ:
        from generator.cli.shells import register  # noqa: PLC0415 - nobody else needs it

        register()
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        cli(prog_name=PROGRAM)
    except Exception:  # noqa: BLE001 - the last line of defence: shown in full, never swallowed
        import traceback  # noqa: PLC0415 - only when something is badly wrong

        traceback.print_exc()
        click.echo("\nthis is a bug of auditscap, please report it with the text above", err=True)
        sys.exit(_BUG)
