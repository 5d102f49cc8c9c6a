"""Markdown, as control authors write it, becomes XHTML elements; raw HTML in it stays text."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, lru_cache
from typing import Final

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.markup.namespaces import XHTML
from generator.markup.written import Written, as_it_is
from generator.source.text import FORBIDDEN

# The parser drops what lies deeper than its limit, and XML parsers refuse what is very deep.
DEEPEST = 40
# A text is in many rules, for several products: each is read once.
_TEXTS: Final = 4096
_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]*);")
_NO_CHARACTER = "\ufffd"  # what the parser makes of a number that is no character


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "xhtmlOut": True, "maxNesting": DEEPEST + 2}
    return MarkdownIt("commonmark", options)


def to_xhtml(text: str) -> tuple[etree._Element, ...]:
    """Give the XHTML block elements of `text` (Markdown, CommonMark); no element for no text.

    `unsupported` finds nothing in `text`.
    """
    return tuple(deepcopy(block) for block in _blocks(text))


@lru_cache(maxsize=_TEXTS)
def written_xhtml(text: str) -> Written:
    """Give the same as it is written in a document that declares XHTML."""
    blocks = (etree.tostring(block, encoding="unicode") for block in _blocks(text))
    return as_it_is("".join(block.replace(_DECLARED, "", 1) for block in blocks))


_DECLARED: Final = f' xmlns:html="{XHTML}"'


@lru_cache(maxsize=_TEXTS)
def _blocks(text: str) -> tuple[etree._Element, ...]:
    body = _parser().render(text)
    root = etree.fromstring(f'<div xmlns="{XHTML}">{body}</div>')
    return tuple(_prefixed(child) for child in root)


@lru_cache(maxsize=_TEXTS)
def to_line(text: str) -> str:
    """Give the words of `text` (Markdown) on one line, without markup, letter by letter.

    Blocks and lines are parted by blanks; an item of a list keeps its dash.
    """
    return " ".join(_words(_parser().parse(text))).translate(_ONE_LINE)


_ONE_LINE: Final = str.maketrans("\t\n\r", "   ")


def _words(tokens: list[Token]) -> Iterator[str]:
    """Give the text of each block, behind a dash where an item of a list begins with it."""
    dash = ""
    for token in tokens:
        if token.type == "list_item_open":
            dash = "- "
        elif token.type == "inline":
            yield dash + "".join(map(_letters, token.children or ()))
            dash = ""
        elif token.type in ("fence", "code_block"):
            yield dash + token.content.rstrip("\n")
            dash = ""


def _letters(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def unsupported(text: str) -> Iterator[tuple[int, int, str]]:
    """Give what XHTML cannot carry of `text`: from where, up to where, and a message."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.map and _depth(token) > DEEPEST:
            before, line = text.split("\n")[: token.map[0]], text.split("\n")[token.map[0]]
            start = sum(len(one) + 1 for one in before)
            yield start, start + len(line), f"the Markdown is nested deeper than {DEEPEST} levels"
            return
    shown = str(parser.renderer.render(tokens, parser.options, {}))
    bad = {match[0] for match in FORBIDDEN.finditer(shown)}
    if _NO_CHARACTER in shown and _NO_CHARACTER not in text:
        bad.add(_NO_CHARACTER)
    for reference in _REFERENCE.finditer(text) if bad else ():
        if parser.renderInline(reference[0]) in bad:
            yield *reference.span(), f"{reference[0]} stands for a character that XML cannot carry"


def code(text: str) -> str:
    """Give `text`, which is on one line, as Markdown that shows it as code, letter by letter."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") or text.strip(" ") != text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _depth(token: Token) -> int:
    return max((token.level, *(child.level for child in token.children or ())))


def _prefixed(element: etree._Element) -> etree._Element:
    """Copy `element` so that it is written with the prefix `h`, which SCAP tools expect."""
    copy = etree.Element(element.tag, attrib=dict(element.attrib), nsmap={"html": XHTML})
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_prefixed(child) for child in element)
    return copy
