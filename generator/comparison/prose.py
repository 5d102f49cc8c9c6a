"""Prose: what texts with markup say, a sentence on a line."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

_BLOCKS: Final = frozenset(
    {"p", "li", "ul", "ol", "pre", "br", "div", "table", "tr", "dt", "dd", "h1", "h2", "h3"}
)
_SENTENCES: Final = re.compile(r"(?<=[.:;]) ")
_BREAK: Final = "\0"


def prose(element: _Element) -> Iterator[str]:
    """Give the sentences; blanks, and how they are marked up, say nothing."""
    for block in "".join(_texts(element, kept=False)).split(_BREAK):
        yield from (row for row in _SENTENCES.split(" ".join(block.split())) if row)


def _texts(element: _Element, *, kept: bool) -> Iterator[str]:
    """Give the text with a break around each block; lines of `pre` are blocks of their own."""
    local = str(element.tag).rpartition("}")[2]
    kept = kept or local == "pre"
    around = _BREAK if local in _BLOCKS else ""
    yield around + _broken(element.text, kept=kept)
    for child in element:
        if isinstance(child.tag, str):
            if str(child.tag).endswith("}sub"):
                yield f"${{{child.get('idref')}}}"
            yield from _texts(child, kept=kept)
        yield _broken(child.tail, kept=kept)
    yield around


def _broken(text: str | None, *, kept: bool) -> str:
    return (text or "").replace("\n", _BREAK) if kept else (text or "")
