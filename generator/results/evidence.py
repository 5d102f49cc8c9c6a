"""Evidence of a rule-result: what its scripts printed and, where none answered, what OVAL found."""

from typing import Final

from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.results.models import Line
from generator.results.oval import Oval
from generator.results.words import cut, one_line

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
    return _kept(tuple(dict.fromkeys(found)))


def _printed(text: str) -> list[Line]:
    lines = [line for line in text[:_LONGEST_OUTPUT].splitlines() if line.strip()]
    found = [Line(text=cut(line), met=_met(line)) for line in lines]
    left = len(text) - _LONGEST_OUTPUT
    if left > 0:
        more = text.count("\n", _LONGEST_OUTPUT)
        note = f"… {left:,} more characters on {more:,} more lines left out"
        found = [*found[: MOST_LINES - 1], Line(text=note)]
    return found


def _met(line: str) -> bool | None:
    return next((met for start, met in _MET.items() if line.startswith(start)), None)


def _kept(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Cut the middle of too many lines: the last is the verdict in words."""
    left = len(lines) - MOST_LINES
    if left <= 0:
        return lines
    note = Line(text=f"… {left:,} more lines left out")
    return (*lines[: MOST_LINES - 1], note, lines[-1])
