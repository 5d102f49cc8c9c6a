"""Rendering: a diagnostic as a person reads it, with the source line and carets under the word."""

import unicodedata

from generator.source.diagnostic import Diagnostic
from generator.source.mark import Mark
from generator.source.words import shown

# Cells of a source line that are shown; a longer line is cut around the marked word.
WIDEST = 100
_BEFORE = 30
_TAB = "    "


def render(diagnostic: Diagnostic) -> str:
    """Give `path:line:column: error: message [code]`, the source line, carets and the hint.

    No final newline; the text holds no character that a terminal would act on.
    """
    mark = diagnostic.mark
    place = f"{shown(str(mark))}: " if mark else ""
    lines = [f"{place}{diagnostic.severity}: {shown(diagnostic.message)} [{diagnostic.code}]"]
    if mark and (line := mark.source.line(mark.line)).strip():
        lines += _snippet(mark, line)
    if diagnostic.hint:
        lines.append(f"  hint: {shown(diagnostic.hint)}")
    return "\n".join(lines)


def _snippet(mark: Mark, line: str) -> list[str]:
    start = mark.column - 1
    end = min(max(start + mark.end - mark.start, start), len(line))
    before, word, after = line[:start], line[start:end], line[end:]
    before, word, after = (_drawn(part) for part in (before, word, after))
    before, word, after = _window(before, word, after)
    gutter = f"{mark.line:>3} | "
    carets = " " * _cells(before) + "^" * max(1, _cells(word))
    margin = " " * (len(gutter) - 2) + "| "
    return [gutter + (before + word + after).rstrip(), margin + carets]


def _drawn(part: str) -> str:
    return "".join(_TAB if character == "\t" else shown(character) for character in part)


def _window(before: str, word: str, after: str) -> tuple[str, str, str]:
    """Cut the line to what fits, keeping the start of the word and some of what is before it."""
    if _cells(before + word + after) <= WIDEST:
        return before, word, after
    if _cells(before + word) > WIDEST and _cells(before) > _BEFORE:
        before = "…" + _last(before, _BEFORE)
    word, cut = _first(word, WIDEST - _cells(before) - 1)
    if cut:
        return before, word, "…"
    rest, cut = _first(after, WIDEST - _cells(before + word) - 1)
    return before, word, rest + "…" if cut else rest


def _first(text: str, cells: int) -> tuple[str, bool]:
    """Give as many first characters as fit, and whether some were cut off."""
    used = 0
    for index, character in enumerate(text):
        used += _cells(character)
        if used > cells:
            return text[:index], True
    return text, False


def _last(text: str, cells: int) -> str:
    kept, _ = _first(text[::-1], cells)
    return kept[::-1]


def _cells(text: str) -> int:
    """Count the terminal cells of a text (UAX 11; marks and joiners take none)."""
    return len(text) if text.isascii() else sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
