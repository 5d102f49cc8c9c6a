"""Evidence of a rule-result: what its scripts printed and, where none answered, what OVAL found."""

from collections.abc import Callable
from typing import Final, TypeVar

from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.results.models import Line
from generator.results.oval import Oval
from generator.results.words import cut, one_line

T = TypeVar("T")

MOST_LINES: Final = 300
"""Lines of a rule-result that are kept."""
NOT_ASKED: Final = "not asked: "
"""How a script of ours begins that leaves the answer to another check."""
_LONGEST_OUTPUT: Final = 1_000_000
"""Characters of a script's output that are looked at."""
_MET: Final = {"collected: ": True, "not collected: ": False}
"""What lines of our scripts begin with that speak for the rule, or against it."""


def evidence(result: etree._Element, oval: Oval) -> tuple[Line, ...]:
    """Give the lines of a rule-result, each once."""
    found = [
        Line(text=one_line("".join(map(str, message.itertext()))))
        for message in result.iterfind("xccdf:message", PREFIXES)
    ]
    printed = [
        line
        for imported in result.iterfind(".//xccdf:check-import", PREFIXES)
        for line in _printed("".join(map(str, imported.itertext())))
    ]
    found += printed
    if not printed or printed[0].text.startswith(NOT_ASKED):
        for reference in result.iterfind(".//xccdf:check-content-ref", PREFIXES):
            found += oval.decisive(reference.get("name"))
    return _kept(list(dict.fromkeys(found)), _noted)


def _printed(text: str) -> list[Line]:
    """Give the lines that a script printed; of much output the beginning."""
    lines = dict.fromkeys(line for line in text[:_LONGEST_OUTPUT].splitlines() if line.strip())
    found = _kept(list(lines), lambda left: f"… {left:,} more lines left out")
    left = len(text) - _LONGEST_OUTPUT
    more = text.count("\n", _LONGEST_OUTPUT)
    note = [f"… {left:,} more characters on {more:,} more lines left out"] if left > 0 else []
    return [Line(text=cut(line), met=_met(line)) for line in (*found, *note)]


def _met(line: str) -> bool | None:
    return next((met for start, met in _MET.items() if line.startswith(start)), None)


def _noted(left: int) -> Line:
    return Line(text=f"… {left:,} more lines left out")


def _kept(lines: list[T], note: Callable[[int], T]) -> tuple[T, ...]:
    """Cut the middle of too many lines: the last is the verdict in words."""
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    kept = MOST_LINES - 2
    return (*lines[:kept], note(len(lines) - kept - 1), lines[-1])
