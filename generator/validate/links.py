"""Where the references of a data stream lead: every index is made once, however many follow it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from generator.markup.namespaces import PREFIXES, name

OVAL_PARTS: Final = {
    "definition_ref": "definitions",
    "test_ref": "tests",
    "object_ref": "objects",
    "state_ref": "states",
    "var_ref": "variables",
}
"""The attributes of OVAL that refer to something, and the part of the document where it is."""
_OVAL_TEXTS: Final = {
    name("oval-def", "object_reference"): "objects",
    name("oval-def", "filter"): "states",
    name("ind", "var_ref"): "variables",
}
_COMMENT: Final = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_VALUE: Final = re.compile(r"XCCDF_VALUE_(\w+)")
_WORD: Final = re.compile(r"[\w.-]+")
_EXTERNAL: Final = name("oval-def", "external_variable")


def oval_targets(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Give what an element of OVAL refers to: the part of the document, and the id there."""
    for attribute, target in element.items():
        if (part := OVAL_PARTS.get(str(attribute))) is not None:
            yield part, str(target)
    if (part := _OVAL_TEXTS.get(str(element.tag))) is not None:
        yield part, element.text or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    """What is to be known of a script: the Values that it reads, the files that it names."""

    values: frozenset[str]
    files: frozenset[str]


class Links:
    """The links of the data-stream-collection `root`."""

    def __init__(self, root: etree._Element) -> None:
        """Keep `root`, which must not change from then on."""
        self.root = root
        self._definitions: dict[etree._Element, dict[str | None, etree._Element]] = {}
        self._questionnaires: dict[etree._Element, frozenset[str | None]] = {}
        self._codes: dict[etree._Element, _Code] = {}
        self._reached: dict[etree._Element, tuple[str, ...]] = {}

    def resolve(self, document: etree._Element, href: str) -> etree._Element | None:
        """Follow an href through the catalog of the component that holds `document`."""
        holder = document.getparent()
        own = "" if holder is None else f"#{holder.get('id')}"
        target = self._catalogs.get(own, {}).get(href)
        reference = None if target is None else self._by_id.get(target.removeprefix("#"))
        if reference is None:
            return None
        return self._by_id.get((reference.get(name("xlink", "href")) or "").removeprefix("#"))

    def definitions(self, component: etree._Element) -> Mapping[str | None, etree._Element]:
        """Give the OVAL definitions of a component by their ids."""
        if component not in self._definitions:
            found = component.iter(name("oval-def", "definition"))
            self._definitions[component] = {element.get("id"): element for element in found}
        return self._definitions[component]

    def questionnaires(self, component: etree._Element) -> frozenset[str | None]:
        """Give the ids of the OCIL questionnaires of a component."""
        if component not in self._questionnaires:
            found = component.iter(name("ocil", "questionnaire"))
            self._questionnaires[component] = frozenset(element.get("id") for element in found)
        return self._questionnaires[component]

    def external_variables(self, definition: etree._Element) -> frozenset[str]:
        """Give the external variables of OVAL that a definition reaches."""
        seen: set[str] = set()
        queue = [definition]
        found: set[str] = set()
        while queue:
            for target in self._targets(queue.pop()):
                reached = self._by_id.get(target)
                if reached is None or target in seen:
                    continue
                seen.add(target)
                queue.append(reached)
                if reached.tag == _EXTERNAL:
                    found.add(target)
        return frozenset(found)

    def values_read(self, benchmark: etree._Element, script: etree._Element) -> frozenset[str]:
        """Give the Values that a script reads, also in files of the catalog that it names."""
        own = self._code(script)
        named = (self.resolve(benchmark, word) for word in sorted(own.files))
        return own.values.union(*(self._code(one).values for one in named if one is not None))

    def _code(self, script: etree._Element) -> "_Code":
        if script not in self._codes:
            code = _COMMENT.sub("", "".join(script.itertext()))
            self._codes[script] = _Code(
                values=frozenset(_VALUE.findall(code)),
                files=self._files.intersection(_WORD.findall(code)),
            )
        return self._codes[script]

    def _targets(self, element: etree._Element) -> tuple[str, ...]:
        if element not in self._reached:
            below = element.iter(etree.Element)
            self._reached[element] = tuple(
                dict.fromkeys(target for one in below for _, target in oval_targets(one))
            )
        return self._reached[element]

    @cached_property
    def _by_id(self) -> dict[str | None, etree._Element]:
        return {element.get("id"): element for element in self.root.iter(etree.Element)}

    @cached_property
    def _catalogs(self) -> dict[str, dict[str | None, str]]:
        """The catalogs by the component whose they are: where the files they name are found."""
        found: dict[str, dict[str | None, str]] = {}
        for reference in self.root.iter(name("ds", "component-ref")):
            catalog = found.setdefault(reference.get(name("xlink", "href")) or "", {})
            for uri in reference.iterfind("cat:catalog/cat:uri", PREFIXES):
                catalog.setdefault(uri.get("name"), uri.get("uri") or "")
        return found

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(str(one.get("name")) for one in self.root.iter(name("cat", "uri")))
