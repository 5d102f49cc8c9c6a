"""`auditscap test`: who says what of each case, as a table or as JSON."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import click

from generator.cli.output import Format, print_json, print_problems, print_table
from generator.cli.progress import end_progress, progress, show_count
from generator.content import Content
from generator.pipeline import run_pipeline
from generator.source import Problems, choose
from generator.stages.models import Run
from generator.trial import FOLDER, Judge, Outcome, Trial, judge, judges, load_cases, trials

_WORDS: Final = {True: "pass", False: "fail", None: "undecided"}
_STYLES: Final = {"pass": "green", "fail": "cyan", "-": "dim"}
_WRONG: Final = "bold red"


def try_controls(
    root: Path,
    form: Format,
    problems: Problems,
    *,
    controls: Sequence[str],
    product: str | None,
    wanted: Sequence[Judge],
    forms: bool,
    verbose: bool,
) -> bool:
    """Try the controls and print what came of it; say whether all judges agreed."""
    show = progress(form)
    found = tuple(_trials(root, problems, controls, product, show))
    if not forms:
        found = tuple(one for one in found if one.origin == "case")
    obstacles = judges(wanted)
    able = tuple(name for name, obstacle in obstacles.items() if not obstacle)
    outcomes: tuple[Outcome, ...] = ()
    if not problems.errors:
        outcomes = tuple(_judged(found, able, quiet=form == "json"))
    end_progress()
    if form == "json":
        print_json(_plain(outcomes, obstacles), problems)
    else:
        print_problems(problems)
        if not problems.errors:
            _print(outcomes, obstacles, verbose=verbose)
    return not any(one.wrong for one in outcomes)


def _trials(
    root: Path, problems: Problems, controls: Sequence[str], product: str | None, show: Any
) -> Iterator[Trial]:
    content = run_pipeline(Run(root=root, problems=problems), last="resolve").content
    if content is None or problems.errors:
        return
    asked = {name: _product(content, name, product, problems) for name in dict.fromkeys(controls)}
    if problems.errors:
        return
    products = tuple(dict.fromkeys(asked.values()))
    run = run_pipeline(Run(root=root, problems=problems, products=products), show, last="compile")
    for name, on in asked.items():
        path = root / FOLDER / f"{name}.yml"
        cases = load_cases(path, f"{FOLDER}/{name}.yml", problems) if path.exists() else ()
        yield from trials(name, on, run.compiled, cases, problems)


def _product(content: Content, name: str, product: str | None, problems: Problems) -> str:
    control = content.control(name)
    if control is None:
        known = [one.id.value for one in content.controls]
        problems.add("unknown-control", None, f"unknown control {name!r}", choose(name, known))
        return ""
    known = [scope.product.value for scope in control.scopes]
    if product is None:
        return known[0]
    if product not in known:
        words = f"the control {name!r} does not apply to {product!r}"
        problems.add("unknown-product", None, words, choose(product, known))
    return product


def _judged(found: Sequence[Trial], able: Sequence[Judge], *, quiet: bool) -> Iterator[Outcome]:
    """Ask about several trials at a time; oscap and the shell are processes of their own."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for at, outcome in enumerate(pool.map(lambda one: judge(one, able), found), start=1):
            if not quiet:
                show_count("case", at, len(found))
            yield outcome


def _plain(outcomes: Sequence[Outcome], obstacles: dict[Judge, str]) -> dict[str, Any]:
    return {
        "judges": {name: obstacle or None for name, obstacle in obstacles.items()},
        "trials": [
            {
                "control": one.trial.control,
                "product": one.trial.rule.rule.subject.product.id.value,
                "rule": one.trial.rule.rule.subject.rule,
                "name": one.trial.name,
                "origin": one.trial.origin,
                "architecture": one.trial.architecture,
                "answers": {
                    name: {
                        "expected": one.trial.expected(name),
                        "holds": answer.holds,
                        "words": answer.words,
                    }
                    for name, answer in one.answers.items()
                    if answer is not None
                },
                "agreed": not one.wrong,
            }
            for one in outcomes
        ],
        "tried": len(outcomes),
        "disagreed": sum(1 for one in outcomes if one.wrong),
    }


def _print(outcomes: Sequence[Outcome], obstacles: dict[Judge, str], *, verbose: bool) -> None:
    names = tuple(obstacles)
    for rule in dict.fromkeys(one.trial.rule.rule.subject.rule for one in outcomes):
        own = [one for one in outcomes if one.trial.rule.rule.subject.rule == rule]
        subject = own[0].trial.rule.rule.subject
        shown = [one for one in own if verbose or one.wrong or one.trial.origin == "case"]
        title = f"{rule} on {subject.product.id.value}, {own[0].trial.architecture}"
        rows = [_row(one, names) for one in shown]
        styles = _STYLES | {cell: _WRONG for row in rows for cell in row if " not " in cell}
        if rows:
            print_table(title, ("case", "expected", *names), rows, styles, lines=False)
        else:
            click.echo(title)
        click.echo(_counted(own, len(own) - len(shown)))
        for one in own:
            for name in one.wrong:
                _print_words(one, name)
    for name, obstacle in obstacles.items():
        if obstacle:
            click.echo(f"{name} was not asked: {obstacle}")
    if not outcomes:
        click.echo("there is nothing to try: no cases, and no audit rules to make forms of")


def _row(one: Outcome, names: Sequence[Judge]) -> tuple[str, ...]:
    kind = "" if one.trial.origin == "case" else " (form)"
    return (
        f"{one.trial.name}{kind}",
        _WORDS[one.trial.holds],
        *(_cell(one, name) for name in names),
    )


def _cell(one: Outcome, name: Judge) -> str:
    answer = one.answers.get(name)
    if answer is None:
        return "-"
    said, right = _WORDS[answer.holds], _WORDS[one.trial.expected(name)]
    if said != right:
        return f"{said}, not {right}"
    return said if right == _WORDS[one.trial.holds] else f"{said} (known)"


def _counted(own: Sequence[Outcome], hidden: int) -> str:
    wrong = sum(1 for one in own if one.wrong)
    cases = sum(1 for one in own if one.trial.origin == "case")
    words = f"{cases} cases and {len(own) - cases} forms: "
    words += f"{wrong} with a wrong answer" if wrong else "all answers are right"
    return words + (f" ({hidden} right forms are not shown, -v shows them)" if hidden else "")


def _print_words(one: Outcome, name: Judge) -> None:
    answer = one.answers[name]
    if answer and answer.words:
        click.echo(f"\n{name} on {one.trial.name!r}:")
        click.echo("\n".join(f"  {line}" for line in answer.words.splitlines()[:20]))
