"""Surface: characters that no author means, found before a line is split into words."""

import re
from typing import Final

from generator.audit.findings import Findings
from generator.audit.rule import Span
from generator.audit.words import split_words

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")


def clean_line(line: str, start: int, findings: Findings) -> str:
    """Name the surface problems of a line; give it back with blanks in their places.

    The line keeps its length, so that the places of all other problems hold. A comment may
    hold anything but what breaks lines.
    """
    line = _blank(line, start, findings)
    if line.lstrip(" \t").startswith("#"):
        if "\t" in line[: len(line) - len(line.lstrip(" \t"))]:
            line = _blank_tabs(line, start, findings)
        return line
    line = _blank_tabs(line, start, findings)
    for match in _CONTROL.finditer(line):
        findings.refuse(
            "control-character",
            f"the line has control character {match.group()!r} in it",
            Span(start=start + match.start(), end=start + match.end()),
        )
    line = _CONTROL.sub(" ", line)
    if line.rstrip(" ").endswith("\\"):
        place = len(line.rstrip(" ")) - 1
        findings.refuse(
            "backslash",
            "a backslash does not continue the line",
            Span(start=start + place, end=start + place + 1),
            "write the rule on one line",
        )
        line = line[:place] + " " + line[place + 1 :]
    _refuse_quotes(line, start, findings)
    return line


def _blank(line: str, start: int, findings: Findings) -> str:
    if line.startswith("\ufeff"):
        span = Span(start=start, end=start + 1)
        findings.refuse("byte-order-mark", "the line begins with a byte order mark", span)
        line = " " + line[1:]
    for place, character in enumerate(line):
        if character == "\r":
            findings.refuse(
                "carriage-return",
                "the line has a carriage return in it",
                Span(start=start + place, end=start + place + 1),
                "end lines with LF alone",
            )
    return line.replace("\r", " ")


def _blank_tabs(line: str, start: int, findings: Findings) -> str:
    for place, character in enumerate(line):
        if character == "\t":
            findings.refuse(
                "tab",
                "a TAB does not separate words",
                Span(start=start + place, end=start + place + 1),
                "write a blank",
            )
    return line.replace("\t", " ")


def _refuse_quotes(line: str, start: int, findings: Findings) -> None:
    before = ""
    for word in split_words(line, start):
        if word.text.startswith("#") and not before.startswith("-"):
            return
        before = word.text
        if "'" in word.text or '"' in word.text:
            hint = "leave the quotes out; write a blank in a word as '\\ '"
            message = f"quotes in {word.text!r} become part of the word"
            findings.refuse("quote", message, word.span, hint)
