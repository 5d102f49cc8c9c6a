"""XSD and schematron, in process: the schemas that openscap ships, through libxml2 and libxslt."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final, Literal

from lxml import etree

from generator.validate.hasten import hasten


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFinding:
    """What a schema says of a document; `line` counts in the document as written, 0 for nowhere."""

    level: Literal["error", "warning"]
    message: str
    line: int


# Each is read once, also where one thread prepares what another asks for.
_READING: Final = Lock()


def read_xsd(path: Path) -> etree.XMLSchema:
    """Give an XML schema, read at most once."""
    with _READING:
        return _xsd(path)


def read_schematron(path: Path) -> etree.XSLT:
    """Give the stylesheet of a schematron, read at most once."""
    with _READING:
        return _stylesheet(path)


@cache
def _xsd(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


@cache
def _stylesheet(path: Path) -> etree.XSLT:
    sheet = etree.parse(path)
    hasten(sheet)
    return etree.XSLT(sheet)


def check_xsd(document: etree._ElementTree, schema: Path) -> tuple[SchemaFinding, ...]:
    """Give the violations of an XML schema."""
    xsd = read_xsd(schema)
    if xsd.validate(document):
        return ()
    return tuple(
        SchemaFinding(level="error", message=str(entry.message), line=int(entry.line))
        for entry in xsd.error_log
    )


def check_schematron(document: etree._ElementTree, sheet: Path) -> tuple[SchemaFinding, ...]:
    """Give what a schematron stylesheet prints: each line is an error, unless `Warning:` is first.

    Those of OVAL say `Error:` of nothing.
    """
    lines = str(read_schematron(sheet)(document)).splitlines()
    return tuple(
        SchemaFinding(
            level="warning" if line.startswith("Warning:") else "error",
            message=_LEVEL.sub("", line).strip(),
            line=0,
        )
        for line in lines
        if line.strip() and not line.startswith("<?xml")
    )


_LEVEL: Final = re.compile("^(?:Error|Warning):")
