"""Text as an author wrote it: its value, and where each character of it stands."""

from dataclasses import dataclass, field

from generator.source import Mark, Scalar, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text value of a model; two texts are equal when their values are, wherever they stand."""

    value: str
    scalar: Scalar = field(compare=False, repr=False)

    @classmethod
    def of(cls, value: str, path: str = "-") -> "Text":
        """Give a text that stands in no file, as tests and defaults need."""
        source = Source(path=path, text=value)
        mark = Mark(source=source, start=0, end=len(value))
        return cls(value=value, scalar=Scalar(value=value, text=value, mark=mark))

    @property
    def mark(self) -> Mark:
        """Where the whole text stands."""
        return self.scalar.mark

    def mark_of(self, start: int, end: int) -> Mark:
        """Give the place in the file of the characters `start:end` of the value."""
        return self.scalar.mark_of(start, end)

    def __str__(self) -> str:
        return self.value
