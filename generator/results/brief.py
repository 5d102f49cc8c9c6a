"""Evidence in a few words: what is to blame for a result, or what vouches for it."""

from itertools import takewhile
from typing import Final

from generator.results.evidence import NOT_ASKED
from generator.results.models import Line, Result

_GOOD: Final = ("pass", "fixed")
_NAMED: Final = 2
"""Subjects of one complaint that are named; of more the number is told."""
_PARTS: Final = 3


def brief(result: Result, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Give the least that explains the result; complaints that differ in their subject are one.

    `no: /a: mode 0640` and `no: /b: mode 0640` are `no: /a, /b: mode 0640`.
    """
    asked = tuple(one for one in lines if not one.text.startswith(NOT_ASKED)) or lines
    if result in _GOOD:
        return _vouching(asked)
    blamed = [one for one in asked if one.met is False]
    return _grouped(blamed or [one for one in asked if one.met is None] or asked)


def _vouching(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Give the verdict in words, or how many tests there are, and the first."""
    verdicts = [one.text for one in lines if one.met is None]
    if verdicts or not lines:
        return tuple(verdicts[-1:])
    first = lines[0].text
    if len(lines) == 1:
        return (first,)
    return (f"{len(lines)} tests hold, such as {first.removeprefix('yes: ')}",)


def _grouped(lines: list[Line] | tuple[Line, ...]) -> tuple[str, ...]:
    groups: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        head, subject, complaint = _parts(line)
        groups.setdefault((head, complaint), []).append(subject)
    return tuple(_joined(*key, subjects) for key, subjects in groups.items())


def _parts(line: Line) -> tuple[str, str, str]:
    """Give what a line begins with, what it is about, and what it says of that.

    What is in fewer parts, or names what was found, stands for itself.
    """
    parts = line.text.split(": ", _PARTS - 1)
    found = f" (found {line.found[0]})" if line.found else ""
    if len(parts) == _PARTS and not found:
        return parts[0], parts[1], parts[2]
    return "", "", line.text + found


def _joined(head: str, complaint: str, subjects: list[str]) -> str:
    more = len(subjects) - _NAMED
    if more == 1:  # the name is no longer than "1 more"
        more = 0
    named = subjects[:_NAMED] if more > 0 else subjects
    first, *others = named
    known = len(_beginning(named))
    words = ", ".join((first, *(one[known:] for one in others)))
    words += f" and {more} more" if more > 0 else ""
    return ": ".join(filter(None, (head, words, complaint)))


def _beginning(subjects: list[str]) -> str:
    """Give the words that all subjects begin with, where these are two or more."""
    if len(subjects) == 1:
        return ""
    low, high = min(subjects), max(subjects)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(low, high, strict=False))
    words = low[: low.rfind(" ", 0, sum(1 for _ in same)) + 1]
    return words if words.count(" ") > 1 else ""
