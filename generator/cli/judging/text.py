"""A judgement for people."""

import os
import sys
import textwrap
from collections.abc import Iterator
from typing import Final

import click

from generator.audit import Span
from generator.cli.judging.judgement import Judgement, diagnostic
from generator.judge.finding import Finding, finding
from generator.judge.verdicts import JudgedControl
from generator.source import render

_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan"}
_Reason = tuple[str, Span | None, str]
"""A line, its guilty words, and why they are guilty."""
_NAMED: Final = 4
"""Controls and events that a line names; of more the number is told."""
_WIDTH: Final = 100
_HOW: Final = {
    "folder": "as augenrules merges it and auditctl loads it",
    "file": "as auditctl -R loads it",
    "listing": "a saved listing of the kernel's rules, taken at its word",
    "machine": "as a boot of this system loads it",
    "kernel": "the rules in the running kernel",
}


def show(judged: Judgement, *, verbose: bool) -> None:
    """Print a judgement; notes, and the lines that collect each event, with `verbose`."""
    click.echo("\n".join(_head(judged)))
    shown = [one for one in judged.findings if verbose or one.code.severity != "note"]
    for one in (*shown, *_by_line(judged)):
        click.echo("\n" + _rendered(judged, one))
    if judged.controls:
        click.echo("\n" + "\n".join(_table(judged, verbose=verbose)))
    click.echo("\n" + "\n".join(_end(judged, hidden=len(judged.findings) - len(shown))))


def _head(judged: Judgement) -> Iterator[str]:
    target, rules = judged.target, judged.target.rules
    product = f" of {judged.asked.product.id}" if judged.asked else ""
    yield f"{target.shown}: {_HOW[target.kind]}"
    loaded = len(rules.loaded.lists.rules)
    yield f"  rules        {loaded} in force on {rules.machine.name}{product}"
    files = "a usual one: what the rules name is there" if rules.usual else "that of this system"
    yield f"  file system  {files}"
    yield f"  UID_MIN      {rules.uid_min}"
    if rules.loaded.stop is not None:
        yield f"  loading      stops at {rules.loaded.stop.words}"


def _rendered(judged: Judgement, one: Finding) -> str:
    text = render(diagnostic(judged.target, one))
    severity = one.code.severity
    return text.replace(f"{severity}: ", f"{_coloured(severity, _COLOURS[severity])}: ", 1)


def _by_line(judged: Judgement) -> Iterator[Finding]:
    """Give what is lost as one finding for each line to blame and reason, over all controls."""
    groups: dict[_Reason, dict[str, int]] = {}
    for control in judged.controls:
        for one in control.events:
            if not one.holds and one.origin is not None:
                counts = groups.setdefault((one.origin, one.span, one.why), {})
                counts[control.control] = counts.get(control.control, 0) + 1
    for (origin, span, why), counts in groups.items():
        names, total = tuple(counts), sum(counts.values())
        words = f"{_first(names, _NAMED)}: {total} event{_s(total)} not collected: {why}"
        yield finding("not-collected", words, origin, span)


def _table(judged: Judgement, *, verbose: bool) -> Iterator[str]:
    width = max(len(one.control) for one in judged.controls)
    for one in judged.controls:
        counted = f"{sum(event.holds for event in one.events)} of {len(one.events)}"
        colour = "green" if one.holds else "red"
        yield f"{one.control:<{width}}  {counted:>8}  {_coloured(_word(one), colour)}"
        if verbose:
            for event in one.events:
                yield from _indented(f"{event.word}: {event.event.label}: {event.why}")
        else:
            yield from _without_line(one)


def _without_line(one: JudgedControl) -> Iterator[str]:
    """Give the events that no line is to blame for, by reason."""
    reasons: dict[str, list[str]] = {}
    for event in one.events:
        if not event.holds and event.origin is None:
            reasons.setdefault(event.why, []).append(event.event.label)
    for why, labels in reasons.items():
        yield from _indented(f"{why}: {_first(tuple(labels), _NAMED)}")


def _indented(text: str) -> list[str]:
    indent = " " * 4
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent * 2,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _first(names: tuple[str, ...], count: int) -> str:
    """Name the first of many."""
    more = len(names) - count
    return ", ".join(names[:count]) + (f" and {more} more" if more > 0 else "")


def _word(one: JudgedControl) -> str:
    if one.holds:
        return "collected"
    return (
        "undecided"
        if all(e.holds or e.word == "undecided" for e in one.events)
        else "not collected"
    )


def _end(judged: Judgement, *, hidden: int) -> Iterator[str]:
    if judged.controls:
        total = len(judged.controls)
        yield f"{judged.collected} of {total} control{_s(total)} collected"
    others = judged.asked.others if judged.asked else ()
    if others:
        yield f"not judged here, since rules alone do not tell: {', '.join(others)}"
    counts = {name: judged.count(name) for name in _COLOURS}
    found = ", ".join(f"{count} {name}{_s(count)}" for name, count in counts.items())
    more = " (--verbose shows notes)" if hidden else ""
    yield f"{found}{more}"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _coloured(text: str, colour: str) -> str:
    plain = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    return text if plain else click.style(text, fg=colour)
