"""`auditscap judge`."""

import platform
import sys
from pathlib import Path

import click

from generator.audit import RELEASES, Architecture, architecture, of_release
from generator.audit.syscalls import X86_64
from generator.cli.completion import complete_controls, complete_products
from generator.cli.content_root import content_root
from generator.cli.judging.asked import Asked, NoProductError, read_asked
from generator.cli.judging.inputs import KERNEL, Wanted, read_target
from generator.cli.judging.judgement import Judgement, judgement
from generator.cli.judging.plain import plain
from generator.cli.judging.sarif import sarif
from generator.cli.judging.text import show
from generator.cli.options import report_format_option, verbose_option
from generator.cli.output import ReportFormat, print_json, print_problems
from generator.cli.progress import end_progress, progress
from generator.kinds.audit_rules.machines import MACHINES
from generator.source import Problems

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILE_OR_STDIN = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command("judge")
@click.option(
    "--root",
    type=_FOLDER,
    show_default="the current folder, else what is shipped",
    help="The folder with project.yml, controls/, products/ and profiles/.",
)
@click.option("--rules-dir", type=_FOLDER, help="A folder of rule files, such as a rules.d.")
@click.option("--rules", type=_FILE_OR_STDIN, help="One rule file; - is standard input.")
@click.option(
    "--loaded",
    is_flag=False,
    flag_value=KERNEL,
    metavar="[FILE]",
    help="The rules in this machine's kernel (as root), or saved output of auditctl -l.",
)
@click.option(
    "--sysroot", type=_FOLDER, default=Path("/"), help="A system mounted below this folder."
)
@click.option(
    "--product",
    metavar="ID",
    show_default="this machine's",
    help="The product.",
    shell_complete=complete_products,
)
@click.option(
    "--control",
    "controls",
    multiple=True,
    metavar="ID",
    help="A control; repeatable.",
    shell_complete=complete_controls,
)
@click.option("--no-controls", is_flag=True, help="Only say what is wrong with the lines.")
@click.option("--login-defs", type=_FILE, help="The login.defs that says UID_MIN.")
@click.option(
    "--arch",
    type=click.Choice(tuple(MACHINES)),
    show_default="x86_64 for files, else this machine's",
    help="The machine that the rules are for.",
)
@click.option(
    "--audit",
    type=click.Choice(tuple(RELEASES)),
    show_default="the product's, else 3.0",
    help="The release of audit whose auditctl loads them.",
)
@report_format_option
@verbose_option
def command(
    *,
    root: Path | None,
    rules_dir: Path | None,
    rules: Path | None,
    loaded: str | None,
    sysroot: Path,
    product: str | None,
    controls: tuple[str, ...],
    no_controls: bool,
    login_defs: Path | None,
    arch: str | None,
    audit: str | None,
    form: ReportFormat,
    verbose: bool,
) -> None:
    """Say what audit rules collect, and which line is to blame for what they lose.

    Judges a folder of rule files, one file, a listing, or this machine's own configuration as a
    boot loads it. Exit status: 0 all is collected and no finding is an error, 1 else.
    """
    if sum(one is not None for one in (rules_dir, rules, loaded)) > 1:
        raise click.UsageError("give one of --rules-dir, --rules and --loaded")
    if no_controls and controls:
        raise click.UsageError("--no-controls leaves no --control to judge")
    problems = Problems()
    asked = None
    on_stage = progress(form)
    if not no_controls:
        on_stage("load")
        try:
            asked = read_asked(content_root(root), product, controls, problems)
        except NoProductError as error:
            raise click.UsageError(str(error)) from None
        finally:
            end_progress()
    wanted = Wanted(
        folder=rules_dir,
        file=rules,
        listing=loaded,
        sysroot=sysroot,
        login_defs=login_defs,
        machine=_machine(arch, audit, here=rules_dir is None and rules is None, asked=asked),
        product=asked.product if asked else None,
        asked=asked.rules if asked else (),
    )
    on_stage("judge")
    target = None if problems.errors else read_target(wanted, problems)
    judged = None if target is None else judgement(target, asked)
    end_progress()
    _tell(judged, problems, form, verbose=verbose)
    sys.exit(0 if judged and judged.holds else 1)


def _machine(
    arch: str | None, audit: str | None, *, here: bool, asked: Asked | None
) -> Architecture:
    own = architecture(platform.machine()) if here else None
    machine = MACHINES[arch].architecture if arch else own or X86_64
    if asked and machine.name not in asked.product.architectures:
        known = ", ".join(asked.product.architectures)
        raise click.UsageError(f"{asked.product.id} is not made for {machine.name}: {known}")
    release = audit or (asked.product.audit_version if asked else None)
    return of_release(machine, RELEASES[release]) if release else machine


def _tell(
    judged: Judgement | None,
    problems: Problems,
    form: ReportFormat,
    *,
    verbose: bool,
) -> None:
    if form == "json":
        print_json({} if judged is None else plain(judged), problems)
    elif judged is None:
        print_problems(problems)
    elif form == "sarif":
        click.echo(sarif(judged))
    else:
        show(judged, verbose=verbose)
