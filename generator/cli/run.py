"""One run of the pipeline, told in text or JSON."""

import sys
import time

from generator.cli.output import ReportFormat, print_json, print_problems, print_sarif
from generator.cli.progress import end_progress, progress
from generator.cli.summary import print_summary, summary
from generator.pipeline import run_pipeline
from generator.stages.models import Run


def run_and_report(run: Run, form: ReportFormat, *, verbose: bool, quiet: bool) -> None:
    """Run all stages, print what came of it, and end the program."""
    started = time.monotonic()
    run = run_pipeline(run, progress(form, quiet=quiet))
    end_progress()
    data = summary(run, time.monotonic() - started)
    if form == "json":
        print_json(data, run.problems)
    elif form == "sarif":
        print_sarif(run.problems, run.root)
    else:
        print_problems(run.problems, end="" if run.folder is None else ", nothing written")
        if not run.problems.errors and not quiet:
            print_summary(data, run.folder, verbose=verbose)
    sys.exit(1 if run.problems.errors else 0)
