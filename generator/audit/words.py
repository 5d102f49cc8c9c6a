"""Words: a line is split at blanks alone, as auditctl -R splits it.

auditctl.c (3.0.9) `preprocess`, `audit_strsplit`, `postprocess`: no quoting; a backslash before a
blank makes the blank part of the word, a backslash before a backslash is one backslash, any other
backslash is itself. A TAB is an ordinary character. auditctl marks escapes with two BEL or EOT
bytes; a mark takes the byte behind it along, and it never takes marks out of a line's first word.
It has room for one word in three bytes: the last words of a line of very short ones are lost.
"""

import re
from typing import Final, NamedTuple

from generator.audit.rule import Span

MAX_LINE_BYTES: Final = 6143
"""auditctl 3.0.9 reads lines into 6144 bytes; the rest of a longer line is a line of its own."""

_WORD: Final = re.compile(r"(?:\\[ \\]|[^ ])+")
_ESCAPE: Final = re.compile(r"\\([ \\])")
_MARKED: Final = re.compile(rb"([\x04\x07]).?", re.DOTALL)
_MARKS: Final = {" ": "\x07", "\\": "\x04"}
_MEANINGS: Final = {mark.encode(): meaning.encode() for meaning, mark in _MARKS.items()}
_BYTES_A_WORD: Final = 3


class Word(NamedTuple):
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
    room = len(line.encode("utf-8", "surrogateescape")) // _BYTES_A_WORD + 1
    return tuple(
        Word(
            text=_plain(match.group(), first=place == 0),
            span=Span(start=start + match.start(), end=start + match.end()),
        )
        for place, match in enumerate(_WORD.finditer(line))
        if place < room
    )


def _plain(word: str, *, first: bool) -> str:
    marked = _ESCAPE.sub(lambda match: _MARKS[match[1]] * 2, word) if "\\" in word else word
    if first or ("\x04" not in marked and "\x07" not in marked):
        return marked
    found = marked.encode("utf-8", "surrogateescape")
    plain = _MARKED.sub(lambda match: _MEANINGS[match[1]], found)
    return plain.decode("utf-8", "surrogateescape")
