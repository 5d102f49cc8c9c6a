"""XSD and schematron, in process: the schemas that openscap ships, through libxml2 and libxslt."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from lxml import etree


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
    return etree.XSLT(etree.parse(path))


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
