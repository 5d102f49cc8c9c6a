"""One run of the pipeline, told in text or JSON."""

import sys
import time
from collections.abc import Sequence

from generator.build.made import Made, made_of
from generator.build.products import build
from generator.cli.output import Format, print_json, print_problems
from generator.cli.progress import end_progress, show_progress, silent
from generator.cli.summary import print_summary, summary
from generator.pipeline import run_pipeline
from generator.stages.models import Run


def validate_and_report(run: Run, form: Format, *, verbose: bool) -> None:
    """Run all stages but the writing, print what came of it, and end the program."""
    started = time.monotonic()
    run = run_pipeline(run, show_progress if form == "text" else silent)
    made = [made_of(one, run.judgements) for one in run.outputs]
    _report(run, made, None, form, time.monotonic() - started, verbose=verbose)


def build_and_report(run: Run, form: Format, *, jobs: int, verbose: bool) -> None:
    """Build what changed, print what came of it, and end the program."""
    started = time.monotonic()
    built = build(run, show_progress if form == "text" else silent, jobs=jobs)
    seconds = time.monotonic() - started
    _report(built.run, built.made, built.changed, form, seconds, verbose=verbose)


def _report(
    run: Run,
    made: Sequence[Made],
    changed: tuple[str, ...] | None,
    form: Format,
    seconds: float,
    *,
    verbose: bool,
) -> None:
    end_progress()
    data = summary(() if run.problems.errors else made, changed, run.folder, seconds)
    if form == "json":
        print_json(data, run.problems)
    else:
        print_problems(run.problems, end="" if run.folder is None else ", nothing written")
        if not run.problems.errors:
            print_summary(data, run.folder, verbose=verbose)
    sys.exit(1 if run.problems.errors else 0)
