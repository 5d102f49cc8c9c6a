"""A data stream without what was judged before: valid if and only if the whole is.

Schemas say things about an element, what is in it and what it refers to. A part that passed them
all, together with what it refers to, passes them in every document. Only its place among others is
judged anew: what stays of it, and its shape, the order of what an element holds, which is a part,
too. What is true of the whole alone, our own check of references and the SCAP schematron judge.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from generator.markup.namespaces import name
from generator.validate.judged import Judged, digest, digest_of
from generator.validate.links import Links
from generator.validate.oval_parts import OvalParts

_STUB: Final = "oval:stub:tst:1"
_CRITERIA: Final = name("oval-def", "criteria")
_CRITERION: Final = name("oval-def", "criterion")
_TESTS: Final = name("oval-def", "tests")
_UNKNOWN: Final = name("ind", "unknown_test")
_BEHIND_DEFINITIONS: Final = 2
_REPEATED: Final = 2
# Elements in which what was judged before can be left out: none of it must be there.
_DROPPED: Final = {
    name("xccdf", "Rule"): frozenset(
        name("xccdf", tag)
        for tag in ("description", "warning", "reference", "rationale", "ident", "fix")
    ),
    name("ocil", "questionnaire"): frozenset((name("ocil", "references"),)),
    name("ocil", "boolean_question"): frozenset((name("ocil", "instructions"),)),
}
_OWN: Final = frozenset(("id", "idref", "question_ref", "href"))
"""Attributes that say which element it is or where it leads, and so nothing of its shape."""


class Abridged:
    """Abridges the streams of a product; `found` are the digests of all parts in them."""

    def __init__(self, judged: Judged) -> None:
        self._judged = judged
        self.found: set[bytes] = set()

    def abridge(self, links: Links) -> None:
        """Leave out of a stream what was judged, or stays in a stream of this product."""
        for element in links.root.iter(*_DROPPED):
            self._abridge_element(element)
        for document in list(links.root.iter(name("oval-def", "oval_definitions"))):
            self._abridge_oval(links.oval(document))

    @property
    def has_new(self) -> bool:
        """Whether something stays that was never judged."""
        return not self.found <= self._judged.sound

    def _is_known(self, own: bytes) -> bool:
        """Say whether a part was judged or stays elsewhere; from then on it is known."""
        known = own in self._judged.sound or own in self.found
        self.found.add(own)
        return known

    def _abridge_element(self, element: etree._Element) -> None:
        children = list(element)
        known = self._is_known(_shape(element, children))
        dropped = _DROPPED[str(element.tag)]
        for child in children:
            if child.tag in dropped and self._is_known(digest_of(child)) and known:
                element.remove(child)

    def _abridge_oval(self, parts: OvalParts) -> None:
        new = [place for place in parts.by_place if not self._is_known(parts.unit(place))]
        definitions = [place for place in new if place[0] == "definitions"]
        if not new:
            definitions = [place for place in parts.by_place if place[0] == "definitions"][:1]
        kept = set(parts.reached(place for place in new if place[0] != "definitions"))
        stubs: dict[str, None] = {}
        for place in definitions:
            self._abridge_definition(parts.by_place[place].element)
            stubs.update(dict.fromkeys(_tests_of(parts.by_place[place].element)))
        kept.update(definitions)
        for place, part in parts.by_place.items():
            if place not in kept:
                parts.lists[place[0]].remove(part.element)
        _put_stubs(parts.document, [one for one in stubs if ("tests", one) not in kept])
        for one in parts.lists.values():
            if not len(one):
                parts.document.remove(one)

    def _abridge_definition(self, element: etree._Element) -> None:
        """Put one criterion in the place of criteria that were judged."""
        for criteria in element.findall(_CRITERIA):
            if self._is_known(digest_of(criteria)):
                criteria[:] = []
                etree.SubElement(criteria, _CRITERION, {"test_ref": _STUB})


def _shape(element: etree._Element, children: list[etree._Element]) -> bytes:
    """Digest which elements stand in which order; more than two of one kind are as two."""
    outlines = (_outline(child) for child in children)
    runs = ([key] * min(len(list(group)), _REPEATED) for key, group in groupby(outlines))
    return digest(b"shape", *(key for run in ([_outline(element)], *runs) for key in run))


def _outline(element: etree._Element) -> bytes:
    own = sorted((str(key), str(text)) for key, text in element.items() if key not in _OWN)
    return repr((element.tag, own)).encode()


def _tests_of(definition: etree._Element) -> Iterator[str]:
    for criterion in definition.iter(_CRITERION):
        yield criterion.get("test_ref") or ""


def _put_stubs(document: etree._Element, names: list[str]) -> None:
    """Put a test that asks nothing in the place of each that only criteria ask for."""
    if not names:
        return
    tests = document.find(_TESTS)
    if tests is None:
        tests = etree.Element(_TESTS)
        document.insert(_BEHIND_DEFINITIONS, tests)
    for one in names:
        attributes = {"id": one, "version": "1", "check": "all", "comment": "judged before"}
        etree.SubElement(tests, _UNKNOWN, attributes)
