"""A schematron with the XSLT 2 query binding, translated to XSLT 3 and run by SaxonC.

ISO/IEC 19757-3: a node is judged by the first rule of each pattern whose context it matches. What
needs feeds or Java functions that nobody has is set aside (`ASIDE`).
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import saxonche
from lxml import etree
from lxml.builder import ElementMaker

_SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
_XSL: Final = "http://www.w3.org/1999/XSL/Transform"
ASIDE: Final = ("document(", "java:")
"""What stands in the tests that are set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What failed: how bad it is as the schematron says, and its words, such as `SRC-10-1|...`."""

    flag: str
    words: str

    @property
    def code(self) -> str:
        """The requirement."""
        return self.words.partition("|")[0]


class Schematron:
    """A schematron, ready to judge documents."""

    def __init__(self, path: Path) -> None:
        """Translate the schematron at `path`."""
        root = etree.parse(path).getroot()
        self.aside = tuple(_label(one) for one in root.iter(f"{_SCH}assert") if _is_aside(one))
        self._processor = saxonche.PySaxonProcessor(license=False)
        text = etree.tostring(_stylesheet(root), encoding="unicode")
        compiler = self._processor.new_xslt30_processor()
        self._sheet = compiler.compile_stylesheet(stylesheet_text=text)

    def judge(self, document: Path) -> tuple[Finding, ...]:
        """Give all that fails in a document."""
        node = self._processor.parse_xml(xml_file_name=str(document))
        said = self._sheet.transform_to_string(xdm_node=node)
        lines = (line.partition("\t") for line in (said or "").splitlines() if "\t" in line)
        return tuple(Finding(flag=flag, words=words.strip()) for flag, _, words in lines)


def _is_aside(item: etree._Element) -> bool:
    return any(word in item.get("test", "") for word in ASIDE)


def _label(item: etree._Element) -> str:
    return (item.text or "").partition("|")[0].strip()


def _stylesheet(root: etree._Element) -> etree._Element:
    names = {str(one.get("prefix")): str(one.get("uri")) for one in root.iter(f"{_SCH}ns")}
    known = {prefix: uri for prefix, uri in names.items() if prefix not in ("xml", "java")}
    make = ElementMaker(namespace=_XSL, nsmap={**known, "xsl": _XSL})
    patterns = list(root.iter(f"{_SCH}pattern"))
    start = make.template(
        *(make("apply-templates", select="/", mode=f"p{at}") for at in range(len(patterns))),
        match="/",
        priority="1000",
    )
    return make.stylesheet(
        make.output(method="text"),
        *(make.variable(**_let(one)) for one in root.iterchildren(f"{_SCH}let")),
        start,
        *(deepcopy(one) for one in root.iter(f"{{{_XSL}}}function")),
        *(part for at, one in enumerate(patterns) for part in _pattern(make, one, f"p{at}")),
        version="3.0",
    )


def _let(item: etree._Element) -> dict[str, str]:
    return {"name": str(item.get("name")), "select": str(item.get("value"))}


def _pattern(make: ElementMaker, pattern: etree._Element, mode: str) -> Iterator[etree._Element]:
    onward = {"select": "node()", "mode": mode}
    yield make.template(make("apply-templates", **onward), match="/|*", mode=mode, priority="0")
    yield make.template(match="text()|comment()|processing-instruction()", mode=mode, priority="0")
    rules = list(pattern.iterchildren(f"{_SCH}rule"))
    for at, rule in enumerate(rules):
        body: list[etree._Element] = []
        for item in rule:
            if item.tag == f"{_SCH}let":
                body.append(make.variable(**_let(item)))
            elif item.tag in (f"{_SCH}assert", f"{_SCH}report") and not _is_aside(item):
                body.append(_check(make, item))
        yield make.template(
            *body,
            make("apply-templates", **onward),
            match=str(rule.get("context")),
            mode=mode,
            priority=str(len(rules) - at),
        )


def _check(make: ElementMaker, item: etree._Element) -> etree._Element:
    test = str(item.get("test"))
    fails = f"not({test})" if item.tag == f"{_SCH}assert" else test
    words: list[etree._Element] = [make.text(item.text or "")]
    for part in item:
        if part.tag == f"{_SCH}value-of":
            words.append(make("value-of", select=str(part.get("select"))))
        words.append(make.text(part.tail or ""))
    flag = str(item.get("flag", "ERROR"))
    line = make.variable(*words, name="words")
    tab, newline = "codepoints-to-string(9)", "codepoints-to-string(10)"
    row = f"concat('{flag}', {tab}, normalize-space($words), {newline})"
    shown = make("value-of", select=row)
    return make("if", line, shown, test=fails)
