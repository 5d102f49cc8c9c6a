"""A mark is a span of characters in one text; every value read from a file keeps its own."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text and the name it is shown by: relative to the project root, with slashes."""

    path: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Give line `number` (counted from 1) without its line end, '' past the last one."""
        starts = _line_starts(self.text)
        if number >= len(starts):
            return ""
        return self.text[starts[number - 1] : starts[number] - 1]

    def on_line(self, number: int, start: int = 0, end: int | None = None) -> "Mark":
        """Give the characters of a line from `start` up to, not including, `end` or its end."""
        starts = _line_starts(self.text)
        first = starts[min(number, len(starts)) - 1]
        length = len(self.line(number))
        stop = length if end is None else min(end, length)
        return Mark(source=self, start=first + min(start, length), end=first + stop)

    def whole(self) -> "Mark":
        """Give the place for what concerns the file and no word in it: its first character."""
        return Mark(source=self, start=0, end=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The characters from offset `start` up to, not including, offset `end` of a source."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def path(self) -> str:
        """The path of the source, as shown."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line of the first character, counted from 1."""
        starts = _line_starts(self.source.text)
        return min(bisect_right(starts, self.start), len(starts) - 1)

    @property
    def column(self) -> int:
        """The column of the first character, counted from 1 in characters (not bytes or cells)."""
        return self.start - self.source.text.rfind("\n", 0, self.start)

    @property
    def text(self) -> str:
        """The marked characters."""
        return self.source.text[self.start : self.end]

    def sub(self, start: int, end: int) -> "Mark":
        """Give the part of this mark from its character `start` up to, not including, `end`."""
        last = max(self.start, self.end)
        first = min(self.start + start, last)
        return Mark(source=self.source, start=first, end=min(max(self.start + end, first), last))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@lru_cache(maxsize=64)  # a file may have thousands of marks
def _line_starts(text: str) -> tuple[int, ...]:
    """Give where each line begins, and where one behind the last would."""
    return tuple(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
