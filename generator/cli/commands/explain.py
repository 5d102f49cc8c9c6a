"""`auditscap explain`."""

import sys
from pathlib import Path

import click

from generator.cli.completion import complete_products, complete_rules_and_controls
from generator.cli.content_root import content_root
from generator.cli.explaining.explanation import Explanation, explanation
from generator.cli.explaining.output import plain, show
from generator.cli.options import format_option
from generator.cli.output import Format, print_json, print_problems
from generator.cli.progress import end_progress, progress
from generator.pipeline import run_pipeline
from generator.scan.target import os_release, product_of
from generator.source import Problems, did_you_mean
from generator.stages.models import ResolvedRule, Run


@click.command("explain")
@click.argument("rule", shell_complete=complete_rules_and_controls)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    show_default="the current folder, else what is shipped",
    help="The folder with project.yml, controls/, products/ and profiles/.",
)
@click.option(
    "--product",
    metavar="ID",
    show_default="this machine's, else the first",
    help="The product.",
    shell_complete=complete_products,
)
@format_option
def command(*, rule: str, root: Path | None, product: str | None, form: Format) -> None:
    """Say what a rule asks, how it is checked, and what its fix does.

    RULE is the id of a rule, or of a control, whose rules are all explained.
    """
    problems = Problems()
    named = () if product is None else (product,)
    run = run_pipeline(
        Run(root=content_root(root), problems=problems, products=named),
        progress(form),
        last="resolve",
    )
    end_progress()
    explained = () if problems.errors else _explain(run, rule)
    if form == "json":
        print_json({"rules": [plain(one) for one in explained]}, problems)
    else:
        for at, one in enumerate(explained):
            click.echo(nl=at > 0)
            show(one)
        print_problems(problems)
    sys.exit(1 if problems.errors else 0)


def _explain(run: Run, name: str) -> tuple[Explanation, ...]:
    """Explain the rules of this name; it is a problem of the run where there is none."""
    found: dict[str, list[ResolvedRule]] = {}
    for one in run.rules:
        if name in (one.subject.rule, one.subject.control):
            found.setdefault(one.subject.rule, []).append(one)
    if not found:
        known = sorted({one.subject.rule for one in run.rules})
        hint = did_you_mean(name, known) or "`auditscap list` shows the rules"
        run.problems.add("unknown-rule", None, f"unknown rule {name!r}", hint)
    own = product_of(os_release(), run.loaded.products)
    return tuple(
        explanation(next((one for one in rules if one.subject.product is own), rules[0]), rules)
        for rules in found.values()
    )
