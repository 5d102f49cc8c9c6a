"""The tables of docs/verdicts.md that are made from the worlds and cases."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.audit.read_worlds import WORLDS, World, short, worlds
from tests.controls.chapter import asked, chapter
from tests.kinds.cases import CASES, Case, cases
from tests.kinds.oval_report import Outcome, report
from tests.world.build import PRODUCT, ROOT

PAGE: Final = ROOT / "docs/verdicts.md"
BEGIN: Final = "<!-- Made by `make golden` from the worlds and cases; do not edit. -->"
END: Final = "<!-- Made until here. -->"


def with_tables(text: str, given: Mapping[str, Outcome]) -> str:
    """Put the tables into the text of the page; `given` is what OVAL says of worlds and cases."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = (*_groups(given), "", *_chapter(), *_worlds(given), *_cases(given))
    return before + "\n".join((BEGIN, "", *lines, "", END)) + after


def _groups(given: Mapping[str, Outcome]) -> Iterator[str]:
    yield "| group | worlds | OVAL alone right | false pass | false fail | error |"
    yield "|---|---|---|---|---|---|"
    rows = report(given)
    for row in rows:
        yield (
            f"| {_link(row.group)} | {row.worlds} | {row.right} ({row.right / row.worlds:.0%}) |"
            f" {row.false_pass or '-'} | {row.false_fail or '-'} | {row.error or '-'} |"
        )
    total, right = sum(row.worlds for row in rows), sum(row.right for row in rows)
    wrong = [
        sum(getattr(row, name) for row in rows) for name in ("false_pass", "false_fail", "error")
    ]
    open_ones = [world.id for world in worlds() if world.collected is None]
    yield f"| all | {total} | {right} ({right / total:.0%}) | {' | '.join(map(str, wrong))} |"
    yield ""
    yield (
        f"{len(open_ones)} of {len(list(worlds()))} worlds have more cells than are looked at, so"
        f" that they stay undecided: {', '.join(open_ones)}."
    )


def _chapter() -> Iterator[str]:
    """The controls of one product, each in the forms that are made from its rules."""
    yield "### The chapter"
    yield ""
    yield (
        f"Every control of audit rules of {PRODUCT} in forms that are made from its own rules"
        " (`generator/trial/forms.py`): as good ones, which pass, and near misses, which fail. The"
        " reference meaning and OVAL alone are right about all of them, in the rule files and in"
        " the compiled file (`tests/controls/test_forms.py`)."
    )
    yield ""
    yield "| control | as good | near misses |"
    yield "|---|---|---|"
    good = bad = 0
    for one in asked(chapter(), PRODUCT):
        right = sum(form.right for form in one.forms)
        wrong = len(one.forms) - right
        yield f"| {one.control} | {right} | {wrong} |"
        good, bad = good + right, bad + wrong
    yield f"| all | {good} | {bad} |"
    yield ""


def _link(group: str) -> str:
    return group.replace("cases/", "cases: ")


def _worlds(given: Mapping[str, Outcome]) -> Iterator[str]:
    found = list(worlds())
    for path in sorted(WORLDS.glob("*.yml")):
        yield from _heading(path, "Worlds", "recorded")
        for world in found:
            if world.id.startswith(f"{path.stem}: "):
                yield _row(world.id, world.why, _recorded(world), given.get(world.id))
        yield ""


def _cases(given: Mapping[str, Outcome]) -> Iterator[str]:
    found = list(cases())
    for path in sorted(CASES.glob("*.yml")):
        yield from _heading(path, "Cases", "verdict")
        for case in found:
            if case.id.startswith(f"{path.stem}: "):
                yield _row(case.id, case.why, _verdict(case), given.get(f"cases/{case.id}"))
        yield ""


def _heading(path: Path, what: str, column: str) -> Iterator[str]:
    first = path.read_text("utf-8").partition("\n")[0]
    yield f"### {what}: {path.stem}"
    yield ""
    if first.startswith("# "):
        yield first.removeprefix("# ")
        yield ""
    yield f"| form | why | {column} | OVAL alone |"
    yield "|---|---|---|---|"


def _row(name: str, why: str, right: str, outcome: Outcome | None) -> str:
    form = name.partition(": ")[2]
    alone = {None: "", "right": "right"}.get(outcome, f"**{outcome}**")
    return f"| {_cell(form)} | {_cell(why)} | {right} | {alone} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _recorded(world: World) -> str:
    if world.collected is None:
        return "undecided"
    names = [short(event) for event in world.events()]
    kept = [name for name in names if name in world.collected]
    if len(kept) == len(names):
        return "all"
    calls = [name for name in names if name != "runs"]
    return "the calls" if kept == calls else ", ".join(kept) or "none"


def _verdict(case: Case) -> str:
    verdicts = {name: "pass" if right else "fail" for name, right in case.expected.items()}
    if len(set(verdicts.values())) == 1:
        return next(iter(verdicts.values()))
    return ", ".join(f"{name} {verdict}" for name, verdict in verdicts.items())
