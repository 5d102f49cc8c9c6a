"""Spans: where in the file each character of a YAML scalar's text was written."""

import re

from generator.source.mark import Mark

Places = tuple[tuple[int, int], ...]

# One written unit of a quoted scalar stands for one character of its text.
_SINGLE = re.compile(r"''|[^']")
_DOUBLE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^\\\"]")


def places(text: str, mark: Mark, style: str) -> Places:
    """Give, per character of `text`, its first offset and the offset behind it in the source.

    () where the text and the source do not correspond character by character: folded text,
    quoted and plain text over several lines.
    """
    match style:
        case "plain":
            return _units(re.compile("."), text, mark, quotes=0)
        case "single":
            return _units(_SINGLE, text, mark, quotes=1)
        case "double":
            return _units(_DOUBLE, text, mark, quotes=1)
        case "literal":
            return _literal(text, mark)
        case _:
            return ()


def _units(unit: re.Pattern[str], text: str, mark: Mark, *, quotes: int) -> Places:
    start, end = mark.start + quotes, mark.end - quotes
    if "\n" in mark.text:
        return ()
    found = tuple(match.span() for match in unit.finditer(mark.source.text, start, end))
    complete = not found or (found[0][0] == start and found[-1][1] == end)
    return found if complete and len(found) == len(text) else ()


def _literal(text: str, mark: Mark) -> Places:
    """Lines of the text are the ends of the lines of the source, whatever the indentation is."""
    source = mark.source.text
    found: list[tuple[int, int]] = []
    line_end = _line_end(source, mark.start)
    *lines, rest = text.split("\n")
    for line in (*lines, rest) if rest else lines:
        line_start = line_end + 1
        if line_start > len(source):
            return ()
        line_end = _line_end(source, line_start)
        first = line_end - len(line)
        if (
            first < line_start
            or source[line_start:first].strip(" ")
            or (source[first:line_end] != line)
        ):
            return ()
        found.extend((offset, offset + 1) for offset in range(first, line_end))
        found.append((line_end, min(line_end + 1, len(source))))
    return tuple(found[: len(text)])


def _line_end(source: str, offset: int) -> int:
    end = source.find("\n", offset)
    return len(source) if end < 0 else end
