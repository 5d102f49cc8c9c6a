"""Texts: what auditctl takes otherwise than its author meant."""

import re
from collections.abc import Iterator
from typing import Final

from generator.audit import Span
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet, decoded

_SUSPECT: Final = re.compile(
    r"[\x00-\x1f\x7f\"'\\#$*?\ufeff]|\.\.|,,|,(?: |$)|exit!?=[A-Z]|[=<>&]-?[0-9]+[A-Za-z_]"
    r"|-S ,|[0-9]{10}"
)
"""Lines that have none of these mean what they say, or are refused."""
_REFUSED_LATER: Final = frozenset(("duplicate-rule",))


def texts(rules: RuleSet) -> Iterator[Finding]:
    """Give the words that are taken, but not as meant; line ends of Windows once for each file."""
    failed = {stop.origin for stop in rules.failures}
    windows: dict[str, int] = {}
    for line in rules.lines:
        place = rules.place(line.origin)
        if place is None:
            continue
        text = decoded(line.text)
        if text.endswith("\r") and not text.lstrip(" ").startswith("#"):
            windows[place.name] = windows.get(place.name, 0) + 1
            text = text.rstrip("\r")
        if line.origin in failed or text.lstrip(" ").startswith("#"):
            continue
        if _SUSPECT.search(text):
            yield from _meant(rules, line.origin, text)
    for name, count in windows.items():
        yield _windows(rules, name, count)


def _meant(rules: RuleSet, origin: str, text: str) -> Iterator[Finding]:
    for problem in rules.meant(text):
        if problem.code not in _REFUSED_LATER:
            yield finding(
                "unintended-text", problem.message, origin, problem.span, hint=problem.hint
            )


def _windows(rules: RuleSet, name: str, count: int) -> Finding:
    lines = rules.texts[name].split("\n")
    first = next(at for at, text in enumerate(lines, start=1) if text.endswith("\r"))
    end = len(lines[first - 1])
    words = f"{count} line{'' if count == 1 else 's'} of the file end in CR LF"
    hint = "save the file with LF line ends"
    return finding(
        "carriage-return", words, f"{name}:{first}", Span(start=end - 1, end=end), hint=hint
    )
