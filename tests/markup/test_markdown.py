"""Markdown reaches XHTML letter by letter, or is refused at the place that cannot be carried."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.markup.markdown import DEEPEST, code, to_line, to_xhtml, unsupported
from generator.source.text import FORBIDDEN

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TEXT = st.text(
    st.characters(exclude_categories=["Cs"]).filter(lambda one: not FORBIDDEN.match(one))
)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
MARKDOWN = st.lists(st.sampled_from([*PUNCTUATION, " ", "\n", "    ", "a", "é", "&#1", "x;"])).map(
    "".join
)


def shown(markdown: str) -> str:
    """The text that a reader sees."""
    blocks = to_xhtml(markdown)
    return "\n".join("".join(map(str, block.itertext())) for block in blocks).strip()


def escaped(text: str) -> str:
    return re.sub(f"([{re.escape(PUNCTUATION)}])", r"\\\1", text)


@settings(deadline=None)
@given(LINE)
@example("quote ' \" % \\ $(x) `x` <b> & &amp; ]]> {{ x }} {% x %} .*[a]|^$ Grüße 漢字 🎉")
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert " ".join(shown(escaped(text)).split()) == text


@settings(deadline=None)
@given(LINE)
def test_code_block_is_shown_as_it_is(text: str) -> None:
    fence = "`" * (3 + text.count("`"))
    assert shown(f"{fence}\n{text}\n{fence}") == text


@settings(deadline=None)
@given(LINE)
@example("`")
@example("``a`")
def test_code_shows_any_text_letter_by_letter(text: str) -> None:
    assert shown(f"see {code(text)}.") == f"see {text}."


@settings(deadline=None)
@given(LINE)
@example("a *b* `c` [d](e) <b> &amp; \\ ]]>")
def test_line_has_any_text_letter_by_letter(text: str) -> None:
    assert to_line(escaped(text)) == text
    assert to_line(f"see {code(text)}.") == f"see {text}."
    fence = "`" * (3 + text.count("`"))
    assert to_line(f"{fence}\n{text}\n{fence}") == text


def test_line_joins_what_is_on_several() -> None:
    text = "One *text*\nwith:\n\n- a `b`\n- [c](https://d.org)\n\n```\ne\n\tf\n```\n"
    assert to_line(text) == "One text with: - a b - c e  f"


@settings(deadline=None)
@given(MARKDOWN)
def test_any_markdown_becomes_xml_or_is_refused(text: str) -> None:
    if not list(unsupported(text)):
        for block in to_xhtml(text):
            etree.fromstring(etree.tostring(block))


@settings(deadline=None)
@given(MARKDOWN)
def test_letters_outside_links_are_never_lost(text: str) -> None:
    """Brackets may make definitions of links, and a fence may have a word behind it."""
    text = re.sub("[][~`]", "", text)
    if not list(unsupported(text)):
        assert shown(text).count("é") == text.count("é")


@pytest.mark.parametrize(
    "html",
    ["<script>alert(1)</script>", "<!-- x -->", "<b onclick='x'>y</b>", "<?php x ?>", "<br/>"],
)
def test_raw_html_stays_text(html: str) -> None:
    assert shown(html) == html
    assert {str(block.tag).rpartition("}")[2] for block in to_xhtml(html)} == {"p"}


def test_scripts_in_links_are_no_links() -> None:
    assert not to_xhtml("[x](javascript:alert(1))")[0].xpath("//*[@href]")


REFUSED = {
    "form feed": ("a &#12; b", "&#12;"),
    "null": ("a &#0;", "&#0;"),
    "surrogate": ("a &#xd800;", "&#xd800;"),
    "bidirectional override": ("one\n\n- two &#x202e;", "&#x202e;"),
    "in a link's title": ("[a](b 'c&#12;d')", "&#12;"),
    "in an image's text": ("![a&#12;b](c)", "&#12;"),
    "quotes nested deep": (">" * (DEEPEST + 1) + " x", ">" * (DEEPEST + 1) + " x"),
    "lists nested deep": ("a\n\n" + "- " * DEEPEST + "x", "- " * DEEPEST + "x"),
    "emphasis nested deep": ("*a **a " * 99 + "a** a*" * 99, "*a **a " * 99 + "a** a*" * 99),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_xhtml_cannot_carry_is_refused_at_its_place(case: str) -> None:
    text, place = REFUSED[case]
    assert [text[start:end] for start, end, _ in unsupported(text)] == [place]


@pytest.mark.parametrize(
    "text",
    ["`&#12;` is a form feed", "    &#0;", "\\&#12;", "&copy; &#169;", "> " * 30 + "x", "\ufffd"],
)
def test_what_only_looks_like_it_is_carried(text: str) -> None:
    assert list(unsupported(text)) == []
    assert shown(text)


def test_long_text_is_carried() -> None:
    text = "word " * 100_000
    assert shown(text) == text.strip()


def test_elements_bear_the_prefix_that_scap_tools_expect() -> None:
    assert etree.tostring(to_xhtml("*a*")[0]).startswith(b"<html:p")
