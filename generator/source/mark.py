"""A mark is a span of characters in one text; every value read from a file keeps its own."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text and the name it is shown by: relative to the project root, with slashes."""

    path: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Give line `number` (counted from 1) without its line end, '' past the last one."""
        lines = self.text.split("\n", number)
        return lines[number - 1] if number <= len(lines) else ""

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
        return self.source.text.count("\n", 0, self.start) + 1

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
