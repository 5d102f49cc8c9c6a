"""Comments: where they stand in a file, and what each belongs to."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import yaml

from generator.source import Source

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT: Final = re.compile(r"#[^\n]*")
_HEADER: Final = re.compile(r"[|>][^\n#]*?(#[^\n]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment: `own` says that nothing but `-` stands before it on its line."""

    offset: int
    column: int
    text: str
    own: bool
    after_blank: bool


class Comments:
    """The comments of a source in order; what lies between tokens of YAML and starts with #."""

    def __init__(self, source: Source, skip: re.Pattern[str] | None = None) -> None:
        """Find the comments, but for those that `skip` matches."""
        self._text = source.text
        self.all = tuple(
            self._comment(at, text)
            for at, text in sorted(_found(source.text))
            if not (skip and skip.match(text))
        )
        self._offsets = [one.offset for one in self.all]

    def between(self, start: int, end: int, *, own: bool) -> tuple[Comment, ...]:
        """Give the comments from `start` up to `end`, those with a line of their own or others."""
        first, last = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        return tuple(one for one in self.all[first:last] if one.own is own)

    def after_blank(self, offset: int) -> bool:
        """Say whether the line above the one of `offset` is blank."""
        start = self._text.rfind("\n", 0, offset)
        above = self._text[self._text.rfind("\n", 0, max(start, 0)) + 1 : max(start, 0)]
        return start > 0 and not above.strip()

    def _comment(self, offset: int, text: str) -> Comment:
        start = self._text.rfind("\n", 0, offset) + 1
        return Comment(
            offset=offset,
            column=offset - start,
            text=text.rstrip(),
            own=not self._text[start:offset].strip(" -"),
            after_blank=self.after_blank(offset),
        )


def _found(text: str) -> set[tuple[int, str]]:
    """Find the comments between tokens, and behind the signs that start blocks of text."""
    found: set[tuple[int, str]] = set()
    last = 0
    for token in yaml.scan(text, Loader=_LOADER):
        start, end = token.start_mark.index, token.end_mark.index
        found |= {(at.start(), at.group()) for at in _COMMENT.finditer(text, last, start)}
        last = max(last, end)
        block = isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")
        if block and (header := _HEADER.match(text, start)):
            found.add((header.start(1), header[1]))
    found |= {(at.start(), at.group()) for at in _COMMENT.finditer(text, last)}
    return found
