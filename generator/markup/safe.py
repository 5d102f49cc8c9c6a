"""Foreign XHTML becomes HTML that can do nothing: few elements, no attribute but web addresses."""

from collections.abc import Callable
from typing import Final

from lxml import etree
from markupsafe import Markup, escape

from generator.source import shown

DEEPEST: Final = 30
"""Elements within each other that are kept; of what lies deeper nothing is."""
_KEPT: Final = {
    tag: (Markup("<{}>").format(tag), Markup("</{}>").format(tag))
    for tag in (
        *("b", "blockquote", "code", "dd", "del", "dl", "dt", "em", "i", "ins", "kbd", "li"),
        *("ol", "p", "pre", "q", "samp", "strong", "sub", "sup", "ul", "var"),
    )
}
_SAID_OTHERWISE: Final = {"tt": "code", "div": "p", "h1": "p", "h2": "p", "h3": "p", "h4": "p"}
_DROPPED: Final = frozenset(("script", "style", "head", "object", "iframe", "template"))
_WEB: Final = ("https://", "http://")

Words = Callable[[etree._Element], str | None]  # noqa: SLF001 - lxml has no other name
"""What an element of another name space stands for, such as the Value of XCCDF's sub."""


def safe_html(element: etree._Element, words: Words) -> Markup:
    """Give what is in `element` as HTML; all of its text is escaped."""
    return Markup("").join(_inside(element, words, 0)).strip()


def _inside(element: etree._Element, words: Words, depth: int) -> list[Markup]:
    parts = [_text(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts += _child(child, words, depth + 1)
        parts.append(_text(child.tail))
    return parts


def _child(child: etree._Element, words: Words, depth: int) -> list[Markup]:
    instead = words(child)
    if instead is not None:
        return [_text(instead)]
    tag = etree.QName(child).localname.lower()
    if depth > DEEPEST or tag in _DROPPED:
        return []
    if tag == "br":
        return [Markup("<br>")]
    tag = _SAID_OTHERWISE.get(tag, tag)
    inside = _inside(child, words, depth)
    address = (child.get("href") or "").strip()
    if tag == "a" and address.startswith(_WEB):
        return [Markup('<a href="{}" rel="noreferrer">').format(shown(address)), *inside, _END_OF_A]
    if tag not in _KEPT:
        return inside
    start, end = _KEPT[tag]
    return [start, *inside, end]


_END_OF_A: Final = Markup("</a>")


def _text(text: str | None) -> Markup:
    return escape("\n".join(shown(line.expandtabs(4)) for line in (text or "").split("\n")))
