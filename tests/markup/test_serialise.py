"""XML is indented everywhere but in text, and text is never touched."""

from lxml import etree

from generator.markup.namespaces import XCCDF, XHTML
from generator.markup.serialise import to_bytes


def written(text: str) -> str:
    return to_bytes(etree.fromstring(text)).decode()


def test_white_space_separates_all_siblings() -> None:
    assert written("<a><b/><c><d/></c></a>").splitlines()[1:] == [
        "<a>",
        "  <b/>",
        "  <c>",
        "    <d/>",
        "  </c>",
        "</a>",
    ]


def test_mixed_content_is_left_as_it_is() -> None:
    text = f'<x:fix xmlns:x="{XCCDF}">  a\n<x:sub idref="b"/>c </x:fix>'
    assert text in written(f"<a>{text}</a>")


def test_xhtml_is_left_as_it_is() -> None:
    text = f'<h:pre xmlns:h="{XHTML}">a  <h:b>c</h:b>\n\n d</h:pre>'
    assert text in written(f"<a>{text}</a>")


def test_document_ends_with_one_newline() -> None:
    assert written("<a/>").endswith("<a/>\n")


def test_writing_twice_gives_the_same() -> None:
    root = etree.fromstring("<a><b/><c><d>t</d></c></a>")
    assert to_bytes(root) == to_bytes(root)
