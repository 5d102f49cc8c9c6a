"""The same XML as `generator.markup.written` gives, by lxml: slowly, and plain to see."""

from typing import Final

from lxml import etree

from generator.markup.namespaces import WRITTEN, XCCDF, XHTML, name

_STEP: Final = "  "
# Documents in which no white space is content.
_PLAIN: Final = frozenset((name("oval-def", "oval_definitions"), name("ocil", "ocil")))
# Elements whose white space is content: left exactly as built.
_MIXED: Final = frozenset(
    f"{{{XCCDF}}}{tag}"
    for tag in ("title", "description", "rationale", "warning", "fix", "fixtext", "question")
)


def _is_text(element: etree._Element) -> bool:
    tag = str(element.tag)
    return tag in _MIXED or tag.startswith(f"{{{XHTML}}}")


def indent(element: etree._Element, depth: int = 0) -> None:
    """Indent `element` in place, leaving mixed content (descriptions, fixes, XHTML) as it is."""
    if element.tag in _PLAIN:
        etree.indent(element, _STEP, level=depth)
        return
    children = list(element)
    if not children or _is_text(element):
        return
    if element.text is None or not element.text.strip():
        element.text = "\n" + _STEP * (depth + 1)
    for child in children:
        indent(child, depth + 1)
        child.tail = "\n" + _STEP * (depth + 1)
    children[-1].tail = "\n" + _STEP * depth


def to_bytes(root: etree._Element) -> bytes:
    """Give the document of `root`: indented, UTF-8 with declaration, LF, final newline."""
    indent(root)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[WRITTEN["xccdf"], WRITTEN["html"]])
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return document.rstrip(b"\n") + b"\n"
