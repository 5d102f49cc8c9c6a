"""Words: a line is split at blanks alone, as auditctl -R splits it.

auditctl.c (3.0.9) `preprocess`, `audit_strsplit`: no quoting; a backslash before a blank makes
the blank part of the word, a backslash before a backslash is one backslash, any other
backslash is itself. A TAB is an ordinary character.
"""

import re
from dataclasses import dataclass
from typing import Final

from generator.audit.rule import Span

MAX_LINE_BYTES: Final = 6143
"""auditctl 3.0.9 reads lines into 6144 bytes; the rest of a longer line is a line of its own."""

_WORD: Final = re.compile(r"(?:\\[ \\]|[^ ])+")
_ESCAPE: Final = re.compile(r"\\([ \\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a line: its text without escapes, and its place."""

    text: str
    span: Span

    def part(self, start: int, end: int) -> "Word":
        """Return characters `[start, end)` as a word; with escapes in it, its span is the whole."""
        escaped = self.span.end - self.span.start != len(self.text)
        span = (
            self.span if escaped else Span(start=self.span.start + start, end=self.span.start + end)
        )
        return Word(text=self.text[start:end], span=span)


def split_words(line: str, start: int = 0) -> tuple[Word, ...]:
    """Split one line (no LF in it); spans count from `start`."""
    return tuple(
        Word(
            text=_ESCAPE.sub(r"\1", match.group()) if "\\" in match.group() else match.group(),
            span=Span(start=start + match.start(), end=start + match.end()),
        )
        for match in _WORD.finditer(line)
    )
