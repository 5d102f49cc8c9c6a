"""XSD and schematron, in process: the schemas that openscap ships, through libxml2 and libxslt."""

import re
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """What a schematron looks for all over the document, again for each reference to it."""

    expression: str
    match: str
    use: str
    value: str


_OVAL: Final = "ancestor::oval-def:oval_definitions/oval-def:"
_KEYS: Final = (
    *(
        _Key(
            expression=f"/*//{element}[@id=$idref or @cluster-id=$idref]",
            match=element,
            use="@id|@cluster-id",
            value="$idref",
        )
        for element in ("xccdf:Rule", "xccdf:Group", "xccdf:Value")
    ),
    *(
        _Key(
            expression=f"{_OVAL}{part}/*[@id={value}]",
            match=f"oval-def:{part}/*",
            use="@id",
            value=value,
        )
        for part, value in (("objects", "current()"), ("variables", "$var_ref"))
    ),
)


def _hasten(sheet: etree._ElementTree) -> None:
    """Let a schematron stylesheet say the same in less than half of its time.

    Its patterns walk over attributes, too, which none of them is about; and what is looked for by
    its id is found by a key, so that the time grows with the document and not with its square.
    """
    root = sheet.getroot()
    for element in root.iter(f"{_XSL}apply-templates"):
        if element.get("select") == "@*|*":
            element.set("select", "*")
    for number, key in enumerate(_KEYS):
        found = f"key('id{number}', {key.value})"
        tests = [one for one in root.iter(f"{_XSL}when") if key.expression in one.get("test", "")]
        for element in tests:
            element.set("test", element.get("test", "").replace(key.expression, found))
        if tests:
            declared = {"name": f"id{number}", "match": key.match, "use": key.use}
            root.insert(0, etree.Element(f"{_XSL}key", declared, nsmap=root.nsmap))
    _start_at_entities(root)


# Patterns about entities of OVAL objects and states.
_ENTITY: Final = re.compile(r"(?:oval-def:(?:objects|states)/\*/\*[^|]*(?:\||$))+")
_ENTITIES: Final = " | ".join(
    f"/oval-def:oval_definitions/oval-def:{part}/*/*" for part in ("objects", "states")
)


def _start_at_entities(root: etree._Element) -> None:
    """Let patterns about entities start there.

    libxslt counts the siblings of every element that it compares with them, which takes the square
    of the number of tests.
    """
    patterns: dict[str, list[str]] = {}
    for template in root.iter(f"{_XSL}template"):
        if not template.get("priority", "-").startswith("-"):
            patterns.setdefault(template.get("mode", ""), []).append(template.get("match", ""))
    for element in root.iterfind(f"{_XSL}template[@match='/']/{_XSL}apply-templates[@select='/']"):
        found = patterns.get(element.get("mode", ""), [])
        if found and all(map(_ENTITY.fullmatch, found)):
            element.set("select", _ENTITIES)


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
    """Give what a schematron stylesheet prints: each line is an error, unless `Warning:` is first.

    Those of OVAL say `Error:` of nothing.
    """
    lines = str(_stylesheet(sheet)(document)).splitlines()
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
