"""`auditscap diff`: the differences of streams that have one name, for people or programs."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import click

from generator.cli.output import Format, print_json, print_problems
from generator.comparison import Change, Difference, differences, read_stream
from generator.source import Problems, Source, quoted

_STREAMS: Final = "*-ds*.xml"
_SIGNS: Final[dict[str, str]] = {"added": "+", "removed": "-", "changed": "~"}
_COLOURS: Final = {"added": "green", "removed": "red", "changed": "yellow"}
_ROWS: Final = {"+": "green", "-": "red", "@": "cyan"}
_LONGEST: Final = 100
_PREFIX: Final = re.compile(r"^xccdf_[^_]+_(benchmark|group|rule|value|profile)_")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A stream that both sides have, or one of them."""

    name: str
    state: str
    found: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        return self.state == "both" and not self.found


def compare(old: Path, new: Path, form: Format, problems: Problems, *, most: int) -> bool:
    """Print what differs; say whether anything does."""
    compared = tuple(_compared(old, new, problems))
    differ = not all(one.same for one in compared)
    if form == "json":
        print_json(
            {
                "same": not differ and not problems.errors,
                "streams": [_plain(one, most) for one in compared],
            },
            problems,
        )
        return differ
    print_problems(problems)
    if not problems.errors:
        _print(compared, most)
    return differ


def _compared(old: Path, new: Path, problems: Problems) -> Iterator[_Compared]:
    before, after = _streams(old, problems), _streams(new, problems)
    if old.is_dir() != new.is_dir():
        mark = Source(path=str(new), text="").whole()
        problems.add("not-a-data-stream", mark, "a file and a folder cannot be compared")
        return
    if problems.errors:
        return
    for name in sorted(before | after, key=lambda one: (Path(one).parent, len(one), one)):
        if name not in after:
            yield _Compared(name=name, state="removed")
        elif name not in before:
            yield _Compared(name=name, state="added")
        elif before[name].read_bytes() == after[name].read_bytes():
            yield _Compared(name=name, state="both")
        else:
            items = [read_stream(path, problems) for path in (before[name], after[name])]
            if not problems.errors:
                yield _Compared(name=name, state="both", found=differences(*items))


def _streams(path: Path, problems: Problems) -> dict[str, Path]:
    """Give the data streams of a folder by their names there; a file is one without a name."""
    if not path.is_dir():
        return {"": path}
    found = {
        str(one.relative_to(path)): one
        for one in sorted(path.rglob(_STREAMS))
        if not any(part.startswith(".") for part in one.relative_to(path).parts)
    }
    if not found:
        mark = Source(path=str(path), text="").whole()
        hint = "give a data stream, or a folder that a build has written"
        problems.add("not-a-data-stream", mark, f"the folder has no file {_STREAMS}", hint)
    return found


def _plain(compared: _Compared, most: int) -> dict[str, Any]:
    return {
        "name": compared.name,
        "state": compared.state,
        "same": compared.same,
        "differences": [
            {
                "section": one.section,
                "id": one.id,
                "title": one.title,
                "kind": one.kind,
                "changes": [_plain_change(change, most) for change in one.changes],
            }
            for one in compared.found
        ],
    }


def _plain_change(change: Change, most: int) -> dict[str, Any]:
    rows = change.rows
    short = change.short
    return {
        "aspect": change.aspect,
        "old": short[0] if short else None,
        "new": short[1] if short else None,
        "less": _count(rows, "-"),
        "more": _count(rows, "+"),
        "lines": list(rows[: most or None]),
        "cut": max(0, len(rows) - most) if most else 0,
    }


def _print(compared: Sequence[_Compared], most: int) -> None:
    for one in compared:
        if one.state != "both":
            _say(f"{_SIGNS[one.state]} {one.name}", _COLOURS[one.state])
            continue
        if one.found:
            if one.name:
                _say(one.name, bold=True)
            for section, found in groupby(one.found, key=lambda each: each.section):
                _print_section(section, tuple(found), most)
    same = sum(1 for one in compared if one.same)
    if same == len(compared):
        _say("the same" if same == 1 else f"{same} data streams, all the same")
    elif len(compared) > 1:
        _say(f"{len(compared)} data streams, {same} of them the same")


def _print_section(section: str, found: Sequence[Difference], most: int) -> None:
    counted: Counter[str] = Counter(one.kind for one in found)
    words = ", ".join(f"{counted[kind]} {kind}" for kind in _SIGNS if counted[kind])
    _say(f"{section}s: {words}", bold=True)
    for one in found:
        title = f"  {one.title}" if one.title and one.kind != "changed" else ""
        name = _short(one.id) or one.title
        _say(f"  {_SIGNS[one.kind]} {name}{title}", _COLOURS[one.kind])
        for change in one.changes:
            _print_change(change, most)


def _print_change(change: Change, most: int) -> None:
    short = change.short
    if short and max(map(len, short)) <= _LONGEST:
        _say(f"      {change.aspect}: {' -> '.join(quoted(_short(text)) for text in short)}")
        return
    rows = change.rows
    less, more = (_count(rows, sign) for sign in "-+")
    _say(f"      {change.aspect}: -{less} +{more} lines")
    for row in rows[: most or None]:
        _say(f"        {_cut(row)}", _ROWS.get(row[:1]))
    if most and len(rows) > most:
        _say(f"        ... {len(rows) - most} lines more (--lines 0 shows all)", "cyan")


def _count(rows: Sequence[str], sign: str) -> int:
    return sum(1 for row in rows if row[:1] == sign)


def _short(name: str) -> str:
    return _PREFIX.sub("", name)


def _cut(row: str) -> str:
    row = row[:1] + _short(row[1:])
    return row if len(row) <= 2 * _LONGEST else f"{row[: 2 * _LONGEST]}…"


def _say(text: str, colour: str | None = None, *, bold: bool = False) -> None:
    """Print a line, in colours on a terminal alone and where NO_COLOR does not forbid them."""
    styled = click.style(text, fg=colour, bold=bold or None)
    click.echo(styled, color=False if os.environ.get("NO_COLOR") else None)
