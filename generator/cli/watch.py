"""`auditscap build --watch`: one line for each build, until Ctrl-C."""

import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from generator.build.products import Built, build, judge_written
from generator.build.watch import Watch
from generator.cli.output import print_problems
from generator.source import Problems
from generator.source.recent import begin_round
from generator.stages.models import Run


def watch(run: Run, *, jobs: int) -> NoReturn:
    """Build whenever an input changes; ends with Ctrl-C, and then with status 0."""
    watching = Watch(run.root)
    outside = _Outside()
    click.echo("watching project.yml, controls/, products/ and profiles/; Ctrl-C ends it")
    try:
        while True:
            watching.begin()
            begin_round()
            started = time.monotonic()
            built = build(replace(run, problems=Problems()), jobs=jobs, outside=False)
            _tell(built, time.monotonic() - started)
            if built.changed and run.folder is not None:
                outside.judge(built, run.folder, oscap=run.oscap)
            if not watching.wait():
                click.echo("auditscap itself has changed: it starts again")
                outside.end()
                os.execv(sys.executable, [sys.executable, "-m", "generator", *sys.argv[1:]])  # noqa: S606
    except KeyboardInterrupt:
        click.echo()
        sys.exit(0)
    finally:
        outside.end()


def _tell(built: Built, seconds: float) -> None:
    clock = time.strftime("%H:%M:%S")
    problems = built.run.problems
    if problems.errors:
        print_problems(problems, end=", the last good output stays")
        click.echo(f"{clock}  not built  {seconds:.2f} s")
        return
    print_problems(problems)
    for made in built.made:
        if made.product in built.changed:
            passed = f"{made.rules} rules, {len(made.judgements)} validators passed"
            click.echo(f"{clock}  {made.product}  {passed}  {seconds:.2f} s")
    if not built.changed:
        click.echo(f"{clock}  unchanged  {seconds:.2f} s")


class _Outside:
    """Lets shells and oscap judge in the background what was built last; older work is left."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._number = 0

    def judge(self, built: Built, folder: Path, *, oscap: bool) -> None:
        """Judge what was built, unless something newer comes."""
        self._number += 1
        number = self._number
        before = self._thread

        def work() -> None:
            if before is not None:
                before.join()
            judge_written(
                built, folder, oscap=oscap, stop=lambda: number != self._number, tell=_tell_outside
            )

        self._thread = threading.Thread(target=work, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Leave what is not judged yet."""
        self._number += 1


def _tell_outside(product: str, problems: Problems) -> None:
    if problems.errors:
        print_problems(problems)
    verdict = "refused by" if problems.errors else "passed, too:"
    click.echo(f"{time.strftime('%H:%M:%S')}  {product}  {verdict} validators outside")
