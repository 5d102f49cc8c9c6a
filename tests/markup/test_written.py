"""XML is indented everywhere but in text, text is never touched, and lxml writes the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.markup.markdown import to_xhtml, written_xhtml
from generator.markup.namespaces import PREFIXES, WRITTEN, XHTML
from generator.markup.written import Maker, Written, element, root, to_bytes
from tests.markup import by_lxml

D, X = Maker("oval-def"), Maker("xccdf")
ROOT = "xccdf-1.2:Benchmark"
DECLARED = ("xccdf", "html", "dc", "xsi")
BY_DOCUMENT = {WRITTEN[one]: PREFIXES[one] for one in DECLARED}


def document(*children: Written) -> str:
    return to_bytes(root(DECLARED, ROOT, {}, children)).decode()


def test_white_space_separates_all_siblings() -> None:
    tree = D.a(D.b(), D.c(D.d()))
    assert to_bytes(tree).decode().splitlines()[1:] == [
        "<oval-def:a>",
        "  <oval-def:b/>",
        "  <oval-def:c>",
        "    <oval-def:d/>",
        "  </oval-def:c>",
        "</oval-def:a>",
    ]


def test_mixed_content_is_left_as_it_is() -> None:
    fix = X.fix("  a\n", X.sub(idref="b"), "c ")
    assert '<xccdf-1.2:fix>  a\n<xccdf-1.2:sub idref="b"/>c </xccdf-1.2:fix>' in document(fix)


def test_document_ends_with_one_newline() -> None:
    assert document().endswith("/>\n")


def test_what_is_not_used_is_not_declared() -> None:
    assert "xmlns:dc=" not in document(D.a(' dc:creator="x" <dc:x/>', b=" dc:x="))
    assert "xmlns:dc=" in document(Maker("dc").creator("x"))
    assert "xmlns:xsi=" in document(element("a", {"b": "<", "xsi:nil": "true"}))
    assert "xmlns:html=" in document()


@pytest.mark.parametrize("text", ["\x00", "a\x01", "\x1f", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"XML cannot hold|surrogates"):
        D.a(text)
    with pytest.raises(ValueError, match=r"XML cannot hold|surrogates"):
        D.a(b=text)


@pytest.mark.parametrize("markdown", ["", "a *b* `c`", "```\na\n\n b\n```\n\n- x\n- y &amp; <z>"])
def test_xhtml_is_written_as_lxml_does(markdown: str) -> None:
    blocks = to_xhtml(markdown)
    alone = b"".join(etree.tostring(one, encoding="UTF-8") for one in blocks)
    alone = alone.replace(f' xmlns:html="{XHTML}"'.encode(), b"")
    assert to_bytes(written_xhtml(markdown)).partition(b"\n")[2] == alone + b"\n"


TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \n\t\r&<>\"'x:\u20ac"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=9,
)
NAMES = st.sampled_from(["xccdf:Rule", "xccdf:title", "xccdf:fix", "dc:source", "xccdf:check"])
PARENTS = st.sampled_from(["xccdf:Rule", "dc:source", "xccdf:check"])
KEYS = st.sampled_from(["id", "xsi:nil", "value-id"])
Tree = tuple[str, dict[str, str], Any]
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(NAMES, st.dictionaries(KEYS, TEXTS), st.lists(TEXTS, max_size=1)),
    lambda below: st.tuples(PARENTS, st.dictionaries(KEYS, TEXTS), st.lists(below, max_size=3)),
    max_leaves=12,
)


def qualified(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{PREFIXES[prefix]}}}{local}" if prefix else local


def in_lxml(tree: Tree) -> etree._Element:
    name, attributes, children = tree
    made = etree.Element(qualified(name), nsmap=BY_DOCUMENT)
    for key, value in attributes.items():
        made.set(qualified(key), value)
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(in_lxml(child))
    return made


def in_text(tree: Tree) -> Written:
    name, attributes, children = tree
    prefix, _, local = name.partition(":")
    inside = (child if isinstance(child, str) else in_text(child) for child in children)
    return element(f"{WRITTEN[prefix]}:{local}", attributes, inside)


@given(st.lists(TREES, max_size=3))
def test_lxml_writes_the_same(trees: list[Tree]) -> None:
    whole = etree.Element(qualified("xccdf:Benchmark"), nsmap=BY_DOCUMENT)
    whole.extend([in_lxml(tree) for tree in trees])
    written = to_bytes(root(DECLARED, ROOT, {}, map(in_text, trees)))
    assert written == by_lxml.to_bytes(whole)
    found = etree.fromstring(written)
    assert etree.tostring(found) == etree.tostring(etree.fromstring(by_lxml.to_bytes(whole)))
