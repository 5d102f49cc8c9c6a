"""Markdown, as control authors write it, becomes XHTML elements; raw HTML in it stays text."""

from functools import cache

from lxml import etree
from markdown_it import MarkdownIt

from generator.markup.namespaces import XHTML


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": True})


def to_xhtml(text: str) -> tuple[etree._Element, ...]:
    """Give the XHTML block elements of `text` (Markdown, CommonMark); no element for no text."""
    body = _parser().render(text)
    root = etree.fromstring(f'<div xmlns="{XHTML}">{body}</div>')
    return tuple(_prefixed(child) for child in root)


def _prefixed(element: etree._Element) -> etree._Element:
    """Copy `element` so that it is written with the prefix `h`, which SCAP tools expect."""
    copy = etree.Element(element.tag, attrib=dict(element.attrib), nsmap={"h": XHTML})
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_prefixed(child) for child in element)
    return copy
