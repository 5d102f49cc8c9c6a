"""What the Benchmark says of its rules: texts, identifiers, references, fixes."""

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from lxml import etree
from markupsafe import Markup

from generator.markup.namespaces import name
from generator.markup.safe import safe_html
from generator.results.models import Fix, Rule, Severity
from generator.results.words import one_line
from generator.source import shown

LONGEST_SCRIPT: Final = 6_000
"""Characters; a longer fix is told of, and not shown."""
LONGEST_TEXT: Final = 40_000
_MOST: Final = 60
"""Identifiers, references, warnings or fixes of one rule that are kept."""
_SUB: Final = name("xccdf", "sub")
_SEVERITIES: Final = get_args(Severity)


def severity(text: str | None) -> Severity:
    """Give XCCDF's word; another one is `unknown`."""
    return next((one for one in _SEVERITIES if one == text), "unknown")


Known = dict[tuple[bytes, int], Rule]
"""Rules by their XML and the Values of the scan: hosts of a fleet have the same."""


class Rules:
    """The rules of a document by id, each read when it is asked for."""

    def __init__(self, root: etree._Element, values: Mapping[str, str], known: Known) -> None:
        """Index the rules below `root`; `values` are what the scan put for Values, by id.

        `known` are rules of other documents, which are not read again.
        """
        self._elements = {one.get("id"): one for one in root.iter(name("xccdf", "Rule"))}
        self._values = values
        self._known = known
        self._variant = hash(tuple(sorted(values.items())))

    def rule(self, id_: str) -> Rule:
        """Read the rule; of one that the document lacks there is the id."""
        found = self._elements.get(id_)
        if found is None:
            return Rule(id=one_line(id_), title=one_line(id_), severity="unknown")
        key = (etree.tostring(found), self._variant)
        if key not in self._known:
            self._known[key] = self._read(found, one_line(id_))
        return self._known[key]

    def _read(self, found: etree._Element, shown_id: str) -> Rule:
        return Rule(
            id=shown_id,
            title=one_line(self._plain(found, "title")) or shown_id,
            severity=severity(found.get("severity")),
            description=self._html(found, "description"),
            rationale=self._html(found, "rationale"),
            warnings=tuple(self._safe(one) for one in self._all(found, "warning")),
            fixtext=self._html(found, "fixtext"),
            idents=_pairs(self._all(found, "ident"), "system"),
            references=_pairs(self._all(found, "reference"), "href"),
            fixes=tuple(_fix(one) for one in self._all(found, "fix")),
        )

    def _all(self, rule: etree._Element, tag: str) -> list[etree._Element]:
        return rule.findall(name("xccdf", tag))[:_MOST]

    def _plain(self, rule: etree._Element, tag: str) -> str:
        found = rule.find(name("xccdf", tag))
        return "" if found is None else "".join(self._words(found))

    def _words(self, element: etree._Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield self._instead(child) or "".join(map(str, child.itertext()))
            yield child.tail or ""

    def _html(self, rule: etree._Element, tag: str) -> Markup:
        found = rule.find(name("xccdf", tag))
        return Markup() if found is None else self._safe(found)

    def _safe(self, element: etree._Element) -> Markup:
        if len(etree.tostring(element, with_tail=False)) > LONGEST_TEXT:
            return Markup("<p>{}</p>").format(one_line("".join(map(str, element.itertext())), 2000))
        return safe_html(element, self._instead)

    def _instead(self, element: etree._Element) -> str | None:
        """Give what the scan put for a Value that a text names."""
        if element.tag != _SUB:
            return None
        id_ = element.get("idref") or ""
        return one_line(self._values.get(id_, id_))


def _pairs(elements: list[etree._Element], attribute: str) -> tuple[tuple[str, str], ...]:
    pairs = (
        (one_line(one.get(attribute)), one_line("".join(map(str, one.itertext()))))
        for one in elements
    )
    return tuple(dict.fromkeys(pair for pair in pairs if pair[1]))


def _fix(element: etree._Element) -> Fix:
    text = "".join(map(str, element.itertext())).strip()
    whole = len(element) == 0 and len(text) <= LONGEST_SCRIPT
    system = one_line(element.get("system")).rpartition(":")[2] or "script"
    lines = (shown(line.expandtabs().rstrip()) for line in text.split("\n")) if whole else ()
    return Fix(system=system, script="\n".join(lines), length=len(text))
