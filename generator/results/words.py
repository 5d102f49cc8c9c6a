"""Text of results is anybody's: made harmless for terminals, and not too long to be read."""

from typing import Final

from generator.source import shown

LONGEST: Final = 400
"""Characters of a line that are kept."""
_BLANKS: Final = 4


def one_line(text: str | None, most: int = LONGEST) -> str:
    """Give the words of `text` on one line, of at most `most` characters and a note."""
    return cut(" ".join((text or "")[: _enough(most)].split()), most, len(text or ""))


def cut(text: str, most: int = LONGEST, length: int = 0) -> str:
    """Give the beginning of a line, and how much was left out; no character acts on a terminal."""
    kept = shown(text[:most].expandtabs(_BLANKS))
    left = max(length if length > _enough(most) else 0, len(text)) - most
    return f"{kept} … ({left:,} more characters)" if left > 0 else kept


def _enough(most: int) -> int:
    """Give how much of a text is looked at where most of it may be blanks."""
    return most * 8
