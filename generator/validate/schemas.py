"""XSD and schematron, in process: the schemas that openscap ships, through libxml2 and libxslt."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from lxml import etree

_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFinding:
    """What a schema says of a document; `line` counts in the document as written, 0 for nowhere."""

    level: Literal["error", "warning"]
    message: str
    line: int


@cache
def _xsd(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


@cache
def _stylesheet(path: Path) -> etree.XSLT:
    sheet = etree.parse(path)
    _hasten(sheet)
    return etree.XSLT(sheet)


# What schematrons look for from the top of the document, again for each reference to it.
_KEYS: Final = {
    "/*//xccdf:Rule[@id=$idref or @cluster-id=$idref]": ("xccdf:Rule", "@id|@cluster-id"),
    "/*//xccdf:Group[@id=$idref or @cluster-id=$idref]": ("xccdf:Group", "@id|@cluster-id"),
    "/*//xccdf:Value[@id=$idref or @cluster-id=$idref]": ("xccdf:Value", "@id|@cluster-id"),
}


def _hasten(sheet: etree._ElementTree) -> None:
    """Let a schematron stylesheet say the same in less than half of its time.

    Its patterns walk over attributes, too, which none of them is about; and what is looked for by
    its id is found by a key, so that the time grows with the document and not with its square.
    """
    root = sheet.getroot()
    for element in root.iter(f"{_XSL}apply-templates"):
        if element.get("select") == "@*|*":
            element.set("select", "*")
    for element in root.iter(f"{_XSL}when"):
        test = element.get("test") or ""
        for expression, (match, use) in _KEYS.items():
            if expression in test:
                test = test.replace(expression, f"key('{match}', $idref)")
                key = {"name": match, "match": match, "use": use}
                root.insert(0, etree.Element(f"{_XSL}key", key, nsmap=element.nsmap))
        element.set("test", test)


def check_xsd(document: etree._ElementTree, schema: Path) -> tuple[SchemaFinding, ...]:
    """Give the violations of an XML schema."""
    xsd = _xsd(schema)
    if xsd.validate(document):
        return ()
    return tuple(
        SchemaFinding(level="error", message=str(entry.message), line=int(entry.line))
        for entry in xsd.error_log
    )


def check_schematron(document: etree._ElementTree, sheet: Path) -> tuple[SchemaFinding, ...]:
    """Give what a schematron stylesheet prints: lines that start with `Error:` or `Warning:`."""
    said = str(_stylesheet(sheet)(document))
    return tuple(
        SchemaFinding(
            level="error" if line.startswith("Error:") else "warning",
            message=line.partition(":")[2].strip(),
            line=0,
        )
        for line in said.splitlines()
        if line.startswith(("Error:", "Warning:"))
    )
