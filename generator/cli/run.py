"""One run of the pipeline, told in text or JSON."""

import sys
import time
from collections.abc import Sequence

from generator.build.made import Made, made_of
from generator.build.products import build
from generator.cli.output import ReportFormat, print_json, print_problems, print_sarif
from generator.cli.progress import end_progress, progress
from generator.cli.summary import print_summary, summary
from generator.pipeline import run_pipeline
from generator.stages.models import Run


def validate_and_report(run: Run, form: ReportFormat, *, verbose: bool, quiet: bool) -> None:
    """Run all stages but the writing, print what came of it, and end the program."""
    started = time.monotonic()
    run = run_pipeline(run, progress(form, quiet=quiet))
    made = [made_of(one, run.judgements) for one in run.outputs]
    seconds = time.monotonic() - started
    _report(run, made, None, form, seconds, verbose=verbose, quiet=quiet)


def build_and_report(
    run: Run, form: ReportFormat, *, jobs: int, verbose: bool, quiet: bool
) -> None:
    """Build what changed, print what came of it, and end the program."""
    started = time.monotonic()
    built = build(run, progress(form, quiet=quiet), jobs=jobs)
    seconds = time.monotonic() - started
    _report(built.run, built.made, built.changed, form, seconds, verbose=verbose, quiet=quiet)


def _report(
    run: Run,
    made: Sequence[Made],
    changed: tuple[str, ...] | None,
    form: ReportFormat,
    seconds: float,
    *,
    verbose: bool,
    quiet: bool,
) -> None:
    end_progress()
    data = summary(() if run.problems.errors else made, changed, run.folder, seconds)
    if form == "json":
        print_json(data, run.problems)
    elif form == "sarif":
        print_sarif(run.problems, run.root)
    else:
        print_problems(run.problems, end="" if run.folder is None else ", nothing written")
        if not run.problems.errors and not quiet:
            print_summary(data, run.folder, verbose=verbose)
    sys.exit(1 if run.problems.errors else 0)
