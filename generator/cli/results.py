"""Results of scans on a terminal: what is to be done first, with the reason in a few words.

What passes takes one line; what does not says what is to blame.
"""

from io import StringIO
from typing import TYPE_CHECKING, Final

import click

from generator.report import OPEN, Overview, RuleView
from generator.results import RESULTS, Result, brief

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_STYLES: Final = {
    "pass": "green",
    "fixed": "green",
    "fail": "bold red",
    "error": "bold red",
    "unknown": "yellow",
    "notchecked": "yellow",
    "notapplicable": "dim",
}
_WIDTH: Final = 120
"""Of what is no terminal."""
_NARROW: Final = 100
"""Below it the reasons stand under the rules."""
_MOST: Final = 3
"""Reasons of a rule that are shown."""
_NAMED: Final = 4
"""Hosts of a rule that are named."""


def print_results(view: Overview, title: str) -> None:
    """Print the table, as wide as the terminal is, and a line that sums it up."""
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only needed here

    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(width=_WIDTH, highlight=False, emoji=False)
    click.echo(_drawn(view, title, console), nl=False)


def results_text(view: Overview, title: str) -> str:
    """Give the same for a file."""
    from rich.console import Console  # noqa: PLC0415

    return _drawn(view, title, Console(file=StringIO(), width=_WIDTH, highlight=False, emoji=False))


def summary_line(view: Overview) -> str:
    """Say how many rules have which result, and of how many hosts."""
    rules = f"{len(view.rules)} rule{'s' if len(view.rules) != 1 else ''}"
    hosts = f" on {len(view.scans)} hosts, by the worst result" if len(view.scans) > 1 else ""
    return f"{rules}{hosts}: {_counts(view.counts)}"


def _counts(counts: dict[Result, int]) -> str:
    return ", ".join(f"{count} {result}" for result, count in counts.items())


def _drawn(view: Overview, title: str, console: "Console") -> str:
    with console.capture() as captured:
        if title:
            console.print(title, markup=False)
        if len(view.scans) > 1:
            console.print(_hosts(view))
        console.print(_rules(view, narrow=console.width < _NARROW))
        console.print(summary_line(view), markup=False)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _table(*columns: str) -> "Table":
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.HORIZONTALS, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _text(words: str, style: str = "", *, one_line: bool = False) -> "Text":
    from rich.text import Text  # noqa: PLC0415

    return Text(words, style=style, no_wrap=one_line, overflow="ellipsis" if one_line else "fold")


def _hosts(view: Overview) -> "Table":
    counted = view.by_host
    results = [one for one in RESULTS if any(one in counts for counts in counted)]
    table = _table("host", "profile")
    for result in results:
        table.add_column(result, justify="right", no_wrap=True)
    for scan, counts in zip(view.scans, counted, strict=True):
        numbers = [
            _text(str(counts.get(one, 0)), _STYLES.get(one, "") if one in counts else "dim")
            for one in results
        ]
        table.add_row(_text(scan.host), _text(scan.profile_title), *numbers)
    return table


def _rules(view: Overview, *, narrow: bool) -> "Table":
    """Give the rules; a line stands between results."""
    table = _table("result", "rule") if narrow else _table("result", "rule", "reason")
    before = None
    for rule in view.rules:
        if before not in (None, rule.result):
            table.add_section()
        before = rule.result
        word = _text(rule.result, _STYLES.get(rule.result, ""))
        reason = _reason(view, rule)
        if narrow:
            from rich.console import Group  # noqa: PLC0415
            from rich.padding import Padding  # noqa: PLC0415

            table.add_row(word, Group(_text(rule.name), Padding(reason, (0, 0, 0, 2))))
        else:
            table.add_row(word, _text(rule.name), reason)
    return table


def _reason(view: Overview, rule: RuleView) -> "Text":
    worst = rule.answers[0]
    found = brief(worst.result, worst.lines)
    todo = worst.result in OPEN
    if not todo:
        return _text(found[0] if found else "", one_line=True)
    more = len(found) - _MOST
    lines = [*found[:_MOST], *([f"and {more} more"] if more > 0 else [])]
    if len(view.scans) > 1:
        lines = [_where(view, rule), *lines, *_elsewhere(rule)]
    return _text("\n".join(lines))


def _where(view: Overview, rule: RuleView) -> str:
    """Say on how many hosts the rule has which result, and name those of the first reason."""
    return f"{_counts(rule.counts)}: {view.hosts(rule.answers[0].hosts, _NAMED)}"


def _elsewhere(rule: RuleView) -> list[str]:
    """Say on how many hosts there are other reasons."""
    others = sum(len(one.hosts) for one in rule.answers[1:] if one.result in OPEN)
    return [f"other reasons on {others} more"] if others else []
