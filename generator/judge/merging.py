"""Merging: what augenrules makes of a folder that its author did not mean."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from generator.audit import read_names, split_lines
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet, decoded

_HOISTED: Final = ("-D", "-b", "-f", "-e")


def merging(rules: RuleSet) -> Iterator[Finding]:
    """Give the findings of a folder; none where a single file is loaded."""
    if rules.folder is None:
        return
    if rules.endless is not None:
        yield finding("endless-file", f"{rules.endless!r} is no file that ends", rules.endless)
        return
    contents = {name: text for name, text in rules.folder if isinstance(text, bytes) and text}
    read = read_names(tuple(name for name, _ in rules.folder), rules.script)
    named = tuple(name for name in read if name in contents)
    yield from _joined(contents, named)
    yield from _dropped(rules, contents, named)
    yield from _unread(contents, named)


def _joined(contents: dict[bytes, bytes], named: tuple[bytes, ...]) -> Iterator[Finding]:
    for name, following in pairwise(named):
        text = contents[name]
        if text.endswith(b"\n") or contents[following].startswith(b"\n"):
            continue
        shown = decoded(name)
        lines = text.count(b"\n") + 1
        words = (
            f"the last line has no line end, so the first of {decoded(following)} is joined to it"
        )
        hint = "end the file with a line end"
        yield finding("joined-files", words, f"{shown}:{lines}", hint=hint)


def _dropped(
    rules: RuleSet, contents: dict[bytes, bytes], named: tuple[bytes, ...]
) -> Iterator[Finding]:
    """Give the settings that are there more than once, and not the same."""
    kept = {line.origin for line in rules.lines}
    last = {
        decoded(line.text).strip()[:2]: line
        for line in rules.lines
        if decoded(line.text).strip().startswith(_HOISTED)
    }
    for name in named:
        for line in split_lines(contents[name], decoded(name)):
            option = decoded(line.text)[:2]
            if option not in _HOISTED or line.origin in kept or option not in last:
                continue
            winner = last[option]
            if winner.text.split() == line.text.split():
                continue
            words = f"the setting is dropped: {winner.origin} has {decoded(winner.text).strip()!r}"
            hint = "delete one of the two"
            yield finding("dropped-setting", words, line.origin, hint=hint, first=winner.origin)


def _unread(contents: dict[bytes, bytes], named: tuple[bytes, ...]) -> Iterator[Finding]:
    for name in sorted(contents):
        shown = decoded(name)
        if name in named or shown.startswith(".") or "rule" not in shown.lower():
            continue
        why = "its name has a blank in it" if " " in shown else "its name does not end in .rules"
        if shown.upper().startswith("README"):
            continue
        yield finding("unread-file", f"augenrules does not read {shown!r}: {why}", shown)
